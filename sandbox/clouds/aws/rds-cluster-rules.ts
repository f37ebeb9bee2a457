/** What RDS refuses of a cluster's settings, when it is made as when it is changed. */
import { apiError, genericApiError } from "./api-error.ts";
import { keyUsable } from "./key-reference.ts";
import {
  CLUSTER,
  CLUSTER_INSTANCE,
  DATABASE_SUBNET_GROUP,
  findSubnet,
  findSubnetGroup,
  securityGroupFlaw,
} from "./network-lookup.ts";
import { findHere, here, propertyOf, textOf, textsOf } from "../record-values.ts";
import { actualVersion, familyOf, isInsightsRetention } from "./rds-engine.ts";
import { serviceCanAssume } from "./role-reference.ts";
import { windowsOverlap, windowTooShort } from "./weekly-window.ts";
import { flagAt, numberAt, textAt, textsAt } from "../properties.ts";
import type { CloudRecord, Properties, TypeContext } from "../resource-type.ts";

export const CLUSTER_PARAMETER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
export const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
export const GLOBAL_CLUSTER = "aws:rds/globalCluster:GlobalCluster";

/** Logs that Aurora PostgreSQL can export. */
const EXPORTABLE_LOGS = ["postgresql", "instance", "iam-db-auth-error"];
/** Least days of Performance Insights for the advanced mode of Database Insights. */
const ADVANCED_INSIGHTS_DAYS = 465;

/** An RDS error: `400 InvalidParameterValue` and a message. Codes of the model are printed bare, others as `api error`. */
export interface RdsFlaw {
  readonly code: `${number} ${string}`;
  readonly message: string;
}

export function invalidValue(message: string): RdsFlaw {
  return { code: "400 InvalidParameterValue", message };
}

export function invalidCombination(message: string): RdsFlaw {
  return { code: "400 InvalidParameterCombination", message };
}

/** A refusal in the provider's words; the codes of RDS's model stand bare, others behind `api error`. */
export function refusal(doing: string, operation: string, flaw: RdsFlaw): string {
  const isModelled = !/ (InvalidParameterValue|InvalidParameterCombination|MissingParameter)$/.test(flaw.code);
  return (isModelled ? apiError : genericApiError)(doing, `RDS: ${operation}`, flaw.code, flaw.message);
}

/** Nodes of a cluster, in the order of their ids. */
export function nodesOf(context: TypeContext, clusterId: string): readonly CloudRecord[] {
  return here(context, CLUSTER_INSTANCE).filter((node) => textOf(node, "clusterIdentifier") === clusterId);
}

/** The first flaw of a cluster's settings, apart from its names and version. */
export function clusterFlaw(inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  return (
    scheduleFlaw(inputs) ??
    capacityFlaw(inputs) ??
    monitoringFlaw(inputs, context) ??
    insightsFlaw(inputs, context) ??
    logFlaw(inputs) ??
    passwordFlaw(inputs) ??
    parameterGroupFlaw(
      context,
      CLUSTER_PARAMETER_GROUP,
      textAt(inputs, "dbClusterParameterGroupName"),
      textAt(inputs, "engineVersion"),
    ) ??
    groupsFlaw(inputs, context)
  );
}

/** A parameter group that is missing, or made for another version. */
export function parameterGroupFlaw(
  context: TypeContext,
  type: string,
  name: string | undefined,
  version: string | undefined,
): RdsFlaw | undefined {
  const family = familyOf(actualVersion(version) ?? "");
  if (name === undefined || name === `default.${family}`) return undefined;
  const group = findHere(context, type, (record) => record.id === name);
  const word = type === CLUSTER_PARAMETER_GROUP ? "DBClusterParameterGroup" : "DBParameterGroup";
  if (group === undefined) {
    const code =
      type === CLUSTER_PARAMETER_GROUP ? "404 DBClusterParameterGroupNotFound" : "404 DBParameterGroupNotFound";
    return { code, message: `${word} not found: ${name}` };
  }
  const own = textOf(group, "family");
  if (own === family) return undefined;
  return invalidCombination(
    `The Parameter Group ${name} with DBParameterGroupFamily ${own} cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${family}`,
  );
}

/** A role without which RDS cannot deliver operating-system metrics. */
export function monitoringFlaw(inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  const [interval, role] = [numberAt(inputs, "monitoringInterval") ?? 0, textAt(inputs, "monitoringRoleArn")];
  if (interval === 0) return undefined;
  if (role === undefined) {
    return invalidCombination(
      "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
    );
  }
  if (serviceCanAssume(role, "monitoring.rds.amazonaws.com", context)) return undefined;
  return invalidValue(
    "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING",
  );
}

/** A retention that Performance Insights does not have, or a key it cannot use. */
export function insightsFlaw(inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  const days = numberAt(inputs, "performanceInsightsRetentionPeriod");
  if (flagAt(inputs, "performanceInsightsEnabled") === true && days !== undefined && !isInsightsRetention(days)) {
    return invalidValue(
      `Invalid Performance Insights retention period ${days}. Valid values are: 7, 731, or a number of months times 31 (31 to 713)`,
    );
  }
  if (textAt(inputs, "databaseInsightsMode") === "advanced" && (days ?? 0) < ADVANCED_INSIGHTS_DAYS) {
    return invalidCombination(
      `To enable the Advanced mode of Database Insights, modify your cluster to enable Performance Insights and set the retention period for Performance Insights to at least ${ADVANCED_INSIGHTS_DAYS} days.`,
    );
  }
  return keyFlaw(textAt(inputs, "performanceInsightsKmsKeyId"), context);
}

