/** Azure Managed Redis: the cluster, its one database, and who may log in. */
import { flagAt, numberAt, textAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armType, childrenOf } from "../arm-type.ts";

const CLUSTER = "azure-native:redisenterprise:RedisEnterprise";
const DATABASE = "azure-native:redisenterprise:Database";
const ACCESS = "azure-native:redisenterprise:AccessPolicyAssignment";

/** Memory of the sizes of Managed Redis, GB (azure-docs, articles/redis overview 2025-05-18; SDK enum SkuName). */
const MEMORY_GB: Readonly<Record<string, number>> = {
  ...{
    Balanced_B0: 0.5,
    Balanced_B1: 1,
    Balanced_B3: 3,
    Balanced_B5: 6,
    ComputeOptimized_X3: 3,
    ComputeOptimized_X5: 6,
  },
  ...family("Balanced_B"),
  ...family("MemoryOptimized_M"),
  ...family("ComputeOptimized_X"),
  ...{ MemoryOptimized_M1500: 1440, MemoryOptimized_M2000: 1920 },
};

/** Azure Managed Redis listens on this port only (azure-docs, articles/redis overview). */
const PORT = 10_000;

const NAMING = {
  pattern: /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/,
  maxLength: 60,
  words: "must be 1-60 characters long, of letters, numbers and hyphens, none leading, trailing or consecutive",
};

const cluster: ResourceType = armType({
  token: CLUSTER,
  armType: "Microsoft.Cache/redisEnterprise",
  names: ["clusterName"],
  naming: NAMING,
  enums: {
    highAvailability: ["Enabled", "Disabled"],
    minimumTlsVersion: ["1.0", "1.1", "1.2"],
    publicNetworkAccess: ["Enabled", "Disabled"],
  },
  references: {
    "encryption.customerManagedKeyEncryption.keyEncryptionKeyIdentity.userAssignedIdentityResourceId":
      "azure-native:managedidentity:UserAssignedIdentity",
    "identity.userAssignedIdentities": "azure-native:managedidentity:UserAssignedIdentity",
  },
  check: (inputs) => [...checkSku(inputs), ...checkKey(inputs)],
  refuseCreate(inputs, { cloud }) {
    const place = hostName(inputs);
    if (!cloud.everywhere(CLUSTER).some((other) => hostName(other.inputs) === place)) return undefined;
    return armError(
      "409 NameNotAvailable",
      `The name '${textAt(inputs, "clusterName")}' is not available in this region.`,
    );
  },
  outputs: (inputs) => ({
    hostName: hostName(inputs),
    kind: "v2",
    privateEndpointConnections: [],
    provisioningState: "Succeeded",
    redisVersion: "7.4",
    redundancyMode: textAt(inputs, "highAvailability") === "Disabled" ? "None" : "ZR",
    resourceState: "Running",
  }),
  refuseUpdate: refuseScaling,
  afterDelete(record, context, writer) {
    for (const part of childrenOf(record, [DATABASE, ACCESS], context)) writer.remove(part);
  },
});

const database: ResourceType = armType({
  token: DATABASE,
  armType: "Microsoft.Cache/redisEnterprise/databases",
  names: ["clusterName", "databaseName"],
  naming: { pattern: /^default$/, maxLength: 7, words: "must be 'default'" },
  parent: CLUSTER,
  enums: {
    accessKeysAuthentication: ["Enabled", "Disabled"],
    clientProtocol: ["Encrypted", "Plaintext"],
    clusteringPolicy: ["EnterpriseCluster", "OSSCluster", "NoCluster"],
    deferUpgrade: ["Deferred", "NotDeferred"],
    evictionPolicy: [
      "AllKeysLFU",
      "AllKeysLRU",
      "AllKeysRandom",
      "VolatileLRU",
      "VolatileLFU",
      "VolatileTTL",
      "VolatileRandom",
      "NoEviction",
    ],
    "persistence.rdbFrequency": ["1h", "6h", "12h"],
    "persistence.aofFrequency": ["1s", "always"],
  },
  keeps: (olds) => (textAt(olds, "clusteringPolicy") === "NoCluster" ? ["clusteringPolicy"] : []),
  refuseCreateOnly(_old, paths) {
    const path = paths[0] ?? "";
    return armError(
      "400 BadRequest",
      `The property '${path}' cannot be changed after the database was created. Delete the database and create it again.`,
    );
  },
  refuseCreate: (inputs) => refusePort(inputs) ?? refusePersistence(inputs),
  refuseUpdate: (_old, inputs) => refusePersistence(inputs),
  outputs: () => ({ provisioningState: "Succeeded", redisVersion: "7.4", resourceState: "Running" }),
  afterDelete(record, context, writer) {
    for (const part of childrenOf(record, [ACCESS], context)) writer.remove(part);
  },
});

