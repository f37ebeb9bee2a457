import { runPulumi } from "../sandbox/engine-run.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";
import { nameOf, type DataRisk } from "./guard.ts";
import type { Operation } from "./operation.ts";

/**
 * Lifts the engine's protection of resources that a person allowed by their exact URN; the next `up` protects what
 * takes their place.
 * @throws CommandFailed when the state cannot be written
 */
export async function liftProtection(
  { target, stack, terminal }: Operation,
  risks: readonly DataRisk[],
): Promise<void> {
  for (const { urn } of risks) {
    terminal.tell(`${nameOf(urn)}: protection lifted, as allowed`);
    const { outcome } = await runPulumi(target, ["state", "unprotect", urn, "--yes"], { stack });
    if (outcome.kind !== "succeeded")
      throw new CommandFailed(EXIT.failed, `${urn}: protection cannot be lifted: ${outcome.message}`);
  }
}
