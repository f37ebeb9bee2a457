import { Plan } from "@pulumi/aws/backup/plan.js";
import { Selection } from "@pulumi/aws/backup/selection.js";
import type { Vault } from "@pulumi/aws/backup/vault.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import type { input } from "@pulumi/aws/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { BackupPlanSpec } from "../../tiers/blueprint.ts";
import { TenantComponent } from "../component.ts";
import type { Backup, BackupArgs } from "../contracts.ts";
import { replicaKeyOf } from "../replica-key.ts";
import { awsManagedPolicyArn, stackArn } from "./arn.ts";
import { createVault, vaultName } from "./backup-vault.ts";
import { createRestoreTesting } from "./restore-testing.ts";
import { roleName, rolePath } from "./role-names.ts";
import { serviceTrust } from "./service-trust.ts";

/** What AWS Backup may do in the role, by store; AWS keeps the lists, not all under one path (AWS managed policy reference). */
const MANAGED_POLICIES = {
  database: "service-role/AWSBackupServiceRolePolicyForBackup",
  objects: "AWSBackupServiceRolePolicyForS3Backup",
} as const satisfies Record<BackupPlanSpec["store"], string>;

/** Bucket that records what others do; it is copied by replication where the tier copies at all. */
const EVIDENCE = "audit";

/**
 * Copies of the tenant's stores: AWS Backup.
 *
 * Creates: 1. a vault under the backup key, its policy (this account, this tenant, nothing deleted early), and a lock
 * where the tier locks · 2. where something is copied to the standby region, the same there under the key's replica ·
 * 3. a role · 4. per store a plan in the blueprint's window, with copies to the other vault, and the selection of what it
 * covers: the stack's own names, labelled with tenant and environment · 5. where the blueprint wants it, a plan that restores
 * the newest copy of the database every month and throws it away.
 * Databases: a copy a day; any moment of the last days is kept by the cluster itself. Buckets: continuous, any moment.
 * Does not: restore for use (whoever does brings a role of his own); copy evidence, which is locked and replicated.
 * Cost: per GiB kept and month, per GiB copied to the other region; for buckets also per object.
 */
export class AwsBackup extends TenantComponent implements Backup {
  readonly vaultId: pulumi.Output<string>;
  readonly vaultName: string;
  readonly copyVaultId?: pulumi.Output<string>;

  /** @throws Error when copies go to a region in which the backup key has no replica. */
  constructor(name: string, args: BackupArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Backup", name, args, options);
    const { stack, spec, keys } = args;
    const vault = createVault(this, stack, spec, { key: "vault", keyArn: keys.keys.backup.keyId });
    const copyVault = this.createCopyVault(args);
    const role = this.createRole(args);
    for (const plan of spec.plans) this.createPlan(args, plan, { vault, copyVault, role });
    if (spec.restoreTesting) createRestoreTesting(this, args, vault);

    this.vaultId = vault.arn;
    this.vaultName = vaultName(stack);
    if (copyVault !== undefined) this.copyVaultId = copyVault.arn;
    this.registerOutputs({ vaultId: this.vaultId, vaultName: this.vaultName });
  }

  private createCopyVault({ stack, spec, keys }: BackupArgs): Vault | undefined {
    const { copyVaultRegion: region } = spec;
    if (region === undefined) return undefined;
    const keyArn = replicaKeyOf(keys.keys.backup, region, "backups are");
    return createVault(this, stack, spec, { key: "copy-vault", region, keyArn });
  }

  private createRole({ stack, spec }: BackupArgs): Role {
    const role = this.taggedChild(Role, "role", "none", {
      name: roleName(stack, "backup-service"),
      path: rolePath(stack),
      description: "Copies the stores into the vault",
      assumeRolePolicy: serviceTrust("backup.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": stack.account },
      }),
    });
    for (const { store } of spec.plans) {
      this.child(RolePolicyAttachment, `role-policy-${store}`, {
        role: role.name,
        policyArn: awsManagedPolicyArn(stack, MANAGED_POLICIES[store]),
      });
    }
    return role;
  }

  private createPlan(
    args: BackupArgs,
    plan: BackupPlanSpec,
    { vault, copyVault, role }: { vault: Vault; copyVault: Vault | undefined; role: Role },
  ): void {
    const { stack, spec } = args;
    // Where nothing is copied any more the other vault only keeps what it has.
    const copyTo = spec.copyRegion === undefined ? undefined : copyVault?.arn;
    const created = this.taggedChild(Plan, `plan-${plan.store}`, "none", {
      name: `${stack.name}-${plan.store}`,
      rules: [{ ...ruleOf(plan), targetVaultName: vault.name, ...copies(plan, copyTo) }],
    });
    this.child(Selection, `selection-${plan.store}`, {
      name: `${stack.name}-${plan.store}`,
      planId: created.id,
      iamRoleArn: role.arn,
      resources: this.resourcesOf(args, plan),
      notResources: [],
      conditions: [
        {
          stringEquals: [
            { key: "aws:ResourceTag/tenant", value: stack.tenant },
            { key: "aws:ResourceTag/environment", value: stack.environment },
          ],
        },
      ],
    });
  }

  /** Clusters by the pattern of their names, so that the next one is covered from its first day. */
  private resourcesOf({ stack, objects }: BackupArgs, { store }: BackupPlanSpec): pulumi.Input<string>[] {
    if (store === "database") return [stackArn(stack, "rds", `cluster:${stack.name}-*`)];
    return Object.entries(objects.buckets)
      .filter(([bucket]) => bucket !== EVIDENCE)
      .map(([, { bucketId }]) => bucketId);
  }
}

/** `01:30` → every day at half past one, UTC. */
function schedule(startUtc: string): string {
  const [hour, minute] = startUtc.split(":").map(Number);
  return `cron(${minute} ${hour} ? * * *)`;
}

function ruleOf(plan: BackupPlanSpec): Omit<input.backup.PlanRule, "targetVaultName"> {
  return {
    ruleName: plan.continuous ? "continuous" : "daily",
    schedule: schedule(plan.startUtc),
    scheduleExpressionTimezone: "Etc/UTC",
    startWindow: plan.startWindowMinutes,
    completionWindow: plan.completionWindowMinutes,
    enableContinuousBackup: plan.continuous,
    lifecycle: { deleteAfter: plan.retentionDays },
  };
}

function copies(
  { retentionDays }: BackupPlanSpec,
  destinationVaultArn: pulumi.Output<string> | undefined,
): Pick<input.backup.PlanRule, "copyActions"> {
  return destinationVaultArn === undefined
    ? {}
    : { copyActions: [{ destinationVaultArn, lifecycle: { deleteAfter: retentionDays } }] };
}
