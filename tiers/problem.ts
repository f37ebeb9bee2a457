/** What is wrong with a tenant's wish, said so that a person can act on it: where, what was found, what is allowed, what to do. */

/** Every kind of problem that `tiers/` finds. Tests and machines match on the code, people read the message. */
export const PROBLEM_CODES = [
  // The text of a file.
  "file-empty",
  "yaml-syntax",
  "yaml-documents",
  "yaml-too-complex",
  // The shape of a file.
  "unknown-key",
  "duplicate-key",
  "missing-key",
  "wrong-type",
  "wrong-format",
  "out-of-range",
  "unknown-value",
  "duplicate-value",
  "secret-in-clear",
  "alias",
  // Names and accounts.
  "tenant-id",
  "tenant-file-name",
  "tenant-duplicate",
  "tenant-not-found",
  "environment-unknown",
  "environment-not-available",
  "stack-name",
  "account",
  "account-file-name",
  "account-duplicate",
  "account-not-found",
  "account-baseline",
  "facts",
  "cloud-not-available",
  "no-cell",
  // Addresses.
  "address-block",
  "address-not-private",
  "address-overlap",
  "address-too-small",
  "address-exhausted",
  // Regions and law.
  "region-unknown",
  "residency",
  "standby-region",
  // What tiers, environments, levels and frameworks allow.
  "not-overridable",
  "framework-tier",
  "constraint",
  "constraint-conflict",
  "infeasible",
  "api-limits",
  "floor",
  "raised",
  "not-kept",
  // The project's own catalogue and data.
  "catalogue",
  // The policy pack's own files.
  "controls",
  "waiver",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Line and column, both from 1; columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A place in a file. */
export interface Place extends Position {
  /** The file as the caller named it, e.g. `stacks/tenants/acme.yaml`. */
  readonly file: string;
}

/** One thing that is wrong (or, as a warning, not as it should be). */
export interface Problem {
  readonly code: ProblemCode;
  /** Dotted path of the value, e.g. `overrides.database.storageGib` or `frameworks[1]`; empty for the file as a whole. */
  readonly path: string;
  /** Where it was written; absent when nobody wrote it (a default, a combination). */
  readonly at?: Place;
  /** `got <value>, expected <what, with unit>; <what to do>`: lower case, no full stop, never a secret. */
  readonly message: string;
}

/** The problem as one line: `<file>:<line>:<column>: <path>: <message>`; parts that are not known are left out. */
export function formatProblem(problem: Problem): string {
  const place = problem.at === undefined ? "" : `${problem.at.file}:${problem.at.line}:${problem.at.column}: `;
  const path = problem.path === "" ? "" : `${problem.path}: `;
  return `${place}${path}${problem.message}`;
}

/** A new list in the order in which a person reads files: by file, line, column, then path; what has no place comes last. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(compareProblems);
}

function compareProblems(a: Problem, b: Problem): number {
  if (a.at === undefined || b.at === undefined) {
    return Number(a.at === undefined) - Number(b.at === undefined) || compareText(a.path, b.path);
  }
  return (
    compareText(a.at.file, b.at.file) ||
    a.at.line - b.at.line ||
    a.at.column - b.at.column ||
    compareText(a.path, b.path) ||
    compareText(a.message, b.message)
  );
}

/** By code unit, so that the order is the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A file or a combination of files cannot be used. Carries every problem found, in reading order; the message has one per line. */
export class InvalidInput extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sorted = sortProblems(problems);
    super(sorted.map(formatProblem).join("\n"));
    this.name = "InvalidInput";
    this.problems = sorted;
  }
}
