/** A runbook as values: what is done by whom in which order, how long it may take, and how it is checked. */
import type { StoreNames } from "../../stacks/store-names.ts";
import type { Blueprint } from "../../tiers/blueprint.ts";
import type { RecoveryBlueprint } from "../../tiers/recovery-specs.ts";

/** A vendor's page that documents a command or a behaviour. */
export interface Source {
  readonly title: string;
  readonly url: string;
}

/** Commands or statements to copy. */
export interface Block {
  readonly language: "sh" | "sql";
  readonly lines: readonly string[];
  /** What it must show; absent for what is only run. */
  readonly expect?: string;
}

export interface Step {
  readonly title: string;
  /** Share of the promised recovery time, percent; absent where no clock runs. */
  readonly sharePercent?: number;
  readonly text?: readonly string[];
  readonly blocks?: readonly Block[];
  readonly sources?: readonly Source[];
}

/** What one cloud adds to the procedure that is the same on all. */
export interface CloudSteps {
  /** How to see that the standby is fit, before anybody decides. */
  readonly lookFirst: Pick<Step, "text" | "blocks" | "sources">;
  /** Makes the standby's database the one that is written to. */
  readonly promote: Pick<Step, "text" | "blocks" | "sources">;
  /** Makes the copies of the objects the ones that are written to. */
  readonly openCopies: Pick<Step, "text" | "blocks" | "sources">;
  /** Where programs connect now. */
  readonly connect: Pick<Step, "text" | "blocks" | "sources">;
  /** Back home, from the moment the region is healthy until programs write there again. */
  readonly failBack: readonly Step[];
  readonly irreversible: readonly string[];
}

/** Both stacks of a tenant, and what their stores are called. */
export interface RecoveryScene {
  readonly production: Blueprint;
  readonly standby: RecoveryBlueprint;
  readonly home: StoreNames;
  readonly away: StoreNames;
}

/** Percentages of the promised recovery time, in the order of the steps. basis: own; the cloud's part is the largest. */
export const SHARES = { fence: 10, promote: 30, verify: 10, stack: 25, objects: 10, connect: 10, tell: 5 } as const;

export function sh(...lines: readonly string[]): Block {
  return { language: "sh", lines };
}

export function sql(expect: string, ...lines: readonly string[]): Block {
  return { language: "sql", lines, expect };
}

/** Commands whose answer is looked at. */
export function check(expect: string, ...lines: readonly string[]): Block {
  return { language: "sh", lines, expect };
}
