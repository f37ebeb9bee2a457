/** Which security level a stack has: the tier's or a contract's, raised to what the tenant asks for. */
import type { Problem } from "./problem.ts";
import { describeRange, isWithin } from "./range.ts";
import { carrierHint } from "./refusals.ts";
import type { Leaf } from "./sourced.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { tierCatalogue } from "./tier-catalogue.ts";
import { SECURITY_LEVELS } from "./vocabulary.ts";
import type { SecurityLevel } from "./vocabulary.ts";
import { positionText, problemOf } from "./writing.ts";

/** The level with its steps; problems when the tier cannot carry what the tenant asks for. */
export interface EffectiveLevel {
  readonly leaf: Leaf<SecurityLevel>;
  readonly problems: readonly Problem[];
}

/**
 * The tenant's `securityLevel` asks for at least that level, so it can only raise what the layers set.
 * @param layered the level after all layers.
 */
export function effectiveLevel(spec: TenantSpec, layered: Leaf<SecurityLevel>): EffectiveLevel {
  const asked = spec.securityLevel;
  if (asked === undefined) return { leaf: layered, problems: [] };
  const source = `tenant ${spec.tenant}`;
  const at = () => positionText(spec, "securityLevel");
  if (strength(asked) <= strength(layered.value)) {
    return { leaf: layered.to(layered.value, source, { note: `at least ${asked}`, at }), problems: [] };
  }
  const range = tierCatalogue(spec.tier).ranges["stack.securityLevel"];
  if (range !== undefined && isWithin(range, asked)) return { leaf: layered.to(asked, source, { at }), problems: [] };
  const allowed = range === undefined ? layered.value : describeRange(range);
  const message = `got ${asked}, expected ${allowed} for tier ${spec.tier}; lower it${carrierHint(spec.tier, "stack.securityLevel", asked)}`;
  return { leaf: layered, problems: [problemOf(spec, "out-of-range", "securityLevel", message)] };
}

function strength(level: SecurityLevel): number {
  return SECURITY_LEVELS.indexOf(level);
}
