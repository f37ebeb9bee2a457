import assert from "node:assert/strict";
import { makeDatabaseParts, without } from "./aws-fixtures.ts";
import { refused, SimulatedAws } from "./simulated-aws.ts";

const CLUSTER = "rds/cluster:Cluster";
const NODE = "rds/clusterInstance:ClusterInstance";
const SNAPSHOT = "rds/clusterSnapshot:ClusterSnapshot";

const DELETING =
  "deleting RDS Cluster (acme-production): operation error RDS: DeleteDBCluster, https response error StatusCode: 400,";

describe("the simulated RDS: the end of a cluster", () => {
  it("is refused while it is protected, has nodes, or says nothing about its last snapshot", async () => {
    const cloud = new SimulatedAws();
    const parts = await makeDatabaseParts(cloud);
    const cluster = await cloud.make(CLUSTER, { ...parts.cluster, deletionProtection: true });
    await refused(
      cloud.remove(cluster),
      `${DELETING} api error InvalidParameterCombination: Cannot delete protected Cluster, please disable deletion protection and try again.`,
    );
    const mute = await cloud.change(cluster, without(parts.cluster, "finalSnapshotIdentifier"));
    await refused(
      cloud.remove(mute),
      "RDS Cluster final_snapshot_identifier is required when skip_final_snapshot is false",
    );
    const ready = await cloud.change(mute, parts.cluster);
    const node = await cloud.make(NODE, {
      identifier: "acme-a",
      clusterIdentifier: cluster.id,
      engine: "aurora-postgresql",
      instanceClass: "db.r8g.large",
    });
    await refused(
      cloud.remove(ready),
      `${DELETING} InvalidDBClusterStateFault: Cluster cannot be deleted, it still contains DB instances in non-deleting state.`,
    );
    await cloud.remove(node);
    await cloud.remove(ready);
    assert.equal(cloud.record(CLUSTER, cluster.id), undefined);
  });

  it("leaves a final snapshot that a person can read, once per name", async () => {
    const cloud = new SimulatedAws();
    const parts = await makeDatabaseParts(cloud);
    const cluster = await cloud.make(CLUSTER, parts.cluster);
    await cloud.remove(cluster);
    const snapshot = cloud.record(SNAPSHOT, "acme-production-final");
    assert.equal(snapshot?.inputs["dbClusterIdentifier"], "acme-production");
    assert.equal(snapshot.outputs["kmsKeyId"], parts.key.outputs["arn"]);
    assert.equal(snapshot.outputs["sourceDbClusterResourceId"], cluster.outputs["clusterResourceId"]);
    const again = await cloud.make(CLUSTER, parts.cluster);
    await refused(
      cloud.remove(again),
      `${DELETING} DBClusterSnapshotAlreadyExistsFault: Cannot create the cluster snapshot because one with the identifier acme-production-final already exists.`,
    );
    await cloud.remove(await cloud.change(again, { ...parts.cluster, skipFinalSnapshot: true }));
  });
});
