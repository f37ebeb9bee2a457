/** How many resources a stack has, by role and type: state services charge per resource. */
import type { EngineEvent } from "../sandbox/engine-run.ts";
import { isGone } from "./operation-events.ts";

/** A resource as far as counting needs it. */
export interface CountedResource {
  readonly urn: string;
  readonly type: string;
}

export interface RoleSize {
  /** The component that made them, e.g. `network`; `stack` for what no component owns. */
  readonly role: string;
  readonly resources: number;
  /** Most first. */
  readonly types: readonly { readonly type: string; readonly count: number }[];
}

export interface StackSize {
  /** In the cloud, by role, most first. */
  readonly roles: readonly RoleSize[];
  /** In the cloud, all roles together. */
  readonly cloud: number;
  /** What only the engine knows: components, providers, references, the stack itself. They are in the state, too. */
  readonly engine: number;
  readonly total: number;
}

/** Counts each URN once. */
export function sizeOf(resources: readonly CountedResource[]): StackSize {
  const all = [...new Map(resources.map((each) => [each.urn, each])).values()];
  const cloud = all.filter(({ type }) => !type.startsWith("pulumi:") && !type.startsWith("leasehold:"));
  const roles = [...Map.groupBy(cloud, ({ urn }) => roleOf(urn))].map(([role, each]) => ({
    role,
    resources: each.length,
    types: [...Map.groupBy(each, ({ type }) => type)]
      .map(([type, { length }]) => ({ type, count: length }))
      .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
  }));
  return {
    roles: roles.sort((a, b) => b.resources - a.resources || (a.role < b.role ? -1 : 1)),
    cloud: cloud.length,
    engine: all.length - cloud.length,
    total: all.length,
  };
}

/** What there will be when a plan is done. */
export function plannedResources(events: readonly EngineEvent[]): CountedResource[] {
  return events.flatMap(({ resOutputsEvent }) => {
    if (resOutputsEvent === undefined || isGone(resOutputsEvent.metadata.op)) return [];
    const { urn, type } = resOutputsEvent.metadata;
    return [{ urn, type }];
  });
}

/** The nearest component in a URN's chain of parents: `leasehold:aws:Database` → `database`. */
function roleOf(urn: string): string {
  const parents = urn.split("::")[2]?.split("$").slice(0, -1) ?? [];
  const component = parents
    .findLast((type) => /^leasehold:(?!stack:)/.test(type))
    ?.split(":")
    .at(-1);
  return component === undefined ? "stack" : component.charAt(0).toLowerCase() + component.slice(1);
}