const accessPolicyAssignment: ResourceType = armType({
  token: ACCESS,
  armType: "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments",
  names: ["clusterName", "databaseName", "accessPolicyAssignmentName"],
  naming: NAMING,
  parent: DATABASE,
  enums: { accessPolicyName: ["default"] },
  refuseCreate: refuseSecondAssignment,
  outputs: () => ({ provisioningState: "Succeeded" }),
});

export const redisTypes: readonly ResourceType[] = [cluster, database, accessPolicyAssignment];

/** The sizes that all families have. */
function family(prefix: string): Readonly<Record<string, number>> {
  const memoryGb = { 10: 12, 20: 24, 50: 60, 100: 120, 150: 180, 250: 240, 350: 360, 500: 480, 700: 720, 1000: 960 };
  return Object.fromEntries(Object.entries(memoryGb).map(([size, gb]) => [`${prefix}${size}`, gb]));
}

function hostName(inputs: Properties): string {
  return `${textAt(inputs, "clusterName")}.${textAt(inputs, "location")}.redis.azure.net`;
}

function checkSku(inputs: Properties): readonly CheckFailure[] {
  const sku = textAt(inputs, "sku.name");
  if (sku === undefined || sku in MEMORY_GB) return [];
  return [{ property: "sku.name", reason: `'${sku}' is no size of Azure Managed Redis` }];
}

/** SDK docstring of keyEncryptionKeyUrl: "versioned only". */
function checkKey(inputs: Properties): readonly CheckFailure[] {
  const property = "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl";
  const url = textAt(inputs, property);
  if (url === undefined || /^https:\/\/[^/]+\/keys\/[^/]+\/[0-9a-f]{32}$/.test(url)) return [];
  return [{ property, reason: `expected the address of a key with its version, got '${url}'` }];
}

/** What fits into less memory nobody promises; Azure offers larger sizes only. */
function refuseScaling(old: CloudRecord, inputs: Properties): string | undefined {
  const from = textAt(old.inputs, "sku.name") ?? "";
  const to = textAt(inputs, "sku.name") ?? from;
  if ((MEMORY_GB[to] ?? 0) >= (MEMORY_GB[from] ?? 0)) return undefined;
  return armError("400 BadRequest", `Scaling from ${from} to ${to} is not supported: the cache cannot be scaled down.`);
}

function refusePort(inputs: Properties): string | undefined {
  const port = numberAt(inputs, "port") ?? PORT;
  return port === PORT
    ? undefined
    : armError("400 BadRequest", `The port ${port} is not supported; it must be ${PORT}.`);
}

function refusePersistence(inputs: Properties): string | undefined {
  const isBoth = ["aofEnabled", "rdbEnabled"].every((kind) => flagAt(inputs, `persistence.${kind}`) === true);
  if (!isBoth) return undefined;
  return armError("400 BadRequest", "At most one of AOF and RDB persistence may be enabled.");
}

function refuseSecondAssignment(inputs: Properties, { cloud }: TypeContext): string | undefined {
  const objectId = textAt(inputs, "user.objectId");
  const twin = cloud.find(
    ACCESS,
    (other) =>
      textAt(other.inputs, "user.objectId") === objectId &&
      textAt(other.inputs, "clusterName") === textAt(inputs, "clusterName"),
  );
  if (objectId === undefined || twin === undefined) return undefined;
  return armError("409 Conflict", `The user '${objectId}' already has the access policy assignment '${twin.name}'.`);
}
