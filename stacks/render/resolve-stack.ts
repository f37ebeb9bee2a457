/** What a stack's files come to, in a form that two versions of the project can be compared by. */
import { createHash } from "node:crypto";
import { parseAccountFloors } from "../../tiers/account/account-floors.ts";
import { resolveAccount } from "../../tiers/account/resolve-account.ts";
import type { Decision, Gap } from "../../tiers/blueprint.ts";
import { parseFloors } from "../../tiers/floors.ts";
import { resolve } from "../../tiers/resolve.ts";
import { parseAccountStackName, parseStackName } from "../../tiers/stack-name.ts";
import type { TenantSpec } from "../../tiers/tenant-spec.ts";
import type { Cloud } from "../../tiers/vocabulary.ts";
import { readAccount } from "../account-files.ts";
import { readTenant } from "../tenant-files.ts";
import type { BaselineIndex } from "./stack-list.ts";

/** A resolved stack: the sections of its blueprint that components build, and what else its outputs hold. */
export interface ResolvedStack {
  readonly cloud: Cloud;
  /** What layers apply besides the stack's own file: two stacks with equal traits change for the same reason. */
  readonly traits: string;
  /** Section → what it holds; plain. */
  readonly sections: Readonly<Record<string, unknown>>;
  readonly floors: unknown;
  readonly decisions: () => readonly Decision[];
}

/** Floors of earlier runs: of the stack itself, and for one in the standby region of its home. */
export interface EarlierFloors {
  readonly floors?: unknown;
  readonly homeFloors?: unknown;
}

/**
 * Resolves one stack.
 * @throws InvalidInput with every problem
 */
export function resolveStack(
  projectRoot: string,
  stack: string,
  { floors, homeFloors }: EarlierFloors,
  baselines: BaselineIndex,
): ResolvedStack {
  const account = parseAccountStackName(stack);
  if (account !== undefined) {
    const spec = readAccount(projectRoot, account);
    const resolution = resolveAccount(spec, floors === undefined ? undefined : parseAccountFloors(floors));
    const { blueprint, decisions } = resolution;
    const sections = { ...blueprint, outputs: { floors: resolution.floors } };
    const traits = ["account", ...(spec.frameworks ?? [])].join(" ");
    return { cloud: spec.cloud, traits, sections, floors: resolution.floors, decisions: () => decisions };
  }
  const { tenant, environment } = parseStackName(stack);
  const spec = readOnce(projectRoot, tenant);
  const resolution = resolve({
    spec,
    environment,
    ...(floors === undefined ? {} : { floors: parseFloors(floors) }),
    ...(homeFloors === undefined ? {} : { homeFloors: parseFloors(homeFloors) }),
  });
  const { blueprint, gaps } = resolution;
  const { cloud, account: id, isolation } = blueprint.stack;
  // A pooled tenant lives in a cell, and no cell exists yet: nothing of its blueprint is built.
  const traits = [spec.tier, environment, blueprint.stack.securityLevel, ...(spec.frameworks ?? [])].join(" ");
  if (isolation === "pooled") return { cloud, traits, sections: {}, floors: resolution.floors, decisions: () => [] };
  const accountBaseline = baselines.get(`${cloud} ${id}`);
  const sections = { ...builtSections(blueprint, gaps), outputs: { floors: resolution.floors, accountBaseline } };
  return { cloud, traits, sections, floors: resolution.floors, decisions: () => resolution.decisions };
}

let last: { readonly key: string; readonly spec: TenantSpec } | undefined;

/** The stacks of a tenant are asked for one after the other: its file need not be read for each. */
function readOnce(projectRoot: string, tenant: string): TenantSpec {
  const key = `${projectRoot} ${tenant}`;
  if (last?.key !== key) last = { key, spec: readTenant(projectRoot, tenant).spec };
  return last.spec;
}

/** Roles that nothing builds yet do not reach a component. That they are gaps is an output. */
function builtSections(blueprint: object, gaps: readonly Gap[]): Record<string, unknown> {
  const open = new Set<string>(gaps.map(({ role }) => role));
  const built = Object.entries(blueprint).filter(([name]) => !open.has(name));
  return { ...Object.fromEntries(built), gaps: gaps.map(({ role }) => role) };
}

/** Short, equal where the sections are equal. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 16);
}
