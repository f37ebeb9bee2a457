import type { Command } from "commander";
import { diagnose } from "../../sandbox/setup/doctor.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-codes.ts";

/** Longest name of a check and two blanks. */
const NAME_WIDTH = 28;

/** `leasehold doctor`: whether this machine has what is needed, and the one thing to do where it has not. */
export function addDoctor(program: Command, context: Context): void {
  program
    .command("doctor")
    .description("check this machine: Node.js, packages, engine, disk, sandbox")
    .option("--json", "as JSON on stdout")
    .action(async (options: { json?: true }) => {
      const checks = await diagnose(context.projectRoot);
      const { terminal } = context;
      if (options.json === true) terminal.print(JSON.stringify(checks, undefined, 2));
      else {
        for (const { name, status, found, remedy } of checks) {
          const mark = {
            ok: terminal.colours.green("ok  "),
            warn: terminal.colours.yellow("warn"),
            fail: terminal.colours.red("fail"),
          }[status];
          terminal.print(`${mark} ${name.padEnd(NAME_WIDTH)} ${found}${remedy === undefined ? "" : `; ${remedy}`}`);
        }
      }
      context.finish(checks.some(({ status }) => status === "fail") ? EXIT.failed : EXIT.done);
    });
}
