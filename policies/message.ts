/** A verdict in one line, as the engine and reports print it. */
import type { Framework } from "../tiers/vocabulary.ts";
import { clausesOf } from "./controls.ts";
import type { Reason } from "./finding.ts";
import type { Rule } from "./rule.ts";
import type { Verdict } from "./verdict.ts";

/** Clauses that one line names at most. */
const MAX_CLAUSES = 6;

/** `ENC-01 storageEncrypted: got false, expected true; set it [gdpr Art.32(1)(a)]`. */
export function messageOf(
  rule: Rule,
  verdict: Verdict,
  frameworks: readonly Framework[],
  ruleIds: readonly string[],
): string {
  const clauses = clausesOf(rule.id, frameworks, ruleIds);
  const more = clauses.length > MAX_CLAUSES ? ` and ${clauses.length - MAX_CLAUSES} more` : "";
  const asks = clauses.length === 0 ? "" : ` [${clauses.slice(0, MAX_CLAUSES).join(", ")}${more}]`;
  return `${rule.id} ${rule.title}: ${whyOf(verdict)}${asks}`;
}

/** Why a verdict is no pass, without a value that could be a secret. */
export function whyOf(verdict: Verdict): string {
  switch (verdict.outcome) {
    case "fail":
      return (verdict.reasons ?? []).map(reasonText).join("; ");
    case "unknown":
      return `cannot be judged before ${(verdict.properties ?? []).join(", ")} is known`;
    case "error":
      return `the rule itself broke (${verdict.note ?? "no reason given"}), which counts as a failure; report it`;
    case "waived":
      return `waived until ${verdict.waiver?.expires ?? "?"} (${verdict.waiver?.ticket ?? "?"}), would ${verdict.waiver?.would ?? "?"}`;
    case "not-applicable":
      return verdict.note ?? "not applicable";
    case "pass":
      return "holds";
  }
}

/** A reason with the frameworks whose threshold asks for it. */
export function reasonText({ property, message, askedBy }: Reason): string {
  const asked = askedBy === undefined ? "" : ` (${askedBy.join(", ")} ${askedBy.length === 1 ? "asks" : "ask"} for it)`;
  return `${property === "" ? "" : `${property}: `}${message}${asked}`;
}
