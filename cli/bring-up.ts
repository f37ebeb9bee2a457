/** Brings one stack up, whoever asked for it: recovers what a crash left, plans, asks the guard, runs the engine. */
import type { EngineEvent } from "../sandbox/engine-run.ts";
import { stackOutputs } from "../sandbox/stack-state.ts";
import { printChanges } from "./change-report.ts";
import { confirm } from "./confirm.ts";
import { keptResources, type Kept } from "./kept.ts";
import { requireSuccess } from "./operation.ts";
import { changeCounts, changes, resourceCount, type Change } from "./operation-events.ts";
import { hasResources, planStack, type Plan } from "./plan.ts";
import { refuseViolations, runJudged, type Judged } from "./policies.ts";
import { refuseWrongOrder } from "./recovery-order.ts";
import { recoverUnfinished, type Verdicts } from "./unfinished.ts";
import { liftProtection, restoreProtection } from "./unprotect.ts";
import type { CheckedOperation } from "./with-operation.ts";

/** What a person says of a stack that is brought up. */
export interface BringUpOptions extends Verdicts {
  /** URNs that may be deleted or replaced. */
  readonly allow: readonly string[];
  /** Change a real account without asking. */
  readonly yes?: true;
}

/** What an `up` did. */
export interface BroughtUp {
  /** Resources by kind of step, as the engine counts them: `{ create: 1, same: 185 }`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly changes: readonly Change[];
  /** What is no longer part of the stack and stays in the account. */
  readonly kept: readonly Kept[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly events: readonly EngineEvent[];
  /** Absent where the policy pack was left out. */
  readonly judged: Judged | undefined;
}

/**
 * Runs an `up` to its end.
 * @throws CommandFailed exit code 2 where another stack has to change first, 3 when data may be lost, 5 when only a person
 *   can tell what an earlier run left, 6 when a mandatory rule forbids the change, 1 when engine or cloud failed
 */
export async function bringUp(operation: CheckedOperation, options: BringUpOptions): Promise<BroughtUp> {
  const { stack, target, terminal } = operation;
  await recoverUnfinished(operation, options);
  await refuseWrongOrder(operation);
  const plan = await planIfNeeded(operation, options);
  if (plan !== undefined && target.kind === "real" && options.yes !== true) {
    printChanges(terminal, stack, plan);
    await confirm(`change account ${operation.account} as listed?`, "--yes");
  }
  const allowed = plan?.risks ?? [];
  await liftProtection(operation, allowed);

  const expected = plan === undefined ? {} : { expected: resourceCount(plan.events) };
  const done = await runJudged(operation, ["up", "--yes", "--skip-preview"], {
    title: `bringing ${stack} up`,
    ...expected,
  });
  if (done.result.outcome.kind !== "succeeded") await restoreProtection(operation, allowed);
  refuseViolations(operation, done);
  requireSuccess(done, `up of ${stack}`, options.allow);

  const kept = keptResources(done.events);
  for (const { name, id } of kept) terminal.tell(`${name}: no longer part of the stack; stays in the account as ${id}`);
  return {
    counts: changeCounts(done.events),
    changes: changes(done.events),
    kept,
    outputs: await stackOutputs(target, stack),
    events: done.events,
    judged: done.judged,
  };
}

/** A first `up` in the sandbox has nothing to lose and nobody to ask: it goes without a plan. */
async function planIfNeeded(operation: CheckedOperation, { allow }: BringUpOptions): Promise<Plan | undefined> {
  if (operation.target.kind === "sandbox" && allow.length === 0 && !hasResources(operation)) return undefined;
  return planStack(operation, allow);
}
