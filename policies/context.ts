/** What judging depends on besides the resources: whose stack it is, and how strict its frameworks are. */
import type { Environment, Framework, Tier } from "../tiers/vocabulary.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * `tenant`: a stack of this project that belongs to a tenant. `account`: an account's baseline.
 * `foreign`: a program that has nothing to do with Leasehold; its frameworks come from configuration alone.
 */
export type StackKind = "tenant" | "account" | "foreign";

export interface Context {
  readonly kind: StackKind;
  readonly stack: string;
  /** Only for `tenant`. */
  readonly tenant?: string;
  readonly environment?: Environment;
  /** Absent where no tenant file names the stack's environment. */
  readonly tier?: Tier;
  /** Sorted; from the tenant and from configuration, which can only add. */
  readonly frameworks: readonly Framework[];
  /** A production or disaster-recovery environment; for foreign stacks what configuration says, default true (the stricter). */
  readonly production: boolean;
  /** One of the frameworks is regulated by law or contract, or the tier is the highest: medium severity becomes mandatory. */
  readonly regulated: boolean;
  /** Jurisdictions in which data may lie; absent: nobody restricts them. */
  readonly residency?: readonly string[];
  /** Name of the account's baseline stack that judges account-wide rules, on which it is the stack itself; absent where no file describes the account. */
  readonly accountBaseline?: string;
  /** Ports that may be open to the internet on edge groups. Default 80 and 443. */
  readonly approvedPorts: readonly number[];
  /** Beginnings of image references that may run. Empty: every registry. */
  readonly approvedRegistries: readonly string[];
  readonly thresholds: Thresholds;
}
