/** The account file that comes with a tenant who has an account to itself. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve as resolvePath } from "node:path";
import { dump } from "js-yaml";
import { accountFile, baselineOf } from "../stacks/account-files.ts";
import { parseAccount } from "../tiers/account/parse-account.ts";
import { resolveAccount } from "../tiers/account/resolve-account.ts";
import type { StackSpec } from "../tiers/blueprint.ts";
import type { Problem } from "../tiers/problem.ts";
import { accountStackName } from "../tiers/stack-name.ts";

/** A file that was written, with what a person should still do about it. */
export interface WrittenAccount {
  readonly file: string;
  readonly stack: string;
  readonly warnings: readonly Problem[];
}

/**
 * Writes the baseline of a new tenant's account where the tenant has it to itself and no file describes it yet.
 * @param stacks the tenant's stacks
 * @param residency as the tenant file has it; empty: none
 * @returns undefined where nothing had to be written
 */
export function writeAccount(
  projectRoot: string,
  tenant: string,
  stacks: readonly StackSpec[],
  residency: readonly string[],
): WrittenAccount | undefined {
  const [first] = stacks;
  if (first?.isolation !== "dedicated-account") return undefined;
  if (baselineOf(projectRoot, first.cloud, first.account) !== undefined) return undefined;
  const file = accountFile(projectRoot, tenant);
  const path = resolvePath(projectRoot, file);
  if (existsSync(path)) return undefined;
  const text = accountText(tenant, first, residency);
  const { warnings } = resolveAccount(parseAccount(text, file));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: "wx" });
  return { file, stack: accountStackName(tenant), warnings };
}

function accountText(tenant: string, stack: StackSpec, residency: readonly string[]): string {
  const file = {
    account: tenant,
    cloud: stack.cloud,
    id: stack.account,
    region: stack.region,
    ...(stack.standbyRegion === undefined ? {} : { regions: [stack.standbyRegion] }),
    ...(stack.frameworks.length === 0 ? {} : { frameworks: [...stack.frameworks] }),
    ...(residency.length === 0 ? {} : { residency: [...residency] }),
    contacts: { owner: stack.contacts.owner, security: stack.contacts.security },
  };
  const schema = "# yaml-language-server: $schema=../../tiers/schema/account.schema.json";
  return `${schema}\n${dump(file, { lineWidth: 120 })}`;
}
