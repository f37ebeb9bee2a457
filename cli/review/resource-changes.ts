/** How what a stack would register differs between two versions. */
import type { RenderedResource, RenderedStack } from "../../stacks/render/run-program.ts";

/** One resource that differs. */
export interface ResourceChange {
  readonly op: "create" | "update" | "delete";
  readonly type: string;
  /** Logical name without the stack's, the same for every tenant: `database-cluster`. */
  readonly name: string;
  /** Inputs and options that differ; empty unless it is updated. */
  readonly properties: readonly string[];
}

/** What a registration says besides its inputs. */
const OPTIONS = [
  "parentUrn",
  "provider",
  "protect",
  "retainOnDelete",
  "dependencies",
  "ignoreChanges",
  "replaceOnChanges",
  "deleteBeforeReplace",
  "secretInputs",
] as const satisfies readonly (keyof RenderedResource)[];

/** The type under which a stack itself is registered, with its outputs. */
const STACK_TYPE = "pulumi:pulumi:Stack";
/** Facts are made up for rendering; aliases only say what a resource was called before. */
const MADE_UP_OUTPUTS: readonly string[] = ["facts"];

/** The differences, by name; none where both sides register the same. A side that is missing registers nothing. */
export function resourceChanges(
  stack: string,
  base: RenderedStack | undefined,
  head: RenderedStack | undefined,
): ResourceChange[] {
  const before = new Map(base?.resources.map((resource) => [resource.urn, resource]));
  const after = new Map(head?.resources.map((resource) => [resource.urn, resource]));
  const urns = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes = urns.flatMap((urn) => changeOf(stack, before.get(urn), after.get(urn)));
  if (base === undefined || head === undefined) return changes;
  const outputs = differingKeys(base.outputs, head.outputs).filter((key) => !MADE_UP_OUTPUTS.includes(key));
  if (outputs.length === 0) return changes;
  return [...changes, { op: "update", type: STACK_TYPE, name: "outputs", properties: outputs }];
}

function changeOf(
  stack: string,
  before: RenderedResource | undefined,
  after: RenderedResource | undefined,
): ResourceChange[] {
  const known = after ?? before;
  if (known === undefined) return [];
  const { type } = known;
  const name = known.name.startsWith(`${stack}-`) ? known.name.slice(stack.length + 1) : known.name;
  if (before === undefined) return [{ op: "create", type, name, properties: [] }];
  if (after === undefined) return [{ op: "delete", type, name, properties: [] }];
  const options = OPTIONS.filter((option) => !isEqual(before[option], after[option]));
  const properties = [...differingKeys(before.inputs, after.inputs), ...options];
  return properties.length === 0 ? [] : [{ op: "update", type, name, properties }];
}

function differingKeys(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !isEqual(before[key], after[key])).sort();
}

/** Plain values from JSON; the order of keys says nothing. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key]))
  );
}
