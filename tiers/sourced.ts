/**
 * Values that know where they come from. The whole blueprint is first built as a tree of {@link Leaf}, then split into
 * the plain blueprint and its decisions: a value without provenance cannot be expressed.
 */
import type { Decision, DecisionStep } from "./blueprint.ts";
import { unitOf } from "./units.ts";

/** Where a step was written, `file:line`; computed only when somebody asks. */
export type At = string | (() => string | undefined);

/** Where and how far a tenant may set a value; the text is made only when somebody asks. */
export interface Allowance {
  /** Path of the setting, e.g. `overrides.database.storageGib`. */
  readonly setting: string;
  /** What it may be for this tier, e.g. `100–2000 GiB`; undefined: the tier does not let tenants set it. */
  readonly allowed: () => string | undefined;
}

/** What may accompany a step. */
export interface StepDetail {
  /** Why, in a few words. */
  readonly note?: string | undefined;
  readonly at?: At | undefined;
  /** As in {@link DecisionStep}; facts say so themselves. */
  readonly basis?: "own" | undefined;
}

/**
 * One value with the chain of steps that produced it. The newest step *is* the leaf, so a leaf has at least one step
 * and its value is the last step's value by construction.
 */
export class Leaf<T> {
  readonly value: T;
  readonly source: string;
  readonly note: string | undefined;
  readonly at: At | undefined;
  readonly basis: "own" | undefined;
  readonly before: Leaf<unknown> | undefined;
  readonly allowance: Allowance | undefined;

  constructor(value: T, source: string, detail?: StepDetail, before?: Leaf<unknown>, allowance?: Allowance) {
    this.value = value;
    this.source = source;
    this.note = detail?.note;
    this.at = detail?.at;
    this.basis = detail?.basis;
    this.before = before;
    this.allowance = allowance;
  }

  /** The same quantity after a further source spoke; what a tenant may set it to stays. */
  to<U = T>(value: U, source: string, detail?: StepDetail): Leaf<U> {
    return new Leaf(value, source, detail, this, this.allowance);
  }

  /** Another quantity that follows from this one; it cannot be set itself. */
  derive<U>(value: U, note: string): Leaf<U> {
    return new Leaf(value, "derived", { note }, this);
  }

  /** The same leaf with another statement of what a tenant may set it to. */
  allowing(allowance: Allowance | undefined): Leaf<T> {
    return new Leaf(this.value, this.source, this, this.before, allowance);
  }

  /** What a tenant of this tier may set it to; undefined when it cannot be set. */
  get allowed(): string | undefined {
    return this.allowance?.allowed();
  }

  /** Every step, oldest first. */
  get steps(): readonly DecisionStep[] {
    const steps = this.before === undefined ? [] : [...this.before.steps];
    const at = typeof this.at === "function" ? this.at() : this.at;
    steps.push({
      source: this.source,
      value: this.value,
      ...(this.note === undefined ? {} : { note: this.note }),
      ...(this.basis === undefined ? {} : { basis: this.basis }),
      ...(at === undefined ? {} : { at }),
    });
    return steps;
  }
}

/** Something optional that does not exist, with the reason: left out of the plain value, kept among the decisions as `null`. */
export type Absent = Leaf<null>;

/** A list of objects, each under the key that names it in paths: a zone, a purpose, a name, never an index. */
export class Keyed<E> {
  readonly entries: readonly (readonly [key: string, entry: Sourced<E>])[];

  constructor(entries: readonly (readonly [key: string, entry: Sourced<E>])[]) {
    this.entries = entries;
  }
}

/** A whole list of objects that follows from one leaf, such as an address plan from a block. Its leaves are made when somebody asks. */
export class Plan<E extends object> {
  readonly entries: readonly E[];
  readonly from: Leaf<unknown>;
  readonly note: string;
  /** The key that names an entry in paths. */
  readonly keyOf: (entry: E) => string;

  constructor(entries: readonly E[], from: Leaf<unknown>, note: string, keyOf: (entry: E) => string) {
    this.entries = entries;
    this.from = from;
    this.note = note;
    this.keyOf = keyOf;
  }

  /** The leaves of every entry by their paths inside the plan. */
  get leaves(): readonly (readonly [path: string, leaf: Leaf<unknown>])[] {
    return this.entries.flatMap((entry) =>
      Object.entries(entry).map(
        ([name, value]) => [`${this.keyOf(entry)}.${name}`, this.from.derive(value, this.note)] as const,
      ),
    );
  }
}

type Scalar = string | number | boolean;

/** A list: of plain values one leaf, of objects by key, as a plan, or as one leaf. */
type SourcedList<T extends readonly unknown[], E> = [E] extends [Scalar]
  ? Leaf<T>
  : [E] extends [object]
    ? Keyed<E> | Plan<E> | Leaf<T>
    : never;

/** `T` with a {@link Leaf} at every value. What is optional in `T` must be given too: as a value or as {@link Absent}. */
export type Sourced<T> = [T] extends [Scalar]
  ? Leaf<T>
  : T extends readonly (infer E)[]
    ? SourcedList<T, E>
    : {
        readonly [K in keyof T]-?: object extends Pick<T, K>
          ? Sourced<Exclude<T[K], undefined>> | Absent
          : Sourced<T[K]>;
      };

/** The plain, deeply frozen value of a tree of leaves; `null` for what does not exist. */
export function plainOf<T>(tree: Sourced<T> | Absent): T | null {
  return plain(tree) as T | null;
}

/** The decisions of a tree, one per leaf in the order of the tree. */
export function decisionsUnder(tree: unknown, path: string): readonly Decision[] {
  return collect(tree, path, []);
}

function plain(node: unknown): unknown {
  if (node instanceof Leaf) {
    return deepFreeze(node.value);
  }
  if (node instanceof Keyed) {
    return Object.freeze(node.entries.map(([, entry]) => plain(entry)));
  }
  if (node instanceof Plan) {
    return deepFreeze(node.entries);
  }
  const branch = node as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const key in branch) {
    const value = plain(branch[key]);
    if (value !== null) {
      result[key] = value;
    }
  }
  return Object.freeze(result);
}

function deepFreeze(value: unknown): unknown {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

function collect(node: unknown, path: string, decisions: Decision[]): Decision[] {
  if (node instanceof Leaf) {
    decisions.push(decisionOf(path, node));
    return decisions;
  }
  if (node instanceof Plan) {
    decisions.push(...node.leaves.map(([name, leaf]) => decisionOf(`${path}.${name}`, leaf)));
    return decisions;
  }
  const children = node instanceof Keyed ? node.entries : Object.entries(node as object);
  for (const [key, child] of children) {
    collect(child, path === "" ? key : `${path}.${key}`, decisions);
  }
  return decisions;
}

function decisionOf(path: string, leaf: Leaf<unknown>): Decision {
  const unit = unitOf(path);
  const { allowed, allowance } = leaf;
  return Object.freeze({
    path,
    value: leaf.value,
    ...(unit === undefined ? {} : { unit }),
    steps: leaf.steps,
    ...(allowed === undefined || allowance === undefined ? {} : { allowed, setting: allowance.setting }),
  });
}
