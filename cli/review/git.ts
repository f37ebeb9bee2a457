/** What git knows of the change under review. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CommandFailed, EXIT } from "../exit-codes.ts";

const run = promisify(execFile);
/** Lists of files of a large change. */
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Runs git in a folder. @throws Error with what git said */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run("git", ["-C", folder, ...args], { maxBuffer: MOST_OUTPUT_BYTES });
  return stdout;
}

/** What a change is compared with. */
export interface Base {
  /** As it was asked for, e.g. `origin/main`. */
  readonly ref: string;
  /** The commit that the checkout branched off from there; where there is none in common, the ref's own. */
  readonly commit: string;
}

/**
 * Finds the commit that the checkout is compared with: what was merged into `ref` since is no part of the change.
 * @throws CommandFailed (exit code 2) for a ref that does not exist, or outside of a git repository
 */
export async function findBase(projectRoot: string, ref: string): Promise<Base> {
  const inside = await attempt(projectRoot, "rev-parse", "--git-dir");
  if (inside === undefined)
    throw new CommandFailed(
      EXIT.invalidInput,
      "--changed: this checkout is no git repository; a change is told from its commits",
    );
  const own = await attempt(projectRoot, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (own === undefined) {
    const way = "fetch it first (`git fetch origin`), or name a branch, tag or commit that `git log` shows";
    throw new CommandFailed(
      EXIT.invalidInput,
      `--changed: got ${ref}, expected a branch, tag or commit of this repository; ${way}`,
    );
  }
  const common = await attempt(projectRoot, "merge-base", own, "HEAD");
  return { ref, commit: common ?? own };
}

/** Files that differ between a commit and the checkout as it stands, those that git does not know yet among them; relative, sorted. */
export async function changedFiles(projectRoot: string, commit: string): Promise<string[]> {
  const known = await git(projectRoot, "diff", "--name-only", "--no-renames", "--relative", "-z", commit);
  const fresh = await git(projectRoot, "ls-files", "--others", "--exclude-standard", "-z");
  const names = [...known.split("\0"), ...fresh.split("\0")].filter((name) => name !== "" && name !== "node_modules");
  return [...new Set(names)].sort();
}

async function attempt(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await git(folder, ...args)).trim();
  } catch {
    return undefined;
  }
}
