/**
 * The command line as it is used with a real account: an installed pulumi CLI, the user's own backend, no `--sandbox`.
 * The account is simulated all the same; the command cannot tell.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sandboxEnvironment } from "../../sandbox/environment.ts";
import { findEngine } from "../../sandbox/setup/engine.ts";
import { EngineSandbox } from "./engine-sandbox.ts";
import { runCommand, type CommandRun } from "./run-command.ts";
import { PROJECT_ROOT } from "./whole-tenant.ts";

/** What a checkout needs to run; the rest of it is about building and testing. */
const CHECKOUT_PARTS = ["Pulumi.yaml", "package.json", "cli", "components", "policies", "sandbox", "stacks", "tiers"];

export class RealAccount {
  /** Holds state and simulated clouds of this account. */
  readonly sandbox: EngineSandbox;
  /** A checkout of its own: with a real account the stack's configuration is written into it. */
  readonly checkout: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(sandbox: EngineSandbox, checkout: string, env: NodeJS.ProcessEnv) {
    this.sandbox = sandbox;
    this.checkout = checkout;
    this.#env = env;
  }

  static async make(checkpoints: "quick" | "every-step" = "quick"): Promise<RealAccount> {
    const sandbox = await EngineSandbox.make(checkpoints);
    const checkout = join(sandbox.folder, "checkout");
    mkdirSync(checkout);
    for (const part of CHECKOUT_PARTS) cpSync(join(PROJECT_ROOT, part), join(checkout, part), { recursive: true });
    symlinkSync(join(PROJECT_ROOT, "node_modules"), join(checkout, "node_modules"), "dir");
    const { engine } = await findEngine(PROJECT_ROOT);
    if (engine === undefined) throw new Error("set-up has not ended here: there is no engine");
    const env = {
      ...sandboxEnvironment({ ...sandbox.layout, root: checkout }, engine.path),
      // The user's own: nothing of these.
      PULUMI_OPTION_CONFIG_FILE: undefined,
      PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: undefined,
      PATH: [dirname(engine.path), dirname(process.execPath), process.env["PATH"]].join(":"),
    };
    return new RealAccount(sandbox, checkout, env);
  }

  /** Runs `leasehold <args>` in the checkout. */
  leasehold(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandRun> {
    const all = { ...this.sandbox.environment, ...this.#env, ...env };
    return runCommand(process.execPath, [join(this.checkout, "cli", "bin.js"), ...args], this.checkout, all);
  }

  /** Runs bare `pulumi <args>`. @param folder of the project; default: the checkout */
  pulumi(args: readonly string[], folder = this.checkout): Promise<CommandRun> {
    const all = { ...this.sandbox.environment, ...this.#env };
    return runCommand("pulumi", ["--non-interactive", "--color=never", ...args], folder, all);
  }

  /** Changes a file of the checkout. */
  edit(file: string, from: string, to: string): void {
    const path = join(this.checkout, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(path, text.replace(from, to));
  }

  /** Names of the stacks that have their configuration in the checkout. */
  configuredStacks(): readonly string[] {
    return readdirSync(join(this.checkout, "stacks")).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  }

  dispose(): void {
    this.sandbox.dispose();
  }
}
