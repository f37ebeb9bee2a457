/** The end of a cluster: what stands in its way, and the final snapshot it leaves. */
import { regionalArn } from "./arn.ts";
import { globalOf, invalidCombination, nodesOf, refusal } from "./rds-cluster-rules.ts";
import type { RdsFlaw } from "./rds-cluster-rules.ts";
import { POSTGRESQL_PORT } from "./rds-engine.ts";
import { isOn, textOf } from "../record-values.ts";
import { numberAt, textAt } from "../properties.ts";
import type { CloudRecord, CloudWriter, TypeContext } from "../resource-type.ts";

export const CLUSTER_SNAPSHOT = "aws:rds/clusterSnapshot:ClusterSnapshot";

/** Why a cluster cannot be deleted: protected, still with nodes, part of a global cluster, or no word about its last snapshot. */
export function refuseDeletion(record: CloudRecord, context: TypeContext): string | undefined {
  const refuse = (flaw: RdsFlaw): string => refusal(`deleting RDS Cluster (${record.id})`, "DeleteDBCluster", flaw);
  const snapshot = textAt(record.inputs, "finalSnapshotIdentifier");
  const takesSnapshot = !isOn(record, "skipFinalSnapshot");
  if (takesSnapshot && snapshot === undefined)
    return "RDS Cluster final_snapshot_identifier is required when skip_final_snapshot is false";
  if (isOn(record, "deletionProtection")) {
    return refuse(
      invalidCombination("Cannot delete protected Cluster, please disable deletion protection and try again."),
    );
  }
  if (nodesOf(context, record.id).length > 0) {
    const message = "Cluster cannot be deleted, it still contains DB instances in non-deleting state.";
    return refuse({ code: "400 InvalidDBClusterStateFault", message });
  }
  const globalId = globalOf(record);
  // The provider takes a cluster out of the global cluster it asked for, not out of one that was made around it.
  if (globalId !== undefined && textAt(record.inputs, "globalClusterIdentifier") === undefined) {
    const message = "This cluster is a part of a global cluster, please remove it from globalcluster first";
    return refuse({ code: "400 InvalidDBClusterStateFault", message });
  }
  if (!takesSnapshot || snapshot === undefined || context.cloud.byId(CLUSTER_SNAPSHOT, snapshot) === undefined)
    return undefined;
  const message = `Cannot create the cluster snapshot because one with the identifier ${snapshot} already exists.`;
  return refuse({ code: "400 DBClusterSnapshotAlreadyExistsFault", message });
}

/** Writes the snapshot that a cluster leaves, for a person to read and for its key to be kept. */
export function writeFinalSnapshot(record: CloudRecord, context: TypeContext, writer: CloudWriter): void {
  const snapshot = textAt(record.inputs, "finalSnapshotIdentifier");
  if (snapshot === undefined || isOn(record, "skipFinalSnapshot")) return;
  writer.put({
    type: CLUSTER_SNAPSHOT,
    id: snapshot,
    inputs: { dbClusterIdentifier: record.id, dbClusterSnapshotIdentifier: snapshot },
    labels: isOn(record, "copyTagsToSnapshot") ? record.labels : {},
    outputs: {
      dbClusterSnapshotArn: regionalArn(context, "rds", `cluster-snapshot:${snapshot}`),
      engine: textOf(record, "engine"),
      engineVersion: textOf(record, "engineVersionActual"),
      kmsKeyId: textOf(record, "kmsKeyId"),
      masterUsername: textOf(record, "masterUsername"),
      port: numberAt(record.inputs, "port") ?? POSTGRESQL_PORT,
      snapshotType: "manual",
      sourceDbClusterResourceId: textOf(record, "clusterResourceId"),
      status: "available",
      storageEncrypted: isOn(record, "storageEncrypted"),
    },
  });
}
