import assert from "node:assert/strict";
import { find, inputsWithout, isTaggable, listed, tagsOf } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordKeys } from "../../harness/recorded-foundation.ts";

describe("AwsKeys", () => {
  it("makes a key and an alias per purpose, and a replica of each with its alias where copies lie abroad", async () => {
    assert.deepEqual(listed(await recordKeys(fixture("premium"))), [
      "aws:kms/alias:Alias keys-audit-alias",
      "aws:kms/alias:Alias keys-audit-replica-alias",
      "aws:kms/alias:Alias keys-backup-alias",
      "aws:kms/alias:Alias keys-backup-replica-alias",
      "aws:kms/alias:Alias keys-data-alias",
      "aws:kms/alias:Alias keys-data-replica-alias",
      "aws:kms/alias:Alias keys-secrets-alias",
      "aws:kms/alias:Alias keys-secrets-replica-alias",
      "aws:kms/key:Key keys-audit",
      "aws:kms/key:Key keys-backup",
      "aws:kms/key:Key keys-data",
      "aws:kms/key:Key keys-secrets",
      "aws:kms/replicaKey:ReplicaKey keys-audit-replica",
      "aws:kms/replicaKey:ReplicaKey keys-backup-replica",
      "aws:kms/replicaKey:ReplicaKey keys-data-replica",
      "aws:kms/replicaKey:ReplicaKey keys-secrets-replica",
    ]);
  });

  it("makes no replica where nothing is copied, and still keys that may have one later", async () => {
    const recording = await recordKeys(fixture("standard"));
    assert.deepEqual(listed(recording), [
      "aws:kms/alias:Alias keys-audit-alias",
      "aws:kms/alias:Alias keys-backup-alias",
      "aws:kms/alias:Alias keys-data-alias",
      "aws:kms/alias:Alias keys-secrets-alias",
      "aws:kms/key:Key keys-audit",
      "aws:kms/key:Key keys-backup",
      "aws:kms/key:Key keys-data",
      "aws:kms/key:Key keys-secrets",
    ]);
    assert.equal(find(recording, "keys-data").inputs["multiRegion"], true);
    assert.equal(recording.result.keys.data.replicaKeyId, undefined);
  });

  it("gives each key its rotation, deletion window and use", async () => {
    const key = find(await recordKeys(fixture("premium")), "keys-data");
    assert.deepEqual(inputsWithout(key, "policy", "tags"), {
      description: "acme production: encrypts data",
      keyUsage: "ENCRYPT_DECRYPT",
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      multiRegion: true,
      enableKeyRotation: true,
      rotationPeriodInDays: 90,
      deletionWindowInDays: 30,
    });
  });

  it("puts the replica and its alias into the standby region, under the same name", async () => {
    const recording = await recordKeys(fixture("premium"));
    const { inputs } = find(recording, "keys-data-replica");
    assert.equal(inputs["region"], "eu-central-1");
    assert.equal(inputs["primaryKeyArn"], "arn:aws:kms:eu-west-1:111122223333:key/acme-production-keys-data");
    assert.deepEqual(find(recording, "keys-data-alias").inputs, {
      name: "alias/acme/production/data",
      targetKeyId: "mrk-acme-production-keys-data",
    });
    assert.deepEqual(find(recording, "keys-data-replica-alias").inputs, {
      region: "eu-central-1",
      name: "alias/acme/production/data",
      targetKeyId: "mrk-acme-production-keys-data-replica",
    });
  });

  it("protects and retains every key, replica and alias", async () => {
    const { registrations } = await recordKeys(fixture("premium"));
    const open = registrations.filter(
      ({ type, protect, retainOnDelete }) => type.startsWith("aws:kms/") && !(protect && retainOnDelete),
    );
    assert.deepEqual(open, []);
  });

  it("keeps every key readable after the stack is gone: retained, no longer protected", async () => {
    const { registrations } = await recordKeys(fixture("premium"), "decommissioning");
    for (const { type, protect, retainOnDelete } of registrations.filter((found) =>
      found.type.startsWith("aws:kms/"),
    )) {
      assert.deepEqual([type, protect, retainOnDelete], [type, false, true]);
    }
  });

  it("labels every key with all eight labels", async () => {
    const recording = await recordKeys(fixture("premium"));
    for (const registration of recording.registrations.filter(({ type }) => isTaggable(type))) {
      assert.deepEqual(tagsOf(recording, registration), {
        Name: registration.name,
        tenant: "acme",
        tier: "premium",
        environment: "production",
        region: "eu-west-1",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
        component: "keys",
        "data-class": registration.name.includes("secrets") ? "restricted" : "confidential",
      });
    }
  });
});
