/** Everything that can be said of account files without an engine and without a cloud. */
import { relative, resolve as resolvePath } from "node:path";
import { accountFile, accountNames, accountsFolder, readAccount } from "../stacks/account-files.ts";
import type { AccountSpec } from "../tiers/account/account-spec.ts";
import { checkAccounts, checkTenantAccounts } from "../tiers/account/tenant-accounts.ts";
import { resolveAccount } from "../tiers/account/resolve-account.ts";
import { InvalidInput, type Problem } from "../tiers/problem.ts";
import { isRecovery } from "../tiers/recovery-specs.ts";
import { accountStackName } from "../tiers/stack-name.ts";
import { collect, unique, type CheckedStack } from "./tenant-checks.ts";

export interface AccountCheckResult {
  readonly files: readonly string[];
  /** Names of the stacks, `account-acme`. */
  readonly stacks: readonly string[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Whether a path that the user gave is that of an account file. */
export function isAccountFile(projectRoot: string, file: string): boolean {
  return !relative(accountsFolder(projectRoot), resolvePath(file)).includes("/");
}

/**
 * Parses and resolves account files, and looks whether they keep what the tenants in them were promised.
 * @param named paths as the user gave them; undefined: all account files of the project
 * @param tenants stacks of the tenants that are judged
 */
export function checkAccountFiles(
  projectRoot: string,
  named: readonly string[] | undefined,
  tenants: readonly CheckedStack[],
): AccountCheckResult {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const stacks: string[] = [];
  const known = accountNames(projectRoot);
  const judged = named?.map((file) => nameOf(file)) ?? known;
  const usable: AccountSpec[] = [];
  for (const name of new Set([...judged, ...known])) {
    const found: Problem[] = [];
    collect(found, () => {
      const spec = readAccount(projectRoot, name);
      const resolution = resolveAccount(spec);
      usable.push(spec);
      if (!judged.includes(name)) return;
      warnings.push(...resolution.warnings);
      stacks.push(accountStackName(name));
    });
    if (judged.includes(name)) problems.push(...found);
  }
  const files = judged.map((name) => accountFile(projectRoot, name));
  problems.push(...checkAccounts(usable).filter(({ at }) => at === undefined || files.includes(at.file)));
  // A stack in the standby region promises nothing that production does not.
  const inAccounts = tenants.flatMap(({ spec, resolution: { blueprint } }) =>
    isRecovery(blueprint) ? [] : [{ spec, blueprint }],
  );
  warnings.push(...checkTenantAccounts(inAccounts, usable));
  return { files, stacks, problems: unique(problems), warnings: unique(warnings) };
}

function nameOf(file: string): string {
  const base = file.slice(file.lastIndexOf("/") + 1);
  if (base.endsWith(".yaml")) return base.slice(0, -".yaml".length);
  const message = `got ${file}, expected an account file whose name ends in .yaml; rename it`;
  throw new InvalidInput([{ code: "account-file-name", path: "", message }]);
}
