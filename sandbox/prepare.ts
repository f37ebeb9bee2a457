/** Makes the sandbox's folder: what the engine, its plugins and a person who looks in need there. Safe to repeat. */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "js-yaml";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { installPlugins } from "./clouds/plugins.ts";
import { environmentFileText } from "./environment-file.ts";
import { sandboxEnvironment } from "./environment.ts";
import { SANDBOX_VARIABLE, type SandboxLayout } from "./layout.ts";
import { SHIM_MARK } from "./setup/shim-mark.ts";
import { shellQuote } from "./shell-quote.ts";

const PASSPHRASE_BYTES = 32;
const OWNER_ONLY = 0o600;
const EXECUTABLE = 0o755;

/**
 * Creates what is missing and rewrites what another version wrote; state, stack configuration and clouds are left alone.
 * @param engine absolute path of the engine's executable
 * @throws Error when the folder cannot be written
 */
export async function prepareSandbox(layout: SandboxLayout, engine: string): Promise<void> {
  const folders = [layout.home, layout.state, layout.stacks, layout.project, layout.clouds, layout.bin];
  await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all([
    makePassphrase(layout.passphrase),
    projectFileText(layout).then((text) => writeIfDifferent(join(layout.project, "Pulumi.yaml"), text)),
    writeIfDifferent(join(layout.bin, "pulumi"), shimText(layout), EXECUTABLE),
    writeIfDifferent(layout.environmentFile, environmentFileText(sandboxEnvironment(layout, engine, {}))),
    writeIfDifferent(layout.readme, readmeText(layout)),
  ]);
  installPlugins(layout.home);
}

/** One passphrase for all stacks of the sandbox, made once: what it encrypted must stay readable. */
async function makePassphrase(file: string): Promise<void> {
  try {
    await writeFile(file, randomBytes(PASSPHRASE_BYTES).toString("base64url"), { flag: "wx", mode: OWNER_ONLY });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

const projectFile = z.looseObject({ name: z.string() });

/** The backend files a stack under its project's name, so both project files must have the same. */
async function projectFileText(layout: SandboxLayout): Promise<string> {
  const { name } = projectFile.parse(load(await readFile(join(layout.root, "Pulumi.yaml"), "utf8")));
  return [
    "# Commands about stacks (`pulumi stack init`, `rm`, …) run in this folder: they keep the configuration of a stack",
    "# beside the project file, and in the sandbox it belongs into the sandbox.",
    `name: ${name}`,
    "runtime: nodejs",
    "stackConfigDir: ../stacks",
    "",
  ].join("\n");
}

function shimText(layout: SandboxLayout): string {
  return [
    "#!/bin/sh",
    `# ${SHIM_MARK}`,
    "# Gives each stack its configuration file in the sandbox, then runs the engine with the arguments as they are.",
    `export ${SANDBOX_VARIABLE}=${shellQuote(layout.folder)}`,
    `exec ${shellQuote(process.execPath)} ${shellQuote(join(layout.root, "sandbox", "bare-pulumi.ts"))} "$@"`,
    "",
  ].join("\n");
}

/** How the README.txt of a sandbox begins: only a folder that has it is ever emptied. */
export const README_BEGIN = "The sandbox of the checkout ";

function readmeText(layout: SandboxLayout): string {
  return `${README_BEGIN}${layout.root}: the real Pulumi engine with simulated clouds.
Git ignores this folder. Deleting it loses only what lies in it; \`npm start\` makes it again.

clouds/      The simulated clouds, one JSON file per resource. Edit one and \`leasehold refresh --sandbox\` finds the drift.
state/       The engine's state, one file per stack, as on any other backend.
stacks/      Configuration of the sandbox's stacks; for a real account it lies in stacks/ of the checkout.
passphrase   Encrypts the sandbox's secrets. Made once; without it the state's secrets cannot be read.
home/        The engine's home: the simulated providers as plugins, logs.
bin/, env.sh For bare pulumi:  . ${layout.environmentFile}  and then  pulumi preview -s acme-production
project/     Where commands about stacks run, so that they keep away from stacks/ of the checkout.
`;
}

async function writeIfDifferent(file: string, text: string, mode?: number): Promise<void> {
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present !== text) await writeFileAtomic(file, text, mode === undefined ? {} : { mode });
}
