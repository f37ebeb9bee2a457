/** What the report does not cover, and why: gaps, rules that found nothing to judge, roles that nobody has built. */
import type { Ledger } from "../ledger.ts";
import { whyOf } from "../message.ts";
import type { Verdict } from "../verdict.ts";
import { isChecked, type ClauseCoverage, type Matrix } from "./coverage.ts";
import { html, type Markup } from "./html-text.ts";
import { counted, ruleLinks, wideTable } from "./page-parts.ts";

/** All that an auditor must ask for elsewhere. */
export function notCovered(ledger: Ledger, matrices: readonly Matrix[]): Markup {
  return html`${notBuilt(ledger)} ${silentRules(ledger)} ${matrices.map(frameworkGaps)}`;
}

function notBuilt({ head: { notBuilt: roles } }: Ledger): Markup {
  if (roles === undefined || roles.length === 0) return html``;
  return html`<p>
    <b>Not built yet:</b> ${roles.join(", ")}. The tenant is entitled to them, this stack does not have them, and no
    rule has looked at them.
  </p>`;
}

/** Rules that judged no resource, by reason. */
function silentRules({ verdicts }: Ledger): Markup {
  const silent = [...Map.groupBy<string, Verdict>(verdicts, ({ rule }) => rule)].filter(([, mine]) =>
    mine.every(({ outcome }) => outcome === "not-applicable"),
  );
  if (silent.length === 0) return html``;
  const byReason = Map.groupBy(
    silent.map(([rule, mine]) => ({ rule, reason: [...new Set(mine.map(whyOf))].sort().join("; ") })),
    ({ reason }) => reason,
  );
  const rows = [...byReason]
    .toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(
      ([reason, rules]) =>
        html`<tr>
          <td>${reason}</td>
          <td class="small">${ruleLinks(rules.map(({ rule }) => rule).toSorted())}</td>
        </tr>`,
    );
  return html`<h3>Rules that found nothing to judge</h3>
    ${wideTable([["why", "third"], "rules"], rows)}`;
}

function frameworkGaps({ framework, controls, clauses }: Matrix): Markup {
  const of = (coverage: ClauseCoverage["coverage"]): readonly ClauseCoverage[] =>
    clauses.filter((one) => one.coverage === coverage);
  const nothing = clauses.filter(
    ({ coverage, result }) => isChecked(coverage) && (result === "not-applicable" || result === "not-evaluated"),
  );
  const people = of("people-and-process").length;
  return html`<h3>${controls.title}</h3>
    ${clauseList("a rule could check some of it, and none does yet", "gap", of("gap"))}
    ${clauseList("only supported: no rule can check it", "clause", of("supports"))}
    ${clauseList("rules exist, and none found anything here to judge", "clause", nothing)}
    <p class="small dim">
      ${counted(people, "clause is", "clauses are")} a matter of people and process;
      <a href="#${framework}">all clauses</a>.
    </p>`;
}

function clauseList(why: string, word: string, clauses: readonly ClauseCoverage[]): Markup {
  if (clauses.length === 0) return html``;
  const items = clauses.map(({ clause }) => {
    const note = clause.note === undefined ? html`` : html` <span class="dim">(${clause.note})</span>`;
    return html`<li><b>${clause.id}</b> ${clause.title}${note}</li>`;
  });
  return html`<details class="box clauses">
    <summary><b>${counted(clauses.length, word, `${word}s`)}</b>: ${why}</summary>
    <div>
      <ul class="plain">
        ${items}
      </ul>
    </div>
  </details>`;
}
