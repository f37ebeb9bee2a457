/** Pointing at what a tenant wrote. */
import type { Place, Problem, ProblemCode } from "./problem.ts";
import type { TenantSpec } from "./tenant-spec.ts";

/** Where a value stands in the tenant file; absent when the tenant did not write it. */
export function placeOf(spec: TenantSpec, path: string): Place | undefined {
  const position = spec.source.positionOf(path);
  return position === undefined ? undefined : { file: spec.source.file, line: position.line, column: position.column };
}

/** The same as `file:line`. */
export function positionText(spec: TenantSpec, path: string): string {
  const position = spec.source.positionOf(path);
  return position === undefined ? spec.source.file : `${spec.source.file}:${position.line}`;
}

/**
 * A problem of a tenant file.
 * @param path what the tenant wrote or left out, e.g. `overrides.database.storageGib`.
 * @param message `got …, expected …; what to do`.
 */
export function problemOf(spec: TenantSpec, code: ProblemCode, path: string, message: string): Problem {
  const at = placeOf(spec, path);
  return { code, path, ...(at === undefined ? {} : { at }), message };
}
