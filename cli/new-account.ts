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

/** A file to be written, with what a person should still do about it. */
export interface PlannedAccount {
  readonly file: string;
  readonly text: string;
  readonly stack: string;
  readonly warnings: readonly Problem[];
}

/** What the command line says about the account: further than the tenant's own stacks know. */
export interface AccountWishes {
  /** As the tenant file has it; empty: none. */
  readonly residency: readonly string[];
  /** Number under which the cloud reaches the security contact. */
  readonly securityTelephone?: string;
}

/**
 * The baseline of a new tenant's account where the tenant has it to itself and no file describes it yet; checked, not written.
 * @param stacks the tenant's stacks
 * @returns undefined where nothing has to be written
 * @throws InvalidInput with all problems of the account's file
 */
export function planAccount(
  projectRoot: string,
  tenant: string,
  stacks: readonly StackSpec[],
  wishes: AccountWishes,
): PlannedAccount | undefined {
  const [first] = stacks;
  if (first?.isolation !== "dedicated-account") return undefined;
  if (baselineOf(projectRoot, first.cloud, first.account) !== undefined) return undefined;
  const file = accountFile(projectRoot, tenant);
  if (existsSync(resolvePath(projectRoot, file))) return undefined;
  const text = accountText(tenant, first, wishes);
  const { warnings } = resolveAccount(parseAccount(text, file));
  return { file, text, stack: accountStackName(tenant), warnings };
}

/** Writes a planned file; never over another. */
export function writeAccount(projectRoot: string, { file, text }: PlannedAccount): void {
  const path = resolvePath(projectRoot, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: "wx" });
}

function accountText(tenant: string, stack: StackSpec, { residency, securityTelephone }: AccountWishes): string {
  const file = {
    account: tenant,
    cloud: stack.cloud,
    id: stack.account,
    region: stack.region,
    ...(stack.standbyRegion === undefined ? {} : { regions: [stack.standbyRegion] }),
    ...(stack.frameworks.length === 0 ? {} : { frameworks: [...stack.frameworks] }),
    ...(residency.length === 0 ? {} : { residency: [...residency] }),
    contacts: {
      owner: stack.contacts.owner,
      security: stack.contacts.security,
      ...(securityTelephone === undefined ? {} : { securityTelephone }),
    },
  };
  const schema = "# yaml-language-server: $schema=../../tiers/schema/account.schema.json";
  return `${schema}\n${dump(file, { lineWidth: 120 })}`;
}
