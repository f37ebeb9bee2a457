import type { Command } from "commander";
import { commandText } from "../command-text.ts";
import { confirm } from "../confirm.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-codes.ts";
import { requireSuccess, runOperation, type Operation } from "../operation.ts";
import { driftOf, printDrift, type Drift } from "../drift-report.ts";
import { stackCommand, withStack, type StackOptions } from "../with-operation.ts";

/** `leasehold refresh <stack>`: reads every resource from the cloud and tells what drifted. */
export function addRefresh(program: Command, context: Context): void {
  stackCommand(program, "refresh", "read every resource from the cloud, tell what drifted, and take it into the state")
    .option("--yes", "take the state of a real account without asking")
    .action(async (stack: string, options: StackOptions & { yes?: true }) => {
      const drift = await withStack(context, stack, options, async (operation) => {
        if (operation.target.kind === "real" && options.yes !== true)
          await confirm(`take the cloud's state of ${stack} into the stack's state?`, "--yes");
        return refresh(operation);
      });
      if (options.json === true) context.terminal.print(JSON.stringify({ stack, drift }, undefined, 2));
      else
        printDrift(
          context.terminal,
          stack,
          drift,
          commandText("preview", stack, options.sandbox === true ? "sandbox" : "real"),
        );
      context.finish(EXIT.done);
    });
}

async function refresh(operation: Operation): Promise<Drift[]> {
  const done = await runOperation(operation, ["refresh", "--yes", "--skip-preview"], {
    title: `reading ${operation.stack} from the cloud`,
  });
  requireSuccess(done, `refresh of ${operation.stack}`);
  return driftOf(done.events);
}
