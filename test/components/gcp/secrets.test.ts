import assert from "node:assert/strict";
import { find, inputsWithout, listed, ofType } from "../../harness/aws-recording.ts";
import { gcpFixture, recordGcpSecrets } from "../../harness/gcp-recording.ts";

const TOPIC = "acme-production-secrets-events-id";

describe("GcpSecrets", () => {
  it("makes a container per secret, the generated value, the topic and the grants, at standard", async () => {
    assert.deepEqual(listed(await recordGcpSecrets(gcpFixture("standard"))), [
      "gcp:pubsub/topic:Topic secrets-events",
      "gcp:pubsub/topicIAMMember:TopicIAMMember secrets-events-publisher",
      "gcp:secretmanager/secret:Secret secrets-application",
      "gcp:secretmanager/secret:Secret secrets-database-master",
      "gcp:secretmanager/secretIamMember:SecretIamMember secrets-application-grant-admin-read",
      "gcp:secretmanager/secretIamMember:SecretIamMember secrets-application-grant-admin-write",
      "gcp:secretmanager/secretIamMember:SecretIamMember secrets-application-grant-app-read",
      "gcp:secretmanager/secretIamMember:SecretIamMember secrets-database-master-grant-admin-read",
      "gcp:secretmanager/secretVersion:SecretVersion secrets-database-master-version",
      "random:index/randomPassword:RandomPassword secrets-database-master-password",
    ]);
  });

  it("keeps a container in the stack's region under its key, with the same places in every tier", async () => {
    for (const tier of ["standard", "premium", "enterprise"] as const) {
      const secret = find(await recordGcpSecrets(gcpFixture(tier)), "secrets-database-master");
      assert.deepEqual(inputsWithout(secret, "labels"), {
        project: "acme-prod",
        secretId: "acme-production-database-master",
        replication: {
          userManaged: {
            replicas: [
              {
                location: "europe-west1",
                customerManagedEncryption: { kmsKeyName: "acme-production-keys-secrets-id" },
              },
            ],
          },
        },
        topics: [{ name: TOPIC }],
        rotation: { rotationPeriod: "7776000s", nextRotationTime: "2027-05-20T00:00:00Z" },
        deletionProtection: true,
        versionDestroyTtl: "2592000s",
      });
    }
  });

  it("keeps the same value in a second container of the standby region, under that region's key", async () => {
    const recording = await recordGcpSecrets(gcpFixture("premium"));
    const { inputs } = find(recording, "secrets-database-master-standby");
    assert.equal(inputs["secretId"], "acme-production-database-master-standby");
    assert.deepEqual(inputs["replication"], {
      userManaged: {
        replicas: [
          {
            location: "europe-west3",
            customerManagedEncryption: { kmsKeyName: "acme-production-keys-secrets-replica-id" },
          },
        ],
      },
    });
    const versions = ofType(recording, "gcp:secretmanager/secretVersion:SecretVersion");
    assert.deepEqual(
      versions.map(({ name, inputs: own }) => [name, own["secret"], own["secretDataWo"], own["secretDataWoVersion"]]),
      [
        ["acme-production-secrets-database-master-version", "acme-production-secrets-database-master-id"],
        [
          "acme-production-secrets-database-master-standby-version",
          "acme-production-secrets-database-master-standby-id",
        ],
      ].map((start) => [...start, "acme-production-secrets-database-master-password-value", 1]),
    );
    assert.ok(versions.every(({ secretInputs }) => secretInputs.includes("secretDataWo")));
    assert.equal(ofType(recording, "gcp:secretmanager/secretIamMember:SecretIamMember").length, 8);
  });

  it("lets each workload read or fill exactly what it needs", async () => {
    const recording = await recordGcpSecrets(gcpFixture("standard"));
    const grants = ofType(recording, "gcp:secretmanager/secretIamMember:SecretIamMember").map(({ inputs }) =>
      [inputs["secretId"], inputs["role"], inputs["member"]].join(" "),
    );
    const member = (workload: string): string =>
      `serviceAccount:acme-production-${workload}@acme-prod.iam.gserviceaccount.com`;
    assert.deepEqual(grants.sort(), [
      `acme-production-application roles/secretmanager.secretAccessor ${member("admin")}`,
      `acme-production-application roles/secretmanager.secretAccessor ${member("app")}`,
      `acme-production-application roles/secretmanager.secretVersionAdder ${member("admin")}`,
      `acme-production-database-master roles/secretmanager.secretAccessor ${member("admin")}`,
    ]);
  });

  it("tells of changes on a topic under the stack's key that stays in its region", async () => {
    const recording = await recordGcpSecrets(gcpFixture("premium"));
    assert.deepEqual(inputsWithout(find(recording, "secrets-events"), "labels"), {
      project: "acme-prod",
      name: "acme-production-secret-events",
      kmsKeyName: "acme-production-keys-secrets-id",
      messageStoragePolicy: { allowedPersistenceRegions: ["europe-west1"], enforceInTransit: true },
      messageRetentionDuration: "604800s",
    });
    assert.deepEqual(find(recording, "secrets-events-publisher").inputs, {
      project: "acme-prod",
      topic: "acme-production-secret-events",
      role: "roles/pubsub.publisher",
      member: "serviceAccount:service-123456789012@gcp-sa-secretmanager.iam.gserviceaccount.com",
    });
  });

  it("lets go of a disposable stack's secrets at once, and protects all others", async () => {
    const { inputs, protect } = find(
      await recordGcpSecrets(gcpFixture("premium"), "unprotected"),
      "secrets-application",
    );
    assert.deepEqual([inputs["versionDestroyTtl"], inputs["deletionProtection"], protect], [undefined, false, false]);
    assert.equal(find(await recordGcpSecrets(gcpFixture("premium")), "secrets-application").protect, true);
  });
});
