/** What is left of a tier's range once constraints have spoken. */
import { describeConstraint } from "./constraints.ts";
import type { Demand } from "./constraints.ts";
import { describeRange } from "./range.ts";
import type { Range } from "./range.ts";
import type { Allowance } from "./sourced.ts";
import { tierCatalogue } from "./tier-catalogue.ts";
import { unitOf } from "./units.ts";
import type { Tier } from "./vocabulary.ts";

/** The part of a range that satisfies a demand. A range that would become empty stays: the conflict is told elsewhere. */
export function narrowedRange(range: Range, demand: Demand | undefined): Range {
  if (demand === undefined) return range;
  switch (range.kind) {
    case "between": {
      const min = Math.max(range.min, demand.min?.min ?? range.min);
      const max = Math.min(range.max, demand.max?.max ?? range.max);
      return min > max ? range : { kind: "between", min, max };
    }
    case "one-of": {
      const allowed = range.allowed.filter(
        (value) => demand.choice === undefined || demand.choice.values.includes(value),
      );
      return allowed.length === 0 ? range : { kind: "one-of", allowed };
    }
    case "subset-of":
    case "any":
      return range;
    default:
      return range satisfies never;
  }
}

/** What a tenant may set under a demand: `2190–3650 days (framework hipaa: at least 2190 days)`; undefined where the tier fixes it. */
export function narrowedAllowance(tier: Tier, demand: Demand): Allowance | undefined {
  const { setting } = demand;
  const range = tierCatalogue(tier).ranges[setting];
  if (range === undefined) return undefined;
  return {
    setting: `overrides.${setting}`,
    allowed: () => {
      const whole = describeRange(range, unitOf(setting));
      const left = describeRange(narrowedRange(range, demand), unitOf(setting));
      return left === whole ? whole : `${left} (${reasons(demand)})`;
    },
  };
}

function reasons({ min, max, choice }: Demand): string {
  return [min, max, ...(choice?.by ?? [])]
    .filter((constraint) => constraint !== undefined)
    .map((constraint) => `${constraint.source}: ${describeConstraint(constraint)}`)
    .join("; ");
}
