/** A checkout of the commit that a change is compared with: a git worktree in a temporary folder. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { git } from "./git.ts";

const LOCK_FILE = "package-lock.json";
/** 128 and the number of the signal. */
const TERMINATED = 143;

export interface BaseCheckout {
  /** The project in it, absolute. */
  readonly root: string;
  /** Whether both sides have the same packages, which it then shares; else it has none, and nothing can be run in it. */
  readonly samePackages: boolean;
  /** Removes it; also called when this process ends. */
  dispose(): void;
}

/**
 * Checks a commit out beside the checkout, which stays as it is. With other packages every stack counts as affected, so that
 * there is nothing to compare and nothing to install.
 */
export async function checkOutBase(projectRoot: string, commit: string): Promise<BaseCheckout> {
  const folder = await mkdtemp(join(tmpdir(), "leasehold-base-"));
  const worktree = join(folder, "worktree");
  const end = (): void => process.exit(TERMINATED);
  const dispose = (): void => {
    process.off("exit", dispose);
    process.off("SIGTERM", end);
    rmSync(folder, { recursive: true, force: true });
    try {
      execFileSync("git", ["-C", projectRoot, "worktree", "prune"], { stdio: "ignore" });
    } catch {
      // Git forgets a worktree without a folder by itself, later.
    }
  };
  // A second Ctrl-C ends the process at once; a pipeline that takes too long is terminated.
  process.on("exit", dispose);
  process.on("SIGTERM", end);
  try {
    await git(projectRoot, "worktree", "add", "--detach", "--quiet", worktree, commit);
    const top = (await git(projectRoot, "rev-parse", "--show-toplevel")).trim();
    const root = join(worktree, relative(top, realpathSync(projectRoot)));
    const samePackages = sameText(join(projectRoot, LOCK_FILE), join(root, LOCK_FILE));
    if (samePackages) symlinkSync(realpathSync(join(projectRoot, "node_modules")), join(root, "node_modules"), "dir");
    return { root, samePackages, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

function sameText(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && readFileSync(a, "utf8") === readFileSync(b, "utf8");
}
