/** Finds the stacks that a change affects: those that would register something else, and no other. */
import type { ChangedParts } from "./changed-parts.ts";
import { RenderedComparison, type Candidate } from "./compare-rendered.ts";
import { resolveSides, type ResolvedPair } from "./resolve-sides.ts";
import type { ResourceChange } from "./resource-changes.ts";
import type { Sides } from "./sides.ts";
import type { VerdictChange } from "./verdict-changes.ts";

/** A stack that the change affects. */
export interface AffectedStack {
  readonly stack: string;
  /** `gone`: no file describes it any more, which deletes nothing by itself. */
  readonly kind: "new" | "changed" | "gone";
  /** Why, a line each; at least one. */
  readonly reasons: readonly string[];
  /** What it would register otherwise; absent where that was not compared. */
  readonly resources?: readonly ResourceChange[];
  /** Verdicts that come and go, by the rules of each side; absent where they were not compared. */
  readonly verdicts?: readonly VerdictChange[];
  /** Why it cannot be brought up as it stands, in the words that `up` would use. */
  readonly problem?: string;
}

/** A stack whose infrastructure stays as it is and is judged otherwise. */
export interface RejudgedStack {
  readonly stack: string;
  readonly verdicts: readonly VerdictChange[];
}

export interface Comparison {
  /** Stacks on the side of the change; absent where only tenants whose files changed were read. */
  readonly total?: number;
  readonly affected: readonly AffectedStack[];
  /** Only where the policy pack changed. */
  readonly rejudged: readonly RejudgedStack[];
}

/**
 * Compares all stacks of two versions.
 * @param parallel processes for each side
 */
export async function compareSides(sides: Sides, parts: ChangedParts, parallel: number): Promise<Comparison> {
  const judged = parts.policies.length > 0;
  // Where a tenant's file is all that changed, the others need not even be read.
  const only = parts.code.size > 0 || judged ? undefined : parts.tenants;
  const pairs = await resolveSides(sides, parts.input, only);
  const now = pairs.filter(({ head }) => head !== undefined).map(({ stack }) => stack);
  const summary = only === undefined ? { total: now.length } : {};
  const settled = pairs.flatMap((pair) => withoutComparing(pair));
  const candidates = pairs.flatMap((pair): Candidate[] => candidateOf(pair, parts));
  const comparing = new RenderedComparison(sides, pairs, { parallel, share: !judged });
  const affected = [...settled, ...(await comparing.compare(candidates))];
  const names = new Set(affected.map(({ stack }) => stack));
  const others = pairs.filter((pair) => !names.has(pair.stack) && isBuilt(pair)).map(({ stack }) => stack);
  const rejudged = judged ? await comparing.judgeAlone(others) : [];
  return { ...summary, affected: inOrder([...affected, ...configured(parts, names)], now), rejudged };
}

/** What is on one side only, or cannot be resolved. */
function withoutComparing({ stack, base, head }: ResolvedPair): AffectedStack[] {
  if (head === undefined)
    return [
      {
        stack,
        kind: "gone",
        reasons: [
          `no file describes it any more; \`leasehold decommission ${stack} --confirm ${stack}\` takes it down`,
        ],
      },
    ];
  if (!("problem" in head)) return [];
  if (base !== undefined && "problem" in base && base.problem === head.problem) return [];
  return [
    {
      stack,
      kind: base === undefined ? "new" : "changed",
      reasons: ["its input can no longer be used"],
      problem: head.problem,
    },
  ];
}

/** Whether the stack registers anything: what has no sections is a slice of a cell. */
function isBuilt({ head }: ResolvedPair): boolean {
  return head !== undefined && !("problem" in head) && Object.keys(head.sections).length > 0;
}

/** Stacks whose blueprint or code is another. */
function candidateOf({ stack, base, head, home }: ResolvedPair, parts: ChangedParts): Candidate[] {
  if (head === undefined || "problem" in head || !isBuilt({ stack, head })) return [];
  const files = parts.code.get(head.cloud) ?? [];
  const common = { stack, group: `${head.cloud} ${head.traits}`, files, ...(home === undefined ? {} : { home }) };
  if (base === undefined || "problem" in base)
    return [{ ...common, kind: base === undefined ? "new" : "mended", sections: [] }];
  const names = [...new Set([...Object.keys(base.sections), ...Object.keys(head.sections)])];
  const sections = names.filter((name) => base.sections[name] !== head.sections[name]);
  return sections.length === 0 && files.length === 0 ? [] : [{ ...common, kind: "changed", sections }];
}

/** Stacks of which only the engine's own configuration changed. */
function configured({ configuration }: ChangedParts, known: ReadonlySet<string>): AffectedStack[] {
  return [...configuration].flatMap(([stack, file]): AffectedStack[] =>
    known.has(stack) ? [] : [{ stack, kind: "changed", reasons: [`${file} changed`] }],
  );
}

function inOrder(affected: readonly AffectedStack[], order: readonly string[]): AffectedStack[] {
  const places = new Map(order.map((stack, place) => [stack, place]));
  const placeOf = ({ stack }: AffectedStack): number => places.get(stack) ?? order.length;
  return affected.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.stack < b.stack ? -1 : 1));
}
