/** Where tenant files lie, and how one is read. Together with `previous-outputs.ts` the only input of the program. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseTenant, type ParsedTenant } from "../tiers/parse-tenant.ts";
import { InvalidInput } from "../tiers/problem.ts";
import { nearest } from "../tiers/nearest.ts";

/** Folder of the tenant files, relative to the project. */
export const TENANTS_FOLDER = "stacks/tenants";

/** Ids of all tenants that have a file, sorted. */
export function tenantIds(projectRoot: string): string[] {
  return readdirSync(join(projectRoot, TENANTS_FOLDER))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

/**
 * Reads and parses the file of one tenant.
 * @throws InvalidInput when there is no such file, or with all problems of the file at once.
 */
export function readTenant(projectRoot: string, tenant: string): ParsedTenant {
  const file = `${TENANTS_FOLDER}/${tenant}.yaml`;
  return parseTenant(readTenantText(projectRoot, tenant, file), file);
}

function readTenantText(projectRoot: string, tenant: string, file: string): string {
  try {
    return readFileSync(join(projectRoot, file), "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    throw new InvalidInput([{ code: "tenant-not-found", path: "tenant", at: { file, line: 1, column: 1 }, message: notFound(projectRoot, tenant) }]);
  }
}

function notFound(projectRoot: string, tenant: string): string {
  const near = nearest(tenant, tenantIds(projectRoot));
  const hint = near === undefined ? "write it with `leasehold tenant new`" : `did you mean ${near}? else write it with \`leasehold tenant new\``;
  return `got ${tenant}, expected a tenant with a file in ${TENANTS_FOLDER}; ${hint}`;
}
