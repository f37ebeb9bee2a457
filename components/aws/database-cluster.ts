/** Arguments of the Aurora PostgreSQL cluster, of its nodes and of the global database it may belong to. */
import type { ClusterArgs } from "@pulumi/aws/rds/cluster.js";
import type { ClusterInstanceArgs } from "@pulumi/aws/rds/clusterInstance.js";
import type { GlobalClusterArgs } from "@pulumi/aws/rds/globalCluster.js";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseNodeSpec, DatabaseSpec, StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import type { AccountFacts, KeyRef } from "../contracts.ts";
import type { LifecycleRules } from "../lifecycle.ts";
import { finalSnapshotName } from "./final-snapshot.ts";

const ENGINE = "aurora-postgresql";

/** At the end of standard support AWS upgrades the major version instead of billing extended support by the vCPU hour. */
const NO_EXTENDED_SUPPORT = "open-source-rds-extended-support-disabled";

/** Amazon's certificate authority of the longest life (RSA 2048, until 2061), so that clients never chase a rotation. */
const CERTIFICATE_AUTHORITY = "rds-ca-rsa2048-g1";

/** RDS identifiers: 1 to 63 letters, digits and single hyphens (API `CreateDBCluster`). */
const MAX_IDENTIFIER_LENGTH = 63;

/** The master user: 1 to 16 letters or digits (API `CreateDBCluster`). Replaces: the cluster. Used once, to create the others. */
const MASTER_USERNAME = "leasehold";

/** Logs that the cluster exports. Failed logins with an identity have a log of their own. */
export const EXPORTED_LOGS = ["postgresql", "iam-db-auth-error"] as const;
/** One of {@link EXPORTED_LOGS}. */
export type ExportedLog = (typeof EXPORTED_LOGS)[number];

/** Stable id of the cluster, so that a second create after a crash is refused instead of doubled. */
export function clusterIdentifier(stack: StackSpec): string {
  return physicalName([stack.tenant, stack.environment, "database"], MAX_IDENTIFIER_LENGTH);
}

/** Stable id of the global database around the cluster. */
export function globalClusterIdentifier(stack: StackSpec): string {
  return physicalName([stack.tenant, stack.environment, "global"], MAX_IDENTIFIER_LENGTH);
}

/** What the cluster is wired to. */
export interface ClusterWiring {
  readonly subnetGroupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly clusterParameterGroupName: pulumi.Output<string>;
  readonly nodeParameterGroupName: pulumi.Output<string>;
  readonly dataKey: KeyRef;
  /** Absent where enhanced monitoring is off. */
  readonly monitoringRoleArn?: pulumi.Output<string>;
}

/** What only a cluster that is written to is given: its first database and its first user. Names replace the cluster. */
export function masterArgs(
  spec: DatabaseSpec,
  password: pulumi.Output<string>,
): Pick<ClusterArgs, "databaseName" | "masterUsername" | "masterPasswordWo" | "masterPasswordWoVersion"> {
  return {
    databaseName: spec.databaseName,
    masterUsername: MASTER_USERNAME,
    masterPasswordWo: password,
    masterPasswordWoVersion: spec.masterPasswordGeneration,
  };
}

/**
 * What a cluster in another region is given that follows this one: data, users and passwords come with the replication.
 * AWS encrypts it with a key of its own region, and wants to be told from where the data comes (create-only).
 */
export function followerArgs(home: {
  readonly globalId: pulumi.Output<string>;
  readonly region: string;
}): Pick<ClusterArgs, "globalClusterIdentifier" | "sourceRegion"> {
  return { globalClusterIdentifier: home.globalId, sourceRegion: home.region };
}

/**
 * The cluster. Every input that would replace it (key, subnet group, names, engine) is the same in all tiers.
 * `availabilityZones` stays unset: Aurora keeps its storage in three zones by itself, and the input replaces.
 * Storage is Aurora Standard in every tier; Aurora has no input for size or operations per second.
 */
export function clusterArgs(
  stack: StackSpec,
  spec: DatabaseSpec,
  rules: LifecycleRules,
  wiring: ClusterWiring,
): ClusterArgs {
  const identifier = clusterIdentifier(stack);
  return {
    clusterIdentifier: identifier,
    engine: ENGINE,
    engineMode: "provisioned",
    ...versions(spec),
    engineLifecycleSupport: NO_EXTENDED_SUPPORT,
    port: spec.port,
    networkType: "IPV4",
    dbSubnetGroupName: wiring.subnetGroupName,
    vpcSecurityGroupIds: [wiring.securityGroupId],
    dbClusterParameterGroupName: wiring.clusterParameterGroupName,
    dbInstanceParameterGroupName: wiring.nodeParameterGroupName,
    storageEncrypted: true,
    kmsKeyId: wiring.dataKey.keyId,
    iamDatabaseAuthenticationEnabled: true,
    backupRetentionPeriod: spec.backupRetentionDays,
    preferredBackupWindow: spec.backupWindowUtc,
    preferredMaintenanceWindow: spec.maintenanceWindowUtc,
    copyTagsToSnapshot: true,
    deletionProtection: rules.deletionProtection,
    // Automated backups outlive the cluster until their retention ends, wherever a final snapshot is owed.
    deleteAutomatedBackups: !rules.finalSnapshot,
    ...finalSnapshot(identifier, rules, wiring.dataKey),
    applyImmediately: changesAtOnce(rules),
    enabledCloudwatchLogsExports: [...EXPORTED_LOGS],
    databaseInsightsMode: "standard",
    ...insights(spec, wiring),
    ...(spec.serverless === undefined
      ? {}
      : {
          serverlessv2ScalingConfiguration: {
            minCapacity: spec.serverless.minCapacityUnits,
            maxCapacity: spec.serverless.maxCapacityUnits,
            ...(spec.serverless.autoPauseMinutes === undefined
              ? {}
              : { secondsUntilAutoPause: spec.serverless.autoPauseMinutes * 60 }),
          },
        }),
  };
}

