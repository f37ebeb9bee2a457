import type { BucketSpec, ObjectsSpec } from "../blueprint.ts";
import { isComplianceLocked } from "../floors.ts";
import type { BucketFloor } from "../floors.ts";
import { Keyed, Leaf } from "../sourced.ts";
import type { Absent, Sourced } from "../sourced.ts";
import { checkLockMode } from "./lock-mode.ts";
import { absentSince, fixed, held } from "./scene.ts";
import type { SharedScene } from "./scene.ts";
import { SHORTEST_STAY_DAYS, checkStorageClasses } from "./storage-classes.ts";

type BucketName = BucketSpec["name"];

const EVERY_STACK = "every stack has it";
const DATA_NAME = fixed<BucketName>("data", EVERY_STACK);
const DATA_KEY = fixed<BucketSpec["keyPurpose"]>("data", "what the tenant's programs store");
const AUDIT_KEY = fixed<BucketSpec["keyPurpose"]>("audit", "evidence has a key of its own");
const NOT_LOCKABLE = fixed(false, "objects are deleted by the programs that store them");
const LOCKABLE = fixed(true, "fixed at creation: the audit bucket can be locked in every tier");
const NO_LOCK = fixed(0, "cannot be locked");
const VERSIONING = fixed(true, "always on: an overwritten object can be restored");
const NOT_RETIRED = fixed(false, "in use");
const NEVER_ARCHIVED = fixed(null, "the data bucket is read at any time");
const KEPT_FOR_EVER = fixed(null, "no clock of its own");

/** Buckets by purpose; one that a downgrade drops is kept as retired. */
export function resolveObjects(
  scene: SharedScene<
    "objects" | "audit.immutable" | "audit.retentionDays" | "network.flowLogs" | "monitoring.logRetentionDays"
  >,
): Sourced<ObjectsSpec> {
  const { settings, floors } = scene;
  const { archiveBucket, auditBucket } = settings.objects;
  checkStorageClasses(scene);
  const wanted: [BucketName, Sourced<BucketSpec>][] = [["data", dataBucket(scene)]];
  if (archiveBucket.value) wanted.push(["archive", archiveOf(scene, archiveBucket)]);
  if (auditBucket.value) wanted.push(["audit", auditOf(scene, auditBucket)]);
  const retired = (floors?.buckets ?? [])
    .filter(({ name }) => !wanted.some(([key]) => key === name))
    .map((bucket): [BucketName, Sourced<BucketSpec>] => [bucket.name, retiredBucket(bucket)]);
  return { buckets: new Keyed<BucketSpec>([...wanted, ...retired]), accessLogRetentionDays: resolveAccessLogs(scene) };
}

function dataBucket(scene: SharedScene<"objects">): Sourced<BucketSpec> {
  const { personalDataRetentionDays, infrequentAccessAfterDays, noncurrentRetentionDays } = scene.settings.objects;
  const { value } = personalDataRetentionDays;
  const expiry =
    value === 0
      ? personalDataRetentionDays
      : personalDataRetentionDays.derive(value, `older versions go ${noncurrentRetentionDays.value} days later`);
  return {
    name: DATA_NAME,
    keyPurpose: DATA_KEY,
    lockCapable: NOT_LOCKABLE,
    lockRetentionDays: NO_LOCK,
    ...commonOf(scene, "data"),
    ...ageing({ infrequent: infrequentAccessAfterDays, expiry }),
  };
}

function archiveOf(scene: SharedScene<"objects">, wanted: Leaf<boolean>): Sourced<BucketSpec> {
  const { archiveAfterDays, infrequentAccessAfterDays } = scene.settings.objects;
  return {
    name: wanted.derive<BucketName>("archive", "what is kept but seldom read"),
    keyPurpose: DATA_KEY,
    lockCapable: NOT_LOCKABLE,
    lockRetentionDays: NO_LOCK,
    ...commonOf(scene, "archive"),
    ...ageing({ infrequent: infrequentAccessAfterDays, archive: archiveAfterDays }),
  };
}

function auditOf(
  scene: SharedScene<"objects" | "audit.immutable" | "audit.retentionDays">,
  wanted: Leaf<boolean>,
): Sourced<BucketSpec> {
  const { audit, objects } = scene.settings;
  const floor = scene.floors?.buckets.find(({ name }) => name === "audit");
  const lock = audit.immutable.value
    ? audit.retentionDays
    : audit.immutable.derive(0, "the audit log need not be immutable");
  const lockRetentionDays = held(lock, floor?.lockRetentionDays, "a lock is not shortened");
  const common = commonOf(scene, "audit");
  if (lockRetentionDays.value > 0) checkLockMode(scene, common, floor);
  const expiry = lockRetentionDays.value > audit.retentionDays.value ? lockRetentionDays : audit.retentionDays;
  return {
    name: wanted.derive<BucketName>("audit", "evidence"),
    keyPurpose: AUDIT_KEY,
    lockCapable: LOCKABLE,
    lockRetentionDays,
    ...common,
    ...ageing({ infrequent: objects.infrequentAccessAfterDays, archive: objects.archiveAfterDays, expiry }),
  };
}

