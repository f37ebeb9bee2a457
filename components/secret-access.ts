/** Which workload needs which secret: the one answer that every cloud grants by. */
import type { Workload } from "../tiers/vocabulary.ts";

/** `read`: fetch the value. `write`: put a new one in. */
export type SecretRight = "read" | "write";

interface SecretAccess {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** By secret name. A secret that no row names is open to nobody but the account's administrators. */
const ACCESS_BY_WORKLOAD: Readonly<Record<Workload, SecretAccess>> = {
  app: { read: ["application"], write: [] },
  // Logs in to the database with its identity.
  migration: { read: [], write: [] },
  // Fills what the application reads, and has the master password for an emergency.
  admin: { read: ["application", "database-master"], write: ["application"] },
  backup: { read: [], write: [] },
};

/** What a workload may do with the secret of this name; empty where it needs nothing of it. */
export function secretAccess(workload: Workload, secretName: string): readonly SecretRight[] {
  const { read, write } = ACCESS_BY_WORKLOAD[workload];
  return [
    ...(read.includes(secretName) ? (["read"] as const) : []),
    ...(write.includes(secretName) ? (["write"] as const) : []),
  ];
}
