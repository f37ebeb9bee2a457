/** Where data may lie: what a tenant's or an account's file says, and what its frameworks take besides. */
import { frameworkDefinition, frameworksOf } from "./frameworks.ts";
import { jurisdictionAllows, regionsOf } from "./regions.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import type { Framework } from "./vocabulary.ts";

/** The parts of a file that decide where data may lie. */
export type ResidencyWords = Pick<TenantSpec, "cloud" | "residency" | "frameworks">;

/** Jurisdictions in which data may lie, and who says so. */
export interface ResidencyLimit {
  readonly jurisdictions: readonly string[];
  /** `residency` or `framework gdpr`. */
  readonly source: string;
  /** The framework that asks for it; absent: the file's own residency. */
  readonly framework?: Framework;
  /** What to do about a place outside. */
  readonly wayOut: string;
}

/** Every limit, all of which hold: the file's own first, then those of its frameworks in their fixed order. */
export function residencyLimits(words: ResidencyWords): readonly ResidencyLimit[] {
  const { residency } = words;
  const own = residency === undefined ? [] : [{ jurisdictions: residency, source: "residency", wayOut: WIDEN }];
  return [...own, ...frameworksOf(words).flatMap((framework) => limitOf(framework, residency !== undefined))];
}

const WIDEN = "widen residency";

/** A default holds only where the file names no residency; what a framework takes at all holds always. */
function limitOf(framework: Framework, isNamed: boolean): readonly ResidencyLimit[] {
  const { within, default: byDefault } = frameworkDefinition(framework).residency ?? {};
  const jurisdictions = within ?? (isNamed ? undefined : byDefault);
  if (jurisdictions === undefined) return [];
  const wayOut = within === undefined ? "list other jurisdictions in residency" : `remove framework ${framework}`;
  return [{ jurisdictions, source: `framework ${framework}`, framework, wayOut }];
}

/**
 * The jurisdictions that all limits allow, in as few words as the limits have: `de` where one says `de` and another `eu`.
 * Empty: they exclude each other. Undefined: nobody limits places.
 */
export function allowedJurisdictions(words: ResidencyWords): readonly string[] | undefined {
  const [first, ...rest] = residencyLimits(words).map(({ jurisdictions }) => jurisdictions);
  if (first === undefined) return undefined;
  const covers = (list: readonly string[], code: string): boolean => covered(words, list, code);
  const allowed = first.filter((code) => rest.every((list) => covers(list, code)));
  for (const code of rest.flat()) {
    if ([first, ...rest].every((list) => covers(list, code)) && !covers(allowed, code)) allowed.push(code);
  }
  return allowed;
}

/** Whether a jurisdiction is one of a list, or lies wholly inside it: of two that meet, one holds the other. */
function covered({ cloud }: ResidencyWords, list: readonly string[], code: string): boolean {
  if (list.includes(code)) return true;
  const inside = regionsOf(cloud).filter((region) => jurisdictionAllows([code], region));
  return inside.length > 0 && inside.every((region) => jurisdictionAllows(list, region));
}
