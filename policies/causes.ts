/** Verdicts told by their root cause: the same failure on forty resources is one line with a count, the worst first. */
import type { Rule, Severity } from "./rule.ts";
import { SEVERITIES } from "./rule.ts";
import { parseUrn } from "./subject.ts";
import { OUTCOMES, type Level, type Outcome, type Verdict } from "./verdict.ts";
import { whyOf } from "./message.ts";

/** One reason why resources do not pass. */
export interface Cause {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly level: Level;
  readonly outcome: Outcome;
  readonly why: string;
  readonly type: string;
  /** Sorted. */
  readonly urns: readonly string[];
}

/** What does not pass: errors, failures, what is not known yet and what is waived, grouped, worst first. */
export function causesOf(verdicts: readonly Verdict[], rules: readonly Rule[]): Cause[] {
  const shown = verdicts.filter(({ outcome }) => outcome !== "pass" && outcome !== "not-applicable");
  const groups = Map.groupBy(shown, (verdict) =>
    [verdict.rule, verdict.outcome, verdict.type, whyOf(verdict)].join("\0"),
  );
  return [...groups.values()]
    .flatMap((group): Cause[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { rule, severity, level, outcome, type } = first;
      const title = rules.find(({ id }) => id === rule)?.title ?? rule;
      return [
        {
          rule,
          title,
          severity,
          level,
          outcome,
          type,
          why: whyOf(first),
          urns: group.map(({ urn }) => urn).toSorted(),
        },
      ];
    })
    .toSorted(worstFirst);
}

function worstFirst(a: Cause, b: Cause): number {
  return (
    Number(isBlocking(b)) - Number(isBlocking(a)) ||
    OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.urns.length - a.urns.length ||
    compareText(a.rule, b.rule) ||
    compareText(a.type, b.type) ||
    compareText(a.why, b.why)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether it stops an update. */
export function isBlocking({ outcome, level }: Pick<Verdict, "outcome" | "level">): boolean {
  return (outcome === "fail" || outcome === "error") && level === "mandatory";
}

/** Names that one line shows at most. */
const MAX_NAMES = 3;

/** `critical  NET-01 … : got …, expected …; do …   aws:ec2/…  2 × web, db`. */
export function causeText({ rule, title, severity, level, outcome, why, type, urns }: Cause): string {
  const names = urns.slice(0, MAX_NAMES).map((urn) => parseUrn(urn).name);
  const more = urns.length > MAX_NAMES ? `, … (${urns.length} in all)` : "";
  const weight = outcome === "fail" || outcome === "error" ? `${severity}, ${level}` : outcome;
  return `${rule} (${weight}) ${title}: ${why}; on ${urns.length === 1 ? "" : `${urns.length} × `}${type}: ${names.join(", ")}${more}`;
}

/** How many verdicts there are of each outcome; every outcome has a number. */
export function outcomeCounts(verdicts: readonly Verdict[]): Readonly<Record<Outcome, number>> {
  const groups = Map.groupBy(verdicts, ({ outcome }) => outcome);
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, groups.get(outcome)?.length ?? 0])) as Record<
    Outcome,
    number
  >;
}
