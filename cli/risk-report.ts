import type { DataRisk } from "./guard.ts";
import { judgeRisks, nameOf } from "./guard.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";

/**
 * Stops a command whose plan may lose data, with the list and the way out.
 * @param allowed exact URNs that the person allowed on the command line
 * @throws CommandFailed (exit code 3) for a risk that is not allowed; (exit code 2) for an allowance that fits no risk
 */
export function refuseDataLoss(stack: string, risks: readonly DataRisk[], allowed: readonly string[]): void {
  const { refused, unused } = judgeRisks(risks, allowed);
  if (unused.length > 0) {
    throw new CommandFailed(
      EXIT.invalidInput,
      [`--allow names what the plan does not touch:`, ...unused.map((urn) => `  ${urn}`)].join("\n"),
    );
  }
  if (refused.length === 0) return;
  throw new CommandFailed(
    EXIT.dataAtRisk,
    [
      `${stack} may lose data; nothing was changed:`,
      ...refused.map(riskText),
      "find out why with `leasehold explain`, or undo the change; to go on, back the data up and allow each by its exact URN:",
      ...refused.map((risk) => `  --allow '${risk.urn}'`),
    ].join("\n"),
  );
}

function riskText({ urn, type, step, because }: DataRisk): string {
  const reason = because.length === 0 ? "" : ` because of ${because.join(", ")}`;
  return `  ${step} ${nameOf(urn)} (${type})${reason}`;
}
