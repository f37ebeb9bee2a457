/** What every section of the blueprint is resolved from. */
import type { Floors } from "../floors.ts";
import type { Written } from "../layers.ts";
import type { Problem, ProblemCode } from "../problem.ts";
import type { Region } from "../regions.ts";
import type { SourcedSettings } from "../settings-draft.ts";
import type { SettingPath } from "../settings.ts";
import { Leaf } from "../sourced.ts";
import type { Absent } from "../sourced.ts";
import type { TenantSpec } from "../tenant-spec.ts";
import type { Environment } from "../vocabulary.ts";
import { positionText, problemOf } from "../writing.ts";

/** Settled settings, known places, and where problems go. */
export interface Scene {
  readonly spec: TenantSpec;
  readonly environment: Environment;
  readonly settings: SourcedSettings;
  /** What the tenant wrote, by setting. */
  readonly written: ReadonlyMap<SettingPath, Written>;
  readonly region: Region;
  readonly standby: Leaf<string> | Absent;
  /** Absent before the first `up`. */
  readonly floors?: Floors;
  readonly problems: Problem[];
}

/** What the tenant file says at a path. */
export function said<T>(scene: Scene, path: string, value: T): Leaf<T> {
  return new Leaf(value, `tenant ${scene.spec.tenant}`, { at: () => positionText(scene.spec, path) });
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
  return floor === undefined || leaf.value >= floor ? leaf : leaf.then(floor, "floor", { note });
}

/** Reports a problem of a setting: at what the tenant wrote, or without a place. */
export function report(scene: Scene, code: ProblemCode, setting: SettingPath, message: string): void {
  scene.problems.push(problemOf(scene.spec, code, scene.written.get(setting)?.path ?? setting, message));
}

/** Whether the stack is a slice of a cell, which has no store, network or size of its own. */
export function isPooled(scene: Scene): boolean {
  return scene.settings.stack.isolation.value === "pooled";
}

/** What stands for a name that the cell decides. */
export const CELL = fixed("cell", "the cell decides");
