/** How a rule is proved: one compliant resource per type, and the smallest changes that break it. */
import type { Context } from "../../../policies/context.ts";
import type { Outcome } from "../../../policies/verdict.ts";

export type Props = Readonly<Record<string, unknown>>;

/** The engine's mark for a value that is not known yet. */
export const NOT_YET_KNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Another resource of the stack, for rules that look at several. */
export interface OtherResource {
  readonly type: string;
  readonly name: string;
  readonly props: Props;
  /** Property → names of the resources that it depends on; `subject` is the one under test. */
  readonly refersTo?: Readonly<Record<string, readonly string[]>>;
}

/** Path → new value; `undefined` removes the property. A path's numbers are positions in lists: `ingress.0.fromPort`. */
export type Change = Readonly<Record<string, unknown>>;

export interface Break {
  /** What is wrong with it; part of the test's name. */
  readonly why: string;
  readonly change?: Change;
  /** Replaces the other resources. */
  readonly others?: readonly OtherResource[];
  /** Pulumi's options of the resource. */
  readonly options?: CaseOptions;
  /** Replaces the configuration of the provider. */
  readonly provider?: Props;
  readonly context?: Partial<Context>;
  /** The exact reasons, as `property: message`. */
  readonly reasons: readonly string[];
}

/** The same with another outcome than `fail`. */
export interface Variant extends Omit<Break, "reasons"> {
  readonly outcome: Exclude<Outcome, "fail" | "waived">;
}

export interface CaseOptions {
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
}

export interface RuleCase {
  readonly type: string;
  /** Passes; numbers stand exactly at the bound, so that one less (or more) fails. */
  readonly compliant: Props;
  readonly others?: readonly OtherResource[];
  /** As the subject's own: property → names of other resources. */
  readonly refersTo?: Readonly<Record<string, readonly string[]>>;
  readonly provider?: Props;
  readonly options?: CaseOptions;
  readonly context?: Partial<Context>;
  /** What each judged property gives when nobody sets it. Every property of the check must be named. */
  readonly absent: Readonly<Record<string, Outcome>>;
  /** What each judged property gives while it is not known; only where it is not `unknown`. */
  readonly unknown?: Readonly<Record<string, Outcome>>;
  readonly breaks: readonly Break[];
  /** Judged properties that break nothing by themselves: only together with another one. No mutants are made of them. */
  readonly neutral?: readonly string[];
  /** For types that no resource may have: the exact reasons, whatever `compliant` says; absent, unknown and breaks are not proved. */
  readonly forbidden?: readonly string[];
  /** Boundaries, other defaults, exceptions: what must pass or be not applicable. */
  readonly variants?: readonly Variant[];
}

/** By rule id. Types of a rule without a case fail the test. */
export type RuleCases = Readonly<Record<string, readonly RuleCase[]>>;

/** For rules that only look at the stack as a whole: the resources of the stack. */
export interface StackWideCase {
  readonly rule: string;
  readonly name: string;
  readonly resources: readonly OtherResource[];
  readonly context?: Partial<Context>;
  readonly outcome: Outcome;
  readonly reasons?: readonly string[];
}
