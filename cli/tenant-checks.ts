/** Everything that can be said of tenant files without an engine and without a cloud. */
import { readFileSync } from "node:fs";
import { relative, resolve as resolvePath } from "node:path";
import { tenantFile, tenantIds, tenantsFolder } from "../stacks/tenant-files.ts";
import { parseTenant } from "../tiers/parse-tenant.ts";
import { InvalidInput, sortProblems, type Problem } from "../tiers/problem.ts";
import type { AnyBlueprint } from "../tiers/recovery-specs.ts";
import { resolve, type Resolution } from "../tiers/resolve.ts";
import { stackName } from "../tiers/stack-name.ts";
import type { TenantSpec } from "../tiers/tenant-spec.ts";
import { checkTenants } from "../tiers/tenant-rules.ts";
import type { Environment } from "../tiers/vocabulary.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";

/** One stack that a tenant file describes. */
export interface CheckedStack {
  readonly stack: string;
  readonly spec: TenantSpec;
  readonly resolution: Resolution<AnyBlueprint>;
}

export interface CheckResult {
  readonly files: readonly string[];
  readonly stacks: readonly CheckedStack[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Parses and resolves tenant files. Files that are named are judged; all others are read as well, since tenants must
 * not overlap, but only a problem between a named file and another one is reported.
 * @param named paths as the user gave them, relative to the working directory; none: all tenant files of the project
 */
export function checkTenantFiles(projectRoot: string, named: readonly string[]): CheckResult {
  const all = tenantIds(projectRoot).map((id) => tenantFile(projectRoot, id));
  const files = named.length === 0 ? all : named.map((file) => relative(projectRoot, resolvePath(file)));
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const stacks: CheckedStack[] = [];
  const judged: TenantSpec[] = [];

  for (const file of files) {
    collect(problems, () => {
      const parsed = parseTenant(readTenantFile(projectRoot, file), file);
      judged.push(parsed.spec);
      warnings.push(...parsed.warnings);
    });
  }
  problems.push(...collisions(projectRoot, judged, files));

  for (const spec of judged) {
    for (const environment of Object.keys(spec.environments) as Environment[]) {
      collect(problems, () => {
        const resolution = resolve({ spec, environment });
        warnings.push(...resolution.warnings);
        stacks.push({ stack: stackName(spec.tenant, environment), spec, resolution });
      });
    }
  }
  return { files, stacks, problems: unique(problems), warnings: unique(warnings) };
}

/**
 * Problems between tenants (two files for one tenant, overlapping address blocks) that concern the judged ones.
 * @param files the judged tenants' files
 */
export function collisions(projectRoot: string, judged: readonly TenantSpec[], files: readonly string[]): Problem[] {
  const others = tenantIds(projectRoot)
    .map((id) => tenantFile(projectRoot, id))
    .filter((file) => !files.includes(file));
  const neighbours = others.flatMap((file) => readNeighbour(projectRoot, file));
  return checkTenants([...judged, ...neighbours]).filter(({ at }) => at === undefined || files.includes(at.file));
}

function readTenantFile(projectRoot: string, file: string): string {
  try {
    return readFileSync(resolvePath(projectRoot, file), "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CommandFailed(
      EXIT.invalidInput,
      `${file}: cannot be read (${reason}); name tenant files, or none to check all in ${relative(projectRoot, tenantsFolder(projectRoot))}`,
    );
  }
}

/** A file that was not asked about takes part in the comparison as far as it can be read. */
function readNeighbour(projectRoot: string, file: string): TenantSpec[] {
  try {
    return [parseTenant(readFileSync(resolvePath(projectRoot, file), "utf8"), file).spec];
  } catch (error) {
    if (error instanceof InvalidInput) return [];
    throw error;
  }
}

/** What the work returns; undefined where it found problems, which join the others. */
export function collect<Result>(problems: Problem[], work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** A problem of the tenant shows once, not once per environment, and in the order of the file. */
export function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(sortProblems(problems).map((problem) => [JSON.stringify(problem), problem])).values()];
}
