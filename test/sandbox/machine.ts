/** A make-believe machine for tests of set-up: its own PATH, its own folders, scripts instead of tools. */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** The checkout under test. */
export const CHECKOUT = dirname(dirname(import.meta.dirname));

/** What the scripts themselves need of a real machine. */
const SCRIPT_TOOLS = ["cat", "chmod", "cp", "dirname", "mkdir", "rm", "sleep"];

/** A machine that holds only what a test puts there. */
export class Machine {
  /** Everything of it lies here; removed by `dispose`. */
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "leasehold-test-")));
  /** The only folder on its PATH besides the scripts' own tools. */
  readonly bin = join(this.folder, "bin");
  readonly cache = join(this.folder, "cache");

  constructor() {
    const tools = join(this.folder, "tools");
    mkdirSync(this.bin);
    mkdirSync(tools);
    for (const tool of SCRIPT_TOOLS) symlinkSync(findTool(tool), join(tools, tool));
  }

  /** Environment of processes on it; the engine's cache lies in it too. */
  env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const path = [this.bin, join(this.folder, "tools")].join(delimiter);
    return { HOME: this.folder, PATH: path, LEASEHOLD_ENGINE_CACHE: this.cache, MACHINE: this.folder, ...more };
  }

  /** Puts a shell script on its PATH (or into another folder). */
  script(name: string, body: string, folder = this.bin): string {
    const path = join(folder, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return path;
  }

  /** A checkout as far as the sandbox looks at it; the simulated clouds are this project's. */
  checkout(name = "checkout"): string {
    const root = join(this.folder, name);
    mkdirSync(root);
    writeFileSync(
      join(root, "Pulumi.yaml"),
      "name: leasehold\nruntime:\n  name: nodejs\n  options: { typescript: false }\nstackConfigDir: stacks\n",
    );
    return root;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function findTool(name: string): string {
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
  if (found === undefined) throw new Error(`this machine has no ${name}`);
  return found;
}
