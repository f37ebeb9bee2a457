/** Builds the engine from its Go modules into the cache: beside its final place, tried, sealed, then renamed. */
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import lockfile from "proper-lockfile";
import { ENGINE_NAME, engineFolder, readCachedEngine, sealEngine } from "./engine-cache.ts";
import type { EngineModules } from "./engine-modules.ts";
import { askVersion } from "./engine-on-path.ts";
import { goBuild, requireGo, type GoBuildResult, type GoToolchain } from "./go-toolchain.ts";
import { recognizeCause, SetupProblem } from "./problem.js";
import type { Step } from "./steps.js";
import { untilInterrupted } from "./until-interrupted.ts";

/** A lock that was not renewed for so long belongs to a process that is gone. */
const LOCK_STALE_MILLISECONDS = 20_000;
const LOCK_RENEW_MILLISECONDS = 5_000;
const LOCK_RETRY_MILLISECONDS = 1_000;

const ENGINE_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** A built engine: whether this process built it or another one while we waited. */
export interface BuiltEngine {
  readonly path: string;
  readonly builtHere: boolean;
}

/**
 * Builds the engine unless it is there by the time it is our turn. Nothing half-built is ever found by the next run.
 * @param cache folder of all engines
 * @throws SetupProblem Go missing or too old, no network, disk full, cache not writable, interrupted, or Go's own words
 */
export async function buildEngine(
  cache: string,
  modules: EngineModules,
  step: Step,
  env: NodeJS.ProcessEnv = process.env,
): Promise<BuiltEngine> {
  if (process.platform === "win32") {
    const missing = "there is no pulumi CLI, and on Windows the engine cannot be built for the sandbox";
    throw new SetupProblem("unsupported-platform", missing, "install the pulumi CLI, put it on PATH and run again");
  }
  const go = await requireGo(modules.leastGo, env);
  const folder = engineFolder(cache, modules);
  const release = await takeLock(cache, folder, () => step.report("waiting for another set-up that builds the engine"));
  try {
    const cached = await readCachedEngine(folder, modules);
    if ("path" in cached) return { path: cached.path, builtHere: false };
    await removeLeftovers(folder);
    return { path: await buildInto(folder, modules, go, step, env), builtHere: true };
  } catch (error) {
    throw explainFileError(error, cache);
  } finally {
    await release();
  }
}

async function takeLock(cache: string, folder: string, onWait: () => void): Promise<() => Promise<void>> {
  const options = {
    lockfilePath: `${folder}.lock`,
    stale: LOCK_STALE_MILLISECONDS,
    update: LOCK_RENEW_MILLISECONDS,
    // A lock lost while the machine slept: another set-up may build as well, each beside the other, and one rename wins.
    onCompromised: () => undefined,
  };
  try {
    await mkdir(cache, { recursive: true });
    return await lockfile.lock(cache, options);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ELOCKED")) throw explainFileError(error, cache);
    onWait();
    const retries = { forever: true, minTimeout: LOCK_RETRY_MILLISECONDS, maxTimeout: LOCK_RETRY_MILLISECONDS };
    return lockfile.lock(cache, { ...options, retries });
  }
}

/** What killed set-ups have left, and an engine that is not trusted. Called by whoever has the lock. */
async function removeLeftovers(folder: string): Promise<void> {
  const prefix = temporaryPrefix(folder);
  const names = await readdir(dirname(folder));
  const leftovers = names
    .filter((name) => name.startsWith(basename(prefix)))
    .map((name) => join(dirname(folder), name));
  await Promise.all([folder, ...leftovers].map((path) => rm(path, { recursive: true, force: true })));
}

function temporaryPrefix(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.building-`);
}

async function buildInto(
  folder: string,
  modules: EngineModules,
  go: GoToolchain,
  step: Step,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const building = `building pulumi ${modules.version} (~5 min)`;
  step.report(building);
  const temporary = await mkdtemp(temporaryPrefix(folder));
  try {
    const output = join(temporary, ENGINE_NAME);
    const result = await untilInterrupted((signal) =>
      goBuild({
        folder: modules.folder,
        package: ENGINE_PACKAGE,
        output,
        linkerFlags: `-s -w -X ${VERSION_VARIABLE}=v${modules.version}`,
        env,
        signal,
        onProgress: ({ phase, count }) =>
          step.report(`${building}: ${phase}, ${count} ${phase === "downloading" ? "modules" : "packages"}`),
      }),
    );
    if (result === "interrupted") {
      const remedy = "run again; what Go has fetched and compiled is kept";
      throw new SetupProblem("interrupted", "building the engine was interrupted", remedy);
    }
    if (result.exitCode !== 0) throw explainBuildFailure(result, go, dirname(folder));
    await tryEngine(output, modules, env);
    await sealEngine(temporary, { version: modules.version, modules: modules.digest, builtWith: `go ${go.version}` });
    await rename(temporary, folder);
    return join(folder, ENGINE_NAME);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function tryEngine(path: string, modules: EngineModules, env: NodeJS.ProcessEnv): Promise<void> {
  const version = await askVersion(path, env);
  if (version === modules.version) return;
  throw new SetupProblem(
    "build-failed",
    `the engine was built but reports ${version === undefined ? "no version" : `version ${version}`} instead of ${modules.version}`,
    "run again, or install the pulumi CLI",
  );
}

function explainBuildFailure({ exitCode, words }: GoBuildResult, go: GoToolchain, cache: string): SetupProblem {
  const { kind, details } = recognizeCause(words);
  switch (kind) {
    case "disk-full":
      return new SetupProblem(
        "disk-full",
        "the disk is full while building the engine",
        `free 4 GiB (Go works in ${go.cacheFolder} and ${go.temporaryFolder}, the engine goes to ${cache}) and run again`,
        details,
      );
    case "no-network":
      return new SetupProblem(
        "no-network",
        "no network: Go cannot fetch the engine's modules",
        "connect to the network (or set GOPROXY) and run again",
        details,
      );
    case "other":
      return new SetupProblem(
        "build-failed",
        `go build ended with exit code ${exitCode}`,
        "see Go's words below, or install the pulumi CLI",
        details,
      );
  }
}

/** No right to, a read-only disk, or a file where a folder should be. */
const NOT_WRITABLE: readonly string[] = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"];

/** A full disk or a folder that cannot be written show as errors of our own file operations too. */
function explainFileError(error: unknown, cache: string): unknown {
  if (!(error instanceof Error) || error instanceof SetupProblem) return error;
  const code = "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new SetupProblem(
      "disk-full",
      `the disk is full while writing to ${cache}`,
      "free 1 GiB there and run again",
      error.message,
    );
  }
  if (typeof code === "string" && NOT_WRITABLE.includes(code)) {
    return new SetupProblem(
      "cache-not-writable",
      `the engine's cache ${cache} cannot be written`,
      "make it writable, or set XDG_CACHE_HOME to a folder that is, and run again",
      error.message,
    );
  }
  return error;
}
