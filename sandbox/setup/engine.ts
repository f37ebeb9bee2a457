/** Finds the engine: the pulumi CLI on PATH, else one built earlier, else one built now. */
import { buildEngine } from "./engine-build.ts";
import { engineCacheFolder, engineFolder, readCachedEngine, type CacheRefusal } from "./engine-cache.ts";
import { readEngineModules } from "./engine-modules.ts";
import { findEngineOnPath, LEAST_ENGINE_VERSION, type IgnoredEngine } from "./engine-on-path.ts";
import { SetupProblem } from "./problem.js";
import { Steps } from "./steps.js";

/** An engine that can be run. */
export interface Engine {
  /** Absolute path of the executable. */
  readonly path: string;
  /** Without `v`. */
  readonly version: string;
  /** `path`: the pulumi CLI as a person installed it, with its own language host. `cache`: built from its Go modules. */
  readonly source: "path" | "cache";
}

/** What a search came to, with what it passed over: for the doctor. */
export interface EngineSearch {
  readonly engine: Engine | undefined;
  readonly ignored: readonly IgnoredEngine[];
  /** Why no earlier build is used; absent where one is, or where PATH was enough. */
  readonly cache?: CacheRefusal;
}

/** Looks for an engine and never builds one. */
export async function findEngine(root: string, env: NodeJS.ProcessEnv = process.env): Promise<EngineSearch> {
  const { engine: installed, ignored } = await findEngineOnPath(env);
  if (installed !== undefined) return { engine: { ...installed, source: "path" }, ignored };
  const modules = await readEngineModules(root);
  const cached = await readCachedEngine(engineFolder(engineCacheFolder(env), modules), modules);
  if ("refused" in cached) return { engine: undefined, ignored, cache: cached.refused };
  return { engine: { path: cached.path, version: modules.version, source: "cache" }, ignored };
}

/** How `ensureEngine` works. */
export interface EnsureEngineOptions {
  /** Shows the step; default: silent. */
  readonly steps?: Steps;
  /** Where PATH and the cache's place are read; default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The engine, built if there is none.
 * @throws SetupProblem with what is missing and the one thing to do
 */
export async function ensureEngine(root: string, options: EnsureEngineOptions = {}): Promise<Engine> {
  const { steps = Steps.silent(), env = process.env } = options;
  return steps.run("engine", async (step) => {
    const { engine, ignored } = await findEngine(root, env);
    if (engine !== undefined) {
      step.already(
        `pulumi ${engine.version} ${engine.source === "path" ? `at ${engine.path}` : "built from its Go modules"}`,
      );
      return engine;
    }
    const modules = await readEngineModules(root);
    const built = await buildEngine(engineCacheFolder(env), modules, step, env);
    const instead = ignored.map(({ path, reason }) => `; ${path} not used: ${reason}`).join("");
    step.finish(`pulumi ${modules.version} built from its Go modules${instead}`);
    return { path: built.path, version: modules.version, source: "cache" };
  });
}

/**
 * The engine for a real account: an installed pulumi CLI. A self-built engine with its stand-in for the language host is
 * for the sandbox only.
 * @throws SetupProblem `engine-missing`
 */
export async function requireInstalledEngine(env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const { engine, ignored } = await findEngineOnPath(env);
  if (engine !== undefined) return { ...engine, source: "path" };
  const found = ignored.map(({ path, reason }) => `${path} ${reason}`).join(", ");
  throw new SetupProblem(
    "engine-missing",
    found === "" ? "no pulumi CLI is on PATH" : `no usable pulumi CLI is on PATH (${found})`,
    `install pulumi ${LEAST_ENGINE_VERSION} or newer for a real account, or add --sandbox for the simulated one`,
  );
}
