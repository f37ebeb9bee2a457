/** Replicas of databases: they are made again from their primary, which is what backups and protections are for. */
import { check } from "./checks.ts";
import { isGiven } from "./conditions.ts";
import type { Context } from "./context.ts";
import { notApplicable, unknown, type Finding } from "./finding.ts";
import type { Check } from "./rule.ts";
import type { Subject } from "./subject.ts";

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

/** Whether a database server follows another one; where nobody can say yet, the finding that names what has to be known first. */
export function isReplica({ type, view }: Subject): boolean | Finding {
  const open: string[] = [];
  for (const { path, values } of SIGNS[type] ?? []) {
    const reading = view.read(path);
    if (reading.state === "unknown") open.push(path);
    if (reading.state !== "known" || reading.value === "") continue;
    if (values === undefined || values.some((value) => value === reading.value)) return true;
  }
  return open.length === 0 ? false : unknown(...open);
}

/** Judged on servers that follow no other. */
export function unlessReplica(then: Check, reason = "a replica, made again from its primary"): Check {
  return check(then.properties, (subject, context, graph) => {
    const replica = isReplica(subject);
    if (typeof replica !== "boolean") return replica;
    return replica ? notApplicable(reason) : then.judge(subject, context, graph);
  });
}

/** Where AWS says that a cluster belongs to a group of clusters or copies another one. */
const CLUSTER_SIGNS = ["globalClusterIdentifier", "replicationSourceIdentifier"] as const;

/** Whether a cluster of AWS takes its data from another one. */
export function joinsCluster({ view }: Subject): boolean {
  return CLUSTER_SIGNS.some((path) => isGiven(view, path));
}

export const FOLLOWS = "follows a cluster in another region, which is judged there";

/** A cluster of the disaster-recovery stack that belongs to a group or a source of the home region. */
export function followsAnother(subject: Subject, { environment }: Context): boolean {
  return environment === "disaster-recovery" && joinsCluster(subject);
}
