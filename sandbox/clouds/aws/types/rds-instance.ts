/** Nodes of Aurora clusters. One of them writes; when it goes, the readiest reader takes over. */
import { regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { each, failures, numberIn, range } from "../../checks.ts";
import { managedKeyArn } from "../key-reference.ts";
import { checkIdentifier } from "../names.ts";
import { CLUSTER, CLUSTER_INSTANCE, DATABASE_SUBNET_GROUP, findSubnetGroup } from "../network-lookup.ts";
import {
  insightsFlaw,
  invalidCombination,
  invalidValue,
  monitoringFlaw,
  nodesOf,
  PARAMETER_GROUP,
  parameterGroupFlaw,
  refusal,
  zonesOfGroup,
} from "../rds-cluster-rules.ts";
import type { RdsFlaw } from "../rds-cluster-rules.ts";
import {
  actualVersion,
  AURORA_POSTGRESQL,
  classRuns,
  familyOf,
  POSTGRESQL_PORT,
  rdsHost,
  SERVERLESS_CLASS,
} from "../rds-engine.ts";
import { isOn, numberOf, propertyOf, textOf, textsOf } from "../../record-values.ts";
import { refuseWeeklyWindow } from "../weekly-window.ts";
import { flagAt, textAt } from "../../properties.ts";
import type { CloudRecord, CloudWriter, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { LOG_GROUP, logGroupOutputs } from "./logs.ts";

/** One writer and fifteen readers. */
const NODES_MAX = 16;

const clusterInstance: ResourceType = {
  token: CLUSTER_INSTANCE,
  autoName: "none",
  enums: { engine: ["aurora-mysql", "aurora-postgresql", "mysql", "postgres"] },
  check: (inputs) =>
    failures(
      checkIdentifier(inputs, "identifier", 63),
      arnInput(inputs, "monitoringRoleArn"),
      arnInput(inputs, "performanceInsightsKmsKeyId"),
      numberIn(inputs, "monitoringInterval", [0, 1, 5, 10, 15, 30, 60]),
      range(inputs, "promotionTier", 0, 15),
      each(inputs, "preferredMaintenanceWindow", (window) =>
        refuseWeeklyWindow("preferred_maintenance_window", window),
      ),
    ),
  refuseCreate(inputs, context) {
    const flaw = creationFlaw(inputs, context);
    return (
      flaw &&
      refusal(
        `creating RDS Cluster (${textAt(inputs, "clusterIdentifier")}) Instance (${textAt(inputs, "identifier") ?? ""})`,
        "CreateDBInstance",
        flaw,
      )
    );
  },
  create(inputs, context) {
    const identifier = textAt(inputs, "identifier") ?? `tf-${context.hex(26, "identifier")}`;
    return { id: identifier, name: identifier, outputs: instanceOutputs(identifier, inputs, context) };
  },
  afterCreate: makeLogGroups,
  refuseUpdate(old, inputs, context) {
    const cluster = context.cloud.byId(CLUSTER, textOf(old, "clusterIdentifier") ?? "");
    const flaw = cluster && settingsFlaw(inputs, cluster, context);
    return flaw && refusal(`updating RDS Cluster Instance (${old.id})`, "ModifyDBInstance", flaw);
  },
  afterDelete(record, context, writer) {
    if (!isOn(record, "writer")) return;
    const readiest = [...nodesOf(context, textOf(record, "clusterIdentifier") ?? "")].sort(
      (one, other) => (numberOf(one, "promotionTier") ?? 0) - (numberOf(other, "promotionTier") ?? 0),
    )[0];
    if (readiest !== undefined) writer.put({ ...readiest, outputs: { ...readiest.outputs, writer: true } });
  },
};

export const instanceTypes: readonly ResourceType[] = [clusterInstance];

function creationFlaw(inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  const identifier = textAt(inputs, "identifier");
  const clusterId = textAt(inputs, "clusterIdentifier") ?? "";
  if (identifier !== undefined && context.cloud.byId(CLUSTER_INSTANCE, identifier) !== undefined) {
    return { code: "400 DBInstanceAlreadyExists", message: "DB instance already exists" };
  }
  const cluster = context.cloud.byId(CLUSTER, clusterId);
  if (cluster === undefined)
    return { code: "404 DBClusterNotFoundFault", message: `DBCluster ${clusterId} not found.` };
  const nodes = nodesOf(context, clusterId);
  if (nodes.length >= NODES_MAX)
    return invalidCombination(`Cluster ${clusterId} already has ${NODES_MAX} DB instances.`);
  const engine = textAt(inputs, "engine");
  if (engine !== textOf(cluster, "engine")) {
    return invalidCombination(
      `The engine name requested for your DB instance (${engine}) doesn't match the engine name of your DB cluster (${textOf(cluster, "engine")}).`,
    );
  }
  const version = textAt(inputs, "engineVersion");
  const clusterVersion = textOf(cluster, "engineVersionActual");
  if (version !== undefined && actualVersion(version) !== clusterVersion) {
    return invalidCombination(
      `The engine version that you requested for your DB instance (${version}) does not match the engine version of your DB cluster (${clusterVersion}).`,
    );
  }
  return zoneFlaw(inputs, cluster, context) ?? settingsFlaw(inputs, cluster, context);
}

/** A node lies in a zone of the cluster's subnet group. */
function zoneFlaw(inputs: Properties, cluster: CloudRecord, context: TypeContext): RdsFlaw | undefined {
  const name = textOf(cluster, "dbSubnetGroupName");
  const own = textAt(inputs, "dbSubnetGroupName");
  if (own !== undefined && own !== name) {
    return invalidCombination(
      `The DB instance must be in the same DB subnet group as its DB cluster (${name}), not in ${own}.`,
    );
  }
  const group = findSubnetGroup(context, DATABASE_SUBNET_GROUP, name);
  const zone = textAt(inputs, "availabilityZone");
  if (group === undefined || zone === undefined || zonesOfGroup(context, group).includes(zone)) return undefined;
  return {
    code: "400 InvalidVPCNetworkStateFault",
    message: `DB Subnet Group ${name} has no subnet in availability zone ${zone}; it covers ${zonesOfGroup(context, group).join(", ")}`,
  };
}

function settingsFlaw(inputs: Properties, cluster: CloudRecord, context: TypeContext): RdsFlaw | undefined {
  const instanceClass = textAt(inputs, "instanceClass") ?? "";
  const version = textOf(cluster, "engineVersionActual") ?? "";
  if (!classRuns(instanceClass, version)) {
    return invalidCombination(
      `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${instanceClass}, Engine=${AURORA_POSTGRESQL}, EngineVersion=${version}, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`,
    );
  }
  if (instanceClass === SERVERLESS_CLASS && propertyOf(cluster, "serverlessv2ScalingConfiguration") === undefined) {
    return invalidValue(
      "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.",
    );
  }
  return (
    parameterGroupFlaw(context, PARAMETER_GROUP, textAt(inputs, "dbParameterGroupName"), version) ??
    monitoringFlaw(inputs, context) ??
    insightsFlaw(inputs, context)
  );
}

function instanceOutputs(identifier: string, inputs: Properties, context: TypeContext): Properties {
  const clusterId = textAt(inputs, "clusterIdentifier") ?? "";
  const cluster = context.cloud.byId(CLUSTER, clusterId);
  const version = textOf(cluster, "engineVersionActual") ?? "";
  const group = findSubnetGroup(context, DATABASE_SUBNET_GROUP, textOf(cluster, "dbSubnetGroupName"));
  const zones = group === undefined ? [] : zonesOfGroup(context, group);
  const insightsKey = flagAt(inputs, "performanceInsightsEnabled") === true ? managedKeyArn("rds", context) : "";
  return {
    applyImmediately: false,
    arn: regionalArn(context, "rds", `db:${identifier}`),
    availabilityZone: zones[Number.parseInt(context.hex(4, "zone"), 16) % Math.max(zones.length, 1)] ?? "",
    caCertIdentifier: "rds-ca-rsa2048-g1",
    dbParameterGroupName: `default.${familyOf(version)}`,
    dbSubnetGroupName: textOf(cluster, "dbSubnetGroupName") ?? "default",
    dbiResourceId: `db-${context.alphanumeric(26)}`,
    endpoint: rdsHost(identifier, "", context),
    engineVersion: version,
    engineVersionActual: version,
    identifier,
    identifierPrefix: "",
    kmsKeyId: textOf(cluster, "kmsKeyId") ?? "",
    monitoringRoleArn: "",
    networkType: textOf(cluster, "networkType") ?? "IPV4",
    performanceInsightsEnabled: false,
    performanceInsightsKmsKeyId: insightsKey,
    performanceInsightsRetentionPeriod: insightsKey === "" ? 0 : 7,
    port: numberOf(cluster, "port") ?? POSTGRESQL_PORT,
    preferredBackupWindow: textOf(cluster, "preferredBackupWindow"),
    preferredMaintenanceWindow: textOf(cluster, "preferredMaintenanceWindow"),
    publiclyAccessible: false,
    storageEncrypted: cluster !== undefined && isOn(cluster, "storageEncrypted"),
    writer: !nodesOf(context, clusterId).some((node) => isOn(node, "writer")),
  };
}

/** With its first node a cluster begins to export logs, and RDS makes the groups that nobody made: no key, kept for ever. */
function makeLogGroups(record: CloudRecord, context: TypeContext, writer: CloudWriter): void {
  const clusterId = textOf(record, "clusterIdentifier") ?? "";
  const cluster = context.cloud.byId(CLUSTER, clusterId);
  for (const log of cluster === undefined ? [] : textsOf(cluster, "enabledCloudwatchLogsExports")) {
    const name = `/aws/rds/cluster/${clusterId}/${log}`;
    if (context.cloud.byId(LOG_GROUP, name) !== undefined) continue;
    writer.put({
      type: LOG_GROUP,
      id: name,
      inputs: { name, retentionInDays: 0 },
      outputs: logGroupOutputs(name, context),
    });
  }
}
