/** The whole judgement of a stack: all rules, then waivers, then the rule about waivers. */
import type { Context } from "./context.ts";
import { Graph } from "./graph.ts";
import { judgeResource, judgeStack, type RuleIndex } from "./judge.ts";
import { judgeWaivers } from "./rules/governance/waivers.ts";
import type { Subject } from "./subject.ts";
import type { Verdict } from "./verdict.ts";
import { waive, waiverFindings, type Waiver } from "./waivers.ts";

/** What a stack is judged with. */
export interface Judgement {
  readonly index: RuleIndex;
  readonly context: Context;
  readonly waivers: readonly Waiver[];
  /** The day by which waivers are judged, `YYYY-MM-DD`, UTC. */
  readonly today: string;
}

/** The verdicts on one resource, under the waivers. */
export function assessResource({ index, context, waivers, today }: Judgement, subject: Subject): Verdict[] {
  return judgeResource(index, subject, context).map((verdict) => waive(verdict, waivers, today));
}

/**
 * The verdicts on the stack as a whole, and the one about the waivers themselves.
 * @param earlier the verdicts on its resources
 */
export function assessStack(
  judgement: Judgement,
  subjects: readonly Subject[],
  stackUrn: string,
  earlier: readonly Verdict[],
): Verdict[] {
  const { index, context, waivers, today } = judgement;
  const verdicts = judgeStack(index, new Graph(subjects), context, stackUrn).map((verdict) =>
    waive(verdict, waivers, today),
  );
  const findings = waiverFindings(waivers, [...earlier, ...verdicts], context.stack, today);
  return [...verdicts, judgeWaivers(findings, context, stackUrn)];
}

/** Everything at once, for an exported state. */
export function assess(
  judgement: Judgement,
  { resources, stack }: { readonly resources: readonly Subject[]; readonly stack: readonly Subject[] },
  stackUrn: string,
): Verdict[] {
  const single = resources.flatMap((subject) => assessResource(judgement, subject));
  return [...single, ...assessStack(judgement, stack, stackUrn, single)];
}
