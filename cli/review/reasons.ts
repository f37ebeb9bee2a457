/** Why a stack changes: which leaves of its blueprint are others, and which layer made them so. */
import type { Decision, DecisionStep } from "../../tiers/decision.ts";
import { isEqual } from "./resource-changes.ts";

/** Leaves that one line names. */
const MOST_LEAVES = 3;
const MOST_CHARACTERS = 40;

/** One line per cause: `tier premium (tiers/catalogue/premium.yaml:45): database.storageGib 1000 → 1500 GiB`. */
export function leafReasons(base: readonly Decision[], head: readonly Decision[]): string[] {
  const before = new Map(base.map((decision) => [decision.path, decision]));
  const after = new Map(head.map((decision) => [decision.path, decision]));
  const paths = [...new Set([...after.keys(), ...before.keys()])];
  const changed = paths.flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (isEqual(old?.value ?? null, now?.value ?? null)) return [];
    return [{ cause: causeOf(old, now), text: leafText(path, old, now) }];
  });
  return [...Map.groupBy(changed, ({ cause }) => cause)].map(([cause, leaves]) => {
    const named = leaves.slice(0, MOST_LEAVES).map(({ text }) => text);
    const more = leaves.length > MOST_LEAVES ? [`and ${leaves.length - MOST_LEAVES} more`] : [];
    return `${cause}: ${[...named, ...more].join(", ")}`;
  });
}

/** The first step in which the two histories part. */
function causeOf(old: Decision | undefined, now: Decision | undefined): string {
  const [before, after] = [old?.steps ?? [], now?.steps ?? []];
  const index = [...Array(Math.max(before.length, after.length)).keys()].find(
    (each) => !isSameStep(before[each], after[each]),
  );
  if (index === undefined) return "the resolver";
  const step = after[index];
  if (step !== undefined) return stepText(step);
  const gone = before[index];
  return gone === undefined ? "the resolver" : `no longer ${stepText(gone)}`;
}

function isSameStep(a: DecisionStep | undefined, b: DecisionStep | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.source === b.source && a.note === b.note && isEqual(a.value, b.value);
}

function stepText({ source, at }: DecisionStep): string {
  return at === undefined ? source : `${source} (${at})`;
}

function leafText(path: string, old: Decision | undefined, now: Decision | undefined): string {
  const [before, after] = [old?.value ?? null, now?.value ?? null];
  // What a list holds is told by the resources that are made of it.
  if ([before, after].some((value) => typeof value === "object" && value !== null)) return path;
  const unit = now?.unit ?? old?.unit;
  return `${path} ${valueText(before)} → ${valueText(after)}${unit === undefined ? "" : ` ${unit}`}`;
}

function valueText(value: unknown): string {
  if (value === null) return "none";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}
