/** Where account files lie, and how one is read. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { AccountSpec } from "../tiers/account/account-spec.ts";
import { parseAccount } from "../tiers/account/parse-account.ts";
import { ACCOUNTS_BESIDE_TENANTS, ACCOUNTS_VARIABLE } from "../tiers/input-folders.ts";
import { nearest } from "../tiers/nearest.ts";
import { InvalidInput } from "../tiers/problem.ts";
import { accountStackName } from "../tiers/stack-name.ts";
import type { Cloud } from "../tiers/vocabulary.ts";
import { tenantsFolder } from "./tenant-files.ts";

/** Folder of the account files, absolute; beside the tenants' unless something else is said. */
export function accountsFolder(projectRoot: string): string {
  const named = process.env[ACCOUNTS_VARIABLE];
  return named === undefined
    ? resolve(tenantsFolder(projectRoot), ACCOUNTS_BESIDE_TENANTS)
    : resolve(projectRoot, named);
}

/** An account's file as messages name it: relative to the project. */
export function accountFile(projectRoot: string, account: string): string {
  return relative(projectRoot, resolve(accountsFolder(projectRoot), `${account}.yaml`));
}

/** Names of all accounts that have a file, sorted; none where there is no folder of them. */
export function accountNames(projectRoot: string): string[] {
  const folder = accountsFolder(projectRoot);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

/**
 * Reads and parses the file of one account.
 * @throws InvalidInput when there is no such file, or with all problems of the file at once.
 */
export function readAccount(projectRoot: string, account: string): AccountSpec {
  const file = accountFile(projectRoot, account);
  const path = resolve(projectRoot, file);
  if (!existsSync(path)) {
    const near = nearest(account, accountNames(projectRoot));
    const way = near === undefined ? "write one" : `did you mean ${accountStackName(near)}?`;
    const message = `got account ${account}, expected one with a file (${file} does not exist); ${way}`;
    throw new InvalidInput([{ code: "account-not-found", path: "", message }]);
  }
  return parseAccount(readFileSync(path, "utf8"), file);
}

/**
 * The baseline stack of an account, by the account's id: `account-acme`; undefined where no file names the id. A file with
 * problems counts as none here: it is told where it is checked.
 */
export function baselineOf(projectRoot: string, cloud: Cloud, id: string): string | undefined {
  const found = accountNames(projectRoot).find((name) => {
    const file = accountFile(projectRoot, name);
    const text = readFileSync(resolve(projectRoot, file), "utf8");
    // Most files are of other accounts: they need not be parsed.
    return text.includes(id) && isOf(text, file, cloud, id);
  });
  return found === undefined ? undefined : accountStackName(found);
}

function isOf(text: string, file: string, cloud: Cloud, id: string): boolean {
  try {
    const account = parseAccount(text, file);
    return account.cloud === cloud && account.id === id;
  } catch (error) {
    if (error instanceof InvalidInput) return false;
    throw error;
  }
}
