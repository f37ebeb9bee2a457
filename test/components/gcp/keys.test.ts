import assert from "node:assert/strict";
import { find, inputsWithout, listed, ofType } from "../../harness/aws-recording.ts";
import { gcpFixture, isLabellable, labelsOf, recordGcpKeys } from "../../harness/gcp-recording.ts";

const RING = "acme-production-keys-ring-id";
const AGENT = "serviceAccount:service-123456789012@";

describe("GcpKeys", () => {
  it("makes a ring, a key per purpose and the grants to the services that encrypt with it", async () => {
    assert.deepEqual(listed(await recordGcpKeys(gcpFixture("standard"))), [
      "gcp:kms/cryptoKey:CryptoKey keys-audit",
      "gcp:kms/cryptoKey:CryptoKey keys-backup",
      "gcp:kms/cryptoKey:CryptoKey keys-data",
      "gcp:kms/cryptoKey:CryptoKey keys-secrets",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-audit-grant-logging",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-audit-grant-pub-sub",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-audit-grant-storage",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-backup-grant-backup-dr",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-backup-grant-cloud-sql",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-backup-grant-storage",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-data-grant-backup-dr",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-data-grant-cloud-sql",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-data-grant-memorystore",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-data-grant-storage",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-secrets-grant-pub-sub",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember keys-secrets-grant-secret-manager",
      "gcp:kms/keyRing:KeyRing keys-ring",
    ]);
  });

  it("gives each key hardware protection and its rotation, the same protection in every tier", async () => {
    const rotations = { standard: 365, premium: 90, enterprise: 90 };
    for (const tier of ["standard", "premium", "enterprise"] as const) {
      const key = find(await recordGcpKeys(gcpFixture(tier)), "keys-data");
      assert.deepEqual(inputsWithout(key, "labels"), {
        name: "data",
        keyRing: RING,
        purpose: "ENCRYPT_DECRYPT",
        rotationPeriod: `${rotations[tier] * 86_400}s`,
        destroyScheduledDuration: "2592000s",
        versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "HSM" },
        importOnly: false,
        skipInitialVersionCreation: false,
      });
    }
  });

  it("names the ring after the stack, and lets a disposable stack's ring be named anew each time", async () => {
    const blueprint = gcpFixture("premium");
    const recording = await recordGcpKeys(blueprint);
    assert.deepEqual(find(recording, "keys-ring").inputs, {
      project: "acme-prod",
      location: "europe-west1",
      name: "acme-production",
    });
    const disposable = { ...blueprint, stack: { ...blueprint.stack, deletionProtection: false } };
    assert.deepEqual(find(await recordGcpKeys(disposable, "unprotected"), "keys-ring").inputs, {
      project: "acme-prod",
      location: "europe-west1",
    });
  });

  it("makes the counterpart of every key, with the same grants, in the standby region", async () => {
    const recording = await recordGcpKeys(gcpFixture("premium"));
    assert.deepEqual(find(recording, "keys-ring-europe-west3").inputs, {
      project: "acme-prod",
      location: "europe-west3",
      name: "acme-production",
    });
    const { inputs } = find(recording, "keys-data-replica");
    assert.equal(inputs["keyRing"], "acme-production-keys-ring-europe-west3-id");
    assert.equal(inputs["name"], "data");
    assert.equal(ofType(recording, "gcp:kms/cryptoKey:CryptoKey").length, 8);
    assert.equal(ofType(recording, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember").length, 24);
    assert.equal((await recordGcpKeys(gcpFixture("standard"))).result.keys.data.replicaKeyId, undefined);
  });

  it("lets exactly the services' own agents use a key", async () => {
    const recording = await recordGcpKeys(gcpFixture("standard"));
    const members = Object.fromEntries(
      ofType(recording, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember").map(({ name, inputs }) => {
        assert.equal(inputs["role"], "roles/cloudkms.cryptoKeyEncrypterDecrypter");
        return [name.replace("acme-production-keys-", ""), [inputs["cryptoKeyId"], inputs["member"]]];
      }),
    );
    const key = (purpose: string): string => `acme-production-keys-${purpose}-id`;
    assert.deepEqual(members, {
      "audit-grant-logging": [key("audit"), "serviceAccount:cmek-p123456789012@gcp-sa-logging.iam.gserviceaccount.com"],
      "audit-grant-pub-sub": [key("audit"), `${AGENT}gcp-sa-pubsub.iam.gserviceaccount.com`],
      "audit-grant-storage": [key("audit"), `${AGENT}gs-project-accounts.iam.gserviceaccount.com`],
      "backup-grant-backup-dr": [key("backup"), `${AGENT}gcp-sa-backupdr.iam.gserviceaccount.com`],
      "backup-grant-cloud-sql": [key("backup"), `${AGENT}gcp-sa-cloud-sql.iam.gserviceaccount.com`],
      "backup-grant-storage": [key("backup"), `${AGENT}gs-project-accounts.iam.gserviceaccount.com`],
      "data-grant-backup-dr": [key("data"), `${AGENT}gcp-sa-backupdr.iam.gserviceaccount.com`],
      "data-grant-cloud-sql": [key("data"), `${AGENT}gcp-sa-cloud-sql.iam.gserviceaccount.com`],
      "data-grant-memorystore": [key("data"), `${AGENT}gcp-sa-memorystore.iam.gserviceaccount.com`],
      "data-grant-storage": [key("data"), `${AGENT}gs-project-accounts.iam.gserviceaccount.com`],
      "secrets-grant-pub-sub": [key("secrets"), `${AGENT}gcp-sa-pubsub.iam.gserviceaccount.com`],
      "secrets-grant-secret-manager": [key("secrets"), `${AGENT}gcp-sa-secretmanager.iam.gserviceaccount.com`],
    });
  });

  it("protects ring and keys, retains them with their grants, and keeps all readable after the stack is gone", async () => {
    const guards = async (lifecycle: "protected" | "decommissioning"): Promise<readonly string[]> => {
      const { registrations } = await recordGcpKeys(gcpFixture("premium"), lifecycle);
      const kms = registrations.filter(({ type }) => type.startsWith("gcp:kms/"));
      assert.equal(kms.length, 34);
      assert.ok(kms.every(({ retainOnDelete }) => retainOnDelete));
      return [...new Set(kms.filter(({ protect }) => protect).map(({ type }) => type))].sort();
    };
    assert.deepEqual(await guards("protected"), ["gcp:kms/cryptoKey:CryptoKey", "gcp:kms/keyRing:KeyRing"]);
    assert.deepEqual(await guards("decommissioning"), []);
  });

  it("labels every key with all eight labels", async () => {
    const recording = await recordGcpKeys(gcpFixture("premium"));
    const labelled = recording.registrations.filter(({ type }) => isLabellable(type));
    assert.equal(labelled.length, 8);
    for (const registration of labelled) {
      assert.deepEqual(labelsOf(recording, registration), {
        tenant: "acme",
        tier: "premium",
        environment: "production",
        region: "europe-west1",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
        component: "keys",
        "data-class": registration.name.includes("secrets") ? "restricted" : "confidential",
      });
    }
  });
});
