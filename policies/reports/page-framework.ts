/** One framework on the report page: the headline, what is violated, then every clause with what rules said of it. */
import type { Rule } from "../rule.ts";
import {
  COVERAGES,
  coverageCounts,
  isChecked,
  RESULTS,
  resultCounts,
  type ClauseCoverage,
  type Coverage,
  type Matrix,
  type Result,
} from "./coverage.ts";
import { COVERAGE_WORDS } from "./coverage-text.ts";
import { BASIS_WORDS, evidenceGroups } from "./evidence.ts";
import { html, type Markup } from "./html-text.ts";
import { counted, joined, mark, RESULT_WORDS, ruleLinks, sentence, wideTable } from "./page-parts.ts";

/** What the page calls each coverage. */
const COVERAGE_NAMES: Readonly<Record<Coverage, string>> = {
  checked: "Checked",
  "partly-checked": "Partly checked",
  supports: "Supported",
  gap: "Gap",
  "people-and-process": "People and process",
};

/** The verdict on a framework at a glance; never more than rules can show. */
export function frameworkCard(matrix: Matrix): Markup {
  const { framework, controls, clauses } = matrix;
  const found = resultCounts(matrix);
  const counts = coverageCounts(matrix);
  const looked = counts.checked + counts["partly-checked"];
  const said = RESULTS.filter((result) => found[result] > 0);
  const others = clauses.length - looked;
  const bar = [
    ...said.map((result) => html`<i class="${result}" style="flex: ${found[result]}"></i>`),
    html`<span style="flex: ${others}"></span>`,
  ];
  const words = said.map((result) => html`${found[result]} ${mark(result, RESULT_WORDS[result])}`);
  return html`<div class="card">
    <h3><a href="#${framework}">${controls.title}</a></h3>
    ${headline(found)}
    <div class="bar" aria-hidden="true">${bar}</div>
    <p class="small">
      Rules look at ${looked} of ${counted(clauses.length, "clause", "clauses")}, at
      ${counts.checked === 0 ? "none" : counts.checked} of them whole: ${joined(words, ", ")}.
    </p>
    <p class="small dim">
      Not looked at: ${counted(counts.gap, "gap", "gaps")}, ${counts.supports} only supported,
      ${counts["people-and-process"]} people and process.
    </p>
  </div>`;
}

function headline(found: Readonly<Record<Result, number>>): Markup {
  if (found.fail > 0) return html`<b class="fail">${counted(found.fail, "clause", "clauses")} violated</b>`;
  if (found["not-evaluated"] > 0)
    return html`<b class="fail">${counted(found["not-evaluated"], "clause", "clauses")} not evaluated</b>`;
  if (found.unknown > 0)
    return html`<b class="unknown">${counted(found.unknown, "clause", "clauses")} not known yet</b>`;
  if (found.waived > 0) return html`<b class="waived">${counted(found.waived, "clause", "clauses")} waived</b>`;
  if (found.pass > 0) return html`<b class="pass">No violation found</b>`;
  return html`<b class="not-evaluated">Nothing here to judge, which is no pass</b>`;
}

/** All clauses of a framework. */
export function frameworkSection(matrix: Matrix, rules: readonly Rule[]): Markup {
  const { framework, controls, clauses } = matrix;
  const counts = coverageCounts(matrix);
  const rows = COVERAGES.map(
    (coverage) =>
      html`<tr>
        <td>${COVERAGE_NAMES[coverage]}</td>
        <td class="number">${counts[coverage]}</td>
        <td>${COVERAGE_WORDS[coverage]}</td>
      </tr>`,
  );
  const groups = COVERAGES.map((coverage) =>
    clauseGroup(
      coverage,
      clauses.filter((one) => one.coverage === coverage),
    ),
  );
  const reading =
    controls.readingOnly === true
      ? html`<p class="unknown">No public mapping exists for this framework: everything here is a reading.</p>`
      : html``;
  const scope =
    controls.scope === undefined ? html`` : html`<p class="dim">Scope of this list: ${sentence(controls.scope)}</p>`;
  return html`<h2 id="${framework}">${controls.title}</h2>
    <p class="dim">Version: ${controls.version}</p>
    ${scope} ${reading}
    <table>
      <thead>
        <tr>
          <th class="third">coverage</th>
          <th class="number short">clauses</th>
          <th>meaning</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${violated(clauses, rules)} ${groups}`;
}

function violated(clauses: readonly ClauseCoverage[], rules: readonly Rule[]): Markup {
  const mine = clauses.filter(({ coverage, result }) => isChecked(coverage) && result === "fail");
  if (mine.length === 0) return html``;
  const rows = mine.map(({ clause, evidence }) => {
    const failing = [...new Set(evidence.filter(({ result }) => result === "fail").map(({ rule }) => rule))];
    const lines = failing.map(
      (rule) => html`<a href="#rule-${rule}">${rule}</a> ${rules.find(({ id }) => id === rule)?.title ?? ""}`,
    );
    return html`<tr>
      <td><b>${clause.id}</b> ${clause.title}</td>
      <td>${joined(lines, "<br />")}</td>
    </tr>`;
  });
  return html`<h3 class="fail">Violated</h3>
    ${wideTable(["clause", "by rules that fail"], rows)}`;
}

function clauseGroup(coverage: Coverage, clauses: readonly ClauseCoverage[]): Markup {
  if (clauses.length === 0) return html``;
  return html`<details class="box clauses">
    <summary><b>${COVERAGE_NAMES[coverage]}</b>: ${counted(clauses.length, "clause", "clauses")}</summary>
    <div>
      ${wideTable([["clause", "third"], [isChecked(coverage) ? "result" : "", "short"], "rules, by why they count"], clauses.map(clauseRow))}
    </div>
  </details>`;
}

function clauseRow({ clause, coverage, result, whole, evidence }: ClauseCoverage): Markup {
  const { id, title, kind, requirement, baselines, status, note } = clause;
  const within = baselines === undefined ? undefined : `baselines ${baselines.join("/")}`;
  const facts = [kind, requirement, within, status].filter((fact) => fact !== undefined);
  const word = whole && result === "pass" ? "holds" : RESULT_WORDS[result];
  const notes = note === undefined ? html`` : html`<br /><span class="dim">${sentence(note)}</span>`;
  const groups = evidenceGroups(evidence).map(({ result: said, byBasis }) => {
    const rules = byBasis.map(
      (one) => html`${ruleLinks(one.rules)} <span class="dim">(${BASIS_WORDS[one.basis]})</span>`,
    );
    return html`<div>${mark(said, SAID_WORDS[said])}: ${joined(rules, ", ")}</div>`;
  });
  return html`<tr>
    <td><b>${id}</b> ${title} <span class="small dim">${facts.join(", ")}</span>${notes}</td>
    <td>${isChecked(coverage) ? mark(result, word) : html``}</td>
    <td class="small">${groups}</td>
  </tr>`;
}

/** What a single rule said. */
const SAID_WORDS: Readonly<Record<Result, string>> = {
  fail: "fail",
  unknown: "not known yet",
  waived: "waived",
  pass: "hold",
  "not-applicable": "nothing here to judge",
  "not-evaluated": "not evaluated",
};
