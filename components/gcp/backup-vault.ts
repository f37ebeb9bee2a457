/** One vault of Backup and DR: what lies in it goes when its time is over, and not before, whoever asks. */
import { BackupVault } from "@pulumi/gcp/backupdisasterrecovery/backupVault.js";
import type * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { BackupArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { resourceName } from "./names.ts";

const DAY_SECONDS = 86_400;

/** Id of the vault, the same in the standby region. */
export function vaultName(stack: StackSpec): string {
  return resourceName(stack, "backup");
}

export interface VaultDefinition {
  /** `vault`, or `copy-vault` in the standby region. */
  readonly key: "vault" | "copy-vault";
  /** Replaces: the vault. */
  readonly region: string;
  /** Key of the vault's own region. Replaces: the vault (Backup and DR "Customer-managed encryption keys"). */
  readonly keyName: pulumi.Output<string>;
}

/**
 * Creates the vault. Every backup in it is immutable for as long as the vault said when it was made: for its whole
 * retention where the blueprint locks, else for the shortest time that there is. Both are an update: a longer time binds
 * later backups, and a shorter one leaves those that exist as they are. The vault itself is not locked against a shorter
 * time: that needs a date in the future, which a program that gives the same answer every day cannot name.
 */
export function createVault(
  owner: GcpComponent,
  { stack, spec, boundary }: BackupArgs,
  { key, region, keyName }: VaultDefinition,
): BackupVault {
  const enforcedDays = spec.locked
    ? Math.max(spec.lockMinDays, ...spec.plans.map((plan) => plan.retentionDays))
    : spec.lockMinDays;
  return owner.labelledChild(BackupVault, key, "confidential", {
    project: boundary.boundaryName,
    location: region,
    backupVaultId: vaultName(stack),
    description: `${stack.tenant} ${stack.environment}: backups of the database`,
    // Nobody restores from it into another project.
    accessRestriction: "WITHIN_PROJECT",
    encryptionConfig: { kmsKeyName: keyName },
    backupMinimumEnforcedRetentionDuration: `${enforcedDays * DAY_SECONDS}s`,
    backupRetentionInheritance: "INHERIT_VAULT_RETENTION",
    // The vault comes before its plan: for a moment the plan's retention is still the shorter, older one.
    forceUpdate: true,
    ignoreInactiveDatasources: owner.rules.forceDestroy,
    ignoreBackupPlanReferences: owner.rules.forceDestroy,
  });
}
