/** Where tenant files lie, and how one is read. Together with `previous-outputs.ts` the only input of the program. */
import { readFileSync, readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import { TENANTS_FOLDER, TENANTS_VARIABLE } from "../tiers/input-folders.ts";
import { nearest } from "../tiers/nearest.ts";
import { parseTenant, type ParsedTenant } from "../tiers/parse-tenant.ts";
import { InvalidInput } from "../tiers/problem.ts";

/** Folder of the tenant files, absolute. */
export function tenantsFolder(projectRoot: string): string {
  return resolve(projectRoot, process.env[TENANTS_VARIABLE] ?? TENANTS_FOLDER);
}

/** A tenant's file as messages name it: relative to the project. */
export function tenantFile(projectRoot: string, tenant: string): string {
  return relative(projectRoot, resolve(tenantsFolder(projectRoot), `${tenant}.yaml`));
}

/**
 * Ids of all tenants that have a file, sorted.
 * @throws InvalidInput when there is no folder of tenant files
 */
export function tenantIds(projectRoot: string): string[] {
  return filesIn(projectRoot)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

function filesIn(projectRoot: string): string[] {
  const folder = tenantsFolder(projectRoot);
  try {
    return readdirSync(folder);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const message = `got no folder ${relative(projectRoot, folder)}, expected one with tenant files; make it, or name another one in ${TENANTS_VARIABLE}`;
    throw new InvalidInput([{ code: "tenant-not-found", path: "", message }]);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/**
 * Reads and parses the file of one tenant.
 * @throws InvalidInput when there is no such file, or with all problems of the file at once.
 */
export function readTenant(projectRoot: string, tenant: string): ParsedTenant {
  const file = tenantFile(projectRoot, tenant);
  return parseTenant(readTenantText(projectRoot, tenant, file), file);
}

function readTenantText(projectRoot: string, tenant: string, file: string): string {
  try {
    return readFileSync(resolve(projectRoot, file), "utf8");
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new InvalidInput([{ code: "tenant-not-found", path: "", message: notFound(projectRoot, tenant, file) }]);
  }
}

function notFound(projectRoot: string, tenant: string, file: string): string {
  const near = nearest(tenant, tenantIds(projectRoot));
  const way = "write it with `leasehold tenant new`";
  return `got tenant ${tenant}, expected one with a file (${file} does not exist); ${near === undefined ? way : `did you mean ${near}? else ${way}`}`;
}
