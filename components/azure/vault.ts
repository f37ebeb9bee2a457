/** The stack's key vault: keys and secrets in one, each granted by itself. */
import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import { RandomId } from "@pulumi/random/randomId.js";
import type { AzureComponent } from "./azure-component.ts";
import type { KeySpec, StackSpec } from "../../tiers/blueprint.ts";
import type { AccountFacts, Boundary } from "../contracts.ts";
import { lockResource } from "./lock.ts";
import { vaultName } from "./names.ts";

/** The longest time for which Key Vault keeps what was deleted, and its own default (SDK docstring: VaultProperties.softDeleteRetentionInDays). */
const LONGEST_SOFT_DELETE_DAYS = 90;

/** What a vault is made from: a tenant's section of keys, or what an account needs. */
export interface VaultArgs {
  readonly stack: Pick<StackSpec, "name">;
  readonly facts: Pick<AccountFacts, "directoryId">;
  readonly boundary: Boundary;
  readonly spec: { readonly keys: readonly Pick<KeySpec, "deletionWindowDays">[] };
}

/**
 * A vault of the kind that keeps RSA keys in hardware, reached over private endpoints only.
 * Its name ends in digits that are drawn once: Azure keeps the name of a deleted vault for as long as it can be restored,
 * so a stack that is made anew needs another one.
 * @param key `vault`, `standby-vault`
 */
export function createVault(owner: AzureComponent, args: VaultArgs, key: string, region: string): Vault {
  const { stack, facts, boundary } = args;
  if (facts.directoryId === undefined) throw new Error("the account facts name no directory for the vault to trust");
  const suffix = owner.child(RandomId, `${key}-suffix`, { byteLength: 4 });
  const vault = owner.taggedChild(
    Vault,
    key,
    "restricted",
    {
      resourceGroupName: boundary.boundaryName,
      vaultName: suffix.hex.apply((hex) => vaultName(stack, hex)),
      location: region,
      properties: {
        tenantId: facts.directoryId,
        sku: { family: "A", name: "premium" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        // Storage and PostgreSQL take keys only from a vault that cannot be emptied. It can never be switched off.
        enablePurgeProtection: true,
        // It can never be changed, and keeps more than keys: as long as Azure takes, unless the stack may be thrown away.
        softDeleteRetentionInDays: owner.rules.forceDestroy
          ? Math.max(...args.spec.keys.map(({ deletionWindowDays }) => deletionWindowDays))
          : LONGEST_SOFT_DELETE_DAYS,
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
        publicNetworkAccess: "Disabled",
        // Only stores that use a key in the name of an identity that was granted it.
        networkAcls: { bypass: "AzureServices", defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
      },
    },
    // Fixed when the vault is made (Key Vault: "soft-delete overview"); another wish must not fail the stack.
    { ignoreChanges: ["properties.softDeleteRetentionInDays"] },
  );
  lockResource(owner, key, vault);
  return vault;
}
