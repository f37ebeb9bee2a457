/** Every stack resolved in two versions. The later one is told the floors of the earlier: it is the next `up` after it. */
import type { AskedStack, Refusal, StackHashes } from "../../stacks/render/answer.ts";
import type { ListedStack } from "../../stacks/render/stack-list.ts";
import type { Side, Sides } from "./sides.ts";

/** One stack in both versions; a side is undefined where no file describes it there. */
export interface ResolvedPair {
  readonly stack: string;
  readonly base?: StackHashes | Refusal;
  readonly head?: StackHashes | Refusal;
  /** The stack that it follows. */
  readonly home?: string;
}

type Resolved = ReadonlyMap<string, StackHashes | Refusal>;

/** Stacks in one question: enough that asking costs nothing, few enough that all processes have work. */
const BATCH = 50;

/**
 * Resolves all stacks of both sides.
 * @param inputDiffers false: nothing that a blueprint is made of changed, so that one side answers for both
 */
export async function resolveSides(
  { base, head }: Sides,
  before: readonly ListedStack[],
  after: readonly ListedStack[],
  inputDiffers: boolean,
): Promise<ResolvedPair[]> {
  const old = await resolveAll(base, before, new Map());
  const now = inputDiffers ? await resolveAll(head, after, old) : old;
  const homes = new Map(
    [...before, ...after].flatMap(({ stack, home }) => (home === undefined ? [] : [[stack, home]])),
  );
  const names = [...new Set([...after, ...before].map(({ stack }) => stack))];
  return names.map((stack) => {
    const [one, other, home] = [old.get(stack), now.get(stack), homes.get(stack)];
    return {
      stack,
      ...(one === undefined ? {} : { base: one }),
      ...(other === undefined ? {} : { head: other }),
      ...(home === undefined ? {} : { home }),
    };
  });
}

async function resolveAll(side: Side, listed: readonly ListedStack[], earlier: Resolved): Promise<Resolved> {
  const unreadable = listed.flatMap(({ stack, problem }) =>
    problem === undefined ? [] : [[stack, { problem }] as const],
  );
  const readable = listed.filter(({ problem }) => problem === undefined);
  const homes = await resolveSome(
    side,
    readable.filter(({ home }) => home === undefined),
    (stack) => asked(stack, earlier),
  );
  const followers = await resolveSome(
    side,
    readable.filter(({ home }) => home !== undefined),
    (stack) => {
      const home = stack.home === undefined ? undefined : floorsOf(homes.get(stack.home));
      return { ...asked(stack, earlier), ...(home === undefined ? {} : { homeFloors: home }) };
    },
  );
  return new Map([...unreadable, ...homes, ...followers]);
}

function asked({ stack }: ListedStack, earlier: Resolved): AskedStack {
  const floors = floorsOf(earlier.get(stack));
  return floors === undefined ? { stack } : { stack, floors };
}

export function floorsOf(resolved: StackHashes | Refusal | undefined): unknown {
  return resolved === undefined || "problem" in resolved ? undefined : resolved.floors;
}

async function resolveSome(
  side: Side,
  stacks: readonly ListedStack[],
  ask: (stack: ListedStack) => AskedStack,
): Promise<Resolved> {
  const batches = [...Array(Math.ceil(stacks.length / BATCH)).keys()].map((index) =>
    stacks.slice(index * BATCH, (index + 1) * BATCH),
  );
  const answers = await Promise.all(
    batches.map(async (batch) => {
      const { resolved } = await side.ask({ ask: "resolve", stacks: batch.map(ask) });
      return batch.flatMap(({ stack }, index) => {
        const one = resolved[index];
        return one === undefined ? [] : [[stack, one] as const];
      });
    }),
  );
  return new Map(answers.flat());
}
