/** The Go on PATH, and a build with it that can be watched and stopped. */
import { execFile, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import semver from "semver";
import { SetupProblem } from "./problem.js";

const run = promisify(execFile);

/** A Go that is new enough. */
export interface GoToolchain {
  /** As `1.26.8`. */
  readonly version: string;
  /** Where it keeps what it has compiled. */
  readonly cacheFolder: string;
  /** Where it compiles. */
  readonly temporaryFolder: string;
}

/**
 * @param least as `1.25.11`
 * @returns the version found, or why there is none: absent, or its version where it is too old
 */
export async function findGo(
  least: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<GoToolchain | { readonly missing: "absent" } | { readonly missing: "too old"; readonly version: string }> {
  // Without GOTOOLCHAIN=local an older Go would download a newer one behind our back.
  const options = { env: { ...env, GOTOOLCHAIN: "local" } };
  const output = await run("go", ["env", "GOVERSION", "GOCACHE", "GOTMPDIR"], options).catch(() => undefined);
  if (output === undefined) return { missing: "absent" };
  const [name = "", cacheFolder = "", ownTemporaryFolder = ""] = output.stdout.split("\n");
  const temporaryFolder = ownTemporaryFolder === "" ? (env["TMPDIR"] ?? tmpdir()) : ownTemporaryFolder;
  const version = semver.coerce(name.replace(/^(devel )?go/, ""))?.version;
  if (version === undefined) return { missing: "absent" };
  return semver.gte(version, least) ? { version, cacheFolder, temporaryFolder } : { missing: "too old", version };
}

/** @throws SetupProblem `go-missing` or `go-too-old` */
export async function requireGo(least: string, env: NodeJS.ProcessEnv = process.env): Promise<GoToolchain> {
  const go = await findGo(least, env);
  if (!("missing" in go)) return go;
  const remedy = `install the pulumi CLI or Go ${least} or newer, put it on PATH and run again`;
  switch (go.missing) {
    case "absent":
      throw new SetupProblem(
        "go-missing",
        "there is no pulumi CLI, and no Go to build the engine from its modules",
        remedy,
      );
    case "too old":
      throw new SetupProblem("go-too-old", `Go ${go.version} cannot build the engine`, remedy);
  }
}

/** What `go build` is doing. */
export type GoProgress = { readonly phase: "downloading" | "compiling"; readonly count: number };

/** How a build ended. */
export interface GoBuildResult {
  readonly exitCode: number;
  /** What Go said, without its progress. */
  readonly words: string;
}

/** What to build and how. */
export interface GoBuild {
  /** Folder with go.mod. */
  readonly folder: string;
  readonly package: string;
  /** Executable to write. */
  readonly output: string;
  readonly linkerFlags: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Stops the build. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: GoProgress) => void;
}

/** A line that names a module being fetched, or (`-v`) a package being compiled: no blanks, no colon. */
const DOWNLOADING = /^go: downloading /;
const COMPILING = /^[\w.-]+(\/[\w.~+-]+)*$/;

/**
 * `go build` with nothing left to chance: pinned modules, this Go, no C compiler, no paths of this machine in the result.
 * @throws Error when go cannot be started
 */
export async function goBuild(build: GoBuild): Promise<GoBuildResult> {
  const args = ["build", "-v", "-trimpath", "-mod=readonly", "-buildvcs=false", "-tags=osusergo"];
  const child = spawn("go", [...args, `-ldflags=${build.linkerFlags}`, "-o", build.output, build.package], {
    cwd: build.folder,
    env: { ...(build.env ?? process.env), GOTOOLCHAIN: "local", CGO_ENABLED: "0", GOWORK: "off" },
    stdio: ["ignore", "ignore", "pipe"],
    // A group of its own, so that its compilers end with it.
    detached: true,
  });
  const stop = (): void => endGroup(child.pid);
  build.signal.addEventListener("abort", stop, { once: true });
  const words: string[] = [];
  const counts = { downloading: 0, compiling: 0 };
  createInterface({ input: child.stderr }).on("line", (line) => {
    const phase = DOWNLOADING.test(line) ? "downloading" : COMPILING.test(line) ? "compiling" : undefined;
    if (phase === undefined) words.push(line);
    else build.onProgress({ phase, count: ++counts[phase] });
  });
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
    return { exitCode, words: words.join("\n") };
  } finally {
    build.signal.removeEventListener("abort", stop);
  }
}

function endGroup(processId: number | undefined): void {
  if (processId === undefined) return;
  try {
    process.kill(-processId, "SIGTERM");
  } catch {
    // It has ended already.
  }
}
