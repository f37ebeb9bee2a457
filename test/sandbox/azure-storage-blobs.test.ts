import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { ACCOUNT_INPUTS, answer, GROUP_ID, makeAccount, type MadeStore, StoreCloud } from "./azure-stores-fixture.ts";

const ACCOUNT = "storage:StorageAccount";
const SERVICE = "storage:BlobServiceProperties";
const CONTAINER = "storage:BlobContainer";
const POLICY = "storage:ManagementPolicy";
const REPLICATION = "storage:ObjectReplicationPolicy";

describe("the simulated Azure Storage: what lies in an account", () => {
  it("needs the account to be there", async () => {
    const cloud = await StoreCloud.withGroup();
    const parent = `${GROUP_ID}/providers/Microsoft.Storage/storageAccounts/acmedata`;
    for (const [type, inputs, kind] of [
      [SERVICE, { blobServicesName: "default" }, "blobServices"],
      [CONTAINER, { containerName: "data" }, "blobServices/containers"],
      [POLICY, { managementPolicyName: "default", policy: { rules: [] } }, "managementPolicies"],
    ] as const) {
      await assert.rejects(
        cloud.make(type, { accountName: "acmedata", ...inputs }),
        answer(
          "404 ParentResourceNotFound",
          `Failed to perform 'write' on resource(s) of type 'storageAccounts/${kind}', because the parent resource '${parent}' could not be found.`,
        ),
      );
    }
  });

  it("has containers named as Azure allows, whose id goes through the blob service", async () => {
    const cloud = await StoreCloud.withGroup();
    await cloud.make(ACCOUNT, ACCOUNT_INPUTS);
    for (const containerName of ["ab", "Data", "a--b", "-ab", "a".repeat(64)])
      await assert.rejects(cloud.make(CONTAINER, { accountName: "acmedata", containerName }), /is an invalid name/);
    const made = await cloud.make(CONTAINER, { accountName: "acmedata", containerName: "data" });
    assert.equal(
      made.id,
      `${GROUP_ID}/providers/Microsoft.Storage/storageAccounts/acmedata/blobServices/default/containers/data`,
    );
    await assert.rejects(
      cloud.change(made, { denyEncryptionScopeOverride: true }),
      answer("409 PropertyChangeNotAllowed", "Changing property 'denyEncryptionScopeOverride' is not allowed."),
    );
  });

  it("has containers open to the public only where the account allows it", async () => {
    const cloud = await StoreCloud.withGroup();
    await cloud.make(ACCOUNT, { ...ACCOUNT_INPUTS, allowBlobPublicAccess: false });
    await assert.rejects(
      cloud.make(CONTAINER, { accountName: "acmedata", containerName: "data", publicAccess: "Blob" }),
      answer("409 PublicAccessNotPermitted", "Public access is not permitted on this storage account."),
    );
  });

  it("has immutable containers only where versions are kept", async () => {
    const cloud = await StoreCloud.withGroup();
    await cloud.make(ACCOUNT, ACCOUNT_INPUTS);
    const inputs = {
      accountName: "acmedata",
      containerName: "audit",
      immutableStorageWithVersioning: { enabled: true },
    };
    await assert.rejects(
      cloud.make(CONTAINER, inputs),
      answer("409 FeatureNotSupported", "Version-level immutability needs versioning to be enabled on the account."),
    );
    await cloud.make(SERVICE, { accountName: "acmedata", blobServicesName: "default", isVersioningEnabled: true });
    await cloud.make(CONTAINER, inputs);
  });

  it("restores to a point in time from versions, changes and what was soft-deleted for longer", async () => {
    const cloud = await StoreCloud.withGroup();
    await cloud.make(ACCOUNT, ACCOUNT_INPUTS);
    const service = (days: number, own: Properties = {}): Promise<MadeStore> =>
      cloud.make(SERVICE, {
        accountName: "acmedata",
        blobServicesName: "default",
        isVersioningEnabled: true,
        changeFeed: { enabled: true },
        deleteRetentionPolicy: { enabled: true, days: 30 },
        restorePolicy: { enabled: true, days },
        ...own,
      });
    for (const days of [0, 30]) {
      await assert.rejects(
        service(days),
        answer(
          "400 InvalidRequestPropertyValue",
          `The restore policy days (${days}) must be greater than 0 and less than the delete retention policy days (30).`,
        ),
      );
    }
    await assert.rejects(
      service(29, { changeFeed: { enabled: false } }),
      answer(
        "400 InvalidRequestPropertyValue",
        "Blob restore needs versioning, change feed and soft delete of blobs to be enabled.",
      ),
    );
    await service(29);
  });

  it("ages by rules that the account's redundancy and the kind of blob allow", async () => {
    const cloud = await StoreCloud.withGroup();
    await cloud.make(ACCOUNT, ACCOUNT_INPUTS);
    const rules = (blobTypes: string[], baseBlob: Properties): Properties => ({
      accountName: "acmedata",
      managementPolicyName: "default",
      policy: {
        rules: [{ name: "r", type: "Lifecycle", definition: { filters: { blobTypes }, actions: { baseBlob } } }],
      },
    });
    const after = { daysAfterModificationGreaterThan: 30 };
    await assert.rejects(
      cloud.make(POLICY, rules(["blockBlob"], { tierToArchive: after })),
      answer(
        "400 InvalidValuesForRequestParameters",
        "The archive tier is not supported by the redundancy of this account.",
      ),
    );
    await assert.rejects(
      cloud.make(POLICY, rules(["blockBlob", "appendBlob"], { tierToCool: after })),
      answer("400 InvalidValuesForRequestParameters", "Append blobs take delete actions only."),
    );
    await assert.rejects(
      cloud.make(POLICY, { accountName: "acmedata", managementPolicyName: "default", policy: { rules: [] } }),
      answer("400 InvalidValuesForRequestParameters", "A management policy needs at least one rule."),
    );
    await cloud.make(POLICY, rules(["blockBlob"], { tierToCold: after }));
  });

  it("is copied by a policy that the destination names first, between accounts that keep versions", async () => {
    const cloud = await StoreCloud.withGroup();
    const source = await makeAccount(cloud, "acmedata");
    const destination = await makeAccount(cloud, "acmecopy", { location: "northeurope" });
    const common = {
      sourceAccount: source.id,
      destinationAccount: destination.id,
      rules: [{ sourceContainer: "data", destinationContainer: "data" }],
    };
    const received = await cloud.make(REPLICATION, {
      ...common,
      accountName: "acmecopy",
      objectReplicationPolicyId: "default",
    });
    const policyId = String(received.outputs["policyId"]);
    assert.match(policyId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const sent = await cloud.make(
      REPLICATION,
      { ...common, accountName: "acmedata", objectReplicationPolicyId: policyId },
      "sent",
    );
    assert.equal(sent.outputs["policyId"], policyId);
  });

  it("is copied only from a container that exists, with a feed of changes, under whole ids", async () => {
    const cloud = await StoreCloud.withGroup();
    const source = await makeAccount(cloud, "acmedata");
    const destination = await makeAccount(cloud, "acmecopy");
    const plain = await cloud.make(ACCOUNT, { ...ACCOUNT_INPUTS, accountName: "acmeplain" }, "plain");
    const replication = (from: string, to: string, sourceContainer = "data"): Promise<MadeStore> =>
      cloud.make(REPLICATION, {
        accountName: "acmecopy",
        objectReplicationPolicyId: "default",
        sourceAccount: from,
        destinationAccount: to,
        rules: [{ sourceContainer, destinationContainer: "data" }],
      });
    await assert.rejects(
      replication(source.id, destination.id, "archive"),
      answer("404 ContainerNotFound", "The container archive does not exist in acmedata."),
    );
    await assert.rejects(
      replication(plain.id, destination.id),
      answer("409 ChangeFeedNotEnabled", "Change feed is not enabled on the source account acmeplain."),
    );
    await assert.rejects(
      replication(source.id, plain.id),
      answer("409 VersioningNotEnabled", "Blob versioning is not enabled on the account acmeplain."),
    );
    await assert.rejects(replication("acmedata", "acmecopy"), /must be whole resource ids/);
  });
});
