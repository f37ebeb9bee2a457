/** Recordings of one Google Cloud store each, by kind of stack. */
import * as pulumi from "@pulumi/pulumi";
import type {
  AccountFacts,
  CacheArgs,
  ComponentArgs,
  DatabaseArgs,
  KeyRef,
  Keys,
  Network,
  ObjectsArgs,
  Principal,
} from "../../components/contracts.ts";
import { GcpCache } from "../../components/gcp/cache.ts";
import { GcpDatabase } from "../../components/gcp/database.ts";
import { GcpObjects } from "../../components/gcp/objects.ts";
import { createProviders } from "../../components/gcp/provider.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type {
  BucketSpec,
  CacheSpec,
  DatabaseSpec,
  ObjectsSpec,
  StackLabels,
  StackSpec,
} from "../../tiers/blueprint.ts";
import type { KeyPurpose, SubnetRole, Workload, Zone } from "../../tiers/vocabulary.ts";
import { record } from "./recorded-registrations.ts";
import type { Recording } from "./recorded-registrations.ts";
import { cacheSpec, databaseSpec, lifecycleOf, objectsSpec, storeFixture } from "./store-blueprints.ts";
import type { StoreCase } from "./store-blueprints.ts";

export const PROJECT = "acme-prod";
export const REGION = "europe-west1";
export const STANDBY = "europe-west3";
export const MASTER_PASSWORD = "correct-horse-battery-staple";

const FACTS: AccountFacts = {
  account: PROJECT,
  zoneIds: { a: "europe-west1-b", b: "europe-west1-c", c: "europe-west1-d" },
  zoneNames: { a: "europe-west1-b", b: "europe-west1-c", c: "europe-west1-d" },
  projectNumber: "123456789012",
  logEncryptionAgent: "cmek-p123456789012@gcp-sa-logging.iam.gserviceaccount.com",
};

const TRANSFER_AGENT = "serviceAccount:project-123456789012@storage-transfer-service.iam.gserviceaccount.com";

/** Functions that stores ask. */
const ANSWERS = {
  "gcp:storage/getTransferProjectServiceAccount:getTransferProjectServiceAccount": () => ({ member: TRANSFER_AGENT }),
};

/** Machine types by kind of stack: from premium on of the edition that has poolers. */
const DATABASE_CLASSES = {
  standard: { edition: "ENTERPRISE", nodeClass: "db-custom-2-8192", nodeVcpu: 2, nodeMemoryGib: 8 },
  premium: { edition: "ENTERPRISE_PLUS", nodeClass: "db-perf-optimized-N-8", nodeVcpu: 8, nodeMemoryGib: 64 },
  enterprise: { edition: "ENTERPRISE_PLUS", nodeClass: "db-perf-optimized-N-32", nodeVcpu: 32, nodeMemoryGib: 256 },
  development: { edition: "ENTERPRISE", nodeClass: "db-f1-micro", nodeVcpu: 0.25, nodeMemoryGib: 0.6 },
} as const satisfies Record<StoreCase, Partial<DatabaseSpec>>;

const DISK = { type: "PD_SSD", sizeGib: 100, iopsProvided: 3000 } as const;

const CACHE_CLASSES = {
  standard: "STANDARD_SMALL",
  premium: "STANDARD_SMALL",
  enterprise: "HIGHMEM_MEDIUM",
  development: "SHARED_CORE_NANO",
} as const satisfies Record<StoreCase, string>;

/** Acme's stack on Google Cloud. */
export function gcpStack(storeCase: StoreCase): { readonly stack: StackSpec; readonly labels: StackLabels } {
  const { stack, labels } = storeFixture(storeCase);
  const standby = stack.standbyRegion === undefined ? {} : { standbyRegion: STANDBY };
  return {
    stack: { ...stack, cloud: "gcp", account: PROJECT, region: REGION, ...standby },
    labels: { ...labels, region: REGION },
  };
}

/** Resource name of a key as the keys component would give it. */
export function keyName(purpose: KeyPurpose, region = REGION): string {
  return `projects/${PROJECT}/locations/${region}/keyRings/acme-production/cryptoKeys/${purpose}`;
}

function keys(): Keys {
  const key = (purpose: KeyPurpose): KeyRef => ({
    purpose,
    keyId: pulumi.output(keyName(purpose)),
    alias: `acme-production/${purpose}`,
    replicaKeyId: pulumi.output(keyName(purpose, STANDBY)),
  });
  return { keys: { data: key("data"), audit: key("audit"), backup: key("backup"), secrets: key("secrets") } };
}

