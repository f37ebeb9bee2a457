/** What the rules of a single tenant file work on, and whom they tell. */
import type { ProblemCode } from "./problem.ts";
import type { TenantFile } from "./tenant-spec.ts";
import type { ValuePath } from "./value-path.ts";
import { ENVIRONMENTS } from "./vocabulary.ts";
import type { Environment } from "./vocabulary.ts";

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> }
    : T;

/** A tenant file of which some keys may be missing because the schema has refused them. */
export type PartialTenantFile = DeepPartial<TenantFile>;

/** Takes a problem: its code, the path of the value, and `got …, expected …; what to do`. */
export type Report = (code: ProblemCode, path: ValuePath, message: string) => void;

/** The environments that a file names, in their fixed order. */
export function declaredIn({ environments }: PartialTenantFile): Environment[] {
  return environments === undefined ? [] : ENVIRONMENTS.filter((name) => environments[name] !== undefined);
}
