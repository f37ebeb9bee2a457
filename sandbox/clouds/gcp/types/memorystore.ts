/** Memorystore for Valkey. */
import { failures, pattern, range, unless } from "../../checks.ts";
import { blocksAt, numberAt, textAt } from "../../properties.ts";
import { isOn, textOf } from "../../record-values.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { DELETION_POLICIES, preventedDeletion } from "../deletion-policy.ts";
import { keyFlaw, serviceAgent } from "../key-use.ts";
import { NODE_TYPES, instanceOutputs } from "../memorystore-outputs.ts";
import { locationId, locationOf, nameOf, projectOf } from "../self-link.ts";

const INSTANCE = "gcp:memorystore/instance:Instance";
const POLICY = "gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy";

/** The class of service under which Memorystore asks for endpoints. */
const SERVICE_CLASS = "gcp-memorystore";

const ENGINE_VERSIONS = ["VALKEY_7_2", "VALKEY_8_0", "VALKEY_9_0"] as const;

const place = (properties: Properties): string | undefined =>
  textAt(properties, "location") ?? locationOf(textAt(properties, "id"));

const instance: ResourceType = {
  token: INSTANCE,
  autoName: "none",
  place,
  enums: {
    authorizationMode: ["AUTH_DISABLED", "IAM_AUTH"],
    deletionPolicy: DELETION_POLICIES,
    engineVersion: ENGINE_VERSIONS,
    mode: ["CLUSTER", "CLUSTER_DISABLED"],
    nodeType: Object.keys(NODE_TYPES),
    "persistenceConfig.mode": ["AOF", "DISABLED", "RDB"],
    serverCaMode: [
      "CUSTOMER_MANAGED_CAS_CA",
      "GOOGLE_MANAGED_PER_INSTANCE_CA",
      "GOOGLE_MANAGED_SHARED_CA",
      "SERVER_CA_MODE_UNSPECIFIED",
    ],
    transitEncryptionMode: ["SERVER_AUTHENTICATION", "TRANSIT_ENCRYPTION_DISABLED"],
    "zoneDistributionConfig.mode": ["MULTI_ZONE", "SINGLE_ZONE"],
  },
  check: checkInstance,
  refuseCreate(inputs, context) {
    const id = instanceId(inputs, context);
    if (context.cloud.byId(INSTANCE, id) !== undefined)
      return googleError("Error creating Instance", "409", `Resource '${id}' already exists.`);
    const flaw = shapeFlaw(inputs) ?? endpointFlaw(inputs, context) ?? encryptionFlaw(inputs, context);
    return flaw && googleError("Error creating Instance", "400", flaw);
  },
  create(inputs, context) {
    const id = instanceId(inputs, context);
    return { id, name: nameOf(id), outputs: instanceOutputs(id, inputs, context) };
  },
  refuseUpdate(old, inputs) {
    const flaw = shapeFlaw(inputs) ?? downgradeFlaw(old, inputs);
    return flaw && googleError(`Error updating Instance "${old.id}"`, "400", flaw);
  },
  update: (old, inputs) => ({ ...old.outputs, nodeConfigs: [nodeConfig(inputs)] }),
  refuseDelete(record) {
    const prevented = preventedDeletion(record);
    if (prevented !== undefined || !isOn(record, "deletionProtectionEnabled")) return prevented;
    const message = "The instance cannot be deleted because deletion protection is enabled.";
    return googleError("Error when reading or editing Instance", "400", message);
  },
};

export const memorystoreTypes: readonly ResourceType[] = [instance];

function instanceId(inputs: Properties, context: TypeContext): string {
  return locationId(projectOf(inputs, context), context.region, "instances", textAt(inputs, "instanceId") ?? "");
}

function checkInstance(inputs: Properties): readonly CheckFailure[] {
  const id = textAt(inputs, "instanceId") ?? "xxxx";
  return failures(
    unless(
      id.length >= 4 && id.length <= 63,
      "instanceId",
      `expected length of instance_id to be in the range (4 - 63), got ${id}`,
    ),
    pattern(
      inputs,
      "instanceId",
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
      "must contain only lowercase letters, digits, and hyphens, and must begin and end with a letter or digit",
    ),
    range(inputs, "shardCount", 1, 250),
    range(inputs, "replicaCount", 0, 5),
    range(inputs, "automatedBackupConfig.fixedFrequencySchedule.startTime.hours", 0, 23),
  );
}

function shapeFlaw(inputs: Properties): string | undefined {
  const nodeType = textAt(inputs, "nodeType") ?? "";
  const isCluster = textAt(inputs, "mode") !== "CLUSTER_DISABLED";
  if (isCluster && nodeType.startsWith("CUSTOM_")) {
    return `Node type ${nodeType} is only supported for instances with cluster mode disabled.`;
  }
  if (!isCluster && (numberAt(inputs, "shardCount") ?? 1) !== 1) {
    return "Instances with cluster mode disabled must have exactly one shard.";
  }
  const retention = textAt(inputs, "automatedBackupConfig.retention");
  const days = Number(/^(\d+)s$/.exec(retention ?? "86400s")?.[1] ?? 0) / 86_400;
  return days >= 1 && days <= 365 ? undefined : `Backup retention must be between 1 and 365 days, got ${retention}.`;
}

function endpointFlaw(inputs: Properties, context: TypeContext): string | undefined {
  const orphan = blocksAt(inputs, "desiredAutoCreatedEndpoints").find(
    (endpoint) => findPolicy(textAt(endpoint, "network"), SERVICE_CLASS, context) === undefined,
  );
  return (
    orphan &&
    `No service connection policy for ${SERVICE_CLASS} in network ${textAt(orphan, "network")} and region ${context.region}.`
  );
}

function findPolicy(
  network: string | undefined,
  serviceClass: string | undefined,
  context: TypeContext,
): CloudRecord | undefined {
  if (network === undefined) return undefined;
  return context.cloud.find(
    POLICY,
    (record) =>
      record.region === context.region &&
      textOf(record, "serviceClass") === serviceClass &&
      nameOf(textOf(record, "network") ?? "") === nameOf(network),
  );
}

function encryptionFlaw(inputs: Properties, context: TypeContext): string | undefined {
  const key = textAt(inputs, "kmsKey");
  switch (keyFlaw(key, "memorystore", context.region, context)) {
    case undefined:
      return undefined;
    case "elsewhere":
      return `KMS key ${key} must be in the region of the instance, ${context.region}.`;
    case "absent":
      return `KMS key ${key} does not exist.`;
    case "forbidden":
      return `The service account ${serviceAgent("memorystore", context.account)} has no permission to use the KMS key ${key}.`;
  }
}

/** A running instance takes newer versions only. */
function downgradeFlaw(old: CloudRecord, inputs: Properties): string | undefined {
  const order: readonly string[] = ENGINE_VERSIONS;
  const [before = "", after] = [textOf(old, "engineVersion"), textAt(inputs, "engineVersion")];
  if (after === undefined || order.indexOf(after) >= order.indexOf(before)) return undefined;
  return `Engine version cannot be downgraded from ${before} to ${after}.`;
}

function nodeConfig(inputs: Properties): Properties {
  const nodeType = textAt(inputs, "nodeType") ?? "";
  return { sizeGb: NODE_TYPES[nodeType]?.totalGb ?? 0 };
}
