/**
 * Floors: what cannot go down any more once a stack is up. They are an output of the stack, read back before the next
 * `up` and passed to resolve as a plain value. They only grow.
 */
import * as z from "zod";
import type { Blueprint, BucketSpec } from "./blueprint.ts";
import { cloudServices } from "./cloud-services.ts";
import { readBack } from "./read-back.ts";
import { sizeTable } from "./size-tables.ts";
import { isAvailable, KEY_PURPOSES } from "./vocabulary.ts";

const days = z.int().min(0);

/** A bucket that exists, with all that is needed to keep it when a downgrade no longer asks for it. */
const bucketFloorSchema = z.strictObject({
  name: z.enum(["data", "archive", "audit"]),
  keyPurpose: z.enum(KEY_PURPOSES),
  lockCapable: z.boolean(),
  lockRetentionDays: days,
  lockMode: z.enum(["governance", "compliance"]),
  versioning: z.boolean(),
  noncurrentRetentionDays: days,
  infrequentAccessAfterDays: days.exactOptional(),
  archiveAfterDays: days.exactOptional(),
  expireAfterDays: days.exactOptional(),
  replicaRegion: z.string().exactOptional(),
  quotaGib: z.int().min(1),
});

/** What only some clouds fix; absent on the others. */
const cloudFloors = {
  diskGib: z.int().min(1).exactOptional().describe("Largest data disk of the database, GiB: it does not shrink."),
  databaseEdition: z.string().exactOptional().describe("Edition of the database: it is not lowered."),
  databaseNodes: z
    .strictObject({ vcpu: z.number(), readers: z.array(z.string()) })
    .exactOptional()
    .describe("Size and readers of the last up, where readers must grow before the writer."),
  cacheNodeClass: z.string().exactOptional().describe("Class of the cache: scaling down is not promised."),
  keyDeletionWindowDays: z.int().min(1).exactOptional().describe("Fixed when the keys were made, days."),
  secretRecoveryWindowDays: z.int().min(1).exactOptional().describe("Fixed when the vault was made, days."),
  lockedBackupDays: z.int().min(1).exactOptional().describe("Retention in a locked vault, days: it is not shortened."),
  fixedCopyRegion: z
    .string()
    .exactOptional()
    .describe("Region of the copies that were decided at the first up; absent: none, and none can be added."),
};

/** Shape of the output `floors`. Strict: what an unknown version wrote must not be half understood. */
export const floorsSchema = z
  .strictObject({
    schema: z.literal(1),
    account: z.string().describe("Account of the first up. Another one would be other stores."),
    region: z.string().describe("Region of the first up. Another one would be other stores."),
    cidr: z
      .string()
      .describe("Address block of the first up. Another one would replace the network and what is in it."),
    isolation: z.enum(["pooled", "dedicated", "dedicated-account"]).describe("Isolation of the first up."),
    storageGib: z.int().min(1).describe("Most storage that was ever promised, GiB."),
    globalCluster: z
      .boolean()
      .describe(
        "The database has, or had, a replica in another region: on AWS its cluster never leaves the global database.",
      ),
    backupLocked: z.boolean().describe("Backups were locked: a lock is not taken off."),
    replicaRegion: z.string().exactOptional().describe("Region of key replicas and copies."),
    secretReplicaRegion: z.string().exactOptional().describe("Region with a replica of each secret."),
    ...cloudFloors,
    accessLogs: z.boolean().describe("A bucket with the requests to the other buckets exists."),
    buckets: z.array(bucketFloorSchema).describe("Buckets that exist, retired ones too."),
    secrets: z.record(z.string(), z.int().min(1)).describe("Secrets that exist, with their generation."),
  })
  .describe("What cannot go down any more in a stack.");

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** What cannot go down any more in a stack. Plain and JSON-safe. */
export type Floors = DeepReadonly<z.output<typeof floorsSchema>>;
type CloudFloor = keyof typeof cloudFloors;
/** One existing bucket. */
export type BucketFloor = Floors["buckets"][number];

/**
 * The floors of a stack from its output.
 * @param output what the stack wrote at its last `up`; not undefined.
 * @throws InvalidInput (`floor`) when it is not what an earlier `up` wrote: going on could lower what must not go down.
 */
export function parseFloors(output: unknown): Floors {
  return readBack({ name: "floors", what: "floors of schema 1", code: "floor", schema: floorsSchema }, output);
}

/**
 * The floors after a stack is as its blueprint says. Never below the previous ones.
 * @param previous undefined before the first `up`.
 */
