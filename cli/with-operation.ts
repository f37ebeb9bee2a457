/** What preview, up, refresh and decommission share: options, checks before the engine starts, and the stack itself. */
import type { Command } from "commander";
import { exportState, initStack, type ExportedState } from "../sandbox/stack-state.ts";
import { Steps } from "../sandbox/setup/steps.js";
import { realTarget, sandboxTarget, type Target } from "../sandbox/target.ts";
import { commandText } from "./command-text.ts";
import type { Context } from "./context.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";
import { onInterrupt } from "./interrupt.ts";
import type { Operation } from "./operation.ts";
import { recordedFloors } from "./stack-floors.ts";
import { checkStackInput, type StackInput } from "./stack-input.ts";

/** Options of every command that works on a stack. */
export interface StackOptions {
  readonly sandbox?: true;
  readonly json?: true;
  /** False: the policy pack is left out. Commands without the option never judge. */
  readonly policies?: boolean;
}

/** An operation on a stack whose input is known to be good. */
export interface CheckedOperation extends Operation {
  /** With what earlier `up`s fixed. */
  readonly input: StackInput;
  /** As it was when the command began; absent for a stack that was made now. */
  readonly state?: ExportedState;
}

/** A subcommand on one stack, with the options that all of them have. */
export function stackCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument("<stack>", "<tenant>-<environment>, e.g. acme-production; or account-<name>")
    .option("--sandbox", "in the simulated clouds on this machine; default: the real account, with your credentials")
    .option("--json", "the result as JSON on stdout");
}

/** Collects an option that may be repeated. */
export function several(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** What a command does with the stack it was given. */
type Work<Result> = (operation: CheckedOperation) => Promise<Result>;

/** What to do where there is no such stack. @throws CommandFailed where it has to be there */
type WhenMissing = (target: Target, stack: string) => Promise<unknown>;

/**
 * Checks the input, opens the target, makes the stack where there is none, and runs the work; Ctrl-C ends the engine's
 * run in good order.
 * @throws InvalidInput before anything is made, and where the file contradicts what an earlier `up` fixed
 */
export function withNewStack<Result>(
  context: Context,
  stack: string,
  options: StackOptions,
  work: Work<Result>,
): Promise<Result> {
  return withOperation(context, stack, options, initStack, work);
}

/**
 * The same for a stack that must exist.
 * @throws CommandFailed (exit code 2) where it does not
 */
export function withStack<Result>(
  context: Context,
  stack: string,
  options: StackOptions,
  work: Work<Result>,
): Promise<Result> {
  return withOperation(context, stack, options, refuseMissing, work);
}

function refuseMissing(target: Target, stack: string): Promise<never> {
  const where = target.kind === "sandbox" ? "in the sandbox" : "in the state backend";
  const remedy = `bring it up first with \`${commandText("up", stack, target.kind)}\``;
  return Promise.reject(new CommandFailed(EXIT.invalidInput, `${stack}: no such stack ${where}; ${remedy}`));
}

async function withOperation<Result>(
  context: Context,
  stack: string,
  options: StackOptions,
  whenMissing: WhenMissing,
  work: Work<Result>,
): Promise<Result> {
  const { projectRoot, terminal } = context;
  // Before the target is opened: a wrong file is told at once.
  checkStackInput(projectRoot, stack);
  const target = await openTarget(context, options);
  const interrupt = onInterrupt(terminal);
  try {
    return await work(
      await openOperation(
        { projectRoot, terminal, target, signal: interrupt.signal, policies: options.policies ?? false },
        stack,
        whenMissing,
      ),
    );
  } finally {
    interrupt.dispose();
  }
}

/** Where operations take place; several may share it. */
export interface Site extends Pick<Operation, "terminal" | "target" | "signal" | "watch" | "policies"> {
  readonly projectRoot: string;
}

/**
 * Checks the input of a stack and reads its state.
 * @throws InvalidInput for a wrong file, and where it contradicts what an earlier `up` fixed
 */
async function openOperation(
  { projectRoot, ...site }: Site,
  stack: string,
  whenMissing: WhenMissing,
): Promise<CheckedOperation> {
  const unbound = checkStackInput(projectRoot, stack);
  const operation = { ...site, stack, account: unbound.account };
  // One question tells whether there is a stack and what it holds: each run of the engine takes its time.
  const state = await exportState(site.target, stack);
  if (state === undefined) {
    await whenMissing(site.target, stack);
    return { ...operation, input: unbound };
  }
  return { ...operation, input: checkStackInput(projectRoot, stack, recordedFloors(state)), state };
}

/**
 * The same as {@link withNewStack} for one of several stacks that share engine, terminal and Ctrl-C.
 * @throws InvalidInput before anything is made, and where the file contradicts what an earlier `up` fixed
 */
export function openNewStack(site: Site, stack: string): Promise<CheckedOperation> {
  return openOperation(site, stack, initStack);
}

/** The engine and where it works, as the options say. */
export function openTarget({ projectRoot, terminal }: Context, options: StackOptions): Promise<Target> {
  if (options.sandbox !== true) return realTarget(projectRoot);
  return sandboxTarget(projectRoot, { steps: terminal.interactive ? Steps.onStderr() : Steps.silent() });
}
