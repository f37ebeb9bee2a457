/** What a stack gets and why: the decisions under a path, as data. Printing is the business of whoever asks. */
import type { Decision, DecisionStep, Gap } from "./blueprint.ts";
import { FACT_SOURCE } from "./cloud-constraints.ts";
import { fact } from "./feasibility.ts";
import { nearest } from "./nearest.ts";
import { InvalidInput } from "./problem.ts";
import type { Resolution } from "./resolve.ts";

/** One leaf: its value (`null` for what does not exist), unit, chain of sources and what a tenant may set it to. */
export type ExplainedLeaf = Decision;

/** The answer to one question. */
export interface Explanation {
  /** In the order of the blueprint; at least one. */
  readonly leaves: readonly ExplainedLeaf[];
  /** Roles under the path that nothing builds yet; all of them when no path was asked. */
  readonly gaps: readonly Gap[];
}

/**
 * Explains a stack or a part of it.
 * @param path part of the blueprint (`database`, `database.nodes.reader-b.zone`) or a setting (`keys.rotationDays`,
 *   `overrides.keys.rotationDays`); left out: everything.
 * @throws InvalidInput (`unknown-key`) for a path that nothing has, with the nearest known one.
 */
export function explain({ decisions, gaps }: Pick<Resolution, "decisions" | "gaps">, path?: string): Explanation {
  if (path === undefined) return { leaves: decisions.map(withBasis), gaps };
  const leaves = leavesAt(decisions, path).map(withBasis);
  if (leaves.length === 0) throw unknownPath(decisions, path);
  return { leaves, gaps: gaps.filter(({ role }) => leaves.some((leaf) => isUnder(leaf.path, role))) };
}

/** Steps that rest on a fact of our own say so: nobody shall take them for the provider's word. */
function withBasis(decision: Decision): ExplainedLeaf {
  return { ...decision, steps: decision.steps.map((step) => (isOwn(step) ? { ...step, basis: "own" } : step)) };
}

function isOwn({ source }: DecisionStep): boolean {
  return source.startsWith(FACT_SOURCE) && fact(source.slice(FACT_SOURCE.length)).basis === "own";
}

function leavesAt(decisions: readonly Decision[], path: string): readonly Decision[] {
  const under = decisions.filter((decision) => isUnder(decision.path, path));
  if (under.length > 0) return under;
  const set = decisions.filter(({ setting }) => setting === path || setting === `overrides.${path}`);
  // What does not exist has no leaves of its own; its absence answers for them.
  return set.length > 0 ? set : decisions.filter((decision) => decision.value === null && isUnder(path, decision.path));
}

function isUnder(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`);
}

function unknownPath(decisions: readonly Decision[], path: string): InvalidInput {
  const known = new Set(decisions.flatMap((decision) => beginnings(decision.path)));
  const meant = nearest(path, [...known]);
  const sections = [...known].filter((one) => !one.includes("."));
  const hint = meant === undefined ? `choose one of ${sections.join(", ")}` : `did you mean ${meant}?`;
  return new InvalidInput([
    { code: "unknown-key", path, message: `got a path that nothing has, expected one of the blueprint; ${hint}` },
  ]);
}

/** `a.b.c` → `a`, `a.b`, `a.b.c`. */
function beginnings(path: string): string[] {
  const parts = path.split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}
