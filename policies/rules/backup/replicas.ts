/** Replicas of databases: they are made again from their primary, which is what backups and protections are for. */
import { when } from "../../checks.ts";
import type { Context } from "../../context.ts";
import type { Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

/** Where each provider says that a server follows another one: the property, and the values that say so (absent: any text). */
const SIGNS: Readonly<Record<string, readonly { readonly path: string; readonly values?: readonly string[] }[]>> = {
  "aws:rds/instance:Instance": [{ path: "replicateSourceDb" }],
  "azure-native:dbforpostgresql:Server": [
    { path: "createMode", values: ["Replica"] },
    { path: "replicationRole", values: ["AsyncReplica", "GeoAsyncReplica"] },
  ],
  "gcp:sql/databaseInstance:DatabaseInstance": [
    { path: "masterInstanceName" },
    { path: "instanceType", values: ["READ_REPLICA_INSTANCE"] },
  ],
};

/** Whether a database server follows another one. */
export function isReplica({ type, view }: Subject): boolean | "unknown" {
  const answers = (SIGNS[type] ?? []).map(({ path, values }) => {
    const reading = view.read(path);
    if (reading.state === "unknown") return "unknown";
    if (reading.state === "absent" || reading.value === "") return false;
    return values === undefined || values.some((value) => value === reading.value);
  });
  if (answers.includes(true)) return true;
  return answers.includes("unknown") ? "unknown" : false;
}

export const FOLLOWS = "follows a cluster in another region, which is judged there";

/** A cluster of the disaster-recovery stack that belongs to a group or a source of the home region. */
export function followsAnother({ view }: Subject, { environment }: Context): boolean {
  return (
    environment === "disaster-recovery" &&
    ["globalClusterIdentifier", "replicationSourceIdentifier"].some((path) => {
      const reading = view.read(path);
      return reading.state === "unknown" || (reading.state === "known" && reading.value !== "");
    })
  );
}

/** Judged on servers that follow no other. */
export function unlessReplica(then: Check): Check {
  return when(
    (subject) => {
      const replica = isReplica(subject);
      return replica === "unknown" ? replica : !replica;
    },
    "a replica, made again from its primary",
    then,
  );
}
