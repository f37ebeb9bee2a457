import assert from "node:assert/strict";
import { AwsObjects } from "../../../components/aws/objects.ts";
import { find, recordAws, statementOf } from "../../harness/aws-recording.ts";
import { recordObjects } from "../../harness/recorded-stores.ts";
import { bucketSpec } from "../../harness/store-blueprints.ts";
import { keyArn, objectsArgs } from "../../harness/store-wiring.ts";

describe("copies of a bucket", () => {
  it("lie in the standby region, under the key's replica, within a measured quarter of an hour", async () => {
    const recording = await recordObjects("premium");
    const replica = find(recording, "objects-data-replica").inputs;
    assert.deepEqual(
      [replica["bucket"], replica["region"]],
      ["acme-production-data-replica-111122223333-eu-central-1", "eu-central-1"],
    );
    const settings = recording.registrations.filter(
      ({ name, type }) => type.startsWith("aws:s3/") && name.endsWith("-replica"),
    );
    assert.equal(settings.length, 14);
    for (const { name, inputs } of settings) assert.equal(inputs["region"], "eu-central-1", name);
    const { role, rules } = find(recording, "objects-data-replication").inputs;
    assert.equal(role, "arn:aws:iam::111122223333:role/leasehold/acme/production/acme-production-objects-replication");
    assert.deepEqual(rules, [
      {
        id: "everything",
        status: "Enabled",
        priority: 0,
        filter: { prefix: "" },
        deleteMarkerReplication: { status: "Enabled" },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: "arn:aws:s3:::acme-production-data-replica-111122223333-eu-central-1",
          encryptionConfiguration: { replicaKmsKeyId: keyArn("data", "eu-central-1") },
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
        },
      },
    ]);
  });

  it("begin when both sides keep versions and the role may copy", async () => {
    const { dependencies } = find(await recordObjects("premium"), "objects-data-replication");
    for (const needed of ["data-versioning", "data-versioning-replica", "replication-role-policy"]) {
      assert.ok(dependencies.includes(`acme-production-objects-${needed}`), needed);
    }
  });

  it("are made by a role that reads these buckets and writes those, and no others", async () => {
    const rights = find(await recordObjects("premium"), "objects-replication-role-policy");
    const source = ["data", "archive"].map((name) => `arn:aws:s3:::acme-production-${name}-111122223333-eu-west-1`);
    const target = ["data", "archive"].map(
      (name) => `arn:aws:s3:::acme-production-${name}-replica-111122223333-eu-central-1`,
    );
    assert.deepEqual(statementOf(rights, "ReadRules").Resource, source);
    assert.deepEqual(
      statementOf(rights, "ReadVersions").Resource,
      source.map((arn) => `${arn}/*`),
    );
    assert.deepEqual(
      statementOf(rights, "WriteCopies").Resource,
      target.map((arn) => `${arn}/*`),
    );
    assert.deepEqual(statementOf(rights, "DecryptOriginals"), {
      Sid: "DecryptOriginals",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: [keyArn("data")],
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    });
    assert.deepEqual(statementOf(rights, "EncryptCopies").Resource, [keyArn("data", "eu-central-1")]);
    assert.deepEqual(statementOf(rights, "EncryptCopies").Condition, {
      StringEquals: { "kms:ViaService": ["s3.eu-central-1.amazonaws.com"] },
    });
  });

  it("are refused where their key has no replica", async () => {
    const args = objectsArgs("standard", { buckets: [bucketSpec("data", { replicaRegion: "eu-central-1" })] });
    await assert.rejects(
      recordAws(args, (options) => new AwsObjects("acme-production-objects", args, options)),
      new Error("the key for data has no replica in eu-central-1, where a bucket under it is copied to"),
    );
  });
});
