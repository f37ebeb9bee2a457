/** What stays in the cloud when the engine has let it go, told from its events. */
import type { EngineEvent } from "../sandbox/engine-run.ts";
import { standingOf } from "../tiers/standing.ts";
import { nameOf } from "./guard.ts";

type OldState = NonNullable<NonNullable<EngineEvent["resOutputsEvent"]>["metadata"]["old"]>;

/** Something that stays in the cloud and is in no state any more. */
export interface Kept {
  /** `store`: holds data, a key, a secret or evidence. `snapshot`: the last state of a store that is gone. `setting`: closes or describes a store. */
  readonly kind: "store" | "snapshot" | "setting";
  /** Logical name; of a snapshot that of the store it was taken of. */
  readonly name: string;
  readonly type: string;
  readonly id: string;
  /** The key that reads it, where it is encrypted with one of the stack's. */
  readonly key?: string;
}

const BUCKET_ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

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
    const snapshot: unknown = old.inputs["finalSnapshotIdentifier"];
    if (typeof snapshot !== "string" || old.inputs["skipFinalSnapshot"] === true) return [];
    return [{ kind: "snapshot", name: nameOf(old.urn), id: snapshot, ...about }];
  });
  return kept.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ kind, type, name }: Kept): string {
  return [kind === "setting" ? 1 : 0, type, name].join(" ");
}

function kindOf({ type, urn }: OldState): Kept["kind"] {
  return standingOf(type, nameOf(urn)) === "authoritative" || type === LOG_GROUP ? "store" : "setting";
}

function keyOf({ type, id, outputs }: OldState, bucketKeys: ReadonlyMap<string, string>): string | undefined {
  if (type === "aws:s3/bucket:Bucket") return bucketKeys.get(id);
  const key: unknown = outputs["kmsKeyId"];
  return typeof key === "string" && key !== "" ? key : undefined;
}

/** A bucket's key stands in a resource of its own: `rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId`. */
function bucketKey({ type, inputs }: OldState): [bucket: string, key: string][] {
  const bucket: unknown = inputs["bucket"];
  if (type !== BUCKET_ENCRYPTION || typeof bucket !== "string") return [];
  const rules: readonly unknown[] = Array.isArray(inputs["rules"]) ? inputs["rules"] : [];
  return rules.flatMap((rule): [string, string][] => {
    const key = valueAt(valueAt(rule, "applyServerSideEncryptionByDefault"), "kmsMasterKeyId");
    return typeof key === "string" ? [[bucket, key]] : [];
  });
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
