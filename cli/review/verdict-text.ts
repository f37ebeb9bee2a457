/** Changed verdicts in words: the same cause in many stacks is one line. */
import { counted } from "../counted.ts";
import type { Comparison } from "./compare.ts";

/** Stacks that one line names. */
const MOST_NAMES = 5;

/** Worse first. */
export function verdictLines({ affected, rejudged }: Comparison): string[] {
  const all = [...affected, ...rejudged].flatMap(({ stack, verdicts = [] }) =>
    verdicts.map((verdict) => ({ ...verdict, stack })),
  );
  const causes = Map.groupBy(all, ({ direction, rule, level, outcome, why }) =>
    JSON.stringify([direction, rule, level, outcome, why]),
  );
  return [...causes.values()]
    .flatMap((each) => {
      const [first] = each;
      if (first === undefined) return [];
      const stacks = [...new Set(each.map(({ stack }) => stack))];
      const named = stacks.slice(0, MOST_NAMES).map((stack) => `\`${stack}\``);
      const more = stacks.length > MOST_NAMES ? ` and ${stacks.length - MOST_NAMES} more` : "";
      const word = first.direction === "worse" ? "new" : "no longer";
      const where = `${counted(each.length, "resource")} of ${named.join(", ")}${more}`;
      return [{ first, text: `${word}: ${first.rule} ${outcomeText(first)}, ${first.why}; on ${where}` }];
    })
    .toSorted((a, b) => order(a.first) - order(b.first))
    .map(({ text }) => text);
}

interface Weighed {
  readonly direction: string;
  readonly level: string;
  readonly outcome: string;
}

function order({ direction, level, outcome }: Weighed): number {
  const fails = outcome === "fail" || outcome === "error";
  return (direction === "worse" ? 0 : 4) + (fails ? 0 : 2) + (level === "mandatory" ? 0 : 1);
}

function outcomeText({ level, outcome }: Weighed): string {
  switch (outcome) {
    case "fail":
      return level === "mandatory" ? "fails and stops the update" : "fails, advisory";
    case "error":
      return "breaks";
    case "unknown":
      return "cannot be judged";
    default:
      return outcome;
  }
}
