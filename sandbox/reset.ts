/** Forgets what the sandbox holds: one stack with its part of the simulated clouds, or everything. */
import { mkdir, readdir, readFile, realpath, rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { removeRecordsOf } from "./cloud-records.ts";
import { EngineFailure, isRunning } from "./engine-outcome.ts";
import { runPulumi } from "./engine-run.ts";
import type { SandboxLayout } from "./layout.ts";
import { README_BEGIN } from "./prepare.ts";
import { exportState } from "./stack-state.ts";
import type { Target } from "./target.ts";

/** What would be removed is not ours to remove; the message says why, for a person. */
export class ResetRefused extends Error {
  override readonly name = "ResetRefused";
}

/** What was removed. */
export interface Removed {
  /** Names of the stacks whose state is gone. */
  readonly stacks: readonly string[];
  /** How many resources of the simulated clouds are gone. */
  readonly records: number;
}

/**
 * Removes a stack's state, configuration and resources, protected ones too: in the simulated cloud nothing is lost that
 * cannot be made again.
 * @returns no stack where there was none
 * @throws ResetRefused when the target is a real account or the folder is no sandbox
 * @throws EngineFailure when the stack is being worked on
 */
export async function resetStack(target: Target, stack: string): Promise<Removed> {
  const { layout } = target;
  if (target.kind !== "sandbox" || layout === undefined) {
    throw new ResetRefused("only the sandbox can be reset; take a real stack down with `leasehold decommission`");
  }
  await requireSandbox(layout);
  await refuseWhileBusy(layout, stack);
  const state = await exportState(target, stack);
  if (state === undefined) return { stacks: [], records: 0 };
  const removal = ["stack", "rm", "--yes", "--force", "--remove-backups"];
  const { outcome } = await runPulumi(target, [`--cwd=${layout.project}`, ...removal], { stack });
  if (outcome.kind !== "succeeded") throw new EngineFailure(outcome);
  return { stacks: [stack], records: await removeRecordsOf(layout.clouds, stack, state.deployment.resources) };
}

/**
 * Removes every stack and the simulated clouds. Plugins and passphrase stay.
 * @throws ResetRefused when the folder is no sandbox
 * @throws EngineFailure when any stack is being worked on
 */
export async function resetSandbox(layout: SandboxLayout): Promise<Removed> {
  await requireSandbox(layout);
  await refuseWhileBusy(layout);
  const stacks = await configuredStacks(layout);
  const records = (await filesBelow(layout.clouds)).filter((file) => file.endsWith(".json")).length;
  const folders = [layout.state, layout.stacks, layout.clouds];
  await Promise.all([...folders, join(layout.home, "workspaces")].map((folder) => removeInside(layout, folder)));
  await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true })));
  return { stacks, records };
}

/** A folder that was not made by `prepareSandbox` is never emptied, however it came to be named. */
async function requireSandbox(layout: SandboxLayout): Promise<void> {
  const readme = await readFile(layout.readme, "utf8").catch(() => "");
  if (!readme.startsWith(README_BEGIN)) {
    throw new ResetRefused(
      `${layout.folder} is no sandbox of leasehold (its README.txt is not ours); nothing was removed`,
    );
  }
}

/** A link that leads out of the sandbox is not followed. */
async function removeInside(layout: SandboxLayout, folder: string): Promise<void> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return;
  const within = relative(await realpath(layout.folder), real);
  if (within === "" || within.startsWith("..") || within.startsWith(sep)) {
    throw new ResetRefused(`${folder} leads out of the sandbox to ${real}; nothing was removed there`);
  }
  await rm(real, { recursive: true, force: true });
}

const lock = z.object({ pid: z.number() });

/** The file backend keeps a lock as `.pulumi/locks/organization/<project>/<stack>/<id>.json` with the holder's process. */
async function refuseWhileBusy(layout: SandboxLayout, stack?: string): Promise<void> {
  const files = await filesBelow(join(layout.state, ".pulumi", "locks"));
  for (const file of files.filter((name) => name.endsWith(".json"))) {
    const locked = file.split(sep).at(-2);
    if (stack !== undefined && locked !== stack) continue;
    const content = lock.safeParse(JSON.parse(await readFile(file, "utf8")));
    if (content.success && isRunning(content.data.pid)) {
      const message = `stack ${locked} is being worked on by process ${content.data.pid}; wait for it to end`;
      throw new EngineFailure({ kind: "stack-locked", message, locks: [] });
    }
  }
}

async function configuredStacks(layout: SandboxLayout): Promise<readonly string[]> {
  const files = await filesBelow(join(layout.state, ".pulumi", "stacks"));
  return files
    .filter((file) => file.endsWith(".json"))
    .map((file) => (file.split(sep).at(-1) ?? "").replace(/\.json$/, ""))
    .sort();
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
