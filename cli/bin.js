#!/usr/bin/env node
// Plain JavaScript, so that an older Node can read it: hands over to the project's own Node 24 where this one is older.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LEAST_NODE_MAJOR = 24;
const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const ownNode = join(projectRoot, "node_modules", ".bin", "node");

if (Number(process.versions.node.split(".")[0]) >= LEAST_NODE_MAJOR) {
  module.enableCompileCache?.();
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv.slice(2));
} else if (existsSync(ownNode) && process.env.LEASEHOLD_HANDED_OVER === undefined) {
  const env = { ...process.env, LEASEHOLD_HANDED_OVER: "1" };
  const result = spawnSync(ownNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env,
  });
  process.exitCode = result.status ?? 1;
} else {
  console.error(
    `leasehold needs Node.js ${LEAST_NODE_MAJOR} or newer, this is ${process.versions.node}; run \`npm ci\` in ${projectRoot}, it brings one`,
  );
  process.exitCode = 1;
}