type Ageing = Pick<Sourced<BucketSpec>, "infrequentAccessAfterDays" | "archiveAfterDays" | "expireAfterDays">;

/** Where 0 says never. A move to a cheaper class that the next step overtakes is left out: no cloud takes such a rule. */
function ageing({
  infrequent,
  archive,
  expiry,
}: {
  infrequent: Leaf<number>;
  archive?: Leaf<number>;
  expiry?: Leaf<number>;
}): Ageing {
  const expires = expiry === undefined || expiry.value === 0 ? Infinity : expiry.value;
  const archived = archive === undefined || archive.value === 0 || archive.value >= expires ? Infinity : archive.value;
  const stays = Math.min(archived, expires) - infrequent.value >= SHORTEST_STAY_DAYS;
  return {
    infrequentAccessAfterDays: stays
      ? neverAtZero(infrequent)
      : absentSince(infrequent, `${SHORTEST_STAY_DAYS} days later something else happens to the object`),
    archiveAfterDays:
      archive === undefined
        ? NEVER_ARCHIVED
        : archived === Infinity
          ? absentSince(archive, "never, or deleted before")
          : archive,
    expireAfterDays: expiry === undefined ? KEPT_FOR_EVER : neverAtZero(expiry),
  };
}

type Common = Pick<
  Sourced<BucketSpec>,
  "lockMode" | "versioning" | "noncurrentRetentionDays" | "replicaRegion" | "quotaGib" | "retired"
>;

/** What all buckets have in common, floors applied. */
function commonOf(scene: SharedScene<"objects">, name: BucketName): Common {
  const { objects } = scene.settings;
  const floor = scene.floors?.buckets.find((bucket) => bucket.name === name);
  const isHeld = floor !== undefined && isComplianceLocked(floor) && objects.lockMode.value !== "compliance";
  return {
    lockMode: isHeld
      ? objects.lockMode.to(floor.lockMode, "floor", { note: "compliance mode cannot be left" })
      : objects.lockMode,
    versioning: VERSIONING,
    noncurrentRetentionDays: objects.noncurrentRetentionDays,
    replicaRegion: replicaRegionOf(scene, floor),
    quotaGib: objects.quotaGib,
    retired: NOT_RETIRED,
  };
}

function replicaRegionOf(
  { settings, standby }: SharedScene<"objects">,
  floor: BucketFloor | undefined,
): Leaf<string> | Absent {
  const { crossRegionReplication } = settings.objects;
  if (crossRegionReplication.value && standby.value !== null) return standby;
  return floor?.replicaRegion === undefined
    ? absentSince(crossRegionReplication, "objects are not copied to another region")
    : crossRegionReplication.to(floor.replicaRegion, "floor", { note: "the copies made so far are kept up to date" });
}

/** As it was at the last `up` that asked for it, but for objects that would end by age: a downgrade ends none. */
function retiredBucket(floor: BucketFloor): Sourced<BucketSpec> {
  const kept = <T>(value: T): Leaf<T> =>
    new Leaf(value, "floor", { note: "a downgrade never removes a store that holds data" });
  const keptIfAny = <T>(value: T | undefined): Leaf<T> | Absent => (value === undefined ? kept(null) : kept(value));
  return {
    name: kept(floor.name),
    keyPurpose: kept(floor.keyPurpose),
    lockCapable: kept(floor.lockCapable),
    lockRetentionDays: kept(floor.lockRetentionDays),
    lockMode: kept(floor.lockMode),
    versioning: kept(floor.versioning),
    noncurrentRetentionDays: kept(floor.noncurrentRetentionDays),
    infrequentAccessAfterDays: keptIfAny(floor.infrequentAccessAfterDays),
    archiveAfterDays: keptIfAny(floor.archiveAfterDays),
    expireAfterDays: kept(null),
    replicaRegion: keptIfAny(floor.replicaRegion),
    quotaGib: kept(floor.quotaGib),
    retired: kept(true),
  };
}

/** Requests to buckets are part of the record that the flow logs begin. */
export function resolveAccessLogs({
  settings,
  floors,
}: SharedScene<"network.flowLogs" | "monitoring.logRetentionDays">): Leaf<number> | Absent {
  const { network, monitoring } = settings;
  if (network.flowLogs.value || floors?.accessLogs === true) return monitoring.logRetentionDays;
  return absentSince(network.flowLogs, "neither connections nor requests are recorded");
}

function neverAtZero(leaf: Leaf<number>): Leaf<number> | Absent {
  return leaf.value === 0 ? absentSince(leaf, "never") : leaf;
}