/** A key that is missing, disabled, pending deletion or in another region. */
export function keyFlaw(key: string | undefined, context: TypeContext): RdsFlaw | undefined {
  if (key === undefined || keyUsable(key, context)) return undefined;
  return {
    code: "400 KMSKeyNotAccessibleFault",
    message: `The specified KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`,
  };
}

/** Security groups that are missing, or lie in another VPC than the subnets of the store. */
export function wornGroupsFlaw(
  ids: readonly string[],
  vpcId: string | undefined,
  context: TypeContext,
): RdsFlaw | undefined {
  const flaw = securityGroupFlaw(context, ids, vpcId);
  if (flaw === undefined) return undefined;
  if ("missing" in flaw) return invalidValue(`Invalid security group , groupId= ${flaw.missing}, groupName=.`);
  return invalidCombination(
    `The DB instance and EC2 security group are in different VPCs. The DB instance is in ${vpcId} and the EC2 security group is in ${flaw.elsewhere}`,
  );
}

/** The global cluster that a cluster belongs to: asked for, or made around it. */
export function globalOf(cluster: CloudRecord): string | undefined {
  const id = textOf(cluster, "globalClusterIdentifier");
  return id === "" ? undefined : id;
}

/** Clusters of a global cluster, in all regions. */
export function membersOf(context: TypeContext, globalId: string): readonly CloudRecord[] {
  return context.cloud.all(CLUSTER).filter((cluster) => globalOf(cluster) === globalId);
}

/** Zones of a subnet group, by letter. */
export function zonesOfGroup(context: TypeContext, group: CloudRecord): readonly string[] {
  const zones = textsOf(group, "subnetIds").flatMap((id) => textOf(findSubnet(id, context), "availabilityZone") ?? []);
  return [...new Set(zones)].sort();
}

/** The VPC in which a cluster with this subnet group lies. */
export function vpcOfGroup(context: TypeContext, name: string | undefined): string | undefined {
  return textOf(findSubnetGroup(context, DATABASE_SUBNET_GROUP, name), "vpcId");
}

function scheduleFlaw(inputs: Properties): RdsFlaw | undefined {
  const days = numberAt(inputs, "backupRetentionPeriod");
  if (days !== undefined && (days < 1 || days > 35)) {
    return invalidValue(`Invalid backup retention period: ${days}. Retention period must be between 1 and 35`);
  }
  const [backup, maintenance] = [textAt(inputs, "preferredBackupWindow"), textAt(inputs, "preferredMaintenanceWindow")];
  if (windowsOverlap(backup, maintenance))
    return invalidValue("The backup window and maintenance window must not overlap.");
  if (backup !== undefined && windowTooShort(backup))
    return invalidValue("The backup window must be at least 30 minutes.");
  if (maintenance !== undefined && windowTooShort(maintenance))
    return invalidValue("The maintenance window must be at least 30 minutes.");
  return undefined;
}

function capacityFlaw(inputs: Properties): RdsFlaw | undefined {
  const least = numberAt(inputs, "serverlessv2ScalingConfiguration.minCapacity");
  const most = numberAt(inputs, "serverlessv2ScalingConfiguration.maxCapacity");
  if (least === undefined || most === undefined) return undefined;
  if ([least, most].some((units) => (units * 2) % 1 !== 0)) {
    return invalidValue("Serverless v2 capacity must be specified in increments of 0.5.");
  }
  if (least > most) {
    return invalidValue(
      `Serverless v2 minimum capacity ${least} must be less than or equal to the maximum capacity ${most}.`,
    );
  }
  const pause = numberAt(inputs, "serverlessv2ScalingConfiguration.secondsUntilAutoPause");
  if (pause === undefined || least === 0) return undefined;
  return invalidCombination("SecondsUntilAutoPause can be set only when the Serverless v2 minimum capacity is 0.");
}

function logFlaw(inputs: Properties): RdsFlaw | undefined {
  const unknown = textsAt(inputs, "enabledCloudwatchLogsExports").filter((log) => !EXPORTABLE_LOGS.includes(log));
  if (unknown.length === 0) return undefined;
  return invalidCombination(
    `You cannot use the log types '${unknown.join(", ")}' with engine version aurora-postgresql ${actualVersion(textAt(inputs, "engineVersion"))}. For supported log types, see the documentation.`,
  );
}

/** Aurora user guide, "Password management with Aurora and AWS Secrets Manager", limitations. */
function passwordFlaw(inputs: Properties): RdsFlaw | undefined {
  if (flagAt(inputs, "manageMasterUserPassword") !== true || textAt(inputs, "globalClusterIdentifier") === undefined)
    return undefined;
  return invalidCombination(
    "ManageMasterUserPassword isn't supported for DB clusters that are part of a global cluster.",
  );
}

function groupsFlaw(inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  const name = textAt(inputs, "dbSubnetGroupName");
  if (name !== undefined && findSubnetGroup(context, DATABASE_SUBNET_GROUP, name) === undefined) {
    return { code: "404 DBSubnetGroupNotFoundFault", message: `DB subnet group '${name}' does not exist.` };
  }
  return (
    wornGroupsFlaw(textsAt(inputs, "vpcSecurityGroupIds"), vpcOfGroup(context, name), context) ??
    keyFlaw(textAt(inputs, "kmsKeyId"), context)
  );
}

/** Whether the password of the master user is kept by RDS. */
export function managesPassword(cluster: CloudRecord): boolean {
  return propertyOf(cluster, "manageMasterUserPassword") === true;
}
