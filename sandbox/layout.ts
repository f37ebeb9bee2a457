/** Where the sandbox of a checkout keeps its things: one folder that git ignores and that a person can read. */
import { join, resolve } from "node:path";

/** Names another folder for the sandbox; lets tests keep several. */
export const SANDBOX_VARIABLE = "LEASEHOLD_SANDBOX";

/** Absolute paths of everything the sandbox owns. Nothing outside `folder` is ever written by the sandbox. */
export interface SandboxLayout {
  /** The checkout: the folder with Pulumi.yaml. */
  readonly root: string;
  /** The sandbox's folder; default `<root>/.sandbox`. Everything below lies in it. */
  readonly folder: string;
  /** The engine's home: plugins, credentials, workspace selections. */
  readonly home: string;
  /** The state backend: the engine's own files, one per stack. */
  readonly state: string;
  /** Stack configuration, `Pulumi.<stack>.yaml`: what lies in `stacks/` for a real account. */
  readonly stacks: string;
  /** A project file of the same name whose stack configuration lies in `stacks`: commands about stacks run here. */
  readonly project: string;
  /** The simulated clouds: one JSON file per resource. */
  readonly clouds: string;
  /** Holds `pulumi` for a shell that sourced `environmentFile`. */
  readonly bin: string;
  /** The passphrase that encrypts the sandbox's secrets; made once, readable by its owner only. */
  readonly passphrase: string;
  /** A person sources it to run bare `pulumi` against the simulated clouds. */
  readonly environmentFile: string;
  /** Tells a person who looks in what lies where. */
  readonly readme: string;
}

/**
 * @param root the checkout, absolute or relative to the working directory
 * @param folder the sandbox's folder; default: `LEASEHOLD_SANDBOX`, else `<root>/.sandbox`. Tests keep several.
 */
export function sandboxLayout(root: string, folder?: string): SandboxLayout {
  const base = resolve(folder ?? process.env[SANDBOX_VARIABLE] ?? join(root, ".sandbox"));
  return {
    root: resolve(root),
    folder: base,
    home: join(base, "home"),
    state: join(base, "state"),
    stacks: join(base, "stacks"),
    project: join(base, "project"),
    clouds: join(base, "clouds"),
    bin: join(base, "bin"),
    passphrase: join(base, "passphrase"),
    environmentFile: join(base, "env.sh"),
    readme: join(base, "README.txt"),
  };
}

/** The configuration file of one stack in the sandbox. The engine creates it; it holds the salt and the stack's config. */
export function stackConfigFile(layout: SandboxLayout, stack: string): string {
  return join(layout.stacks, `Pulumi.${stack}.yaml`);
}
