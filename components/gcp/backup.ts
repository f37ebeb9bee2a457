import { BackupPlan } from "@pulumi/gcp/backupdisasterrecovery/backupPlan.js";
import { BackupPlanAssociation } from "@pulumi/gcp/backupdisasterrecovery/backupPlanAssociation.js";
import type { BackupVault } from "@pulumi/gcp/backupdisasterrecovery/backupVault.js";
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import type { input } from "@pulumi/gcp/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { BackupPlanSpec } from "../../tiers/blueprint.ts";
import type { Backup, BackupArgs } from "../contracts.ts";
import { replicaKeyOf } from "../replica-key.ts";
import { createVault, vaultName } from "./backup-vault.ts";

import { instanceName } from "./database-name.ts";
import { GcpComponent } from "./gcp-component.ts";
import { resourceName } from "./names.ts";

/** Cloud SQL, as Backup and DR calls what it copies. */
const DATABASE = "sqladmin.googleapis.com/Instance";

/** Shortest window in which a backup begins, hours; it ends at midnight at the latest (Backup and DR "Backup plans"). */
const WINDOW_HOURS = 6;
const DAY_HOURS = 24;

/** Sees the instance and starts its backups; cannot restore, read or change it (role `backupdr.cloudSqlOperator`). */
const OPERATOR = "roles/backupdr.cloudSqlOperator";

/**
 * Copies of the tenant's stores: Backup and DR.
 *
 * Creates: 1. a vault under the backup key, in which nothing goes before its time · 2. where something is copied to the standby
 * region, a vault there under the key's counterpart. In a stack that is kept also 3. the right of the vault's service to
 * back up this database and no other · 4. a daily plan and its association with the database, in the vault of the standby
 * region where there are copies: a database is in one plan at a time, and a plan has one vault.
 * The plan takes over from Cloud SQL's own backups, the log for recovery to a point in time included, which keeps the
 * recovery point; a database outside a plan has Cloud SQL's own.
 * Does not: copy buckets: they have versions, a week in which what was deleted comes back, and replicas (GcpObjects).
 * Restore: whoever does brings rights of his own. Back up a disposable stack here: a vault keeps what it has for a day at
 * least, and would stay behind.
 * Cost: per GiB kept and month, per GiB copied to the other region.
 */
export class GcpBackup extends GcpComponent implements Backup {
  readonly vaultId: pulumi.Output<string>;
  readonly vaultName: string;
  readonly copyVaultId?: pulumi.Output<string>;

  /** @throws Error when copies go to a region in which the backup key has no counterpart. */
  constructor(name: string, args: BackupArgs, options?: pulumi.ComponentResourceOptions) {
    super("Backup", name, args, options);
    const { stack, spec, keys } = args;
    const vault = createVault(this, args, { key: "vault", region: stack.region, keyName: keys.keys.backup.keyId });
    const copyVault = this.createCopyVault(args);
    const plan = spec.plans.find(({ store }) => store === "database");
    if (plan !== undefined && !this.rules.forceDestroy) {
      if (spec.copyRegion === undefined || copyVault === undefined) this.protect(args, plan, vault, "database");
      else this.protect(args, plan, copyVault, "database-copy");
    }

    this.vaultId = vault.id;
    this.vaultName = vaultName(stack);
    if (copyVault !== undefined) this.copyVaultId = copyVault.id;
    this.registerOutputs({ vaultId: this.vaultId, vaultName: this.vaultName });
  }

  private createCopyVault(args: BackupArgs): BackupVault | undefined {
    const { copyVaultRegion: region } = args.spec;
    if (region === undefined) return undefined;
    return createVault(this, args, {
      key: "copy-vault",
      region,
      keyName: replicaKeyOf(args.keys.keys.backup, region, "backups are"),
    });
  }

  /**
   * A plan cannot change its vault, so each vault has one of its own; the association moves from one to the other.
   * @param key `database`, or `database-copy` for the vault in the standby region.
   */
  private protect(args: BackupArgs, spec: BackupPlanSpec, vault: BackupVault, key: "database" | "database-copy"): void {
    const { stack, boundary, database } = args;
    const project = boundary.boundaryName;
    const instance = pulumi.interpolate`projects/${project}/instances/${instanceName(database)}`;
    const grant = this.child(IAMMember, "database-operator", {
      project,
      role: OPERATOR,
      member: pulumi.interpolate`serviceAccount:${vault.serviceAccount}`,
      condition: {
        title: `${stack.name} backup`,
        expression: pulumi.interpolate`resource.name == "${instance}"`,
      },
    });
    const plan = this.child(BackupPlan, `plan-${key}`, {
      project,
      location: stack.region,
      backupPlanId: resourceName(stack, key),
      description: `Daily backup of the database of ${stack.name}`,
      resourceType: DATABASE,
      backupVault: vault.id,
      backupRules: [ruleOf(spec)],
      ...(spec.logRetentionDays === undefined ? {} : { logRetentionDays: spec.logRetentionDays }),
      maxCustomOnDemandRetentionDays: spec.retentionDays,
    });
    this.child(
      BackupPlanAssociation,
      "association-database",
      {
        project,
        location: stack.region,
        backupPlanAssociationId: resourceName(stack, "database"),
        resource: instance,
        resourceType: DATABASE,
        backupPlan: plan.id,
      },
      // Backup and DR looks whether its service may.
      { dependsOn: [grant] },
    );
  }
}

/** Begins at the full hour. A window late in the day is moved forward until it fits into the day. */
function ruleOf({ startUtc, retentionDays }: BackupPlanSpec): input.backupdisasterrecovery.BackupPlanBackupRule {
  const startHourOfDay = Math.min(Number(startUtc.slice(0, 2)), DAY_HOURS - WINDOW_HOURS);
  return {
    ruleId: "daily",
    backupRetentionDays: retentionDays,
    standardSchedule: {
      recurrenceType: "DAILY",
      timeZone: "UTC",
      backupWindow: { startHourOfDay, endHourOfDay: startHourOfDay + WINDOW_HOURS },
    },
  };
}
