import assert from "node:assert/strict";
import { makeKey, makeRole } from "./aws-fixtures.ts";
import { type Made, refused, SimulatedAws, text } from "./simulated-aws.ts";

const BUCKET = "s3/bucket:Bucket";
const VERSIONING = "s3/bucketVersioning:BucketVersioning";
const REPLICATION = "s3/bucketReplicationConfig:BucketReplicationConfig";

function s3(doing: string, operation: string, status = 400): string {
  return `${doing}: operation error S3: ${operation}, https response error StatusCode: ${status}, api error`;
}

describe("the simulated S3: replication", () => {
  const putting = s3("creating S3 Bucket (acme-data) Replication Configuration", "PutBucketReplication");
  const enabled = { status: "Enabled" };
  let cloud: SimulatedAws;
  let role: Made;
  let replicaKeyArn: string;
  let rule: Record<string, unknown>;
  const make = (rules: readonly object[] = [rule], roleArn = text(role, "arn")): Promise<Made> =>
    cloud.make(REPLICATION, { bucket: "acme-data", role: roleArn, rules });
  const keepVersions = (bucket: string, region: string): Promise<Made> =>
    cloud.make(VERSIONING, { bucket, region, versioningConfiguration: enabled }, bucket);

  beforeEach(async () => {
    cloud = new SimulatedAws();
    role = await makeRole(cloud, "replication", "s3.amazonaws.com");
    const key = await makeKey(cloud, { multiRegion: true });
    replicaKeyArn = text(
      await cloud.make("kms/replicaKey:ReplicaKey", { region: "eu-central-1", primaryKeyArn: text(key, "arn") }),
      "arn",
    );
    await cloud.make(BUCKET, { bucket: "acme-data" });
    await cloud.make(BUCKET, { bucket: "acme-replica", region: "eu-central-1" }, "replica");
    rule = {
      id: "everything",
      status: "Enabled",
      filter: { prefix: "" },
      deleteMarkerReplication: enabled,
      sourceSelectionCriteria: { sseKmsEncryptedObjects: enabled },
      destination: {
        bucket: "arn:aws:s3:::acme-replica",
        encryptionConfiguration: { replicaKmsKeyId: replicaKeyArn },
        replicationTime: { ...enabled, time: { minutes: 15 } },
        metrics: { ...enabled, eventThreshold: { minutes: 15 } },
      },
    };
  });

  it("needs versions on both sides", async () => {
    await refused(
      make(),
      `${putting} InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration`,
    );
    await keepVersions("acme-data", "eu-west-1");
    await refused(make(), `${putting} InvalidRequest: Destination bucket must have versioning enabled.`);
    const versioning = await keepVersions("acme-replica", "eu-central-1");
    assert.equal((await make()).id, "acme-data");
    await cloud.change(versioning, {
      bucket: "acme-replica",
      region: "eu-central-1",
      versioningConfiguration: { status: "Suspended" },
    });
    const own = {
      type: VERSIONING,
      name: "acme-data",
      id: "acme-data",
      inputs: { bucket: "acme-data", region: "eu-west-1", versioningConfiguration: enabled },
      outputs: {},
    };
    await refused(
      cloud.change(own, { bucket: "acme-data", versioningConfiguration: { status: "Suspended" } }),
      `${s3("updating S3 Bucket (acme-data) Versioning", "PutBucketVersioning", 409)} InvalidBucketState: A replication configuration is present on this bucket, so the versioning state cannot be changed.`,
    );
  });

  describe("between two buckets with versions", () => {
    beforeEach(async () => {
      await keepVersions("acme-data", "eu-west-1");
      await keepVersions("acme-replica", "eu-central-1");
    });
    const to = (destination: object): Promise<Made> =>
      make([{ ...rule, destination: { ...(rule["destination"] as object), ...destination } }]);

    it("needs a role that S3 can assume", async () => {
      const wrong = await makeRole(cloud, "wrong", "ec2.amazonaws.com");
      await refused(
        make([rule], text(wrong, "arn")),
        `${putting} InvalidArgument: Invalid replication role: it does not exist or S3 cannot assume it`,
      );
    });

    it("goes to another bucket that exists, under a key of its region", async () => {
      await refused(to({ bucket: "arn:aws:s3:::lost" }), `${putting} InvalidRequest: Destination bucket must exist.`);
      await refused(
        to({ bucket: "arn:aws:s3:::acme-data" }),
        `${putting} InvalidRequest: Destination bucket cannot be the same as the source bucket.`,
      );
      const home = replicaKeyArn.replace("eu-central-1", "eu-west-1");
      await refused(
        to({ encryptionConfiguration: { replicaKmsKeyId: home } }),
        `${putting} InvalidRequest: The replica KMS key ${home} does not exist or is not enabled in eu-central-1.`,
      );
    });

    it("goes to a bucket of another account on trust", async () => {
      const other = new SimulatedAws({ account: "222233334444", root: cloud.root });
      await other.make(BUCKET, { bucket: "globex-replica" });
      await to({ bucket: "arn:aws:s3:::globex-replica" });
    });

    it("copies a locked bucket only to one that can be locked", async () => {
      await cloud.make(BUCKET, { bucket: "acme-audit", objectLockEnabled: true }, "audit");
      await refused(
        cloud.make(REPLICATION, { bucket: "acme-audit", role: text(role, "arn"), rules: [rule] }, "audit"),
        `${putting.replace("acme-data", "acme-audit")} InvalidRequest: Object Lock configuration must be enabled on the destination bucket if it is enabled on the source bucket.`,
      );
    });

    it("has rules that hang together", async () => {
      const flaws: readonly (readonly [object, string])[] = [
        [
          { deleteMarkerReplication: undefined },
          "InvalidRequest: DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.",
        ],
        [
          { sourceSelectionCriteria: undefined },
          "InvalidRequest: SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.",
        ],
      ];
      for (const [change, flaw] of flaws) await refused(make([{ ...rule, ...change }]), `${putting} ${flaw}`);
      await refused(
        to({ encryptionConfiguration: undefined }),
        `${putting} InvalidRequest: EncryptionConfiguration must be specified if SseKmsEncryptedObjects is present.`,
      );
      await refused(
        to({ metrics: undefined }),
        `${putting} InvalidRequest: Replication destination must contain metrics if ReplicationTime is enabled.`,
      );
      await refused(
        to({ replicationTime: { ...enabled, time: { minutes: 10 } } }),
        `${putting} InvalidArgument: Replication time must be 15 minutes, got 10`,
      );
      await refused(
        make([rule, { ...rule, id: "twice" }]),
        `${putting} InvalidRequest: Found duplicate priority. Priority must be unique across all rules.`,
      );
    });
  });
});
