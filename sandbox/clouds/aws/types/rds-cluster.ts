/** Aurora clusters: made, changed and deleted as RDS does, with the final snapshot that a person can read. */
import { arnInput } from "../arn-input.ts";
import { each, failures, numberIn, pattern, range, textLength, unless } from "../../checks.ts";
import { checkIdentifier } from "../names.ts";
import { CLUSTER } from "../network-lookup.ts";
import { followerFlaw } from "../rds-follower-rules.ts";
import { refuseDeletion, writeFinalSnapshot } from "../rds-cluster-deletion.ts";
import { clusterOutputs, dropPassword, keepPassword } from "../rds-cluster-outputs.ts";
import {
  clusterFlaw,
  GLOBAL_CLUSTER,
  globalOf,
  invalidCombination,
  invalidValue,
  membersOf,
  nodesOf,
  refusal,
} from "../rds-cluster-rules.ts";
import type { RdsFlaw } from "../rds-cluster-rules.ts";
import { actualVersion, AURORA_POSTGRESQL, compareVersions, majorOf } from "../rds-engine.ts";
import { textOf } from "../../record-values.ts";
import { refuseDailyWindow, refuseWeeklyWindow } from "../weekly-window.ts";
import { flagAt, textAt, valueAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

/** User names that the engine keeps for itself. */
const RESERVED_USERS = ["admin", "rdsadmin", "rds_superuser", "rdsrepladmin", "rdswriteforwarduser", "public", "user"];

const cluster: ResourceType = {
  token: CLUSTER,
  autoName: "none",
  sets: ["availabilityZones", "vpcSecurityGroupIds", "enabledCloudwatchLogsExports", "clusterMembers", "iamRoles"],
  enums: {
    engine: ["aurora-mysql", "aurora-postgresql", "mysql", "postgres"],
    engineMode: ["", "global", "multimaster", "parallelquery", "provisioned", "serverless"],
    networkType: ["IPV4", "DUAL"],
    storageType: ["", "aurora", "aurora-iopt1", "gp3", "io1", "io2"],
    databaseInsightsMode: ["advanced", "standard"],
    engineLifecycleSupport: ["open-source-rds-extended-support", "open-source-rds-extended-support-disabled"],
    enabledCloudwatchLogsExports: [
      "audit",
      "error",
      "general",
      "iam-db-auth-error",
      "instance",
      "postgresql",
      "slowquery",
      "upgrade",
    ],
  },
  check: checkCluster,
  refuseCreate(inputs, context) {
    const identifier = textAt(inputs, "clusterIdentifier") ?? "";
    const flaw = creationFlaw(inputs, context, identifier);
    return flaw && refusal(`creating RDS Cluster (${identifier})`, "CreateDBCluster", flaw);
  },
  create(inputs, context) {
    const identifier = textAt(inputs, "clusterIdentifier") ?? `tf-${context.hex(26, "identifier")}`;
    return { id: identifier, name: identifier, outputs: clusterOutputs(identifier, inputs, context) };
  },
  afterCreate: keepPassword,
  refuseUpdate(old, inputs, context) {
    const doing = `updating RDS Cluster (${old.id})`;
    const [before, after] = [globalOf(old), textAt(inputs, "globalClusterIdentifier")];
    if (after !== undefined && before !== after) {
      return before === undefined
        ? "existing RDS Clusters cannot be added to an existing RDS Global Cluster"
        : "existing RDS Clusters cannot be migrated between existing RDS Global Clusters";
    }
    const flaw =
      upgradeFlaw(old, inputs) ??
      clusterFlaw(before === undefined ? inputs : { ...inputs, globalClusterIdentifier: before }, context);
    return flaw && refusal(doing, "ModifyDBCluster", flaw);
  },
  update(old, inputs) {
    const { globalClusterIdentifier, ...rest } = old.outputs;
    const leavesGlobal =
      textAt(old.inputs, "globalClusterIdentifier") !== undefined &&
      valueAt(inputs, "globalClusterIdentifier") === undefined;
    return {
      ...rest,
      ...(globalClusterIdentifier === undefined || leavesGlobal ? {} : { globalClusterIdentifier }),
      engineVersionActual: isNewer(textAt(inputs, "engineVersion"), textOf(old, "engineVersionActual"))
        ? actualVersion(textAt(inputs, "engineVersion"))
        : textOf(old, "engineVersionActual"),
    };
  },
  // AWS raises the minor version by itself; the provider sends a version only when it is newer than the one that runs.
  suppresses: (outputs, news) =>
    isNewer(textAt(news, "engineVersion"), textAt(outputs, "engineVersionActual")) ? [] : ["engineVersion"],
  // Every node runs the cluster's version.
  afterUpdate(old, record, context, writer) {
    const version = textOf(record, "engineVersionActual");
    if (textOf(old, "engineVersionActual") === version) return;
    for (const node of nodesOf(context, record.id)) {
      writer.put({ ...node, outputs: { ...node.outputs, engineVersion: version, engineVersionActual: version } });
    }
  },
  recomputes: (old, news) =>
    textAt(old, "engineVersion") === textAt(news, "engineVersion") ? [] : ["engineVersionActual"],
  replaces: (old, news) =>
    textAt(news, "engine")?.startsWith("aurora") !== true &&
    valueAt(old, "storageType") !== valueAt(news, "storageType")
      ? ["storageType"]
      : [],
  keeps: (_old, news) => (valueAt(news, "snapshotIdentifier") === undefined ? ["snapshotIdentifier"] : []),
  refuseDelete: refuseDeletion,
  afterDelete(record, context, writer) {
    writeFinalSnapshot(record, context, writer);
    dropPassword(record, writer);
  },
};

export const clusterTypes: readonly ResourceType[] = [cluster];

function checkCluster(inputs: Properties): readonly CheckFailure[] {
  return failures(
    checkIdentifier(inputs, "clusterIdentifier", 63),
    pattern(
      inputs,
      "finalSnapshotIdentifier",
      /^[0-9A-Za-z-]+$/,
      "must only contain alphanumeric characters and hyphens",
    ),
    pattern(inputs, "finalSnapshotIdentifier", /^(?!.*--)/, "cannot contain two consecutive hyphens"),
    pattern(inputs, "finalSnapshotIdentifier", /[^-]$/, "cannot end in a hyphen"),
    arnInput(inputs, "kmsKeyId"),
    arnInput(inputs, "performanceInsightsKmsKeyId"),
    arnInput(inputs, "monitoringRoleArn"),
    each(inputs, "backupRetentionPeriod", (days) =>
      typeof days === "number" && days > 35
        ? `expected backup_retention_period to be at most (35), got ${days}`
        : undefined,
    ),
    each(inputs, "preferredBackupWindow", (window) => refuseDailyWindow("preferred_backup_window", window)),
    each(inputs, "preferredMaintenanceWindow", (window) => refuseWeeklyWindow("preferred_maintenance_window", window)),
    range(inputs, "port", 1150, 65_535),
    numberIn(inputs, "monitoringInterval", [0, 1, 5, 10, 15, 30, 60]),
    range(inputs, "serverlessv2ScalingConfiguration.minCapacity", 0, 256),
    range(inputs, "serverlessv2ScalingConfiguration.maxCapacity", 1, 256),
    range(inputs, "serverlessv2ScalingConfiguration.secondsUntilAutoPause", 300, 86_400),
    pattern(
      inputs,
      "databaseName",
      /^[A-Za-z_]\w{0,62}$/,
      "must begin with a letter or underscore, and contain only alphanumeric characters and underscores",
    ),
    pattern(
      inputs,
      "masterUsername",
      /^[A-Za-z]\w{0,62}$/,
      "must begin with a letter, and contain only alphanumeric characters and underscores",
    ),
    ["masterPassword", "masterPasswordWo"].flatMap((property) => failures(checkPassword(inputs, property))),
    unless(
      textAt(inputs, "kmsKeyId") === undefined || flagAt(inputs, "storageEncrypted") !== false,
      "storageEncrypted",
      "storage_encrypted must be true when kms_key_id is specified",
    ),
  );
}

/** The value never shows in a message. */
function checkPassword(inputs: Properties, property: string): CheckFailure | undefined {
  const value = textAt(inputs, property);
  const length = textLength({ [property]: value && "x".repeat(value.length) }, property, 8, 41);
  if (length !== undefined) return { property, reason: "the master password must have 8 to 41 characters" };
  if (value === undefined || /^[\x21-\x7e]+$/.test(value.replaceAll(/[/@"]/g, "\0"))) return undefined;
  return {
    property,
    reason: `the master password may have only printable ASCII characters besides '/', '@', '"', ' '`,
  };
}

function creationFlaw(inputs: Properties, context: TypeContext, identifier: string): RdsFlaw | undefined {
  const engine = textAt(inputs, "engine");
  if (engine !== AURORA_POSTGRESQL)
    return invalidValue(`the simulated cloud plays ${AURORA_POSTGRESQL} only, not ${engine}`);
  if (context.cloud.byId(CLUSTER, identifier) !== undefined) {
    return { code: "400 DBClusterAlreadyExistsFault", message: "DB Cluster already exists" };
  }
  const version = textAt(inputs, "engineVersion");
  if (actualVersion(version) === undefined)
    return invalidCombination(`Cannot find version ${version} for ${AURORA_POSTGRESQL}`);
  return masterFlaw(inputs, context) ?? clusterFlaw(inputs, context);
}

/** A cluster of its own needs a master user; one that joins a global cluster or is restored has one already. */
function masterFlaw(inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  const has = (property: string): boolean => valueAt(inputs, property) !== undefined;
  const globalId = textAt(inputs, "globalClusterIdentifier");
  if (globalId !== undefined && context.cloud.find(GLOBAL_CLUSTER, (record) => record.id === globalId) === undefined) {
    return { code: "404 GlobalClusterNotFoundFault", message: `Global cluster ${globalId} not found` };
  }
  const members = globalId === undefined ? [] : membersOf(context, globalId);
  if (members.some((member) => member.region === context.region)) {
    return invalidCombination(`Global cluster ${globalId} already has a DB cluster in region ${context.region}`);
  }
  if (members.length > 0) return followerFlaw(inputs, members);
  if (["snapshotIdentifier", "restoreToPointInTime", "s3Import", "replicationSourceIdentifier"].some(has)) {
    return undefined;
  }
  const user = textAt(inputs, "masterUsername");
  if (user === undefined) return invalidValue("The parameter MasterUsername must be provided and must not be blank.");
  if (RESERVED_USERS.includes(user.toLowerCase())) {
    return invalidValue(`MasterUsername ${user} cannot be used as it is a reserved word used by the engine`);
  }
  const hasPassword =
    has("masterPassword") || has("masterPasswordWoVersion") || flagAt(inputs, "manageMasterUserPassword") === true;
  return hasPassword
    ? undefined
    : invalidValue("The parameter MasterUserPassword must be provided and must not be blank.");
}

/**
 * Whether a version is asked for that is newer than the running one. A major version alone is older than its minors.
 * Source: hashicorp/terraform-provider-aws#49396, in the provider since August 2026.
 */
function isNewer(asked: string | undefined, running: string | undefined): boolean {
  return asked !== undefined && (running === undefined || compareVersions(asked, running) > 0);
}

function upgradeFlaw(old: CloudRecord, inputs: Properties): RdsFlaw | undefined {
  const before = textOf(old, "engineVersionActual") ?? "";
  const asked = textAt(inputs, "engineVersion");
  if (asked === undefined || !isNewer(asked, before)) return undefined;
  const after = actualVersion(asked);
  if (after === undefined) return invalidCombination(`Cannot find version ${asked} for ${AURORA_POSTGRESQL}`);
  if (majorOf(after) === majorOf(before)) return undefined;
  if (globalOf(old) !== undefined) {
    return invalidCombination(
      "You can't upgrade the major version of a DB cluster that is part of a global cluster. Upgrade the global cluster instead.",
    );
  }
  if (flagAt(inputs, "allowMajorVersionUpgrade") === true) return undefined;
  return invalidCombination("The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.");
}
