/** Words and marks that every part of the report page uses. */
import type { Outcome } from "../verdict.ts";
import type { Result } from "./coverage.ts";
import { html, type Markup } from "./html-text.ts";

/** How a verdict is called on the page. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  error: "rule broke",
  fail: "fails",
  unknown: "not known yet",
  waived: "waived",
  pass: "holds",
  "not-applicable": "not applicable",
};

/** How the result of a clause is called: a part that holds is no more than the absence of a finding. */
export const RESULT_WORDS: Readonly<Record<Result, string>> = {
  fail: "violated",
  unknown: "not known yet",
  waived: "waived",
  pass: "no violation found",
  "not-applicable": "nothing here to judge",
  "not-evaluated": "not evaluated",
};

/** A coloured word. */
export function mark(kind: Outcome | Result, text: string): Markup {
  return html`<span class="mark ${kind}">${text}</span>`;
}

/** A column of a table: its title, and the classes that give its width. */
export type Column = string | readonly [title: string, classes: string];

/** A table as wide as the page. */
export function wideTable(columns: readonly Column[], rows: readonly Markup[]): Markup {
  const heads = columns.map((column) => {
    const [title, classes] = typeof column === "string" ? [column, ""] : column;
    return classes === "" ? html`<th>${title}</th>` : html`<th class="${classes}">${title}</th>`;
  });
  return html`<table class="wide">
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** Markup with a separator between its parts. */
export function joined(parts: readonly Markup[], separator: string): Markup {
  return { html: parts.map((part) => part.html).join(separator) };
}

/** Links to rules, `A, B, C`. */
export function ruleLinks(rules: readonly string[]): Markup {
  return joined(
    rules.map((rule) => html`<a href="#rule-${rule}">${rule}</a>`),
    ", ",
  );
}

/** `1 clause`, `3 clauses`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** With a capital and a full stop. */
export function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
