import type { Command } from "commander";
import { examine } from "../../sandbox/setup/doctor.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-codes.ts";

/** `leasehold doctor`: whether this machine has what is needed, and the one thing to do where it has not. */
export function addDoctor(program: Command, context: Context): void {
  program
    .command("doctor")
    .description("check this machine: Node.js, packages, engine, disk, sandbox")
    .option("--json", "as JSON on stdout")
    .action(async (options: { json?: true }) => {
      const findings = await examine(context.projectRoot);
      const { terminal } = context;
      if (options.json === true) terminal.print(JSON.stringify(findings, undefined, 2));
      else {
        for (const { status, check, detail, advice } of findings) {
          const mark = { ok: terminal.colours.green("ok  "), warn: terminal.colours.yellow("warn"), fail: terminal.colours.red("fail") }[status];
          terminal.print(`${mark} ${check.padEnd(12)} ${detail}${advice === undefined ? "" : `; ${advice}`}`);
        }
      }
      context.finish(findings.some(({ status }) => status === "fail") ? EXIT.failed : EXIT.done);
    });
}
