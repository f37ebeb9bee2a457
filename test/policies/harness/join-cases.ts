/** Cases of one theme from several files; what two files say of the same rule is put together. */
import type { RuleCase, RuleCases } from "./rule-case.ts";

export function joinCases(...parts: readonly RuleCases[]): RuleCases {
  const joined: Record<string, readonly RuleCase[]> = {};
  for (const part of parts) {
    for (const [id, cases] of Object.entries(part)) joined[id] = [...(joined[id] ?? []), ...cases];
  }
  return joined;
}
