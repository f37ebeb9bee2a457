/** Which database servers follow another one, and what rules that spare them say while nobody knows. */
import assert from "node:assert/strict";
import { check } from "../../policies/checks.ts";
import { fail, type Finding } from "../../policies/finding.ts";
import { Graph } from "../../policies/graph.ts";
import { followsAnother, isReplica, joinsCluster, unlessReplica } from "../../policies/replicas.ts";
import type { Subject } from "../../policies/subject.ts";
import { NOT_YET_KNOWN, type Props } from "./harness/rule-case.ts";
import { contextOf, subjectOf } from "./harness/subjects.ts";

const AWS = "aws:rds/instance:Instance";
const AZURE = "azure-native:dbforpostgresql:Server";
const GOOGLE = "gcp:sql/databaseInstance:DatabaseInstance";

function server(type: string, props: Props): Subject {
  return subjectOf({ type, name: "subject", props }, new Map());
}

function unknownFor(...properties: readonly string[]): Finding {
  return { outcome: "unknown", properties };
}

describe("a server that follows another one", () => {
  it("says so by a property of its provider, and no other server does", () => {
    const cases: readonly (readonly [string, Props, boolean | Finding])[] = [
      [AWS, {}, false],
      [AWS, { replicateSourceDb: "acme" }, true],
      [AWS, { replicateSourceDb: "" }, false],
      [AWS, { replicateSourceDb: NOT_YET_KNOWN }, unknownFor("replicateSourceDb")],
      [AWS, { createMode: "Replica" }, false],
      [AZURE, { createMode: "Default" }, false],
      [AZURE, { createMode: "Replica" }, true],
      [AZURE, { createMode: NOT_YET_KNOWN }, unknownFor("createMode")],
      [AZURE, { replicationRole: "Primary" }, false],
      [AZURE, { replicationRole: "AsyncReplica" }, true],
      [AZURE, { replicationRole: "GeoAsyncReplica", createMode: NOT_YET_KNOWN }, true],
      [
        AZURE,
        { replicationRole: NOT_YET_KNOWN, createMode: NOT_YET_KNOWN },
        unknownFor("createMode", "replicationRole"),
      ],
      [GOOGLE, { masterInstanceName: "acme" }, true],
      [GOOGLE, { masterInstanceName: NOT_YET_KNOWN }, unknownFor("masterInstanceName")],
      [GOOGLE, { instanceType: "READ_REPLICA_INSTANCE" }, true],
      [GOOGLE, { instanceType: "CLOUD_SQL_INSTANCE" }, false],
    ];
    for (const [type, props, expected] of cases)
      assert.deepEqual(isReplica(server(type, props)), expected, `${type} ${JSON.stringify(props)}`);
  });

  it("is not judged, and a rule that cannot tell yet names what it has to know", () => {
    const never = unlessReplica(
      check(["backup"], () => fail("backup", "got nothing")),
      "made again",
    );
    const judge = (props: Props): Finding => never.judge(server(AZURE, props), contextOf(), new Graph([]));
    assert.deepEqual(judge({ createMode: "Replica" }), { outcome: "not-applicable", reason: "made again" });
    assert.deepEqual(judge({ createMode: NOT_YET_KNOWN }), unknownFor("createMode"));
    assert.deepEqual(judge({}), fail("backup", "got nothing"));
    assert.deepEqual(never.properties, ["backup"]);
  });
});

describe("a cluster of AWS that joins another one", () => {
  const CLUSTER = "aws:rds/cluster:Cluster";
  it("belongs to a global cluster, or copies one; what is not known yet is set", () => {
    for (const path of ["globalClusterIdentifier", "replicationSourceIdentifier"]) {
      assert.deepEqual(
        ["acme", NOT_YET_KNOWN, "", undefined].map((value) => joinsCluster(server(CLUSTER, { [path]: value }))),
        [true, true, false, false],
        path,
      );
    }
  });

  it("follows a home only in the disaster-recovery stack", () => {
    const member = server(CLUSTER, { globalClusterIdentifier: "acme" });
    assert.equal(followsAnother(member, contextOf({ environment: "disaster-recovery" })), true);
    assert.equal(followsAnother(member, contextOf()), false);
    assert.equal(followsAnother(server(CLUSTER, {}), contextOf({ environment: "disaster-recovery" })), false);
  });
});
