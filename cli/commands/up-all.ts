import { setMaxListeners } from "node:events";
import { bringUp } from "../bring-up.ts";
import { confirm } from "../confirm.ts";
import type { Context } from "../context.ts";
import { counted } from "../counted.ts";
import type { ExitCode } from "../exit-codes.ts";
import { FleetProgress } from "../fleet-progress.ts";
import { fleetJson, printFleet } from "../fleet-report.ts";
import { roundSeconds, runFleet, worstExitCode, type Done } from "../fleet-run.ts";
import { selectStacks } from "../fleet-selection.ts";
import { readFleet } from "../fleet.ts";
import { onInterrupt } from "../interrupt.ts";
import { hasResources } from "../plan.ts";
import { growingStandbys, standbyFirst } from "../recovery-order.ts";
import { openNewStack, openTarget, type Site, type StackOptions } from "../with-operation.ts";

export interface UpAllOptions extends StackOptions {
  readonly only: readonly string[];
  /** Stacks at once. */
  readonly parallel: number;
  readonly yes?: true;
}

/**
 * `leasehold up --all`. All stacks run in this process, each with an engine process of its own: the set-up is looked at
 * once, one Ctrl-C ends all engines in good order, and each engine's events come in by a connection of its own, so that
 * nothing is mixed.
 * @returns the worst exit code of all stacks
 * @throws CommandFailed before anything is begun, when nothing is chosen or nobody confirms
 */
export async function upAll(context: Context, options: UpAllOptions): Promise<ExitCode> {
  const { projectRoot, terminal } = context;
  const chosen = selectStacks(readFleet(projectRoot), options.only);
  const target = await openTarget(context, options);
  const growing = await growingStandbys(projectRoot, target, chosen);
  for (const stack of growing) terminal.tell(`${stack} grows before its production, which may not become larger`);
  const stacks = standbyFirst(chosen, growing);
  if (target.kind === "real" && options.yes !== true) {
    for (const { stack } of stacks) terminal.tell(`  ${stack}`);
    await confirm(`bring ${counted(stacks.length, "stack")} up in their accounts, each without asking again?`, "--yes");
  }
  const interrupt = onInterrupt(terminal);
  allowListeners(options.parallel, interrupt.signal);
  terminal.tell(`bringing ${counted(stacks.length, "stack")} up, ${Math.min(options.parallel, stacks.length)} at once`);
  const progress = new FleetProgress(terminal, stacks.length);
  const begin = performance.now();
  try {
    const results = await runFleet(stacks, {
      parallel: options.parallel,
      signal: interrupt.signal,
      bring: (stack) => bring(siteOf(stack), stack),
      onBegin: (stack) => progress.begin(stack),
      onEnd: (result) => progress.end(result),
    });
    progress.stop();
    const outcome = { results, seconds: roundSeconds(performance.now() - begin), kind: target.kind };
    if (options.json === true) terminal.print(JSON.stringify(fleetJson(outcome), undefined, 2));
    else printFleet(terminal, outcome);
    return worstExitCode(results);
  } finally {
    progress.stop();
    interrupt.dispose();
  }

  function siteOf(stack: string): Site {
    const own = { ...terminal, interactive: false, print: tell, tell };
    function tell(text: string): void {
      progress.tell(stack, text);
    }
    const watch: Site["watch"] = (title, expected) => progress.watch(stack, title, expected);
    return { projectRoot, terminal: own, target, signal: interrupt.signal, watch, policies: options.policies ?? false };
  }
}

async function bring(site: Site, stack: string): Promise<Done> {
  const operation = await openNewStack(site, stack);
  const wasUp = hasResources(operation);
  const { counts, changes } = await bringUp(operation, { allow: [], adopt: new Map(), forget: [], yes: true });
  if (changes.length === 0) return { result: "unchanged", counts };
  return { result: wasUp ? "updated" : "created", counts };
}

/** Every running engine listens for this process's signals and for the abort; Node.js takes more than ten for a leak. */
function allowListeners(parallel: number, signal: AbortSignal): void {
  const enough = parallel + process.getMaxListeners();
  process.setMaxListeners(enough);
  setMaxListeners(enough, signal);
}
