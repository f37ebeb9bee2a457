/** Previews the stacks that a change affects, several at once, each with the policy pack. */
import { setMaxListeners } from "node:events";
import pLimit from "p-limit";
import { isBlocking, type Cause } from "../../policies/causes.ts";
import type { Target } from "../../sandbox/target.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { failureOf } from "../failure.ts";
import { FleetProgress } from "../fleet-progress.ts";
import { roundSeconds } from "../fleet-run.ts";
import { dataAtRisk, type DataRisk } from "../guard.ts";
import { requireSuccess } from "../operation.ts";
import { changes, errors, type Change } from "../operation-events.ts";
import { hasResources } from "../plan.ts";
import { runJudged } from "../policies.ts";
import { openNewStack, type CheckedOperation, type Site } from "../with-operation.ts";

/** What the preview of one stack came to. */
export interface PreviewedStack {
  readonly stack: string;
  readonly seconds: number;
  /** Whether the stack was up: for one that was not, everything is new. */
  readonly wasUp: boolean;
  readonly changes: readonly Change[];
  readonly risks: readonly DataRisk[];
  /** What a mandatory rule forbids, worst first. */
  readonly violations: readonly Cause[];
  /** Why it could not be previewed to its end. */
  readonly failure?: { readonly exitCode: ExitCode; readonly message: string };
  /** Why it was left out. */
  readonly skipped?: string;
}

/** How a stack says that it refers to one that is not up yet. */
const NOT_UP = /\bneeds (\S+), which is not up/;

const NOTHING = { wasUp: false, changes: [], risks: [], violations: [] } as const;

export interface PreviewOptions {
  readonly target: Target;
  readonly parallel: number;
  readonly signal: AbortSignal;
}

/** Runs to the end of the last stack; never throws for one of them. */
export async function previewAffected(
  { projectRoot, terminal }: Context,
  stacks: readonly string[],
  { target, parallel, signal }: PreviewOptions,
): Promise<PreviewedStack[]> {
  // Every running engine listens for this process's signals and for the abort.
  const listeners = parallel + process.getMaxListeners();
  process.setMaxListeners(listeners);
  setMaxListeners(listeners, signal);
  const progress = new FleetProgress(terminal, stacks.length);
  const limit = pLimit(parallel);
  try {
    return await Promise.all(
      stacks.map((stack) =>
        limit(async () => {
          const own = { ...terminal, interactive: false, print: tell, tell };
          function tell(text: string): void {
            progress.tell(stack, text);
          }
          const watch: Site["watch"] = (title, expected) => progress.watch(stack, title, expected);
          const site: Site = { projectRoot, terminal: own, target, signal, watch, policies: true };
          progress.begin(stack);
          const done = await previewOne(site, stack);
          showEnd(progress, done);
          return done;
        }),
      ),
    );
  } finally {
    progress.stop();
  }
}

async function previewOne(site: Site, stack: string): Promise<PreviewedStack> {
  const begin = performance.now();
  const timed = (outcome: Omit<PreviewedStack, "stack" | "seconds">): PreviewedStack => ({
    stack,
    seconds: roundSeconds(performance.now() - begin),
    ...outcome,
  });
  if (site.signal.aborted)
    return timed({ ...NOTHING, failure: { exitCode: EXIT.interrupted, message: "stopped before it was begun" } });
  try {
    return timed(await look(await openNewStack(site, stack)));
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return timed({ ...NOTHING, failure: failureOf(error) ?? { exitCode: EXIT.failed, message: text } });
  }
}

async function look(operation: CheckedOperation): Promise<Omit<PreviewedStack, "stack" | "seconds">> {
  const { stack } = operation;
  const previewed = await runJudged(operation, ["preview"], { title: `looking at what ${stack} would change` });
  const { events, judged, result } = previewed;
  const seen = {
    wasUp: hasResources(operation),
    changes: changes(events),
    risks: dataAtRisk(events),
    violations: judged?.causes.filter(isBlocking) ?? [],
  };
  if (result.outcome.kind === "succeeded") {
    // A pack that never spoke is no pass.
    const silent = { exitCode: EXIT.violation, message: "the policy pack did not speak, which is no pass" };
    return judged === undefined ? { ...seen, failure: silent } : seen;
  }
  const home = NOT_UP.exec(errors(events).join("\n"))?.[1];
  if (home !== undefined) return { ...NOTHING, skipped: `${home} is not up, to which it refers` };
  // The engine stops at what puts data at risk and at what a rule forbids: that is what it found, not a failure of its own.
  if (seen.risks.length > 0 || seen.violations.length > 0) return seen;
  try {
    requireSuccess(previewed, `preview of ${stack}`);
    return seen;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { ...seen, failure };
  }
}

/** As the progress of `up --all` tells it. */
function showEnd(
  progress: FleetProgress,
  { stack, seconds, skipped, failure, risks, violations, ...seen }: PreviewedStack,
): void {
  if (skipped !== undefined) progress.end({ stack, seconds, result: "skipped", reason: skipped });
  else if (failure !== undefined) progress.end({ stack, seconds, result: "failed", ...failure });
  else if (risks.length > 0)
    progress.end({ stack, seconds, result: "failed", exitCode: EXIT.dataAtRisk, message: "data at risk" });
  else if (violations.length > 0)
    progress.end({ stack, seconds, result: "failed", exitCode: EXIT.violation, message: "violates its policies" });
  else
    progress.tell(
      stack,
      seen.changes.length === 0 ? "nothing would change" : `${seen.changes.length} resources would change`,
    );
  if (skipped === undefined && failure === undefined && risks.length + violations.length === 0) progress.leave(stack);
}
