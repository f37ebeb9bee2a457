import { runPulumi } from "../sandbox/engine-run.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";
import { nameOf, type DataRisk } from "./guard.ts";
import type { Operation } from "./operation.ts";

/**
 * Lifts the engine's protection of resources that a person allowed by their exact URN; the next `up` protects what
 * takes their place.
 * @throws CommandFailed when the state cannot be written
 */
export async function liftProtection(operation: Operation, risks: readonly DataRisk[]): Promise<void> {
  for (const { urn } of risks) {
    operation.terminal.tell(`${nameOf(urn)}: protection lifted, as allowed`);
    const failure = await changeProtection(operation, "unprotect", urn);
    if (failure !== undefined) throw new CommandFailed(EXIT.failed, `${urn}: protection cannot be lifted: ${failure}`);
  }
}

/** Protects again what an `up` that failed left in its place; what is no longer there needs none. */
export async function restoreProtection(operation: Operation, risks: readonly DataRisk[]): Promise<void> {
  for (const { urn } of risks) {
    if ((await changeProtection(operation, "protect", urn)) === undefined)
      operation.terminal.tell(`${nameOf(urn)}: protected again`);
  }
}

/** @returns why it failed, in the engine's words; undefined where it did not */
async function changeProtection(
  { target, stack }: Operation,
  command: "protect" | "unprotect",
  urn: string,
): Promise<string | undefined> {
  const { outcome } = await runPulumi(target, ["state", command, urn, "--yes"], { stack });
  return outcome.kind === "succeeded" ? undefined : outcome.message;
}
