/** Keys as other services name them: by id, ARN, alias or alias ARN; and why a service cannot use one. */
import { createHash } from "node:crypto";
import { parseArn, regionalArn } from "./arn.ts";
import type { Place } from "./arn.ts";
import { propertyOf, textOf } from "../record-values.ts";
import type { CloudRecord, TypeContext } from "../resource-type.ts";

export const KEY = "aws:kms/key:Key";
export const REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey";
export const ALIAS = "aws:kms/alias:Alias";

/** Where a record of a key stands; `PendingDeletion` keys still lie in the folder. */
export type KeyState = "Enabled" | "Disabled" | "PendingDeletion" | "PendingReplicaDeletion";

/** State of a key or replica. */
export function keyState(key: CloudRecord): KeyState {
  const marked = textOf(key, "keyState");
  if (marked === "PendingDeletion" || marked === "PendingReplicaDeletion") return marked;
  const flag = propertyOf(key, key.type === KEY ? "isEnabled" : "enabled");
  return flag === false ? "Disabled" : "Enabled";
}

/** The key or replica in a region that the reference means; `undefined` where there is none. */
export function findKey(reference: string, context: TypeContext, region = context.region): CloudRecord | undefined {
  const arn = parseArn(reference);
  if (arn !== undefined && (arn.region !== region || arn.account !== context.account)) return undefined;
  const named = arn?.resource ?? reference;
  const id = named.startsWith("alias/") ? aliasTarget(named, context, region) : named.replace(/^key\//, "");
  return [KEY, REPLICA_KEY]
    .flatMap((type) => context.cloud.all(type))
    .find((key) => key.region === region && (key.id === id || textOf(key, "arn") === id));
}

/**
 * Whether a store in `region` can encrypt with the key: it exists there and is enabled.
 * Keys that AWS manages (`alias/aws/…`) always can, keys of other accounts are taken on trust.
 */
export function keyUsable(reference: string, context: TypeContext, region = context.region): boolean {
  const arn = parseArn(reference);
  if ((arn?.resource ?? reference).startsWith("alias/aws/")) return arn === undefined || arn.region === region;
  if (arn !== undefined && arn.account !== context.account) return arn.region === region;
  const service = managedKeyServices.find((name) => managedKeyArn(name, { ...context, region }) === reference);
  if (service !== undefined) return true;
  const key = findKey(reference, context, region);
  return key !== undefined && keyState(key) === "Enabled";
}

const managedKeyServices = ["rds", "elasticache", "secretsmanager", "s3"];

/** ARN of the key that AWS makes for a service in each account and region, used where no key is named. */
export function managedKeyArn(service: string, place: Place): string {
  return regionalArn(place, "kms", `key/${uuidFrom(`${place.account}/${place.region}/${service}`)}`);
}

/** A version 4 UUID that is always the same for one seed. */
export function uuidFrom(seed: string): string {
  return uuidOfHex(createHash("sha256").update(seed).digest("hex"));
}

/** A version 4 UUID of at least 31 hex digits. */
export function uuidOfHex(hex: string): string {
  const variant = "89ab"[Number.parseInt(hex.charAt(15), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(16, 19)}-${hex.slice(19, 31)}`;
}

function aliasTarget(name: string, context: TypeContext, region: string): string | undefined {
  const alias = context.cloud.find(ALIAS, (record) => record.region === region && record.name === name);
  return alias && (textOf(alias, "targetKeyArn") ?? textOf(alias, "targetKeyId"));
}
