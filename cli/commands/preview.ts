import type { Command } from "commander";
import { printChanges } from "../change-report.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-codes.ts";
import { planStack } from "../plan.ts";
import { refuseWrongOrder } from "../recovery-order.ts";
import { WITHOUT_POLICIES } from "../policies.ts";
import { tellUnfinished } from "../unfinished.ts";
import { several, stackCommand, withNewStack, type StackOptions } from "../with-operation.ts";

/** `leasehold preview <stack>`: what `up` would do; stops with exit code 3 when data may be lost. */
export function addPreview(program: Command, context: Context): void {
  stackCommand(program, "preview", "show what `up` would do; stops when data may be lost")
    .option(
      "--allow <urn>",
      "a resource that may be deleted or replaced, by its exact URN; may be repeated",
      several,
      [],
    )
    .option(WITHOUT_POLICIES, "leave the policy pack out: nothing is judged")
    .action(async (stack: string, options: StackOptions & { allow: readonly string[] }) => {
      const plan = await withNewStack(context, stack, options, async (operation) => {
        tellUnfinished(operation);
        await refuseWrongOrder(operation);
        return planStack(operation, options.allow);
      });
      if (options.json === true)
        context.terminal.print(
          JSON.stringify({ stack, changes: plan.changes, dataAtRisk: plan.risks, policies: plan.judged }, undefined, 2),
        );
      else printChanges(context.terminal, stack, plan);
      context.finish(EXIT.done);
    });
}
