/** The record of one judgement: one rule on one resource. */
import type { Reason, Parameters } from "./finding.ts";
import type { RuleId, Severity } from "./rule.ts";

export const OUTCOMES = ["error", "fail", "unknown", "waived", "pass", "not-applicable"] as const;
/** Worst first. `error`: the rule itself broke, which counts as a failure. `waived`: a dated exception holds. */
export type Outcome = (typeof OUTCOMES)[number];

export const LEVELS = ["mandatory", "advisory"] as const;
/** How the engine treats a failure: `mandatory` stops the resource, `advisory` warns. */
export type Level = (typeof LEVELS)[number];

export interface Verdict {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly level: Level;
  readonly urn: string;
  readonly type: string;
  readonly outcome: Outcome;
  /** Why it fails, or would fail without the waiver. */
  readonly reasons?: readonly Reason[];
  /** For `not-applicable`: why. For `error`: what broke. */
  readonly note?: string;
  /** For `unknown`: the properties that have to be known first. */
  readonly properties?: readonly string[];
  /** Thresholds that it was judged with. */
  readonly parameters?: Parameters;
  readonly waiver?: VerdictWaiver;
}

/** The exception that holds for a verdict. */
export interface VerdictWaiver {
  readonly ticket: string;
  /** Who answers for it. */
  readonly approver: string;
  /** Why the failure is acceptable. */
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string;
  /** What the rule says without it; a waiver that covers what would pass can go. */
  readonly would: "fail" | "pass" | "unknown" | "error";
}
