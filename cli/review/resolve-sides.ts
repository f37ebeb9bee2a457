/** Every stack resolved in two versions. The later one is told the floors of the earlier: it is the next `up` after it. */
import type { Refusal, ResolvedName, StackHashes } from "../../stacks/render/answer.ts";
import { accountStackName, parseAccountStackName, parseStackName } from "../../tiers/stack-name.ts";
import type { Side, Sides } from "./sides.ts";

/** One stack in both versions; a side is undefined where no file describes it there. */
export interface ResolvedPair {
  readonly stack: string;
  readonly base?: StackHashes | Refusal;
  readonly head?: StackHashes | Refusal;
  /** The stack that it follows. */
  readonly home?: string;
}

type Resolved = ReadonlyMap<string, ResolvedName>;

/** Files in one question: enough that asking costs nothing, few enough that all processes have work. */
const BATCH = 25;

/**
 * Resolves the stacks of both sides.
 * @param inputDiffers false: nothing that a blueprint is made of changed, so that one side answers for both
 * @param only tenants to look at; left out: all files
 * @returns the later side's stacks first, in the order of its files
 */
export async function resolveSides(
  { base, head }: Sides,
  inputDiffers: boolean,
  only?: readonly string[],
): Promise<ResolvedPair[]> {
  const old = await resolveAll(base, new Map(), only);
  const now = inputDiffers ? await resolveAll(head, old, only) : old;
  return [...new Set([...now.keys(), ...old.keys()])].map((stack) => {
    const [one, other] = [old.get(stack), now.get(stack)];
    const home = other?.home ?? one?.home;
    return {
      stack,
      ...(one === undefined ? {} : { base: one.result }),
      ...(other === undefined ? {} : { head: other.result }),
      ...(home === undefined ? {} : { home }),
    };
  });
}

async function resolveAll(side: Side, earlier: Resolved, only: readonly string[] | undefined): Promise<Resolved> {
  const names = await side.ask({ ask: "names" });
  const tenants = only === undefined ? names.tenants : names.tenants.filter((id) => only.includes(id));
  const accounts = only === undefined ? names.accounts : [];
  const byTenant = Map.groupBy([...earlier.values()], ({ stack }) => tenantOf(stack));
  const floorsOfAll = (ids: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      ids.flatMap((id) => (byTenant.get(id) ?? []).map(({ stack, result }) => [stack, floorsOf(result)])),
    );
  const questions = [
    ...inBatches(accounts).map((batch) => ({
      accounts: batch,
      tenants: [],
      floors: floorsOfAll(batch.map(accountStackName)),
    })),
    ...inBatches(tenants).map((batch) => ({ accounts: [], tenants: batch, floors: floorsOfAll(batch) })),
  ];
  const answers = await Promise.all(questions.map((question) => side.ask({ ask: "resolve", ...question })));
  return new Map(answers.flatMap(({ resolved }) => resolved.map((each) => [each.stack, each] as const)));
}

/** An account's stack stands for itself; a file that cannot be read is named by the tenant's id. */
function tenantOf(stack: string): string {
  try {
    return parseAccountStackName(stack) === undefined ? parseStackName(stack).tenant : stack;
  } catch {
    return stack;
  }
}

function inBatches(names: readonly string[]): string[][] {
  const count = Math.ceil(names.length / BATCH);
  return [...Array(count).keys()].map((index) => names.slice(index * BATCH, (index + 1) * BATCH));
}

export function floorsOf(resolved: StackHashes | Refusal | undefined): unknown {
  return resolved === undefined || "problem" in resolved ? undefined : resolved.floors;
}
