/** Which engine runs in which environment: the sandbox, or the user's own with a real account. */
import { resolve } from "node:path";
import { ensureEngine, requireInstalledEngine } from "./setup/engine.ts";
import { sandboxEnvironment } from "./environment.ts";
import { sandboxLayout, stackConfigFile, type SandboxLayout } from "./layout.ts";
import { prepareSandbox } from "./prepare.ts";
import { searchPathOf } from "./setup/node-runtime.js";
import type { Steps } from "./setup/steps.js";

/** Where `runPulumi` works. */
export interface Target {
  /** `sandbox`: simulated clouds in the checkout. `real`: whatever the user's own environment points at. */
  readonly kind: "sandbox" | "real";
  /** The checkout, absolute: the engine's working directory. */
  readonly root: string;
  /** Absolute path of the engine's executable. */
  readonly engine: string;
  /** The whole environment of the engine's process. */
  readonly env: NodeJS.ProcessEnv;
  /** The sandbox's folders; absent for `real`. */
  readonly layout?: SandboxLayout;
}

/** What `sandboxTarget` may be told. */
export interface SandboxTargetOptions {
  /** Folder of the sandbox; default as for `sandboxLayout`. */
  readonly folder?: string;
  /** Shows the set-up's progress; default: silent. */
  readonly steps?: Steps;
}

/**
 * The sandbox of a checkout, set up as far as it is not: engine found or built, folders and plugins in place.
 * @throws SetupProblem when the engine cannot be had
 */
export async function sandboxTarget(root: string, options: SandboxTargetOptions = {}): Promise<Target> {
  const layout = sandboxLayout(root, options.folder);
  const engine = await ensureEngine(layout.root, options.steps === undefined ? {} : { steps: options.steps });
  await prepareSandbox(layout, engine.path);
  const env = { GOGC: SELDOM, ...process.env, ...sandboxEnvironment(layout, engine.path) };
  return { kind: "sandbox", root: layout.root, engine: engine.path, env, layout };
}

/** The engine tidies its memory up when it has grown by this many percent: one that lives for seconds saves a tenth of its time. */
const SELDOM = "400";

/**
 * The user's own environment, with the checkout's Node.js first on PATH for the program. Only an installed pulumi CLI
 * will do: the self-built engine and its language host stand in for it in the sandbox and never touch a real account.
 * @param env the user's environment; default: `process.env`
 * @throws SetupProblem when PATH holds no pulumi CLI of a version that is new enough
 */
export async function realTarget(root: string, env: NodeJS.ProcessEnv = process.env): Promise<Target> {
  const engine = await requireInstalledEngine(env);
  const absolute = resolve(root);
  return {
    kind: "real",
    root: absolute,
    engine: engine.path,
    env: { ...env, PATH: searchPathOf(absolute, env["PATH"]) },
  };
}

/** The `--config-file` of a stack; `undefined` for a real account, whose stack configuration lies in `stacks/`. */
export function configFileOf(target: Target, stack: string): string | undefined {
  return target.layout === undefined ? undefined : stackConfigFile(target.layout, stack);
}
