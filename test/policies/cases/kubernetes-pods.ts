import { POD_SPECS } from "../../../policies/rules/kubernetes/pod-spec.ts";
import type { Outcome } from "../../../policies/verdict.ts";
import type { Break, Change, Props, RuleCase, Variant } from "../harness/rule-case.ts";

export type ContainerList = "containers" | "initContainers" | "ephemeralContainers";

/** Cases of one rule, written once for a pod specification; paths are relative to it. */
export interface PodCase {
  readonly spec: Props;
  readonly absent: Readonly<Record<string, Outcome>>;
  readonly unknown?: Readonly<Record<string, Outcome>>;
  readonly breaks: readonly Break[];
  readonly variants?: readonly Variant[];
}

/** The same cases for every kind that has pods. */
export function onEveryKind(one: PodCase): RuleCase[] {
  return Object.entries(POD_SPECS).map(([type, path]) => {
    const at = (property: string): string => `${path}.${property}`;
    const below = (change: Change = {}): Change =>
      Object.fromEntries(
        Object.entries(change).map(([name, value]) => [name.startsWith("/") ? name.slice(1) : at(name), value]),
      );
    return {
      type,
      compliant: nested(path.split("."), one.spec),
      absent: renamed(one.absent, at),
      ...(one.unknown === undefined ? {} : { unknown: renamed(one.unknown, at) }),
      breaks: one.breaks.map((broken) => ({
        ...broken,
        change: below(broken.change),
        reasons: broken.reasons.map(at),
      })),
      variants: (one.variants ?? []).map((variant) => ({ ...variant, change: below(variant.change) })),
    };
  });
}

function nested([name, ...rest]: readonly string[], spec: Props): Props {
  return name === undefined ? spec : { [name]: nested(rest, spec) };
}

function renamed<T>(record: Readonly<Record<string, T>>, rename: (name: string) => string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [rename(name), value]));
}

const ALL_LISTS: readonly ContainerList[] = ["containers", "initContainers", "ephemeralContainers"];

export interface ContainerCase {
  readonly lists?: readonly ContainerList[];
  readonly container: Props;
  readonly absent: Readonly<Record<string, Outcome>>;
  readonly unknown?: Readonly<Record<string, Outcome>>;
  /** Property → wrong value → the message about it. */
  readonly wrong: readonly (readonly [property: string, value: unknown, message: string, at?: string])[];
  readonly fine?: readonly (readonly [why: string, property: string, value: unknown])[];
}

/** A pod with one such container in every list; each wrong value once in each list. */
export function ofContainers({
  lists = ALL_LISTS,
  container,
  absent,
  unknown,
  wrong,
  fine = [],
}: ContainerCase): PodCase {
  const everywhere = (record: Readonly<Record<string, Outcome>>): Record<string, Outcome> =>
    Object.fromEntries(
      lists.flatMap((list) => Object.entries(record).map(([name, outcome]) => [`${list}.${name}`, outcome])),
    );
  return {
    spec: Object.fromEntries(lists.map((list) => [list, [structuredClone(container)]])),
    absent: everywhere(absent),
    ...(unknown === undefined ? {} : { unknown: everywhere(unknown) }),
    breaks: lists.flatMap((list) =>
      wrong.map(([property, value, message, at]) => ({
        why: `${list}: ${property} ${value === undefined ? "left out" : JSON.stringify(value)}`,
        change: { [`${list}.0.${property}`]: value },
        reasons: [`${list}[0].${at ?? property}: ${message}`],
      })),
    ),
    variants: fine.map(([why, property, value]) => ({
      why,
      change: { [`containers.0.${property}`]: value },
      outcome: "pass",
    })),
  };
}
