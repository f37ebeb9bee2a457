/** The plan of a stack: what the engine would do, judged by the guard before anything is done. */
import type { EngineEvent } from "../sandbox/engine-run.ts";
import { dataAtRisk, type DataRisk } from "./guard.ts";
import { requireSuccess, type Operation } from "./operation.ts";
import { changes, type Change } from "./operation-events.ts";
import { refuseViolations, runJudged, type Judged } from "./policies.ts";
import { refuseDataLoss } from "./risk-report.ts";
import type { CheckedOperation } from "./with-operation.ts";

export interface Plan {
  readonly changes: readonly Change[];
  /** Risks that the person allowed; others end the command. */
  readonly risks: readonly DataRisk[];
  readonly events: readonly EngineEvent[];
  /** Absent where the policy pack was left out. */
  readonly judged: Judged | undefined;
}

/**
 * Previews a stack.
 * @param allowed exact URNs that may be deleted or replaced
 * @throws CommandFailed exit code 3 with the list when data may be lost, 6 when a mandatory rule forbids it; nothing was changed
 */
export async function planStack(
  operation: Operation,
  allowed: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<Plan> {
  const { stack } = operation;
  const title = `looking at what ${stack} would change`;
  const previewed = await runJudged(operation, ["preview"], { title, ...(env === undefined ? {} : { env }) });
  const risks = dataAtRisk(previewed.events);
  refuseDataLoss(stack, risks, allowed);
  refuseViolations(operation, previewed);
  // The engine refuses to plan past a protected resource; once it is allowed, `up` lifts that protection first.
  if (risks.length === 0) requireSuccess(previewed, `preview of ${stack}`, allowed);
  return { changes: changes(previewed.events), risks, events: previewed.events, judged: previewed.judged };
}

/** Whether an earlier `up` made, or began to make, anything that a plan could harm. */
export function hasResources({ state }: CheckedOperation): boolean {
  if (state === undefined) return false;
  const { resources, pending_operations: pending } = state.deployment;
  return pending.length > 0 || resources.some(({ type }) => !type.startsWith("pulumi:"));
}
