/** Records the stores of Azure, wired to what foundation components would hand them. */
import * as pulumi from "@pulumi/pulumi";
import { AzureCache } from "../../components/azure/cache.ts";
import { AzureDatabase } from "../../components/azure/database.ts";
import { AzureObjects } from "../../components/azure/objects.ts";
import type { KeyRef, Keys, Network, Principal } from "../../components/contracts.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { CacheSpec, DatabaseSpec, ObjectsSpec } from "../../tiers/blueprint.ts";
import type { KeyPurpose, SubnetRole, Workload, Zone } from "../../tiers/vocabulary.ts";
import { azureArgs, onAzure, recordAzure, SUBSCRIPTION } from "./azure-recording.ts";
import type { Fixture } from "./blueprints.ts";
import type { Recording } from "./recorded-registrations.ts";
import { cacheSpec, databaseSpec, lifecycleOf, objectsSpec, storeFixture } from "./store-blueprints.ts";
import type { StoreCase } from "./store-blueprints.ts";

const NETWORK = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-acme-production/providers/Microsoft.Network`;

/** Ids of the network that the stores are wired to. */
export const SUBNET_IDS = {
  data: `${NETWORK}/virtualNetworks/acme/subnets/data`,
  database: `${NETWORK}/virtualNetworks/acme/subnets/database`,
} as const;

export function zoneId(key: "database" | "cache" | "objects" | "vault"): string {
  return `${NETWORK}/privateDnsZones/${key}.example`;
}

/** Address of a key as the keys component would name it. */
export function keyUri(purpose: KeyPurpose, vault = "acme-keys"): string {
  return `https://${vault}.vault.azure.net/keys/${purpose}`;
}

