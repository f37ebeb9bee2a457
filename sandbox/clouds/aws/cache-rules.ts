/** What ElastiCache refuses of a replication group's settings, when it is made as when it is changed. */
import { genericApiError } from "./api-error.ts";
import { actualCacheVersion, cacheFamily, isNodeType } from "./cache-engine.ts";
import { keyUsable } from "./key-reference.ts";
import { CACHE_SUBNET_GROUP, findSubnetGroup, securityGroupFlaw } from "./network-lookup.ts";
import { findHere, propertyOf, textOf } from "../record-values.ts";
import { windowsOverlap } from "./weekly-window.ts";
import { blocksAt, flagAt, isProperties, numberAt, textAt, textsAt } from "../properties.ts";
import type { CloudRecord, Properties, TypeContext } from "../resource-type.ts";

export const CACHE_PARAMETER_GROUP = "aws:elasticache/parameterGroup:ParameterGroup";
export const CACHE_USER = "aws:elasticache/user:User";
export const CACHE_USER_GROUP = "aws:elasticache/userGroup:UserGroup";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** An ElastiCache error. */
export interface CacheFlaw {
  readonly code: `${number} ${string}`;
  readonly message: string;
}

/** A refusal in the provider's words. */
export function cacheRefusal(doing: string, operation: string, flaw: CacheFlaw): string {
  const bare = !/ InvalidParameter(Value|Combination)$/.test(flaw.code);
  const text = genericApiError(doing, `ElastiCache: ${operation}`, flaw.code, flaw.message);
  return bare ? text.replace("api error ", "") : text;
}

export function invalidCacheValue(message: string): CacheFlaw {
  return { code: "400 InvalidParameterValue", message };
}

export function invalidCacheCombination(message: string): CacheFlaw {
  return { code: "400 InvalidParameterCombination", message };
}

/** Whether the group runs in cluster mode: asked for, or meant by its shards or its parameters. */
export function isClustered(inputs: Properties, context: TypeContext): boolean {
  const mode = textAt(inputs, "clusterMode");
  if (mode !== undefined) return mode !== "disabled";
  return (
    (numberAt(inputs, "numNodeGroups") ?? 1) > 1 ||
    groupIsClustered(textAt(inputs, "parameterGroupName"), context) === true
  );
}

/** Whether data in transit is encrypted; Valkey does unless told otherwise. */
export function hasTls(inputs: Properties): boolean {
  return flagAt(inputs, "transitEncryptionEnabled") ?? textAt(inputs, "engine") === "valkey";
}

/** The first flaw of a group's settings. */
export function cacheFlaw(inputs: Properties, context: TypeContext): CacheFlaw | undefined {
  return (
    nodeFlaw(inputs) ??
    failoverFlaw(inputs, context) ??
    parameterFlaw(inputs, context) ??
    placeFlaw(inputs, context) ??
    usersFlaw(inputs, context) ??
    windowFlaw(inputs) ??
    logFlaw(inputs, context)
  );
}

function nodeFlaw(inputs: Properties): CacheFlaw | undefined {
  const [engine, version, nodeType] = [
    textAt(inputs, "engine") ?? "redis",
    textAt(inputs, "engineVersion"),
    textAt(inputs, "nodeType"),
  ];
  if (actualCacheVersion(engine, version) === undefined) {
    return invalidCacheCombination(`Cannot find version ${version} for ${engine}`);
  }
  if (nodeType === undefined || isNodeType(nodeType)) return undefined;
  return invalidCacheValue(`Instance type ${nodeType} is not supported`);
}

function failoverFlaw(inputs: Properties, context: TypeContext): CacheFlaw | undefined {
  const failover = flagAt(inputs, "automaticFailoverEnabled") === true;
  const clustered = isClustered(inputs, context);
  if (clustered && !failover)
    return invalidCacheCombination("Redis with cluster mode enabled cannot be created with auto failover turned off.");
  if (flagAt(inputs, "multiAzEnabled") !== true) return undefined;
  const replicas = numberAt(inputs, "replicasPerNodeGroup") ?? (numberAt(inputs, "numCacheClusters") ?? 1) - 1;
  return replicas > 0
    ? undefined
    : invalidCacheCombination("Must have at least one replica per node group to enable Multi-AZ.");
}

