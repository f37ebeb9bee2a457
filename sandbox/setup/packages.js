/** The npm packages of the lockfile: installed when they are not, and not trusted when an installation was interrupted. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "./node-runtime.js";
import { recognizeCause, SetupProblem } from "./problem.js";
import { withProcessLock } from "./process-lock.js";

/**
 * What was installed, written after npm has succeeded. npm removes it with everything else at the start of `npm ci`.
 * @typedef {object} InstallRecord
 * @property {string} lockfile sha256 of package-lock.json
 * @property {string} installed sha256 of npm's own list of what it installed
 * @property {string} platform
 */

const FLAGS = [
  "--include=dev",
  "--include=optional",
  "--no-audit",
  "--no-fund",
  "--no-progress",
  "--color=false",
  // npm's own waits add up to more than a minute before it admits that there is no network.
  "--fetch-retries=3",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=10000",
];

/**
 * @param {string} root the checkout
 * @param {import("./steps.js").Steps} steps
 * @throws {SetupProblem} node_modules is a link, npm missing, no network, disk full, interrupted, or npm's own words
 */
export async function ensurePackages(root, steps) {
  await steps.run("packages", (step) =>
    withProcessLock(
      join(root, ".sandbox", "packages.lock"),
      () => step.report("waiting for another set-up of this checkout"),
      async () => {
        if (packagesInstalled(root)) return step.already(`${countPackages(root)} from package-lock.json`);
        step.report("npm ci, from package-lock.json");
        await install(root);
        step.finish(`${countPackages(root)} from package-lock.json`);
      },
    ),
  );
}

/**
 * Whether the packages are those of the lockfile, completely.
 * @param {string} root
 */
export function packagesInstalled(root) {
  const record = readRecord(root);
  if (record === undefined) return false;
  const present = describeInstallation(root);
  if (present === undefined) return false;
  return (
    record.lockfile === present.lockfile &&
    record.installed === present.installed &&
    record.platform === present.platform &&
    installedPaths(root).every((path) => existsSync(join(root, path, "package.json")))
  );
}

/** @param {string} root */
async function install(root) {
  refuseLink(root);
  // npm removes both too, but not first: what an interruption leaves must not look complete.
  rmSync(recordFile(root), { force: true });
  rmSync(installedList(root), { force: true });
  const { exitCode, output } = await runNpm(root);
  if (exitCode !== 0) throw explainFailure(root, exitCode, output);
  writeFileSync(recordFile(root), JSON.stringify(describeInstallation(root)));
}

/**
 * npm empties the folder behind a link: the packages of another checkout.
 * @param {string} root
 * @throws {SetupProblem} node_modules is a symbolic link
 */
function refuseLink(root) {
  const folder = join(root, "node_modules");
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw new SetupProblem(
    "packages-linked",
    `${folder} is a symbolic link, and npm ci would empty the folder that it leads to`,
    `remove the link (rm ${folder}) and run again`,
  );
}

/**
 * npm as it was started (`npm start`), else the one on PATH. By its own Node.js: the one running this may lie in
 * node_modules, which npm is about to remove.
 * @param {string} root
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
async function runNpm(root) {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const ownNpm = npm !== undefined && node !== undefined && npm.endsWith("npm-cli.js") && !isInside(node, root);
  const [command, args] = ownNpm ? [node, [npm, "ci", ...FLAGS]] : ["npm", ["ci", ...FLAGS]];
  const child = spawn(command, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let output = "";
  const collect = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  try {
    return { exitCode: await waitFor(child), output };
  } catch (error) {
    throw new SetupProblem(
      "npm-missing",
      "npm is not on PATH",
      "install Node.js with npm and run again",
      String(error),
    );
  }
}

/**
 * @param {string} path
 * @param {string} folder
 */
function isInside(path, folder) {
  return path.startsWith(join(folder, "node_modules"));
}

const INTERRUPTED = [130, 143];

/**
 * @param {string} root
 * @param {number} exitCode
 * @param {string} output
 */
function explainFailure(root, exitCode, output) {
  if (INTERRUPTED.includes(exitCode)) {
    return new SetupProblem(
      "interrupted",
      "installing the npm packages was interrupted",
      "run again; it starts afresh",
    );
  }
  const { kind, details } = recognizeCause(output);
  switch (kind) {
    case "disk-full":
      return new SetupProblem(
        "disk-full",
        `the disk is full while installing the npm packages into ${join(root, "node_modules")}`,
        "free 2 GiB there and run again",
        details,
      );
    case "no-network":
      return new SetupProblem(
        "no-network",
        "no network: npm cannot reach its registry for the packages",
        "connect to the network (or set npm's proxy) and run again",
        details,
      );
    case "other":
      return new SetupProblem(
        "packages-failed",
        `npm ci ended with exit code ${exitCode}`,
        "see npm's words below",
        details,
      );
  }
}

/** @param {string} root */
const recordFile = (root) => join(root, "node_modules", ".leasehold-packages.json");
/** @param {string} root */
const installedList = (root) => join(root, "node_modules", ".package-lock.json");

/**
 * @param {string} root
 * @returns {InstallRecord | undefined}
 */
function readRecord(root) {
  try {
    return JSON.parse(readFileSync(recordFile(root), "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @returns {InstallRecord | undefined} undefined where npm has left no list
 */
function describeInstallation(root) {
  if (!existsSync(installedList(root))) return undefined;
  return {
    lockfile: digest(join(root, "package-lock.json")),
    installed: digest(installedList(root)),
    platform: `${process.platform}-${process.arch}`,
  };
}

/** @param {string} file */
function digest(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/**
 * @param {string} root
 * @returns {string[]}
 */
function installedPaths(root) {
  return Object.keys(JSON.parse(readFileSync(installedList(root), "utf8")).packages);
}

/** @param {string} root */
function countPackages(root) {
  return `${installedPaths(root).length} packages`;
}
