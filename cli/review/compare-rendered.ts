/** Settles by rendering which of the stacks that may be affected are, and what changes in them. */
import type { AskedStack, Refusal } from "../../stacks/render/answer.ts";
import type { EarlierRuns, RenderedStack } from "../../stacks/render/run-program.ts";
import pLimit from "p-limit";
import type { AffectedStack } from "./compare.ts";
import { leafReasons } from "./reasons.ts";
import { floorsOf, type ResolvedPair } from "./resolve-sides.ts";
import { isEqual, resourceChanges } from "./resource-changes.ts";
import type { Side, Sides } from "./sides.ts";

/** A stack that may be affected. */
export interface Candidate {
  readonly stack: string;
  readonly kind: "new" | "changed" | "mended";
  /** Cloud and layers: what stacks need to have in common to change alike. */
  readonly group: string;
  /** Sections of its blueprint that differ. */
  readonly sections: readonly string[];
  /** Files of its program that differ. */
  readonly files: readonly string[];
  readonly home?: string;
}

/**
 * Renders both versions of the candidates. Where the program is the same, stacks whose blueprints differ in the same leaves by the
 * same values are rendered once for all of them; when that one turns out to be the same, each of the others is looked at itself.
 * @returns those that would register something else
 */
export async function compareRendered(
  sides: Sides,
  candidates: readonly Candidate[],
  pairs: readonly ResolvedPair[],
  parallel: number,
): Promise<AffectedStack[]> {
  const renderer = new Renderer(sides, pairs);
  // Waiting for one side must not keep the processes of the other idle.
  const limit = pLimit(parallel * 2);
  const keyed = await Promise.all(
    candidates.map((each) => limit(async () => [await keyOf(renderer, each), each] as const)),
  );
  const groups = [...Map.groupBy(keyed, ([key]) => key).values()].map((group) => group.map(([, each]) => each));
  const found = await Promise.all(
    groups.map(async ([first, ...others]): Promise<AffectedStack[]> => {
      if (first === undefined) return [];
      const affected = await limit(() => compareOne(renderer, first));
      if (affected === undefined) {
        const rest = await Promise.all(others.map((each) => limit(() => compareOne(renderer, each))));
        return rest.filter((each) => each !== undefined);
      }
      return [affected, ...others.map(({ stack }) => ({ ...affected, stack }))];
    }),
  );
  return found.flat();
}

/** Stacks with the same key change alike; where the program itself changed, each is looked at. */
async function keyOf(renderer: Renderer, { stack, kind, group, files, sections }: Candidate): Promise<string> {
  if (kind !== "changed" || files.length > 0) return stack;
  const [before, after] = await renderer.sections(stack, sections);
  return "problem" in before || "problem" in after
    ? stack
    : JSON.stringify([group, leafDifferences(before.sections, after.sections)]);
}

/** `[path, before, after]` of every leaf that differs. */
export function leafDifferences(before: unknown, after: unknown, path = ""): [string, unknown, unknown][] {
  if (isEqual(before, after)) return [];
  const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null;
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after))
    return [[path, before, after]];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => leafDifferences(before[key], after[key], path === "" ? key : `${path}.${key}`));
}

async function compareOne(renderer: Renderer, candidate: Candidate): Promise<AffectedStack | undefined> {
  const { stack, kind, sections, files } = candidate;
  const [before, after] = await renderer.both(stack, kind === "changed");
  const of = kind === "new" ? "new" : "changed";
  if ("problem" in after) {
    if (before !== undefined && "problem" in before && before.problem === after.problem) return undefined;
    return { stack, kind: of, reasons: fileReasons(files, "its program ends with an error"), problem: after.problem };
  }
  if (kind === "new") return { stack, kind, reasons: ["new"], resources: resourceChanges(stack, undefined, after) };
  if (before === undefined || "problem" in before)
    return { stack, kind: of, reasons: ["it could not be resolved before, and can be now"] };
  const resources = resourceChanges(stack, before, after);
  if (resources.length === 0) return undefined;
  const leaves = sections.length === 0 ? [] : await leavesOf(renderer, stack, sections);
  return {
    stack,
    kind: of,
    reasons: [...leaves, ...fileReasons(files, leaves.length === 0 ? sectionsText(sections) : undefined)],
    resources,
  };
}

async function leavesOf(renderer: Renderer, stack: string, sections: readonly string[]): Promise<string[]> {
  const [before, after] = await renderer.decisions(stack, sections);
  return "problem" in before || "problem" in after ? [] : leafReasons(before.decisions, after.decisions);
}

function fileReasons(files: readonly string[], otherwise: string | undefined): string[] {
  if (files.length > 0) return [`${files.join(", ")} changed`];
  return otherwise === undefined ? [] : [otherwise];
}

function sectionsText(sections: readonly string[]): string {
  return sections.includes("outputs")
    ? "the account's baseline, or what cannot go down any more"
    : `blueprint: ${sections.join(", ")}`;
}

export type Rendered = RenderedStack | Refusal;

/** Asks both sides about the same stack. */
class Renderer {
  readonly #sides: Sides;
  readonly #pairs: ReadonlyMap<string, ResolvedPair>;
  readonly #homes = new Map<string, Promise<Rendered>>();

  constructor(sides: Sides, pairs: readonly ResolvedPair[]) {
    this.#sides = sides;
    this.#pairs = new Map(pairs.map((pair) => [pair.stack, pair]));
  }

  /** The stack as it was and as it would be. */
  async both(stack: string, wasThere: boolean): Promise<readonly [Rendered | undefined, Rendered]> {
    return Promise.all([
      wasThere ? this.#render(this.#sides.base, stack) : undefined,
      this.#render(this.#sides.head, stack),
    ]);
  }

  sections(stack: string, sections: readonly string[]) {
    return this.#both((side) => side.ask({ ask: "sections", stack: this.#asked(side, stack), sections }));
  }

  decisions(stack: string, sections: readonly string[]) {
    return this.#both((side) => side.ask({ ask: "decisions", stack: this.#asked(side, stack), sections }));
  }

  #both<Answer>(ask: (side: Side) => Promise<Answer>): Promise<[Answer, Answer]> {
    return Promise.all([ask(this.#sides.base), ask(this.#sides.head)]);
  }

  /** The later side is told what the earlier fixed. */
  #asked(side: Side, stack: string): AskedStack {
    const pair = this.#pairs.get(stack);
    const own = side === this.#sides.head ? floorsOf(pair?.base) : undefined;
    const home = pair?.home === undefined ? undefined : this.#pairs.get(pair.home);
    const homeFloors = floorsOf(side === this.#sides.head ? (home?.head ?? home?.base) : home?.base);
    return {
      stack,
      ...(own === undefined ? {} : { floors: own }),
      ...(homeFloors === undefined ? {} : { homeFloors }),
    };
  }

  async #render(side: Side, stack: string): Promise<Rendered> {
    const pair = this.#pairs.get(stack);
    const floors = floorsOf(pair?.base);
    const earlier: EarlierRuns = { ...(floors === undefined ? {} : { floors }) };
    if (pair?.home === undefined) return side.ask({ ask: "render", stack, earlier });
    const home = await this.#home(side, pair.home);
    if ("problem" in home) return home;
    return side.ask({
      ask: "render",
      stack,
      earlier: { ...earlier, home: { stack: pair.home, outputs: home.outputs } },
    });
  }

  #home(side: Side, stack: string): Promise<Rendered> {
    const key = `${side.root} ${stack}`;
    const known = this.#homes.get(key) ?? this.#render(side, stack);
    this.#homes.set(key, known);
    return known;
  }
}
