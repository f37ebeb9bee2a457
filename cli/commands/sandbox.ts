import type { Command } from "commander";
import { resetSandbox } from "../../sandbox/reset.ts";
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
      const layout = sandboxLayout(context.projectRoot);
      await resetSandbox(layout, stack === undefined ? {} : { stack });
      context.terminal.print(stack === undefined ? "the sandbox is empty" : `${stack} is gone from the sandbox`);
      context.finish(EXIT.done);
    });
}
