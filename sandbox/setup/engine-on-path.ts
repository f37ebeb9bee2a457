/** The pulumi CLI as a person installed it: found on PATH, asked for its version, and used only when it is whole. */
import { execFile } from "node:child_process";
import { access, constants, open, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import { LAUNCHER_NAME } from "./language-host-launcher.ts";
import { SHIM_MARK } from "./shim-mark.ts";

/**
 * Least engine that is used. It is the one the SDK, the simulated clouds and the handling of stack configuration
 * (`PULUMI_OPTION_…`, fallback to the state's secrets manager, exit codes, `--event-log tcp://`) were tried with.
 */
export const LEAST_ENGINE_VERSION = "3.259.0";

/** Major version whose state format and protocols are those of the SDK. */
const ENGINE_MAJOR = 3;

const run = promisify(execFile);
const VERSION_TIMEOUT_MILLISECONDS = 20_000;

/** A usable pulumi CLI. */
export interface InstalledEngine {
  readonly path: string;
  readonly version: string;
}

/** A `pulumi` that was found and is not used. */
export interface IgnoredEngine {
  readonly path: string;
  /** Lower case, no full stop. */
  readonly reason: string;
}

/** What PATH holds. */
export interface PathSearch {
  readonly engine: InstalledEngine | undefined;
  readonly ignored: readonly IgnoredEngine[];
}

/** The first usable pulumi CLI on PATH, and those before it that are not. */
export async function findEngineOnPath(env: NodeJS.ProcessEnv = process.env): Promise<PathSearch> {
  const name = process.platform === "win32" ? "pulumi.exe" : "pulumi";
  const ignored: IgnoredEngine[] = [];
  for (const folder of new Set((env["PATH"] ?? "").split(delimiter))) {
    const path = join(folder, name);
    if (folder === "" || !(await isExecutable(path)) || (await isShim(path))) continue;
    const judged = await judge(path, env);
    if ("version" in judged) return { engine: judged, ignored };
    ignored.push(judged);
  }
  return { engine: undefined, ignored };
}

async function judge(path: string, env: NodeJS.ProcessEnv): Promise<InstalledEngine | IgnoredEngine> {
  const version = await askVersion(path, env);
  if (version === undefined) return { path, reason: "does not start: `pulumi version` fails or names no version" };
  if (semver.lt(version, LEAST_ENGINE_VERSION))
    return { path, reason: `${version} is older than ${LEAST_ENGINE_VERSION}` };
  if (semver.major(version) !== ENGINE_MAJOR) return { path, reason: `${version} is not a pulumi ${ENGINE_MAJOR}` };
  if (!(await hasLanguageHost(path))) return { path, reason: `has no ${LAUNCHER_NAME} beside it` };
  return { path, version };
}

/**
 * The version an engine reports, without `v`.
 * @returns undefined where it cannot be started or says something else
 */
export async function askVersion(path: string, env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  try {
    const { stdout } = await run(path, ["version"], {
      env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: VERSION_TIMEOUT_MILLISECONDS,
    });
    return semver.parse(stdout.trim())?.version;
  } catch {
    return undefined;
  }
}

/** The engine looks beside its real executable; version managers keep a stand-in for each of a tool's executables instead. */
async function hasLanguageHost(path: string): Promise<boolean> {
  const name = process.platform === "win32" ? `${LAUNCHER_NAME}.exe` : LAUNCHER_NAME;
  const folders = [dirname(await realpath(path)), dirname(path)];
  const found = await Promise.all(folders.map((folder) => isExecutable(join(folder, name))));
  return found.includes(true);
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The sandbox's own `pulumi`, on PATH in a shell that sourced its environment, only stands for an engine. */
async function isShim(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    return buffer.subarray(0, bytesRead).includes(SHIM_MARK);
  } finally {
    await file.close();
  }
}
