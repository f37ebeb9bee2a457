/** Resources and contexts for tests of rules. */
import type { Context } from "../../../policies/context.ts";
import type { Subject } from "../../../policies/subject.ts";
import { resolveThresholds } from "../../../policies/thresholds.ts";
import { View } from "../../../policies/view.ts";
import type { CaseOptions, Change, OtherResource, Props } from "./rule-case.ts";

export const STACK_URN = "urn:pulumi:acme-production::leasehold::pulumi:pulumi:Stack::leasehold-acme-production";

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:acme-production::leasehold::${type}::${name}`;
}

/** A tenant's production stack in the EU, regulated, so that no rule is silent; frameworks as given. */
export function contextOf(change: Partial<Context> = {}): Context {
  const frameworks = change.frameworks ?? [];
  return {
    kind: "tenant",
    stack: "acme-production",
    tenant: "acme",
    environment: "production",
    tier: "enterprise-plus",
    frameworks,
    production: true,
    regulated: true,
    residency: ["eu"],
    accountBaseline: "account-acme",
    approvedPorts: [80, 443],
    approvedRegistries: [],
    thresholds: resolveThresholds(frameworks),
    ...change,
  };
}

export interface SubjectInput {
  readonly type: string;
  readonly name: string;
  readonly props: Props;
  readonly refersTo?: Readonly<Record<string, readonly string[]>>;
  readonly provider?: Props;
  readonly options?: CaseOptions;
}

/** @param urns of all resources by name, for references */
export function subjectOf(input: SubjectInput, urns: ReadonlyMap<string, string>): Subject {
  const dependencies = Object.entries(input.refersTo ?? {}).map(([property, names]) => [
    property,
    names.map((name) => {
      const urn = urns.get(name);
      if (urn === undefined)
        throw new Error(`${input.name}.${property} refers to ${name}, which the case does not have`);
      return urn;
    }),
  ]);
  return {
    urn: urnOf(input.type, input.name),
    type: input.type,
    name: input.name,
    view: new View(input.props),
    protect: input.options?.protect ?? false,
    ignoreChanges: input.options?.ignoreChanges ?? [],
    provider: new View(input.provider),
    propertyDependencies: Object.fromEntries(dependencies) as Record<string, string[]>,
  };
}

/** The subject under test, called `subject`, and the others of its stack. */
export function stackOf(subject: SubjectInput, others: readonly OtherResource[]): Subject[] {
  const all = [subject, ...others];
  const urns = new Map(all.map(({ type, name }) => [name, urnOf(type, name)]));
  return all.map((one) => subjectOf(one, urns));
}

/** A copy with values changed at paths; `undefined` removes. */
export function changed(props: Props, change: Change): Props {
  const copy = structuredClone(props) as Record<string, unknown>;
  for (const [path, value] of Object.entries(change)) setAt(copy, path.split("."), value);
  return copy;
}

function setAt(target: Record<string, unknown>, [name, ...rest]: readonly string[], value: unknown): void {
  if (name === undefined) throw new Error("a change needs a path");
  if (rest.length === 0) {
    if (value === undefined) Reflect.deleteProperty(target, name);
    else target[name] = value;
    return;
  }
  const next = target[name];
  // A path through a list without a position means every item.
  if (Array.isArray(next) && !/^\d+$/.test(rest[0] ?? "")) {
    for (const item of next as readonly unknown[]) setAt(item as Record<string, unknown>, rest, value);
    return;
  }
  if (typeof next === "object" && next !== null) {
    setAt(next as Record<string, unknown>, rest, value);
  } else if (value !== undefined) {
    target[name] = {};
    setAt(target[name] as Record<string, unknown>, rest, value);
  }
}
