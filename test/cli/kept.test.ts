import assert from "node:assert/strict";
import { keptResources } from "../../cli/kept.ts";
import { done, state, typeOf } from "../harness/engine-events.ts";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1";
const retained = { retainOnDelete: true };

describe("what an operation leaves in the cloud", () => {
  it("is what the engine let go without deleting, with the key that reads it", () => {
    const events = [
      done("delete", "logs", "acme-logs", {
        old: state("logs", "acme-logs", { ...retained, id: "/acme/logs", outputs: { kmsKeyId: KEY } }),
      }),
      done("delete", "key", "acme-key", { old: state("key", "acme-key", { ...retained, id: "mrk-1" }) }),
      done("delete", "role", "acme-app", { old: state("role", "acme-app") }),
    ];
    assert.deepEqual(keptResources(events), [
      { kind: "store", name: "acme-logs", type: typeOf("logs"), id: "/acme/logs", key: KEY },
      { kind: "store", name: "acme-key", type: typeOf("key"), id: "mrk-1" },
    ]);
  });

  it("names a bucket's key, which stands in a resource beside it", () => {
    const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY } }];
    const events = [
      done("delete", "bucket", "acme-data", { old: state("bucket", "acme-data", { ...retained, id: "acme-data-eu" }) }),
      done("delete", "encryption", "acme-data-encryption", {
        old: state("encryption", "acme-data-encryption", {
          ...retained,
          id: "acme-data-eu",
          inputs: { bucket: "acme-data-eu", rules },
        }),
      }),
    ];
    assert.deepEqual(keptResources(events), [
      { kind: "store", name: "acme-data", type: typeOf("bucket"), id: "acme-data-eu", key: KEY },
      { kind: "setting", name: "acme-data-encryption", type: typeOf("encryption"), id: "acme-data-eu" },
    ]);
  });

  it("holds the final snapshot of a store that was deleted, unless it was told to make none", () => {
    const inputs = { finalSnapshotIdentifier: "acme-db-final-1", skipFinalSnapshot: false };
    const old = state("cluster", "acme-db", { inputs, outputs: { kmsKeyId: KEY } });
    assert.deepEqual(keptResources([done("delete", "cluster", "acme-db", { old })]), [
      { kind: "snapshot", name: "acme-db", type: typeOf("cluster"), id: "acme-db-final-1", key: KEY },
    ]);
    const without = state("cluster", "acme-db", { inputs: { ...inputs, skipFinalSnapshot: true } });
    assert.deepEqual(keptResources([done("delete", "cluster", "acme-db", { old: without })]), []);
  });

  it("knows where Google Cloud names the key, and the final backup of an instance", () => {
    const key = "projects/acme-prod/locations/europe-west1/keyRings/acme-production/cryptoKeys/data";
    const replicas = [{ location: "europe-west1", customerManagedEncryption: { kmsKeyName: key } }];
    const instance = (enabled: boolean) =>
      state("gcp instance", "acme-db", {
        id: "acme-production-database",
        inputs: { settings: { finalBackupConfig: { enabled } } },
        outputs: { encryptionKeyName: key },
      });
    const gone = (kind: string, name: string, outputs: Record<string, unknown>) =>
      done("delete", kind, name, { old: state(kind, name, { ...retained, outputs }) });
    const events = [
      gone("gcp bucket", "acme-data", { encryption: { defaultKmsKeyName: key } }),
      gone("gcp log bucket", "acme-logs", { cmekSettings: { kmsKeyName: key } }),
      gone("gcp secret", "acme-secret", { replication: { userManaged: { replicas } } }),
      done("delete", "gcp instance", "acme-db", { old: instance(true) }),
      done("delete", "gcp instance", "acme-other-db", { old: instance(false) }),
    ];
    assert.deepEqual(keptResources(events), [
      { kind: "store", name: "acme-logs", type: typeOf("gcp log bucket"), id: "acme-logs", key },
      { kind: "store", name: "acme-secret", type: typeOf("gcp secret"), id: "acme-secret", key },
      { kind: "snapshot", name: "acme-db", type: typeOf("gcp instance"), id: "acme-production-database", key },
      { kind: "store", name: "acme-data", type: typeOf("gcp bucket"), id: "acme-data", key },
    ]);
  });

  it("knows where Azure names the key, and that a deleted server can be restored for a while, but no reader", () => {
    const vault = "https://acme-production-0a1b2c3d.vault.azure.net";
    const keyVaultProperties = { keyName: "data", keyVaultUri: `${vault}/`, keyUri: `${vault}/keys/backup` };
    const encryptionSettings = { keyVaultProperties };
    const gone = (kind: string, name: string, outputs: Record<string, unknown>, own = {}) =>
      done("delete", kind, name, { old: state(kind, name, { ...own, outputs }) });
    const events = [
      gone("azure account", "acme-data", { encryption: { keyVaultProperties } }, retained),
      gone("azure account", "acme-data-replica", {}, retained),
      gone("azure vault", "acme-vault", { properties: { securitySettings: { encryptionSettings } } }, retained),
      gone("azure server", "acme-database-writer", { dataEncryption: { primaryKeyURI: `${vault}/keys/data` } }),
      gone("azure server", "acme-database-reader-b", { dataEncryption: { primaryKeyURI: `${vault}/keys/data` } }),
    ];
    assert.deepEqual(
      keptResources(events).map(({ kind, name, key }) => [kind, name, key]),
      [
        ["store", "acme-vault", `${vault}/keys/backup`],
        ["restorable", "acme-database-writer", `${vault}/keys/data`],
        ["store", "acme-data", `${vault}/keys/data`],
        ["store", "acme-data-replica", undefined],
      ],
    );
  });

  it("holds what was replaced and kept, and nothing that is still part of the stack", () => {
    const old = state("key", "acme-key", { ...retained, id: "mrk-1" });
    assert.deepEqual(
      keptResources([
        done("delete-replaced", "key", "acme-key", { old }),
        done("update", "bucket", "acme-data", { old: state("bucket", "acme-data", retained) }),
        done("same", "bucket", "acme-audit", { old: state("bucket", "acme-audit", retained) }),
        done("delete", "stack", "leasehold-acme-production", {
          old: state("stack", "leasehold-acme-production", { ...retained, id: "" }),
        }),
      ]).map(({ id }) => id),
      ["mrk-1"],
    );
  });
});
