/** Every verdict on the report page, once by resource and once by rule; what does not hold comes first. */
import { outcomeCounts } from "../causes.ts";
import { clausesOf } from "../controls.ts";
import type { Ledger } from "../ledger.ts";
import { whyOf } from "../message.ts";
import type { Rule } from "../rule.ts";
import { RULE_IDS } from "../rules.ts";
import { parseUrn } from "../subject.ts";
import { OUTCOMES, type Outcome, type Verdict } from "../verdict.ts";
import { html, type Markup } from "./html-text.ts";
import { counted, joined, mark, OUTCOME_WORDS, ruleLinks, wideTable } from "./page-parts.ts";

/** Outcomes that need a reason of their own; the others are listed. */
const TOLD: readonly Outcome[] = ["error", "fail", "unknown", "waived"];

interface Judged {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly verdicts: readonly Verdict[];
  /** Place in the order of outcomes: worst first. */
  readonly rank: number;
}

/** Resources with something to tell one by one, the others by type. */
export function byResource({ verdicts }: Ledger): Markup {
  const judged = [...Map.groupBy(verdicts, ({ urn }) => urn)]
    .map(([urn, mine]): Judged => ({
      urn,
      name: parseUrn(urn).name,
      type: mine[0]?.type ?? "",
      verdicts: mine,
      rank: Math.min(...mine.map(({ outcome }) => OUTCOMES.indexOf(outcome))),
    }))
    .toSorted((a, b) => a.rank - b.rank || order(a.name, b.name) || order(a.urn, b.urn));
  const told = judged.filter(({ rank }) => rank < TOLD.length);
  const quiet = [...Map.groupBy(judged.slice(told.length), ({ type }) => type)].toSorted(([a], [b]) => order(a, b));
  const rest = quiet.map(
    ([type, group]) =>
      html`<details class="box">
        <summary>
          <code>${type}</code> ${counted(group.length, "resource", "resources")}:
          ${countsOf(group.flatMap(({ verdicts: mine }) => mine))}
        </summary>
        <div>${group.map(resourceEntry)}</div>
      </details>`,
  );
  return html`<p class="dim">
      ${counted(judged.length, "resource", "resources")}${told.length === 0 ? "" : `; ${told.length} with something to tell come first, the others stand by type`}.
    </p>
    ${told.map(
      (one) =>
        html`<details class="box" open>
          <summary><b>${one.name}</b> <code>${one.type}</code> ${countsOf(one.verdicts)}</summary>
          <div>${verdictsOf(one)}</div>
        </details>`,
    )}
    ${rest}`;
}

function resourceEntry(one: Judged): Markup {
  return html`<h3>${one.name} <span class="small">${countsOf(one.verdicts)}</span></h3>
    ${verdictsOf(one)}`;
}

/** Reasons in full where there is one, then what holds, then what does not apply, by reason. */
function verdictsOf({ urn, verdicts }: Judged): Markup {
  return html`${toldList(verdicts, ({ rule }) => ruleLinks([rule]))}
    <div class="small">
      ${quietLines(verdicts, ({ rule }) => html`<a href="#rule-${rule}">${rule}</a>`)}<code>${urn}</code>
    </div>`;
}

/** A line with its reason for each verdict that has one. */
function toldList(verdicts: readonly Verdict[], show: (verdict: Verdict) => Markup): Markup {
  const lines = verdicts
    .filter(({ outcome }) => TOLD.includes(outcome))
    .map(
      (verdict) =>
        html`<li>${mark(verdict.outcome, OUTCOME_WORDS[verdict.outcome])} ${show(verdict)}: ${whyOf(verdict)}</li>`,
    );
  if (lines.length === 0) return html``;
  return html`<ul class="plain">
    ${lines}
  </ul>`;
}

/** `holds: …`, and a line per reason for what is not applicable. */
function quietLines(verdicts: readonly Verdict[], show: (verdict: Verdict) => Markup): Markup {
  const quiet = verdicts.filter(({ outcome }) => !TOLD.includes(outcome));
  const groups = [...Map.groupBy(quiet, (verdict) => (verdict.outcome === "pass" ? "" : whyOf(verdict)))];
  return html`${groups
    .toSorted(([a], [b]) => order(a, b))
    .map(([reason, mine]) => {
      const outcome: Outcome = reason === "" ? "pass" : "not-applicable";
      const why = reason === "" ? "" : ` (${reason})`;
      return html`<div>${mark(outcome, OUTCOME_WORDS[outcome])}${why}: ${joined(mine.map(show), ", ")}</div>`;
    })}`;
}

/** A row per rule, so that a link to a rule always finds it. */
export function byRule({ head, verdicts }: Ledger, rules: readonly Rule[]): Markup {
  const groups = Map.groupBy<string, Verdict>(verdicts, ({ rule }) => rule);
  const rows = rules.map((rule) => {
    const mine = groups.get(rule.id) ?? [];
    const clauses = clausesOf(rule.id, head.frameworks, RULE_IDS);
    const asks =
      clauses.length === 0
        ? html``
        : html`<details class="small dim">
            <summary>counts for ${counted(clauses.length, "clause", "clauses")}</summary>
            ${clauses.join(", ")}
          </details>`;
    return html`<tr id="rule-${rule.id}">
      <td><b>${rule.id}</b><br /><span class="small dim">${rule.severity}</span></td>
      <td>${rule.title}${asks}</td>
      <td>${mine.length === 0 ? mark("not-evaluated", "not evaluated") : ruleVerdicts(mine)}</td>
    </tr>`;
  });
  return wideTable([["rule", "short"], "what must hold", ["verdicts", "third"]], rows);
}

function ruleVerdicts(verdicts: readonly Verdict[]): Markup {
  return html`<details>
    <summary>${countsOf(verdicts)}</summary>
    ${toldList(verdicts, ({ urn }) => html`${parseUrn(urn).name}`)}
    <div class="small">${quietLines(verdicts, ({ urn }) => html`${parseUrn(urn).name}`)}</div>
  </details>`;
}

function countsOf(verdicts: readonly Verdict[]): Markup {
  const counts = outcomeCounts(verdicts);
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  return joined(
    shown.map((outcome) => mark(outcome, `${counts[outcome]} ${COUNT_WORDS[outcome]}`)),
    ", ",
  );
}

const COUNT_WORDS: Readonly<Record<Outcome, string>> = {
  error: "broke",
  fail: "fail",
  unknown: "not known yet",
  waived: "waived",
  pass: "hold",
  "not-applicable": "not applicable",
};

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
