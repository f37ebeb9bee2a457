/** What a tenant file says: the {@link TenantSpec} that parsing makes of it. Nothing is filled in. */
import type * as z from "zod";
import type { Position } from "./problem.ts";
import type { tenantFileSchema } from "./tenant-schema.ts";
import { ENVIRONMENTS } from "./vocabulary.ts";
import type { Environment } from "./vocabulary.ts";

export { TENANT_ID } from "./tenant-schema.ts";

/** Overrides are read-only by their own type. */
type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Key extends "overrides" ? T[Key] : DeepReadonly<T[Key]> }
    : T;

/** What a tenant file says, plain and immutable. */
export type TenantFile = DeepReadonly<z.output<typeof tenantFileSchema>>;

/** What one environment of a tenant file says. */
export type TenantEnvironment = NonNullable<TenantFile["environments"][Environment]>;

/** A parsed tenant file: the tenant's own words with aliases replaced, nothing filled in. */
export interface TenantSpec extends TenantFile {
  /** Where the words stand, for messages and provenance. */
  readonly source: TenantSource;
}

/** Finds what a tenant wrote. Positions are worked out at the first question, so asking nothing costs nothing. */
export interface TenantSource {
  /** The file as the caller named it, e.g. `stacks/tenants/acme.yaml`. */
  readonly file: string;
  /**
   * Where a value stands: a scalar's own place, for a section or list the place of its key.
   * @param path dotted, as in a {@link Problem}: `overrides.database.storageGib`, `frameworks[1]`. Canonical names; aliases are found too.
   * @returns undefined when the file does not have the path.
   */
  positionOf(path: string): Position | undefined;
}

/** Account of one environment: its own, or the tenant's. Replicas lie in the account of their production. */
export function accountOf(spec: TenantFile, environment: Environment): string {
  const own = spec.environments[environment]?.account;
  if (own !== undefined) return own;
  return environment === "disaster-recovery" ? accountOf(spec, "production") : spec.account;
}

/** The declared environments of a tenant in their fixed order, weakest first. */
export function environmentsOf(spec: TenantFile): Environment[] {
  return ENVIRONMENTS.filter((name) => spec.environments[name] !== undefined);
}
