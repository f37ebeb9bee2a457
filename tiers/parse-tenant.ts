/** From the text of a tenant file to a {@link TenantSpec}, or to every problem of the file at once. */
import { acceptedPart } from "./accepted-part.ts";
import { InvalidInput, sortProblems } from "./problem.ts";
import type { Problem, ProblemCode } from "./problem.ts";
import { schemaProblems } from "./schema-problems.ts";
import { replaceAliases } from "./tenant-aliases.ts";
import type { UsedAlias } from "./tenant-aliases.ts";
import { checkTenantFile } from "./tenant-file-rules.ts";
import { tenantFileSchema } from "./tenant-schema.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { TenantText } from "./tenant-text.ts";
import { formatPath } from "./value-path.ts";
import type { ValuePath } from "./value-path.ts";
import { parseYaml } from "./yaml-document.ts";

/** A tenant file that can be used. */
export interface ParsedTenant {
  readonly spec: TenantSpec;
  /** What works but should be written differently: aliases. */
  readonly warnings: readonly Problem[];
}

/**
 * Parses a tenant file. Pure: the same text and name give the same answer.
 * @param text the file's content.
 * @param file the file as messages shall name it, e.g. `stacks/tenants/acme.yaml`; its last part must be `<id>.yaml`.
 * @throws InvalidInput with every problem of the file, each with file, line and column.
 */
export function parseTenant(text: string, file: string): ParsedTenant {
  const problems: Problem[] = [];
  const document = parseYaml(text, file, problems);
  const { value, aliases, clashes } = replaceAliases(document.value);
  const source = new TenantText(document, aliases);
  const result = tenantFileSchema.safeParse(value);
  if (!result.success) problems.push(...schemaProblems(tenantFileSchema, result.error.issues, value, source));

  const refused = new Set(problems.map(({ path }) => path));
  const report = (code: ProblemCode, path: ValuePath, message: string): void => {
    const name = formatPath(path);
    if (!refused.has(name)) problems.push({ code, path: name, at: source.placeOf(path), message });
  };
  for (const { path, written, canonical } of clashes) {
    const message = `got ${written}, another name of ${canonical}, which is written too, expected one of them; remove one`;
    report("duplicate-key", path, message);
  }
  checkTenantFile(result.success ? result.data : acceptedPart(value, result.error.issues), file, report);

  if (problems.length > 0 || !result.success) throw new InvalidInput(problems);
  return {
    spec: Object.assign(result.data, { source }),
    warnings: sortProblems(aliases.map((alias) => aliasWarning(alias, source))),
  };
}

function aliasWarning({ path, written, canonical }: UsedAlias, source: TenantText): Problem {
  const message = `got ${written}, an alias, expected ${canonical}; write ${canonical}`;
  return { code: "alias", path: formatPath(path), at: source.placeOf(path), message };
}