/** Id of the identity that may use a key. */
export function keyUserId(key: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-acme-production/providers/Microsoft.ManagedIdentity/userAssignedIdentities/key-${key}`;
}

function keys(withReplicas: boolean): Keys {
  const key = (purpose: KeyPurpose): KeyRef => ({
    purpose,
    keyId: pulumi.output(keyUri(purpose)),
    versionedKeyId: pulumi.output(`${keyUri(purpose)}/0123456789abcdef0123456789abcdef`),
    identityId: pulumi.output(keyUserId(purpose)),
    alias: `acme-production/${purpose}`,
    ...(withReplicas
      ? {
          replicaKeyId: pulumi.output(keyUri(purpose, "acme-standby")),
          replicaIdentityId: pulumi.output(keyUserId(`${purpose}-replica`)),
        }
      : {}),
  });
  return { keys: { data: key("data"), audit: key("audit"), backup: key("backup"), secrets: key("secrets") } };
}

function network(): Network {
  const everywhere = (id: string): Record<Zone, pulumi.Output<string>> => ({
    a: pulumi.output(id),
    b: pulumi.output(id),
    c: pulumi.output(id),
  });
  const subnets = (role: SubnetRole): Record<Zone, pulumi.Output<string>> =>
    everywhere(`${NETWORK}/virtualNetworks/acme/subnets/${role}`);
  return {
    networkId: pulumi.output(`${NETWORK}/virtualNetworks/acme`),
    cidr: "10.20.0.0/20",
    subnetIds: { public: subnets("public"), application: subnets("application"), data: subnets("data") },
    workloadGroupId: pulumi.output(`${NETWORK}/applicationSecurityGroups/workloads`),
    egressAddresses: pulumi.output(["203.0.113.7"]),
    privateEndpoints: ["blob"],
    databaseSubnetId: pulumi.output(SUBNET_IDS.database),
    privateZoneIds: {
      database: pulumi.output(zoneId("database")),
      cache: pulumi.output(zoneId("cache")),
      objects: pulumi.output(zoneId("objects")),
      vault: pulumi.output(zoneId("vault")),
    },
  };
}

function principals(): Readonly<Record<Workload, Principal>> {
  const principal = (workload: Workload): Principal => ({
    workload,
    principalId: pulumi.output(`${workload}-object-id`),
    principalName: pulumi.output(`acme-production-${workload}`),
  });
  return {
    app: principal("app"),
    migration: principal("migration"),
    admin: principal("admin"),
    backup: principal("backup"),
  };
}

/** Sizes as Azure names them. */
const DATABASE_CLASSES = {
  standard: "Standard_D2ds_v5",
  premium: "Standard_D8ds_v5",
  enterprise: "Standard_D32ds_v5",
  development: "Standard_B2s",
} as const satisfies Record<StoreCase, string>;
const CACHE_CLASSES = {
  standard: "Balanced_B1",
  premium: "Balanced_B3",
  enterprise: "Balanced_B5",
  development: "Balanced_B0",
} as const satisfies Record<StoreCase, string>;

export function azureStoreFixture(storeCase: StoreCase): Fixture {
  return onAzure(storeFixture(storeCase));
}

export function azureDatabaseSpec(storeCase: StoreCase): DatabaseSpec {
  return {
    ...databaseSpec(storeCase),
    parameterFamily: "none",
    nodeClass: DATABASE_CLASSES[storeCase],
    disk: { type: "Premium_LRS", sizeGib: 128, performanceTier: "P30", iopsProvided: 5000 },
  };
}

function storeArgs<Spec>(storeCase: StoreCase, spec: Spec, lifecycle: Lifecycle = lifecycleOf(storeCase)) {
  return {
    ...azureArgs(azureStoreFixture(storeCase), spec, lifecycle),
    network: network(),
    keys: keys(true),
    identity: { principals: principals() },
  };
}

/** What a database registers. */
export function recordAzureDatabase(
  storeCase: StoreCase,
  overrides: Partial<DatabaseSpec> = {},
  lifecycle?: Lifecycle,
): Promise<Recording<AzureDatabase>> {
  const spec: DatabaseSpec = { ...azureDatabaseSpec(storeCase), ...overrides };
  return recordAzure(azureStoreFixture(storeCase), (options) => {
    const args = {
      ...storeArgs(storeCase, spec, lifecycle),
      secrets: { secrets: { "database-master": { name: "database-master", secretId: pulumi.output("secret-id") } } },
      generated: { "database-master": pulumi.secret("not-a-password") },
    };
    return new AzureDatabase("acme-production-database", args, options);
  });
}

/** What a cache registers. */
export function recordAzureCache(
  storeCase: StoreCase,
  overrides: Partial<CacheSpec> = {},
): Promise<Recording<AzureCache>> {
  const spec: CacheSpec = { ...cacheSpec(storeCase), nodeClass: CACHE_CLASSES[storeCase], ...overrides };
  return recordAzure(
    azureStoreFixture(storeCase),
    (options) => new AzureCache("acme-production-cache", storeArgs(storeCase, spec), options),
  );
}

/** What the buckets register. */
export function recordAzureObjects(
  storeCase: StoreCase,
  change: (spec: ObjectsSpec) => ObjectsSpec = (spec) => spec,
  lifecycle?: Lifecycle,
): Promise<Recording<AzureObjects>> {
  const { buckets } = objectsSpec(storeCase);
  const inStandby = buckets.map((bucket) =>
    bucket.replicaRegion === undefined ? bucket : { ...bucket, replicaRegion: "northeurope" },
  );
  return recordAzure(
    azureStoreFixture(storeCase),
    (options) =>
      new AzureObjects(
        "acme-production-objects",
        storeArgs(storeCase, change({ buckets: inStandby }), lifecycle),
        options,
      ),
  );
}

/** The same buckets, one of them changed. */
export const changeBucket =
  (name: string, change: Partial<ObjectsSpec["buckets"][number]>) =>
  (spec: ObjectsSpec): ObjectsSpec => ({
    ...spec,
    buckets: spec.buckets.map((bucket) => (bucket.name === name ? { ...bucket, ...change } : bucket)),
  });
