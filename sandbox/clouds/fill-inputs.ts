/** What the provider adds to the inputs of a program before anything is planned: region, name, defaults, all tags. */
import { createHash, randomBytes } from "node:crypto";
import { allTags, type LabelForm, type Labels, TAGS } from "./labels.ts";
import { isProperties } from "./properties.ts";
import { blocksOf } from "./paths.ts";
import type { AutoName, Properties, ResourceType, TypeFacts } from "./resource-type.ts";

/** Names the inputs that the provider filled in and the program left out; as the bridged providers do. */
export const DEFAULTS_KEY = "__defaults";

const DEFAULT_AUTO_NAME: AutoName = { property: "name", maxLength: 255 };

/** How the engine's own naming settings (`pulumi:autonaming`) bear on a name. */
export type Autonaming = { readonly mode: "propose" | "enforce"; readonly name: string } | { readonly mode: "disable" };

/** What filling in needs to know. */
export interface FillRequest {
  readonly type: Pick<ResourceType, "autoName">;
  readonly facts: TypeFacts;
  readonly logicalName: string;
  /** Inputs as the program gives them. */
  readonly news: Properties;
  /** Inputs of the resource that exists; empty for a new one. */
  readonly olds: Properties;
  /** Makes the random digits repeatable; empty for digits that are not. */
  readonly seed: Uint8Array;
  readonly autonaming?: Autonaming;
  /** Region and default tags of the provider. */
  readonly region: string;
  readonly defaultTags: Labels;
  /** How the provider shows labels. Default: as AWS does. */
  readonly labelForm?: LabelForm;
}

/** Filled inputs, or why no name can be given. */
export type Filled = { readonly inputs: Properties } | { readonly failure: string };

export function fillInputs(request: FillRequest): Filled {
  const { facts, news } = request;
  const given = withoutNulls(news);
  const inputs: Record<string, unknown> = isProperties(given) ? { ...given } : {};
  const filled: string[] = [];
  if (facts.inputs.includes("region")) inputs["region"] ??= request.region;
  const name = autoNameOf(request, inputs);
  if (name !== undefined && "failure" in name) return name;
  if (name !== undefined) {
    inputs[name.property] = name.value;
    filled.push(name.property);
  }
  filled.push(...fillDefaults(request, inputs));
  const { own, allInput } = request.labelForm ?? TAGS;
  if (allInput !== undefined && facts.inputs.includes(own))
    inputs[allInput] = allTags(request.defaultTags, inputs[own]);
  inputs[DEFAULTS_KEY] = filled.sort();
  return { inputs };
}

/** How the provider names this type; undefined where it does not. */
export function autoNameRule(type: Pick<ResourceType, "autoName">, facts: TypeFacts): AutoName | undefined {
  if (type.autoName === "none") return undefined;
  return type.autoName ?? (facts.inputs.includes("name") ? DEFAULT_AUTO_NAME : undefined);
}

function autoNameOf(
  request: FillRequest,
  inputs: Properties,
): { readonly property: string; readonly value: string } | { readonly failure: string } | undefined {
  const rule = autoNameRule(request.type, request.facts);
  if (rule === undefined || inputs[rule.property] !== undefined || isExcluded(request.facts, rule.property, inputs))
    return undefined;
  const { property, maxLength, separator = "-", digits = 7, lowerCase = false } = rule;
  const old = request.olds[property];
  if (typeof old === "string") return { property, value: old };
  const { autonaming, logicalName, seed } = request;
  if (autonaming?.mode === "disable") return undefined;
  if (autonaming !== undefined && (autonaming.mode === "enforce" || autonaming.name.length <= maxLength)) {
    return { property, value: autonaming.name };
  }
  const prefix = `${logicalName}${separator}`;
  if (prefix.length + digits > maxLength) {
    return {
      failure: `name '${prefix}' plus ${digits} random chars is longer than maximum length ${maxLength}`,
    };
  }
  const name = `${prefix}${randomDigits(seed, digits)}`;
  return { property, value: lowerCase ? name.toLowerCase() : name };
}

function randomDigits(seed: Uint8Array, count: number): string {
  const source = seed.length > 0 ? seed : randomBytes(32);
  return createHash("sha256").update(source).digest("hex").slice(0, count);
}

/** Fills the defaults in and says which at the top. A default once given stays, whatever the provider's is by now. */
function fillDefaults({ facts, olds }: FillRequest, inputs: Record<string, unknown>): readonly string[] {
  const oldDefaults = olds[DEFAULTS_KEY];
  const filled: string[] = [];
  for (const [path, value] of Object.entries(facts.defaults)) {
    if (facts.deprecated.includes(path)) continue;
    const steps = path.split(".");
    const name = steps.at(-1) ?? path;
    const isTop = steps.length === 1;
    const blocks = isTop ? [inputs] : blocksOf(inputs, steps.slice(0, -1).join("."));
    for (const block of blocks) {
      if (block[name] !== undefined || isExcluded(facts, path, isTop ? inputs : block)) continue;
      const keepsOld = isTop && Array.isArray(oldDefaults) && oldDefaults.includes(name) && olds[name] !== undefined;
      Object.assign(block, { [name]: keepsOld ? olds[name] : value });
      if (isTop) filled.push(name);
    }
  }
  return filled;
}

/** Whether filling a property in would clash with one that is set in the same block. */
function isExcluded(facts: TypeFacts, path: string, block: Properties): boolean {
  const parent = path.slice(0, path.lastIndexOf(".") + 1);
  return [...facts.conflicts, ...facts.exactlyOneOf]
    .filter((group) => group.includes(path))
    .some((group) =>
      group.some(
        (other) => other !== path && other.startsWith(parent) && block[other.slice(parent.length)] !== undefined,
      ),
    );
}

/** A deep copy without nulls (which mean absent) and without the provider's own marks. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isProperties(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => inner !== null && inner !== undefined && key !== DEFAULTS_KEY)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}
