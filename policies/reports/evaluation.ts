/** Whether a ledger says anything at all: "nothing was evaluated" is never a pass, in any format. */
import type { Ledger } from "../ledger.ts";

/** What is missing before a ledger can be read as a result; undefined when every rule has spoken. */
export function evaluationGap({ verdicts, complete }: Pick<Ledger, "verdicts" | "complete">): string | undefined {
  if (verdicts.every(({ outcome }) => outcome === "not-applicable")) return "nothing was evaluated, which is no pass";
  return complete ? undefined : "the run was stopped before every rule had spoken, which is no pass";
}