/** The parameter group must exist, be of the version's family, and agree with cluster mode. */
function parameterFlaw(inputs: Properties, context: TypeContext): CacheFlaw | undefined {
  const name = textAt(inputs, "parameterGroupName");
  if (name === undefined) return undefined;
  const engine = textAt(inputs, "engine") ?? "redis";
  const family = cacheFamily(engine, actualCacheVersion(engine, textAt(inputs, "engineVersion")) ?? "");
  const own = name.startsWith("default.")
    ? name.replace(/^default\./, "").replace(".cluster.on", "")
    : textOf(findParameterGroup(name, context), "family");
  if (own === undefined)
    return { code: "404 CacheParameterGroupNotFound", message: `CacheParameterGroup ${name} not found.` };
  if (own !== family) {
    return invalidCacheCombination(`Expected a parameter group of family ${family} but found one of family ${own}`);
  }
  if (!isClustered(inputs, context) || groupIsClustered(name, context) === true) return undefined;
  return invalidCacheCombination(
    "When using Redis with cluster mode enabled, the cluster-enabled parameter of the parameter group must be set to yes.",
  );
}

function placeFlaw(inputs: Properties, context: TypeContext): CacheFlaw | undefined {
  const name = textAt(inputs, "subnetGroupName");
  const group = findSubnetGroup(context, CACHE_SUBNET_GROUP, name);
  if (name !== undefined && group === undefined) {
    return { code: "400 CacheSubnetGroupNotFoundFault", message: `Cache Subnet Group ${name} does not exist.` };
  }
  const worn = securityGroupFlaw(context, textsAt(inputs, "securityGroupIds"), textOf(group, "vpcId"));
  if (worn !== undefined) {
    const id = "missing" in worn ? worn.missing : `in ${worn.elsewhere}`;
    return invalidCacheValue(`Some security groups are invalid, failed operation due to missing security group: ${id}`);
  }
  const key = textAt(inputs, "kmsKeyId");
  if (key === undefined) return undefined;
  if (flagAt(inputs, "atRestEncryptionEnabled") === false) {
    return invalidCacheCombination("KMS key can be specified only when encryption at rest is enabled.");
  }
  return keyUsable(key, context)
    ? undefined
    : { code: "400 InvalidKMSKeyFault", message: `The KMS key supplied is not valid: ${key}` };
}

function usersFlaw(inputs: Properties, context: TypeContext): CacheFlaw | undefined {
  const groups = textsAt(inputs, "userGroupIds");
  if (groups.length > 0 && !hasTls(inputs)) {
    return invalidCacheCombination("User group based access control requires encryption-in-transit to be enabled.");
  }
  for (const id of groups) {
    const group = context.cloud.byId(CACHE_USER_GROUP, id);
    if (group === undefined) return { code: "404 UserGroupNotFoundFault", message: `User Group ${id} not found.` };
    if (textOf(group, "engine")?.toLowerCase() === "redis" && textAt(inputs, "engine") === "valkey") continue;
    if (textOf(group, "engine")?.toLowerCase() !== (textAt(inputs, "engine") ?? "redis")) {
      return invalidCacheCombination(
        `User Group ${id} of engine ${textOf(group, "engine")} cannot be used with engine ${textAt(inputs, "engine")}.`,
      );
    }
  }
  return undefined;
}

function windowFlaw(inputs: Properties): CacheFlaw | undefined {
  const overlap = windowsOverlap(textAt(inputs, "snapshotWindow"), textAt(inputs, "maintenanceWindow"));
  return overlap ? invalidCacheValue("The snapshot window and maintenance window must not overlap.") : undefined;
}

function logFlaw(inputs: Properties, context: TypeContext): CacheFlaw | undefined {
  for (const delivery of blocksAt(inputs, "logDeliveryConfigurations")) {
    const destination = textAt(delivery, "destination");
    if (textAt(delivery, "destinationType") !== "cloudwatch-logs" || destination === undefined) continue;
    if (context.cloud.byId(LOG_GROUP, destination) === undefined) {
      return invalidCacheValue(`Destination log group ${destination} does not exist.`);
    }
  }
  return undefined;
}

function findParameterGroup(name: string | undefined, context: TypeContext): CloudRecord | undefined {
  return findHere(context, CACHE_PARAMETER_GROUP, (group) => group.id === name);
}

/** Whether a parameter group turns cluster mode on; undefined for one that does not exist. */
function groupIsClustered(name: string | undefined, context: TypeContext): boolean | undefined {
  if (name?.startsWith("default.") === true) return name.endsWith(".cluster.on");
  const group = findParameterGroup(name, context);
  if (group === undefined) return undefined;
  const parameters = propertyOf(group, "parameters");
  if (!Array.isArray(parameters)) return false;
  return parameters
    .filter(isProperties)
    .some((parameter) => parameter["name"] === "cluster-enabled" && parameter["value"] === "yes");
}
