/** One backup vault with what closes it: its own key, a policy, and a lock where the blueprint wants one. */
import { Vault } from "@pulumi/aws/backup/vault.js";
import { VaultLockConfiguration } from "@pulumi/aws/backup/vaultLockConfiguration.js";
import { VaultPolicy } from "@pulumi/aws/backup/vaultPolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { BackupSpec, StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import type { TenantComponent } from "../component.ts";
import { policyDocument } from "./policy-document.ts";
import type { ResourceStatement } from "./policy-document.ts";

/** Names of vaults: 2 to 50 letters, digits, hyphens and underscores (API `CreateBackupVault`). */
const MAX_VAULT_NAME_LENGTH = 50;

/** Stable name, the same in the standby region; known before the vault exists, so that metrics and events can name it. */
export function vaultName(stack: StackSpec): string {
  return physicalName([stack.tenant, stack.environment, "backup"], MAX_VAULT_NAME_LENGTH);
}

export interface VaultDefinition {
  /** `vault`, or `copy-vault` in the standby region. */
  readonly key: "vault" | "copy-vault";
  /** Region, where it is not the stack's own. Replaces: the vault. */
  readonly region?: string;
  /** Replaces: the vault. */
  readonly keyArn: pulumi.Input<string>;
}

/**
 * Creates the vault. Its name and key are the same in every tier, and so are the bounds of its lock: nothing in a change
 * of tier replaces it, and only `locked` adds the lock.
 */
export function createVault(
  owner: TenantComponent,
  stack: StackSpec,
  spec: BackupSpec,
  { key, keyArn, ...place }: VaultDefinition,
): Vault {
  const vault = owner.taggedChild(Vault, key, "confidential", {
    ...place,
    name: vaultName(stack),
    kmsKeyArn: keyArn,
    forceDestroy: owner.rules.forceDestroy,
  });
  owner.child(VaultPolicy, `${key}-policy`, {
    ...place,
    backupVaultName: vault.name,
    policy: policyDocument(closed(stack, vault.arn, !owner.rules.forceDestroy)),
  });
  if (spec.locked) {
    owner.child(VaultLockConfiguration, `${key}-lock`, {
      ...place,
      backupVaultName: vault.name,
      minRetentionDays: spec.lockMinDays,
      maxRetentionDays: spec.lockMaxDays,
      // Days make it a compliance lock, which nobody can ever lift once they are over.
      ...(spec.lockMode === "compliance" ? { changeableForDays: spec.lockGraceDays } : {}),
    });
  }
  return vault;
}

/** This account only, nobody labelled with another tenant; and no recovery point goes before its time. */
function closed(stack: StackSpec, vaultArn: pulumi.Output<string>, kept: boolean): readonly ResourceStatement[] {
  const everyone = { Effect: "Deny", Principal: { AWS: "*" }, Resource: "*" } as const;
  return [
    {
      Sid: "DenyOtherAccounts",
      ...everyone,
      Action: "backup:*",
      Condition: {
        StringNotEquals: { "aws:PrincipalAccount": stack.account },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    },
    {
      Sid: "DenyPrincipalsOfOtherTenants",
      ...everyone,
      Action: "backup:*",
      Condition: {
        StringNotEquals: { "aws:PrincipalTag/tenant": stack.tenant },
        Null: { "aws:PrincipalTag/tenant": "false" },
      },
    },
    ...(kept
      ? [
          {
            Sid: "DenyDeletion",
            ...everyone,
            Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
          },
          { Sid: "DenyDeletionOfVault", ...everyone, Resource: vaultArn, Action: "backup:DeleteBackupVault" },
        ]
      : []),
  ];
}