/**
 * What the program never takes back: the membership in a global database is made by the `GlobalCluster`, and a
 * switchover to the standby region makes this cluster a replica; removing either mark would detach it.
 */
export const CLUSTER_IGNORED_CHANGES = ["globalClusterIdentifier", "replicationSourceIdentifier"] as const;

/** What all nodes of a cluster share. */
export interface NodeCommon {
  readonly stack: StackSpec;
  readonly spec: DatabaseSpec;
  readonly rules: LifecycleRules;
  readonly wiring: ClusterWiring;
  readonly facts: AccountFacts;
  readonly clusterId: pulumi.Output<string>;
}

/**
 * One node. Its key names its first role only: after a failover the node called `writer` may be a reader.
 * Database insights need the same settings on every node as on the cluster, so each node repeats them.
 */
export function nodeArgs(
  { stack, spec, rules, wiring, facts, clusterId }: NodeCommon,
  node: DatabaseNodeSpec,
): ClusterInstanceArgs {
  return {
    identifier: physicalName([stack.tenant, stack.environment, "database", node.key], MAX_IDENTIFIER_LENGTH),
    clusterIdentifier: clusterId,
    engine: ENGINE,
    instanceClass: spec.nodeClass,
    availabilityZone: facts.zoneNames[node.zone],
    dbSubnetGroupName: wiring.subnetGroupName,
    dbParameterGroupName: wiring.nodeParameterGroupName,
    // Tiers 0 and 1 scale with the writer where nodes are serverless, so that a promoted reader is warm.
    promotionTier: node.role === "writer" ? 0 : 1,
    publiclyAccessible: false,
    caCertIdentifier: CERTIFICATE_AUTHORITY,
    autoMinorVersionUpgrade: true,
    preferredMaintenanceWindow: spec.maintenanceWindowUtc,
    applyImmediately: changesAtOnce(rules),
    ...insights(spec, wiring),
  };
}

/**
 * The global database made around the cluster. AWS takes engine, version, name and encryption from the source and refuses
 * them as inputs (API `CreateGlobalCluster`). Deleting it releases the members and keeps them.
 */
export function globalClusterArgs(
  stack: StackSpec,
  rules: LifecycleRules,
  clusterArn: pulumi.Output<string>,
): GlobalClusterArgs {
  return {
    globalClusterIdentifier: globalClusterIdentifier(stack),
    sourceDbClusterIdentifier: clusterArn,
    forceDestroy: true,
    deletionProtection: rules.deletionProtection,
    engineLifecycleSupport: NO_EXTENDED_SUPPORT,
  };
}

/**
 * What AWS can set only when a global database is made, though the provider would send it as an update: the engine plans
 * the replacement instead, and its protection stops it. (API: in `CreateGlobalCluster`, not in `ModifyGlobalCluster`.)
 */
export const GLOBAL_CLUSTER_REPLACED_BY = ["engineLifecycleSupport"] as const;

/**
 * A stack in use changes what restarts a node (its class, static parameters, the engine's version) in its maintenance
 * window; one without deletion protection at once. Passwords, protection, logs and new nodes are at once everywhere.
 */
function changesAtOnce(rules: LifecycleRules): boolean {
  return !rules.deletionProtection;
}

function finalSnapshot(
  identifier: string,
  rules: LifecycleRules,
  dataKey: KeyRef,
): Pick<ClusterArgs, "skipFinalSnapshot" | "finalSnapshotIdentifier"> {
  if (!rules.finalSnapshot) return { skipFinalSnapshot: true };
  return { skipFinalSnapshot: false, finalSnapshotIdentifier: finalSnapshotName(identifier, dataKey) };
}

/**
 * The least version to run. AWS raises the minor version in the maintenance window, and the provider takes a running version
 * that is newer for no change. Not the major version alone: AWS raises nothing in a member of a global database (Aurora user
 * guide, "Limitations of Amazon Aurora Global Database"), where the catalogue's minor version is the only way to a patch.
 */
function versions(
  spec: DatabaseSpec,
): Pick<ClusterArgs, "engineVersion" | "allowMajorVersionUpgrade" | "autoMinorVersionUpgrade"> {
  return {
    engineVersion: spec.engineVersion,
    // The major version changes with the catalogue only, and the preview shows it; a second switch would be a trap.
    allowMajorVersionUpgrade: true,
    autoMinorVersionUpgrade: true,
  };
}

type InsightArgs = Pick<
  ClusterInstanceArgs,
  | "performanceInsightsEnabled"
  | "performanceInsightsKmsKeyId"
  | "performanceInsightsRetentionPeriod"
  | "monitoringInterval"
  | "monitoringRoleArn"
>;

function insights(spec: DatabaseSpec, wiring: ClusterWiring): InsightArgs {
  return {
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: wiring.dataKey.keyId,
    performanceInsightsRetentionPeriod: spec.performanceInsightsRetentionDays,
    monitoringInterval: spec.enhancedMonitoringSeconds,
    ...(wiring.monitoringRoleArn === undefined ? {} : { monitoringRoleArn: wiring.monitoringRoleArn }),
  };
}
