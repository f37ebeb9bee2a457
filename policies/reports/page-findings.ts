/** What does not hold, by cause, and what is waived until when, on the report page. */
import type { Cause } from "../causes.ts";
import type { Ledger } from "../ledger.ts";
import { parseUrn } from "../subject.ts";
import type { Level, Outcome } from "../verdict.ts";
import { html, type Markup } from "./html-text.ts";
import { mark, OUTCOME_WORDS, wideTable } from "./page-parts.ts";

const LEVEL_WORDS: Readonly<Record<Level, string>> = { mandatory: "stops an update", advisory: "warns" };
/** Names that are shown without a click. */
const MAX_NAMES = 6;

/** One row per cause, worst first. */
export function findingsTable(causes: readonly Cause[]): Markup {
  const shown = causes.filter(({ outcome }) => outcome !== "waived");
  if (shown.length === 0) return html`<p>None.</p>`;
  return wideTable([["verdict", "short"], "rule and reason", ["resources", "third"]], shown.map(causeRow));
}

function causeRow({ rule, title, severity, level, outcome, why, type, urns }: Cause): Markup {
  const weight = outcome === "unknown" ? severity : `${severity}, ${LEVEL_WORDS[level]}`;
  return html`<tr>
    <td>${mark(outcome, OUTCOME_WORDS[outcome])}<br /><span class="small dim">${weight}</span></td>
    <td><a href="#rule-${rule}">${rule}</a> <b>${title}</b><br />${why}</td>
    <td>${urns.length} × <code>${type}</code>${nameList(urns)}</td>
  </tr>`;
}

/** Names of resources; behind a click where there are many. */
export function nameList(urns: readonly string[]): Markup {
  const items = html`<ul class="plain">
    ${urns.map((urn) => html`<li>${parseUrn(urn).name}</li>`)}
  </ul>`;
  if (urns.length <= MAX_NAMES) return items;
  return html`<details class="clauses">
    <summary>which</summary>
    ${items}
  </details>`;
}

const WOULD_WORDS: Readonly<Record<Extract<Outcome, "fail" | "pass" | "unknown" | "error">, string>> = {
  fail: "would fail",
  pass: "would hold: the waiver can go",
  unknown: "not known yet",
  error: "the rule broke",
};

/** One row per waiver and what it hides. */
export function waivedTable({ verdicts }: Ledger): Markup {
  const waived = verdicts.flatMap(({ rule, urn, waiver }) => (waiver === undefined ? [] : [{ rule, urn, waiver }]));
  if (waived.length === 0) return html`<p>Nothing is waived.</p>`;
  const groups = [
    ...Map.groupBy(waived, ({ rule, waiver }) =>
      [waiver.expires, rule, waiver.ticket, waiver.approver, waiver.reason, waiver.would].join("\0"),
    ),
  ].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const rows = groups.flatMap(([, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, waiver } = first;
    return [
      html`<tr>
        <td><a href="#rule-${rule}">${rule}</a></td>
        <td data-label="until"><span class="mark waived">${waiver.expires}</span></td>
        <td data-label="approved by">${waiver.ticket}<br />${waiver.approver}</td>
        <td data-label="why">${waiver.reason}</td>
        <td data-label="without it">${mark(waiver.would, WOULD_WORDS[waiver.would])}</td>
        <td>${nameList(group.map(({ urn }) => urn))}</td>
      </tr>`,
    ];
  });
  return html`<p class="dim">The rules still run. The day counts; after it the failure is a violation again.</p>
    ${wideTable([["rule", "short"], ["until", "short"], "ticket, approver", "reason", "without it", "resources"], rows)}`;
}
