/** Names of the snapshots that stores leave behind. */
import type * as pulumi from "@pulumi/pulumi";
import type { KeyRef } from "../contracts.ts";

/**
 * Name of a store's last snapshot, e.g. `acme-production-database-final-90abcdef`. It ends in the id of the key that reads
 * it: a later store of the same name has another key, so its last snapshot never meets this one.
 */
export function finalSnapshotName(storeId: string, dataKey: KeyRef): pulumi.Output<string> {
  return dataKey.keyId.apply((keyId) => `${storeId}-final-${keyId.slice(-8)}`);
}