function network(): Network {
  const subnets = (role: SubnetRole): Record<Zone, pulumi.Output<string>> => {
    const id = pulumi.output(`projects/${PROJECT}/regions/${REGION}/subnetworks/${role}`);
    return { a: id, b: id, c: id };
  };
  return {
    networkId: pulumi.output(`projects/${PROJECT}/global/networks/acme-production-vpc`),
    cidr: "10.20.0.0/20",
    subnetIds: { public: subnets("public"), application: subnets("application"), data: subnets("data") },
    workloadGroupId: pulumi.output("acme-production-workload"),
    egressAddresses: pulumi.output(["203.0.113.7"]),
    privateEndpoints: ["storage"],
  };
}

/** Address of a workload's service account. */
export function email(workload: Workload): string {
  return `acme-production-${workload}@${PROJECT}.iam.gserviceaccount.com`;
}

function principals(): Readonly<Record<Workload, Principal>> {
  const principal = (workload: Workload): Principal => ({
    workload,
    principalId: pulumi.output(`projects/${PROJECT}/serviceAccounts/${email(workload)}`),
    principalName: pulumi.output(email(workload)),
  });
  return {
    app: principal("app"),
    migration: principal("migration"),
    admin: principal("admin"),
    backup: principal("backup"),
  };
}

function wiring<Spec>(storeCase: StoreCase, spec: Spec, lifecycle = lifecycleOf(storeCase)) {
  const args: ComponentArgs<Spec> = {
    ...gcpStack(storeCase),
    lifecycle,
    facts: FACTS,
    boundary: { boundaryName: pulumi.output(PROJECT) },
    spec,
  };
  return { ...args, network: network(), keys: keys(), identity: { principals: principals() } };
}

function recordStore<Result>(
  storeCase: StoreCase,
  build: (options: pulumi.ComponentResourceOptions) => Result,
): Promise<Recording<Result>> {
  const options = { stack: gcpStack(storeCase).stack.name, answers: ANSWERS };
  return record(() => build({ providers: createProviders(gcpStack(storeCase)) }), options);
}

export function gcpDatabaseArgs(
  storeCase: StoreCase,
  overrides: Partial<DatabaseSpec> = {},
  lifecycle?: Lifecycle,
): DatabaseArgs {
  // Cloud SQL has no self-scaling class: the capacity that development has on AWS is left where it is.
  const spec = databaseSpec(storeCase);
  return {
    ...wiring(storeCase, { ...spec, disk: DISK, ...DATABASE_CLASSES[storeCase], ...overrides }, lifecycle),
    secrets: { secrets: { "database-master": { name: "database-master", secretId: pulumi.output("master-secret") } } },
    generated: { "database-master": pulumi.secret(MASTER_PASSWORD) },
  };
}

/** What a database registers. Its logical name is the same in every kind of stack, so that recordings can be compared. */
export function recordGcpDatabase(
  storeCase: StoreCase,
  overrides: Partial<DatabaseSpec> = {},
  lifecycle?: Lifecycle,
): Promise<Recording<GcpDatabase>> {
  const args = gcpDatabaseArgs(storeCase, overrides, lifecycle);
  return recordStore(storeCase, (options) => new GcpDatabase("acme-production-database", args, options));
}

/** What a cache registers. */
export function recordGcpCache(
  storeCase: StoreCase,
  overrides: Partial<CacheSpec> = {},
  lifecycle?: Lifecycle,
): Promise<Recording<GcpCache>> {
  const spec = { ...cacheSpec(storeCase), engineVersion: "8.0", nodeClass: CACHE_CLASSES[storeCase], ...overrides };
  const args: CacheArgs = wiring(storeCase, spec, lifecycle);
  return recordStore(storeCase, (options) => new GcpCache("acme-production-cache", args, options));
}

/** The buckets of a kind of stack, with the standby region where Google has one. */
export function gcpObjectsSpec(storeCase: StoreCase): ObjectsSpec {
  const spec = objectsSpec(storeCase);
  const there = (bucket: BucketSpec): BucketSpec =>
    bucket.replicaRegion === undefined ? bucket : { ...bucket, replicaRegion: STANDBY };
  return { ...spec, buckets: spec.buckets.map(there) };
}

/** What the buckets register. */
export function recordGcpObjects(
  storeCase: StoreCase,
  overrides: Partial<ObjectsSpec> = {},
  lifecycle?: Lifecycle,
): Promise<Recording<GcpObjects>> {
  const args: ObjectsArgs = wiring(storeCase, { ...gcpObjectsSpec(storeCase), ...overrides }, lifecycle);
  return recordStore(storeCase, (options) => new GcpObjects("acme-production-objects", args, options));
}
