/** What a measurement says: figures with their targets, and what each comes to. */
import { ratiosOf, spreadOf, type Pairs, type Spread } from "./paired.ts";

/** What a figure may be at most. */
export interface Target {
  readonly atMost: number;
  /**
   * `fail`: a ratio or an amount of memory, the same on every machine. `warn`: a time, which says as much about the
   * machine as about the project.
   */
  readonly whenMissed: "fail" | "warn";
}

/** One figure. */
export interface Figure {
  /** What it is, e.g. `preview of acme-production ÷ preview of a program that only imports @pulumi/pulumi`. */
  readonly what: string;
  readonly unit: "×" | "s" | "MiB";
  readonly spread: Spread;
  /** Absent: no target, told for orientation. */
  readonly target?: Target;
}

/** `none`: there is no target. */
export type Verdict = "met" | "missed" | "slow" | "none";

/** What a measurement came to. */
export type Outcome =
  | { readonly kind: "measured"; readonly figures: readonly Figure[]; readonly how: readonly string[] }
  /** What would be measured does not exist yet. */
  | { readonly kind: "not-built"; readonly why: string }
  | { readonly kind: "failed"; readonly reason: string };

/** What a measurement works with. */
export interface Workplace {
  /** The checkout, absolute. */
  readonly root: string;
  /** An empty folder of this measurement alone, outside the checkout; removed afterwards. */
  readonly folder: string;
  /** How many pairs are asked for; absent: the measurement's own number. */
  readonly pairs?: number;
}

/** One line of the design's table. */
export interface Measurement {
  /** One word, for `--only`. */
  readonly name: string;
  readonly title: string;
  readonly measure: (workplace: Workplace) => Promise<Outcome>;
}

/** Whether a figure keeps its target. The median decides: one slow run is the machine's. */
export function verdictOf({ spread, target }: Figure): Verdict {
  if (target === undefined) return "none";
  if (spread.median <= target.atMost) return "met";
  switch (target.whenMissed) {
    case "fail":
      return "missed";
    case "warn":
      return "slow";
    default:
      return target.whenMissed satisfies never;
  }
}

/** Whether an outcome lets the benchmark succeed. */
export function passes(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case "measured":
      return outcome.figures.every((figure) => verdictOf(figure) !== "missed");
    case "not-built":
      return true;
    case "failed":
      return false;
    default:
      return outcome satisfies never;
  }
}

/** Subject ÷ control, with the target where there is one. */
export function ratioFigure(what: string, pairs: Pairs<number>, target?: Target): Figure {
  return { what, unit: "×", spread: spreadOf(ratiosOf(pairs)), ...(target === undefined ? {} : { target }) };
}

/** A time or an amount of the subject alone. */
export function amountFigure(what: string, unit: "s" | "MiB", values: readonly number[], target?: Target): Figure {
  return { what, unit, spread: spreadOf(values), ...(target === undefined ? {} : { target }) };
}

/** Both sides of a ratio in seconds, as the table's second half tells them: `3.41 s (3.20–3.66) ÷ 2.20 s (2.11–2.39)`. */
export function describePairs({ subject, control }: Pairs<number>): string {
  const side = (values: readonly number[]) => {
    const { min, median, max } = spreadOf(values);
    return `${median.toFixed(2)} s (${min.toFixed(2)}–${max.toFixed(2)})`;
  };
  return `${side(subject)} ÷ ${side(control)}, median and range of ${subject.length} pairs taken in turn after one that does not count`;
}
