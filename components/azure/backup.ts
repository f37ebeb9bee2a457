import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { BackupInstance } from "@pulumi/azure-native/dataprotection/backupInstance.js";
import { BackupPolicy } from "@pulumi/azure-native/dataprotection/backupPolicy.js";
import type { BackupVault } from "@pulumi/azure-native/dataprotection/backupVault.js";
import type { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { BackupPlanSpec } from "../../tiers/blueprint.ts";
import type { Backup, BackupArgs } from "../contracts.ts";
import { AzureComponent } from "./azure-component.ts";
import { DATA_SOURCES, policyProperties } from "./backup-policy.ts";
import { backupVaultName, createReader, createVault } from "./backup-vault.ts";
import { roleAssignmentArgs } from "./role-assignment.ts";
import type { BuiltInRole } from "./role-assignment.ts";
import { accountIdOf, groupIdOf } from "./store-wiring.ts";

/** Bucket that records what others do; it is copied by replication where the tier copies at all. */
const EVIDENCE = "audit";

/** One store that is copied. */
interface Source {
  /** `database`, `objects-data`. */
  readonly key: string;
  readonly resourceType: string;
  readonly resourceId: pulumi.Output<string>;
  readonly role: BuiltInRole;
  /** Containers of an account. */
  readonly containers?: readonly string[];
}

/** What ties a store to its policy. */
interface Made {
  readonly vault: BackupVault;
  readonly policy: BackupPolicy;
  readonly reader: UserAssignedIdentity;
  /** The vault looks a server up in its group. */
  readonly seesGroup: RoleAssignment;
}

/**
 * Copies of the tenant's stores: an Azure Backup vault.
 *
 * Creates: 1. a vault under the backup key, mirrored to the paired region where residency allows it, immutable where the
 * tier locks · 2. the identity in whose name it reads, and its rights: the group, the server, each account · 3. per store a policy in the blueprint's
 * window · 4. per server and account what ties it to its policy · 5. while in use a lock that refuses deletion.
 * Databases: a copy of the whole server a day, restored as files; any moment of the last days is kept by the server itself,
 * and so is the recovery point. Accounts: a copy a day; any moment is kept by the account's own restore to a point in time,
 * which is what Azure's "operational" backup is made of too, and can have one owner only.
 * Does not: restore (whoever does brings rights of his own); copy evidence, which is immutable and replicated; change a
 * policy: Azure knows no way, so each change makes a new one, and an old one stays behind in the vault without use.
 * Cost: per protected server and account, per GiB kept and month, twice where it is mirrored.
 */
export class AzureBackup extends AzureComponent implements Backup {
  readonly vaultId: pulumi.Output<string>;
  readonly vaultName: string;

  constructor(name: string, args: BackupArgs, options?: pulumi.ComponentResourceOptions) {
    super("Backup", name, args, options);
    const reader = createReader(this, args);
    const vault = createVault(this, args, reader);
    const seesGroup = this.grant(args, reader, { key: "group", role: "Reader", scope: groupIdOf(args) });
    for (const plan of args.spec.plans) {
      const policy = this.createPolicy(args, vault, plan);
      for (const source of sourcesOf(args, plan))
        this.protectSource(args, { vault, policy, reader, seesGroup }, plan, source);
    }

    this.vaultId = vault.id;
    this.vaultName = backupVaultName(args.stack);
    this.registerOutputs({ vaultId: this.vaultId, vaultName: this.vaultName });
  }

  private grant(
    { stack }: BackupArgs,
    reader: UserAssignedIdentity,
    { key, role, scope }: { readonly key: string; readonly role: BuiltInRole; readonly scope: pulumi.Output<string> },
  ): RoleAssignment {
    return this.child(
      RoleAssignment,
      `grant-${key}`,
      roleAssignmentArgs(stack, reader, { name: ["backup-reader", key], role, scope }),
    );
  }

  /** Named by the engine: a changed policy is another one, made before the stores move over to it. */
  private createPolicy({ boundary }: BackupArgs, vault: BackupVault, plan: BackupPlanSpec): BackupPolicy {
    return this.child(
      BackupPolicy,
      `policy-${plan.store}`,
      { resourceGroupName: boundary.boundaryName, vaultName: vault.name, properties: policyProperties(plan) },
      { replaceOnChanges: ["properties"] },
    );
  }

  private protectSource(args: BackupArgs, made: Made, { store }: BackupPlanSpec, source: Source): void {
    const { stack, boundary } = args;
    const granted = this.grant(args, made.reader, { ...source, scope: source.resourceId });
    const name = `${stack.name}-${source.key}`;
    this.taggedChild(
      BackupInstance,
      `instance-${source.key}`,
      "confidential",
      {
        resourceGroupName: boundary.boundaryName,
        vaultName: made.vault.name,
        backupInstanceName: name,
        properties: {
          objectType: "BackupInstance",
          friendlyName: name,
          dataSourceInfo: { ...dataSource(args, store, source), objectType: "Datasource" },
          dataSourceSetInfo: { ...dataSource(args, store, source), objectType: "DatasourceSet" },
          identityDetails: { useSystemAssignedIdentity: false, userAssignedIdentityArmUrl: made.reader.id },
          policyInfo: { policyId: made.policy.id, ...containersOf(source) },
        },
      },
      {
        // Azure tries to read the store before it takes the instance.
        dependsOn: [made.seesGroup, granted],
        replaceOnChanges: ["properties.dataSourceInfo", "properties.dataSourceSetInfo"],
      },
    );
  }
}

function sourcesOf({ database, objects }: BackupArgs, { store }: BackupPlanSpec): readonly Source[] {
  if (store === "database") {
    return [
      {
        key: "database",
        resourceType: "Microsoft.DBforPostgreSQL/flexibleServers",
        resourceId: database.databaseId,
        role: "PostgreSQL Flexible Server Long Term Retention Backup Role",
      },
    ];
  }
  return Object.entries(objects.buckets)
    .filter(([bucket]) => bucket !== EVIDENCE)
    .map(([bucket, { bucketId }]) => ({
      key: `objects-${bucket}`,
      resourceType: "Microsoft.Storage/storageAccounts",
      resourceId: accountIdOf(bucketId),
      role: "Storage Account Backup Contributor",
      containers: [bucket],
    }));
}

function dataSource(
  { stack }: BackupArgs,
  store: BackupPlanSpec["store"],
  { resourceId, resourceType }: Source,
): input.dataprotection.DatasourceArgs {
  return {
    datasourceType: DATA_SOURCES[store].type,
    resourceID: resourceId,
    resourceUri: resourceId,
    resourceLocation: stack.region,
    resourceName: resourceId.apply((id) => id.slice(id.lastIndexOf("/") + 1)),
    resourceType,
  };
}

function containersOf({ containers }: Source): Pick<input.dataprotection.PolicyInfoArgs, "policyParameters"> {
  if (containers === undefined) return {};
  const containersList = [...containers];
  return {
    policyParameters: {
      backupDatasourceParametersList: [{ objectType: "BlobBackupDatasourceParameters", containersList }],
    },
  };
}
