/** The rule about waivers. Its verdict needs those of all others, so it is judged last. */
import type { Context } from "../../context.ts";
import { PASS, type Reason } from "../../finding.ts";
import { levelOf } from "../../levels.ts";
import { defineRule } from "../../rule.ts";
import type { Verdict } from "../../verdict.ts";

export const WAIVER_RULE = defineRule({
  id: "GOV-06",
  name: "gov-waivers",
  title: "Waivers are well-formed, approved, unexpired and used",
  severity: "high",
  scope: "stack",
  appliesTo: "all",
  checks: {},
});

/** The verdict on the waivers of a stack. What is not well-formed or not approved is refused when the file is read. */
export function judgeWaivers(findings: readonly Reason[], context: Context, stackUrn: string): Verdict {
  const { id: rule, severity } = WAIVER_RULE;
  const finding = findings.length === 0 ? PASS : { outcome: "fail" as const, reasons: findings };
  return { rule, severity, level: levelOf(severity, context), urn: stackUrn, type: "pulumi:pulumi:Stack", ...finding };
}