export function nextFloors(previous: Floors | undefined, blueprint: Blueprint): Floors {
  const { stack, network, keys, secrets, database, objects, backup } = blueprint;
  const replicaRegion =
    previous?.replicaRegion ?? keys.keys.find((key) => key.replicaRegion !== undefined)?.replicaRegion;
  const secretReplicaRegion = previous?.secretReplicaRegion ?? secrets.replicaRegion;
  const buckets = new Map<string, BucketFloor>(previous?.buckets.map((bucket) => [bucket.name, bucket]));
  for (const bucket of objects.buckets) buckets.set(bucket.name, bucketFloor(buckets.get(bucket.name), bucket));
  const generations = new Map(Object.entries(previous?.secrets ?? {}));
  for (const { name, generation } of secrets.secrets)
    generations.set(name, Math.max(generation, generations.get(name) ?? 1));
  return {
    schema: 1,
    account: previous?.account ?? stack.account,
    region: previous?.region ?? stack.region,
    cidr: previous?.cidr ?? network.cidr,
    isolation: previous?.isolation ?? stack.isolation,
    storageGib: Math.max(previous?.storageGib ?? 1, database.storageGib),
    globalCluster: previous?.globalCluster === true || database.globalCluster,
    backupLocked: previous?.backupLocked === true || backup.locked,
    ...(replicaRegion === undefined ? {} : { replicaRegion }),
    ...(secretReplicaRegion === undefined ? {} : { secretReplicaRegion }),
    ...nextCloudFloors(previous, blueprint),
    accessLogs: previous?.accessLogs === true || objects.accessLogRetentionDays !== undefined,
    buckets: [...buckets.values()],
    secrets: Object.fromEntries(generations),
  };
}

/** What the stack's cloud fixes. A pooled stack has nothing of its own to fix. */
function nextCloudFloors(previous: Floors | undefined, blueprint: Blueprint): Partial<Pick<Floors, CloudFloor>> {
  const { stack, keys, secrets, database, cache, backup } = blueprint;
  if (stack.isolation === "pooled" || !isAvailable(stack.cloud)) return {};
  const services = cloudServices(stack.cloud);
  const { disk, edition } = database;
  const days = keys.keys[0]?.deletionWindowDays;
  const copies = database.backupCopyRegion;
  return {
    ...(disk === undefined ? {} : { diskGib: Math.max(previous?.diskGib ?? 1, disk.sizeGib) }),
    ...(edition === undefined ? {} : { databaseEdition: edition }),
    ...(services.readersGrowFirst ? { databaseNodes: nodesOf(database) } : {}),
    ...(sizeTable(services.sizes.cache).neverSmaller === true ? { cacheNodeClass: cache.nodeClass } : {}),
    ...(services.deletionWindowFixed && days !== undefined ? { keyDeletionWindowDays: days } : {}),
    ...(stack.cloud === "azure" ? { secretRecoveryWindowDays: secrets.recoveryWindowDays } : {}),
    ...(stack.cloud === "azure" && backup.locked ? { lockedBackupDays: longestRetention(blueprint) } : {}),
    ...(copies === undefined ? {} : { fixedCopyRegion: copies }),
  };
}

function longestRetention({ backup }: Blueprint): number {
  return Math.max(...backup.plans.map(({ retentionDays }) => retentionDays));
}

function nodesOf({ nodes, nodeVcpu }: Blueprint["database"]): NonNullable<Floors["databaseNodes"]> {
  return { vcpu: nodeVcpu, readers: nodes.filter(({ role }) => role === "reader").map(({ key }) => key) };
}

/** Whether a bucket is locked for good; a mode without days locks nothing. */
export function isComplianceLocked({ lockMode, lockRetentionDays }: BucketFloor): boolean {
  return lockMode === "compliance" && lockRetentionDays > 0;
}

function bucketFloor(previous: BucketFloor | undefined, { retired, ...bucket }: BucketSpec): BucketFloor {
  // A retired bucket is in the blueprint only because of its floor.
  if (retired && previous !== undefined) return previous;
  const replicaRegion = previous?.replicaRegion ?? bucket.replicaRegion;
  return {
    ...bucket,
    lockRetentionDays: Math.max(previous?.lockRetentionDays ?? 0, bucket.lockRetentionDays),
    lockMode: previous !== undefined && isComplianceLocked(previous) ? "compliance" : bucket.lockMode,
    ...(replicaRegion === undefined ? {} : { replicaRegion }),
  };
}
