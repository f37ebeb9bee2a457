/** Physical names on Azure. All are fixed: roles, locks and other stacks name resources by them, and a second create is refused. */
import { createHash } from "node:crypto";
import type { StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";

/** Longest names, in characters (Azure: "Naming rules and restrictions for Azure resources"). */
export const NAME_MAX = {
  resourceGroup: 90,
  network: 64,
  userAssignedIdentity: 128,
  federatedCredential: 120,
  managementLock: 90,
  backupVault: 50,
  workspace: 63,
  /** Action groups, workflows, topics and dashboards: the shortest of what these allow. */
  monitor: 50,
  /** Alert rules may have up to 260; a person reads them in a list. */
  alertRule: 128,
} as const;

/** Longest name of what the whole of Azure shares: key vaults and storage accounts. */
const GLOBAL_NAME_MAX = 24;
/** 2^32 values: tells apart stacks whose readable parts are cut to the same text, within one cloud-wide name space. */
const FINGERPRINT_LENGTH = 8;

type NamedStack = Pick<StackSpec, "name" | "account">;

/** Name inside the stack's resource group: `acme-production-<key>`, with a fingerprint when cut. */
export function stackResourceName(stack: Pick<StackSpec, "name">, key: string, maxLength: number): string {
  return physicalName([stack.name, key], maxLength);
}

/** Name of the stack's virtual network. */
export function networkName(stack: Pick<StackSpec, "name">): string {
  return stackResourceName(stack, "vnet", NAME_MAX.network);
}

/** Name of the stack's resource group, unique in the subscription. */
export function resourceGroupName(stack: Pick<StackSpec, "name">): string {
  return physicalName(["rg", stack.name], NAME_MAX.resourceGroup);
}

/**
 * Name of a key vault: 3–24 letters, digits and hyphens, begins with a letter, unique in all of Azure.
 * @param suffix eight hex digits that no other vault has
 */
export function vaultName({ name }: Pick<StackSpec, "name">, suffix: string): string {
  const readable = name.slice(0, GLOBAL_NAME_MAX - suffix.length - 1).replace(/-$/, "");
  return `${readable}-${suffix}`;
}

/**
 * Name of a storage account: 3–24 lower-case letters and digits, unique in all of Azure.
 * @param key what it holds, at most eight characters count: `data`, `flowlogs`
 */
export function storageAccountName(stack: NamedStack, key: string): string {
  const end = `${key.replace(/[^a-z0-9]/g, "").slice(0, 8)}${fingerprint(stack, key)}`;
  return `${stack.name.replace(/[^a-z0-9]/g, "").slice(0, GLOBAL_NAME_MAX - end.length)}${end}`;
}

/**
 * GUID that is the same for the same parts: role assignments and definitions are named by one, and a random one would
 * grant the same right twice after a crash.
 */
export function stableGuid(...parts: readonly string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  // Version 8 of RFC 9562: digits of one's own making.
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Of the subscription too: two installations may have tenants of the same name. */
function fingerprint({ name, account }: NamedStack, key: string): string {
  return createHash("sha256")
    .update(JSON.stringify([account, name, key]))
    .digest("hex")
    .slice(0, FINGERPRINT_LENGTH);
}
