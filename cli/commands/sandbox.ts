import type { Command } from "commander";
import { resetSandbox, resetStack } from "../../sandbox/reset.ts";
import { sandboxTarget } from "../../sandbox/target.ts";
import { sandboxLayout } from "../../sandbox/layout.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-codes.ts";

/** `leasehold sandbox reset [stack]`: forgets simulated clouds and their state. */
export function addSandbox(program: Command, context: Context): void {
  program
    .command("sandbox")
    .description("the embedded default: simulated clouds on this machine")
    .command("reset")
    .description("remove one stack, or everything, from the sandbox; real accounts are never touched")
    .argument("[stack]", "<tenant>-<environment>; default: all")
    .action(async (stack: string | undefined) => {
      const { stacks, records } =
        stack === undefined
          ? await resetSandbox(sandboxLayout(context.projectRoot))
          : await resetStack(await sandboxTarget(context.projectRoot), stack);
      const gone =
        stacks.length === 0 ? "nothing was there" : `gone from the sandbox: ${stacks.join(", ")}, ${records} resources`;
      context.terminal.print(gone);
      context.finish(EXIT.done);
    });
}
