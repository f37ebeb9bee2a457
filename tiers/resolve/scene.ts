/** What the sections of the blueprint are resolved from. */
import type { Floors } from "../floors.ts";
import type { ProblemCode } from "../problem.ts";
import type { Region } from "../regions.ts";
import type { SourcedSettings } from "../settings-draft.ts";
import type { SettingPath, Settings } from "../settings.ts";
import { Leaf } from "../sourced.ts";
import type { Absent } from "../sourced.ts";
import type { TenantSpec } from "../tenant-spec.ts";
import type { Cloud, Environment } from "../vocabulary.ts";
import { positionText } from "../writing.ts";

/** Settings that something is resolved from: a whole section of them, or one. */
export type SettingInput = keyof Settings | SettingPath;

type SectionOf<I extends SettingInput> = I extends `${infer S}.${string}` ? S : I;
type NameIn<S extends string, I extends SettingInput> = I extends `${S}.${infer N}` ? N : never;

/** The settings that are named, and no others. */
type SettingsAt<I extends SettingInput> = {
  readonly [S in Extract<keyof Settings, SectionOf<I>>]: S extends I
    ? SourcedSettings[S]
    : Pick<SourcedSettings[S], Extract<keyof Settings[S], NameIn<S, I>>>;
};

/**
 * What a section is resolved from that is the same for all tenants with the same settings in the same places.
 * Only the settings that it names can be seen, so that what is kept for the next tenant cannot depend on more.
 */
export interface SharedScene<I extends SettingInput = never> {
  readonly settings: SettingsAt<I>;
  readonly environment: Environment;
  readonly cloud: Cloud;
  readonly region: Region;
  readonly standby: Leaf<string> | Absent;
  /** Something is copied to the standby region. */
  readonly isCopied: boolean;
  /** The database has a replica in the standby region. */
  readonly isReplicated: boolean;
  /** Region of the copies that have to be decided when a store is made; absent on clouds where they can be added later. */
  readonly fixedCopies: Leaf<string> | Absent;
  /** Promised availability per month, %. */
  readonly availabilityPercent: number;
  /** A slice of a cell, which has no store, network or size of its own. */
  readonly isPooled: boolean;
  /** Absent before the first `up`. */
  readonly floors?: Floors;
  /** Takes a problem of a setting; it is shown at what the tenant wrote, or without a place. */
  readonly report: (code: ProblemCode, setting: SettingPath, message: string) => void;
  /** Whether the tenant wrote a setting: where a problem of several settings is best shown. */
  readonly isWritten: (setting: SettingPath) => boolean;
}

/** Everything about one stack. */
export interface Scene extends SharedScene<keyof Settings> {
  readonly spec: TenantSpec;
  /** What a stack in the standby region follows; absent in every other stack. */
  readonly home?: Home;
}

/** Production as its replicas see it. */
export interface Home {
  readonly region: Region;
  /** Region of the replicas, with the reason for it. */
  readonly standby: Leaf<string>;
}

/** What the tenant file says at a path. */
export function said<T>({ spec }: Scene, path: string, value: T): Leaf<T> {
  return new Leaf(value, `tenant ${spec.tenant}`, { at: () => positionText(spec, path) });
}

/** What is the same for everybody, or follows from nothing but the product's design. */
export function fixed<T>(value: T, note: string): Leaf<T> {
  return new Leaf(value, "derived", { note });
}

/** Something optional that does not exist, because of another leaf. */
export function absentSince(leaf: Leaf<unknown>, note: string): Absent {
  return leaf.derive(null, note);
}

/** A number that may not go below what it was at an earlier `up`. */
export function held(leaf: Leaf<number>, floor: number | undefined, note: string): Leaf<number> {
  return floor === undefined || leaf.value >= floor ? leaf : leaf.to(floor, "floor", { note });
}

/** What stands for a name that the cell decides. */
export const CELL = fixed("cell", "the cell decides");
