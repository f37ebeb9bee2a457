import { relative } from "node:path";
import { accountsFolder } from "../../stacks/account-files.ts";
import { tenantsFolder } from "../../stacks/tenant-files.ts";
import { ACCOUNTS_VARIABLE, TENANTS_VARIABLE } from "../../tiers/input-folders.ts";

/** Folders of files that somebody named absolutely and that lie in the checkout are in the other one too, at the same place. */
export function foldersOf(projectRoot: string): NodeJS.ProcessEnv {
  const folders = { [TENANTS_VARIABLE]: tenantsFolder(projectRoot), [ACCOUNTS_VARIABLE]: accountsFolder(projectRoot) };
  const inside = Object.entries(folders).flatMap(([name, folder]) => {
    const path = relative(projectRoot, folder);
    return path.startsWith("..") ? [] : [[name, path] as const];
  });
  return Object.fromEntries(inside);
}
