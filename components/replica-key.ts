import type * as pulumi from "@pulumi/pulumi";
import type { KeyRef } from "./contracts.ts";

/**
 * The key's replica, under which copies lie.
 * @param copied what is copied there, as the error says it
 * @throws Error when the key has none: blueprint and keys disagree.
 */
export function replicaKeyOf(
  { purpose, replicaKeyId }: KeyRef,
  region: string,
  copied: "secrets are" | "backups are" | "a bucket under it is",
): pulumi.Output<string> {
  if (replicaKeyId === undefined)
    throw new Error(`the key for ${purpose} has no replica in ${region}, where ${copied} copied to`);
  return replicaKeyId;
}
