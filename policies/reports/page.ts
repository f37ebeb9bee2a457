/** The report as one page that needs nothing else: what was found, by control and by resource, what is not covered, what is waived until when. */
import { causesOf, outcomeCounts, type Cause } from "../causes.ts";
import type { Ledger } from "../ledger.ts";
import { whyOf } from "../message.ts";
import type { Rule } from "../rule.ts";
import { parseUrn } from "../subject.ts";
import type { Verdict } from "../verdict.ts";
import {
  COVERAGES,
  coverageCounts,
  matrixOf,
  RESULTS,
  resultCounts,
  type ClauseCoverage,
  type Matrix,
} from "./coverage.ts";
import { COVERAGE_WORDS, shownResult } from "./coverage-text.ts";
import { html, type Markup } from "./html-text.ts";
import { PAGE_STYLE } from "./page-style.ts";

/** The page; same ledger, same bytes. */
export function pageHtml(ledger: Ledger, rules: readonly Rule[]): string {
  const { head } = ledger;
  const matrices = head.frameworks.map((framework) => matrixOf(framework, ledger));
  const causes = causesOf(ledger.verdicts, rules);
  const links = matrices.map(({ framework, controls }) => html`<a href="#${framework}">${controls.title}</a>`);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${head.stack}: policy report</title>
        <style>
          ${{ html: PAGE_STYLE }}
        </style>
      </head>
      <body>
        <h1>${head.stack}</h1>
        <p class="dim">${describe(ledger)}</p>
        <nav>
          <a href="#findings">Findings</a> ${links} <a href="#resources">Resources</a> <a href="#rules">Rules</a>
        </nav>
        ${tiles(ledger)}
        <h2 id="findings">Findings, worst first</h2>
        ${findings(causes)} ${waivedTable(ledger)} ${matrices.map(frameworkSection)}
        <h2 id="resources">By resource</h2>
        ${byResource(ledger)}
        <h2 id="rules">By rule</h2>
        ${byRule(ledger, rules)}
      </body>
    </html> `;
  return page.html;
}

function describe({ head, complete }: Ledger): string {
  const who =
    head.kind === "tenant"
      ? `tenant ${head.tenant ?? "not found"}, tier ${head.tier ?? "unknown"}`
      : head.kind === "account"
        ? "account baseline"
        : "a program of another project";
  const asked = head.frameworks.length === 0 ? "no framework" : head.frameworks.join(", ");
  const end = complete ? "" : " The run was stopped before every rule had spoken.";
  return `${who}; judged for ${asked} by ${head.pack} ${head.version}, rules ${head.catalogueHash.slice(0, 12)}, waivers as of ${head.today}.${end}`;
}

function tiles({ verdicts }: Ledger): Markup {
  const counts = outcomeCounts(verdicts);
  const shown = [
    ["hold", counts.pass, "pass"],
    ["fail", counts.fail + counts.error, "fail"],
    ["not known yet", counts.unknown, "unknown"],
    ["waived", counts.waived, "waived"],
    ["not applicable", counts["not-applicable"], "not-applicable"],
  ] as const;
  const nothing = verdicts.every(({ outcome }) => outcome === "not-applicable");
  return html`<div class="tiles">
      ${shown.map(([word, count, kind]) => html`<div class="tile"><b class="${kind}">${count}</b>${word}</div>`)}
    </div>
    ${nothing ? html`<p class="fail">Nothing was evaluated. This is no pass.</p>` : html``}`;
}

function findings(causes: readonly Cause[]): Markup {
  if (causes.length === 0) return html`<p>Every rule that could be judged holds.</p>`;
  const rows = causes.map(
    ({ rule, title, severity, level, outcome, why, type, urns }) =>
      html`<tr>
        <td>${mark(outcome)}</td>
        <td>${severity}, ${level}</td>
        <td><a href="#rule-${rule}">${rule}</a> ${title}<br /><span class="dim">${why}</span></td>
        <td class="number">${urns.length}</td>
        <td><code>${type}</code><br />${urns.map((urn) => parseUrn(urn).name).join(", ")}</td>
      </tr>`,
  );
  return html`<table>
    <tr>
      <th>verdict</th>
      <th>weight</th>
      <th>rule and reason</th>
      <th>count</th>
      <th>resources</th>
    </tr>
    ${rows}
  </table>`;
}

function waivedTable({ verdicts }: Ledger): Markup {
  const waived = verdicts.filter(({ outcome }) => outcome === "waived");
  if (waived.length === 0) return html`<p class="dim">Nothing is waived.</p>`;
  const rows = waived.map(
    ({ rule, urn, waiver }) =>
      html`<tr>
        <td>${rule}</td>
        <td>${parseUrn(urn).name}</td>
        <td>${waiver?.expires ?? ""}</td>
        <td>${waiver?.ticket ?? ""}</td>
        <td>would ${waiver?.would ?? ""}</td>
      </tr>`,
  );
  return html`<h3>Waived</h3>
    <table>
      <tr>
        <th>rule</th>
        <th>resource</th>
        <th>until</th>
        <th>ticket</th>
        <th>without the waiver</th>
      </tr>
      ${rows}
    </table>`;
}

function frameworkSection(matrix: Matrix): Markup {
  const { framework, controls, clauses } = matrix;
  const counts = coverageCounts(matrix);
  const found = resultCounts(matrix);
  const rows = COVERAGES.map(
    (coverage) =>
      html`<tr>
        <td>${coverage}</td>
        <td class="number">${counts[coverage]}</td>
        <td>${COVERAGE_WORDS[coverage]}</td>
      </tr>`,
  );
  const results = RESULTS.filter((result) => found[result] > 0).map(
    (result) => html`<span class="mark ${result}">${found[result]} ${result}</span> `,
  );
  const groups = COVERAGES.map((coverage) =>
    clauseGroup(
      coverage,
      clauses.filter((one) => one.coverage === coverage),
    ),
  );
  return html`<h2 id="${framework}">${controls.title}</h2>
    <p class="dim">Version: ${controls.version}. ${controls.scope ?? ""}</p>
    ${controls.readingOnly === true ? html`<p class="unknown">No public mapping exists for this framework: everything here is a reading.</p>` : html``}
    <table>
      <tr>
        <th>coverage</th>
        <th>clauses</th>
        <th>meaning</th>
      </tr>
      ${rows}
    </table>
    <p>Of the clauses that rules check: ${results}</p>
    ${groups}`;
}

function clauseGroup(coverage: (typeof COVERAGES)[number], clauses: readonly ClauseCoverage[]): Markup {
  if (clauses.length === 0) return html``;
  const rows = clauses.map(({ clause, result, evidence }) => {
    const shown = shownResult(coverage, result);
    const rules = evidence.map(
      ({ rule, basis, result: said }) =>
        html`<a href="#rule-${rule}">${rule}</a> <span class="${said}">${said}</span> <span class="dim">(${basis})</span
          ><br />`,
    );
    return html`<tr>
      <td>${clause.id}</td>
      <td>
        ${clause.title}${clause.note === undefined ? html`` : html`<br /><span class="dim">${clause.note}</span>`}
      </td>
      <td>${clause.kind}</td>
      <td>${shown === "" ? html`` : mark(shown)}</td>
      <td>${rules}</td>
    </tr>`;
  });
  return html`<details>
    <summary><b>${coverage}</b>: ${clauses.length} clauses, ${COVERAGE_WORDS[coverage]}</summary>
    <div>
      <table>
        <tr>
          <th>clause</th>
          <th>title</th>
          <th>kind</th>
          <th>result</th>
          <th>rules</th>
        </tr>
        ${rows}
      </table>
    </div>
  </details>`;
}

function byResource({ verdicts }: Ledger): Markup {
  const judged = verdicts.filter(({ outcome }) => outcome !== "not-applicable");
  const groups = [...Map.groupBy(judged, ({ urn }) => urn)];
  return html`${groups.map(([urn, mine]) => verdictGroup(html`<b>${parseUrn(urn).name}</b> <code>${mine[0]?.type ?? ""}</code>`, mine, ({ rule }) => rule))}`;
}

function byRule({ verdicts }: Ledger, rules: readonly Rule[]): Markup {
  const groups = Map.groupBy<string, Verdict>(verdicts, ({ rule }) => rule);
  return html`${rules.map(({ id, title, severity }) => html`<div id="rule-${id}">${verdictGroup(html`<b>${id}</b> ${title} <span class="dim">(${severity})</span>`, groups.get(id) ?? [], ({ urn }) => parseUrn(urn).name)}</div>`)}`;
}

function verdictGroup(title: Markup, verdicts: readonly Verdict[], nameOf: (verdict: Verdict) => string): Markup {
  const counts = outcomeCounts(verdicts);
  const said = (["error", "fail", "unknown", "waived", "pass", "not-applicable"] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => html`<span class="mark ${outcome}">${counts[outcome]} ${outcome}</span> `);
  const rows = verdicts.map(
    (verdict) =>
      html`<tr>
        <td>${nameOf(verdict)}</td>
        <td>${mark(verdict.outcome)}</td>
        <td>${verdict.outcome === "pass" ? "" : whyOf(verdict)}</td>
      </tr>`,
  );
  return html`<details>
    <summary>${title} ${said}</summary>
    <div>
      <table>
        ${rows}
      </table>
    </div>
  </details>`;
}

function mark(outcome: string): Markup {
  return html`<span class="mark ${outcome}">${outcome}</span>`;
}
