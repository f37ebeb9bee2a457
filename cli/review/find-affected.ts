/** From a git ref to the stacks that a change affects. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readFleet } from "../fleet.ts";
import { checkOutBase } from "./base-checkout.ts";
import { changedParts, type ChangedParts } from "./changed-parts.ts";
import { compareSides, type Comparison } from "./compare.ts";
import { changedFiles, findBase, type Base } from "./git.ts";
import { Side } from "./sides.ts";
import { Judges } from "./verdict-changes.ts";

export interface Review extends Comparison {
  readonly base: Base;
  /** Why every stack counts as affected, where single ones cannot be told. */
  readonly everything?: string;
  /** Files of the policy pack that changed: they change verdicts, no infrastructure. */
  readonly policies: readonly string[];
}

export interface FindOptions {
  readonly projectRoot: string;
  readonly ref: string;
  /** Processes at once. */
  readonly parallel: number;
  readonly signal: AbortSignal;
}

/**
 * Compares the checkout as it stands with a ref.
 * @throws CommandFailed (exit code 2) for a ref that does not exist
 */
export async function findAffected({ projectRoot, ref, parallel, signal }: FindOptions): Promise<Review> {
  const base = await findBase(projectRoot, ref);
  const files = await changedFiles(projectRoot, base.commit);
  const checkout = await checkOutBase(projectRoot, base.commit);
  try {
    const parts = await changedParts(checkout.root, projectRoot, files);
    const common = { base, policies: parts.policies };
    const everything = everythingReason(checkout, parts, ref);
    if (everything !== undefined) return { ...common, everything, ...allStacks(projectRoot, everything) };
    const judges = Judges.of(checkout.root, projectRoot, parallel);
    const sides = {
      base: new Side(checkout.root, projectRoot, parallel),
      head: new Side(projectRoot, projectRoot, parallel),
      ...(judges === undefined ? {} : { judges }),
    };
    const stop = (): void => {
      judges?.stop();
      sides.base.stop();
      sides.head.stop();
    };
    signal.addEventListener("abort", stop, { once: true });
    try {
      return { ...common, ...(await compareSides(sides, parts, parallel)) };
    } finally {
      signal.removeEventListener("abort", stop);
      stop();
    }
  } finally {
    checkout.dispose();
  }
}

function everythingReason(
  { root, samePackages }: { readonly root: string; readonly samePackages: boolean },
  { project }: ChangedParts,
  ref: string,
): string | undefined {
  if (!samePackages) return "package-lock.json changed: other packages may register something else";
  if (project.length > 0) return `${project.join(", ")} changed: the engine runs every stack by it`;
  if (!existsSync(join(root, "stacks/render.ts")))
    return `${ref} has no stacks/render.ts yet, by which two versions are compared`;
  return undefined;
}

function allStacks(projectRoot: string, reason: string): Comparison {
  const stacks = readFleet(projectRoot);
  const affected = stacks.map(({ stack, failure }) => ({
    stack,
    kind: "changed" as const,
    reasons: [reason],
    ...(failure === undefined ? {} : { problem: failure.message }),
  }));
  return { total: stacks.length, affected, rejudged: [] };
}
