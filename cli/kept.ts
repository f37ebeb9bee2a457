/** What stays in the cloud when the engine has let it go, told from its events. */
import type { EngineEvent } from "../sandbox/engine-run.ts";
import { standingOf } from "../tiers/standing.ts";
import { nameOf } from "./guard.ts";

type OldState = NonNullable<NonNullable<EngineEvent["resOutputsEvent"]>["metadata"]["old"]>;

/** Something that stays in the cloud and is in no state any more. */
export interface Kept {
  /**
   * `store`: holds data, a key, a secret or evidence. `snapshot`: the last state of a store that is gone. `restorable`: a
   * store that is gone, whose backups the cloud keeps for some days. `setting`: closes or describes a store.
   */
  readonly kind: "store" | "snapshot" | "restorable" | "setting";
  /** Logical name; of a snapshot that of the store it was taken of. */
  readonly name: string;
  readonly type: string;
  readonly id: string;
  /** The key that reads it, where it is encrypted with one of the stack's. */
  readonly key?: string;
}

const BUCKET_ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const SQL_INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const FLEXIBLE_SERVER = "azure-native:dbforpostgresql:Server";
const STORAGE_ACCOUNT = "azure-native:storage:StorageAccount";

/** Where a resource names the key that reads it; every other type in `kmsKeyId`. */
const KEY_PATH_BY_TYPE: Readonly<Record<string, string>> = {
  "gcp:storage/bucket:Bucket": "encryption.defaultKmsKeyName",
  // The same key for every place of it.
  "gcp:secretmanager/secret:Secret": "replication.userManaged.replicas.0.customerManagedEncryption.kmsKeyName",
  "gcp:backupdisasterrecovery/backupVault:BackupVault": "encryptionConfig.kmsKeyName",
  "gcp:logging/projectBucketConfig:ProjectBucketConfig": "cmekSettings.kmsKeyName",
  [SQL_INSTANCE]: "encryptionKeyName",
  [FLEXIBLE_SERVER]: "dataEncryption.primaryKeyURI",
  "azure-native:dataprotection:BackupVault": "properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri",
};

/** Steps after which the engine no longer knows a resource. */
const LAST_STEPS: readonly string[] = ["delete", "delete-replaced"];

/**
 * What an operation left, sorted by kind, type and name. The engine reports a resource that it lets go as deleted; only the
 * state before tells that it was told to keep it.
 */
export function keptResources(events: readonly EngineEvent[]): Kept[] {
  const gone = events.flatMap(({ resOutputsEvent }) => {
    const { op, old } = resOutputsEvent?.metadata ?? {};
    return LAST_STEPS.includes(op ?? "") && old !== undefined && !old.type.startsWith("pulumi:") && old.id !== ""
      ? [old]
      : [];
  });
  const bucketKeys = new Map(gone.flatMap(bucketKey));
  const kept = gone.flatMap((old): Kept[] => {
    const key = keyOf(old, bucketKeys);
    const about = { type: old.type, ...(key === undefined ? {} : { key }) };
    if (old.retainOnDelete === true) return [{ kind: kindOf(old), name: nameOf(old.urn), id: old.id, ...about }];
    // No snapshot can be asked for on Azure (fact azpg.deleted); readers hold nothing of their own.
    if (old.type === FLEXIBLE_SERVER && standingOf(old.type, nameOf(old.urn)) === "authoritative")
      return [{ kind: "restorable", name: nameOf(old.urn), id: old.id, ...about }];
    const snapshot = finalSnapshot(old);
    return snapshot === undefined ? [] : [{ kind: "snapshot", name: nameOf(old.urn), id: snapshot, ...about }];
  });
  return kept.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/** Id of the last snapshot of a store that goes. Cloud SQL names it itself, and lists it under the instance's name. */
function finalSnapshot({ type, id, inputs }: OldState): string | undefined {
  if (type === SQL_INSTANCE) return valueAt(inputs, "settings.finalBackupConfig.enabled") === true ? id : undefined;
  const snapshot: unknown = inputs["finalSnapshotIdentifier"];
  return typeof snapshot === "string" && inputs["skipFinalSnapshot"] !== true ? snapshot : undefined;
}

function sortKey({ kind, type, name }: Kept): string {
  return [kind === "setting" ? 1 : 0, type, name].join(" ");
}

/** By the type alone: a copy that stays holds the same data as its original. */
function kindOf({ type }: OldState): Kept["kind"] {
  return standingOf(type, "") === "authoritative" || type === LOG_GROUP ? "store" : "setting";
}

function keyOf({ type, id, outputs }: OldState, bucketKeys: ReadonlyMap<string, string>): string | undefined {
  if (type === "aws:s3/bucket:Bucket") return bucketKeys.get(id);
  if (type === STORAGE_ACCOUNT) return accountKeyOf(outputs);
  const key = valueAt(outputs, KEY_PATH_BY_TYPE[type] ?? "kmsKeyId");
  return typeof key === "string" && key !== "" ? key : undefined;
}

/** An account names vault and key apart. */
function accountKeyOf(outputs: OldState["outputs"]): string | undefined {
  const [vault, key] = ["keyVaultUri", "keyName"].map((part) =>
    valueAt(outputs, `encryption.keyVaultProperties.${part}`),
  );
  return typeof vault === "string" && typeof key === "string" ? `${vault.replace(/\/$/, "")}/keys/${key}` : undefined;
}

/** A bucket's key stands in a resource of its own: `rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId`. */
function bucketKey({ type, inputs }: OldState): [bucket: string, key: string][] {
  const bucket: unknown = inputs["bucket"];
  if (type !== BUCKET_ENCRYPTION || typeof bucket !== "string") return [];
  const rules: readonly unknown[] = Array.isArray(inputs["rules"]) ? inputs["rules"] : [];
  return rules.flatMap((rule): [string, string][] => {
    const key = valueAt(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId");
    return typeof key === "string" ? [[bucket, key]] : [];
  });
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (parent, key) =>
        typeof parent === "object" && parent !== null
          ? Object.entries(parent).find(([name]) => name === key)?.[1]
          : undefined,
      value,
    );
}
