/** Settles by rendering which of the stacks that may be affected are, and what changes in them. */
import pLimit, { type LimitFunction } from "p-limit";
import type { AffectedStack, RejudgedStack } from "./compare.ts";
import { leafReasons } from "./reasons.ts";
import { Renderer } from "./renderer.ts";
import type { ResolvedPair } from "./resolve-sides.ts";
import { isEqual, resourceChanges } from "./resource-changes.ts";
import type { Sides } from "./sides.ts";
import type { Judges } from "./verdict-changes.ts";

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

/** How many at once, and whether stacks that change alike are looked at once. */
export interface ComparisonOptions {
  /** Processes for each side. */
  readonly parallel: number;
  /** False where rules changed, which may judge two tenants differently. */
  readonly share: boolean;
}

/**
 * Renders both versions of stacks. Where the program is the same, stacks whose blueprints differ in the same leaves by the same
 * values are rendered once for all of them; when that one turns out to be the same, each of the others is looked at itself.
 */
export class RenderedComparison {
  readonly #renderer: Renderer;
  readonly #judges: Judges | undefined;
  readonly #limit: LimitFunction;
  readonly #share: boolean;

  constructor(sides: Sides, pairs: readonly ResolvedPair[], { parallel, share }: ComparisonOptions) {
    this.#renderer = new Renderer(sides, pairs);
    this.#judges = sides.judges;
    // Waiting for one side must not keep the processes of the other idle.
    this.#limit = pLimit(parallel * 2);
    this.#share = share;
  }

  /** Those of the candidates that would register something else. */
  async compare(candidates: readonly Candidate[]): Promise<AffectedStack[]> {
    const keyed = await Promise.all(
      candidates.map((each) => this.#limit(async () => [await this.#keyOf(each), each] as const)),
    );
    const groups = [...Map.groupBy(keyed, ([key]) => key).values()].map((group) => group.map(([, each]) => each));
    const found = await Promise.all(groups.map((group) => this.#compareGroup(group)));
    return found.flat();
  }

  /** Those of the stacks that are judged otherwise, though they register the same. */
  async judgeAlone(stacks: readonly string[]): Promise<RejudgedStack[]> {
    const found = await Promise.all(
      stacks.map((stack) =>
        this.#limit(async (): Promise<RejudgedStack[]> => {
          const after = await this.#renderer.head(stack);
          if ("problem" in after) return [];
          const verdicts = (await this.#judges?.compare(stack, after, after)) ?? [];
          return verdicts.length === 0 ? [] : [{ stack, verdicts }];
        }),
      ),
    );
    return found.flat();
  }

  async #compareGroup([first, ...others]: readonly Candidate[]): Promise<AffectedStack[]> {
    if (first === undefined) return [];
    const affected = await this.#limit(() => this.#compareOne(first));
    if (affected !== undefined) return [affected, ...others.map(({ stack }) => ({ ...affected, stack }))];
    const rest = await Promise.all(others.map((each) => this.#limit(() => this.#compareOne(each))));
    return rest.filter((each) => each !== undefined);
  }

  /** Stacks with the same key change alike; where the program or the rules changed, each is looked at. */
  async #keyOf({ stack, kind, group, files, sections }: Candidate): Promise<string> {
    if (kind !== "changed" || files.length > 0 || !this.#share) return stack;
    const [before, after] = await this.#renderer.sections(stack, sections);
    if ("problem" in before || "problem" in after) return stack;
    return JSON.stringify([group, leafDifferences(before.sections, after.sections)]);
  }

  async #compareOne(candidate: Candidate): Promise<AffectedStack | undefined> {
    const { stack, kind, sections, files } = candidate;
    const [before, after] = await this.#renderer.both(stack, kind === "changed");
    const of = kind === "new" ? "new" : "changed";
    if ("problem" in after) {
      if (before !== undefined && "problem" in before && before.problem === after.problem) return undefined;
      const reasons = fileReasons(files, "its program ends with an error");
      return { stack, kind: of, reasons, problem: after.problem };
    }
    if (before === undefined || "problem" in before) {
      const verdicts = (await this.#judges?.compare(stack, undefined, after)) ?? [];
      const reasons = [kind === "new" ? "new" : "it could not be resolved before, and can be now"];
      const resources = kind === "new" ? { resources: resourceChanges(stack, undefined, after) } : {};
      return { stack, kind: of, reasons, ...resources, verdicts };
    }
    const resources = resourceChanges(stack, before, after);
    if (resources.length === 0) return undefined;
    const leaves = sections.length === 0 ? [] : await this.#leaves(stack, sections);
    const reasons = [...leaves, ...fileReasons(files, leaves.length === 0 ? sectionsText(sections) : undefined)];
    const verdicts = await this.#judges?.compare(stack, before, after);
    return { stack, kind: of, reasons, resources, ...(verdicts === undefined ? {} : { verdicts }) };
  }

  async #leaves(stack: string, sections: readonly string[]): Promise<string[]> {
    const [before, after] = await this.#renderer.decisions(stack, sections);
    return "problem" in before || "problem" in after ? [] : leafReasons(before.decisions, after.decisions);
  }
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

function fileReasons(files: readonly string[], otherwise: string | undefined): string[] {
  if (files.length > 0) return [`${files.join(", ")} changed`];
  return otherwise === undefined ? [] : [otherwise];
}

function sectionsText(sections: readonly string[]): string {
  return sections.includes("outputs")
    ? "the account's baseline, or what cannot go down any more"
    : `blueprint: ${sections.join(", ")}`;
}
