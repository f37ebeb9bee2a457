/** A checkout of a tiny program with this project's sandbox, for tests that run the real engine. */
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxTarget, type Target } from "../../sandbox/target.ts";
import { CHECKOUT, type Machine } from "./machine.ts";

/** Does what the environment asks for, then has three outputs. */
const PROGRAM = `import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";

export default async function () {
  const { FAIL, WAIT_FILE } = process.env;
  if (WAIT_FILE !== undefined) {
    writeFileSync(WAIT_FILE, "running");
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
  if (FAIL !== undefined) throw new pulumi.RunError(FAIL);
  const config = new pulumi.Config();
  return { stack: pulumi.getStack(), size: config.get("size") ?? "default", password: pulumi.secret("hidden") };
}
`;

/** Makes the checkout, commits it, and sets its sandbox up with the engine that set-up finds. */
export async function realCheckout(machine: Machine, name?: string): Promise<Target> {
  const root = machine.checkout(name);
  for (const shared of ["node_modules", "sandbox"]) symlinkSync(join(CHECKOUT, shared), join(root, shared));
  mkdirSync(join(root, "stacks"));
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ name: "leasehold", type: "module", main: "stacks/main.js" }),
  );
  writeFileSync(join(root, "stacks", "main.js"), PROGRAM);
  writeFileSync(join(root, ".gitignore"), "node_modules\nsandbox\n.sandbox/\n");
  git(root, "init", "--quiet");
  git(root, "add", "--all");
  git(root, "-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "commit", "--quiet", "--message=first");
  return sandboxTarget(root, { folder: join(root, ".sandbox") });
}

/** What git would show: empty as long as nothing outside the sandbox's folder has changed. */
export function gitStatus(root: string): string {
  return git(root, "status", "--short");
}

function git(root: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" });
}
