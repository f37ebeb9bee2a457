import assert from "node:assert/strict";
import { ACCOUNT_STATEMENT, makeKey, makeRole, policy } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const KEY = "kms/key:Key";
const REPLICA = "kms/replicaKey:ReplicaKey";
const ALIAS = "kms/alias:Alias";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function kms(doing: string, operation: string): string {
  return `${doing}: operation error KMS: ${operation}, https response error StatusCode: 400,`;
}

describe("the simulated KMS: a key", () => {
  it("has a UUID, and one for several regions an id that says so", async () => {
    const cloud = new SimulatedAws();
    const key = await makeKey(cloud);
    assert.match(key.id, UUID);
    assert.equal(key.outputs["arn"], `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${key.id}`);
    assert.equal(key.outputs["keyId"], key.id);
    const wide = await makeKey(cloud, { multiRegion: true }, "wide");
    assert.match(wide.id, /^mrk-[0-9a-f]{32}$/);
  });

  it("rotates yearly unless told otherwise, and not at all when rotation is off", async () => {
    const cloud = new SimulatedAws();
    assert.equal((await makeKey(cloud)).outputs["rotationPeriodInDays"], 0);
    const key = await makeKey(cloud, { enableKeyRotation: true }, "rotated");
    assert.equal(key.outputs["rotationPeriodInDays"], 365);
    const inputs = { enableKeyRotation: true, rotationPeriodInDays: 90, policy: key.inputs["policy"] };
    assert.equal((await cloud.change(key, inputs)).outputs["rotationPeriodInDays"], 90);
  });

  it("rotates every 90 to 2560 days and waits 7 to 30 days for its end", () => {
    const cloud = new SimulatedAws();
    const failures = (rotationPeriodInDays: number, deletionWindowInDays: number): readonly string[] =>
      cloud.failures(KEY, { enableKeyRotation: true, rotationPeriodInDays, deletionWindowInDays });
    assert.deepEqual(failures(90, 7), []);
    assert.deepEqual(failures(2560, 30), []);
    assert.deepEqual(failures(89, 6), [
      "deletionWindowInDays: expected deletion_window_in_days to be in the range (7 - 30), got 6",
      "rotationPeriodInDays: expected rotation_period_in_days to be in the range (90 - 2560), got 89",
    ]);
    assert.deepEqual(failures(2561, 31), [
      "deletionWindowInDays: expected deletion_window_in_days to be in the range (7 - 30), got 31",
      "rotationPeriodInDays: expected rotation_period_in_days to be in the range (90 - 2560), got 2561",
    ]);
    assert.deepEqual(cloud.failures(KEY, { enableKeyRotation: true, customerMasterKeySpec: "RSA_2048" }), [
      "enableKeyRotation: key rotation can only be enabled for symmetric encryption keys",
    ]);
  });

  it("keeps the account able to change its policy", async () => {
    const cloud = new SimulatedAws();
    const lockedOut = policy({
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: "kms:Decrypt",
      Resource: "*",
    });
    const reason =
      "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.";
    await refused(cloud.make(KEY, { policy: lockedOut }), `${kms("creating KMS Key", "CreateKey")} ${reason}`);
    await cloud.make(KEY, { policy: lockedOut, bypassPolicyLockoutSafetyCheck: true }, "bypassed");
    const key = await makeKey(cloud);
    await refused(
      cloud.change(key, { policy: lockedOut }),
      `${kms(`updating KMS Key (${key.id}): updating policy`, "PutKeyPolicy")} ${reason}`,
    );
  });

  it("takes policies whose principals exist", async () => {
    const cloud = new SimulatedAws();
    const user = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/acme-app` },
      Action: "kms:Decrypt",
      Resource: "*",
    };
    await refused(
      cloud.make(KEY, { policy: policy(ACCOUNT_STATEMENT, user) }),
      `${kms("creating KMS Key", "CreateKey")} MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.`,
    );
    await makeRole(cloud, "acme-app", "ec2.amazonaws.com");
    await cloud.make(KEY, { policy: policy(ACCOUNT_STATEMENT, user) });
  });

  it("is never deleted, only scheduled: its file stays, the provider no longer finds it", async () => {
    const cloud = new SimulatedAws();
    const key = await makeKey(cloud, { deletionWindowInDays: 14 });
    await cloud.remove(key);
    assert.equal(cloud.record(KEY, key.id)?.outputs["keyState"], "PendingDeletion");
    assert.equal(cloud.record(KEY, key.id)?.outputs["pendingWindowInDays"], 14);
    assert.equal(await cloud.read(key), undefined);
    const again = await makeKey(cloud);
    assert.notEqual(again.id, key.id);
  });

  it("takes sound policies only", async () => {
    const cloud = new SimulatedAws();
    await refused(
      cloud.make(KEY, { policy: policy({ ...ACCOUNT_STATEMENT, Effect: "Permit" }) }),
      `${kms("creating KMS Key", "CreateKey")} MalformedPolicyDocumentException: Syntax errors in policy.`,
    );
  });
});

describe("the simulated KMS: a replica", () => {
  it("has the id of its primary, in another region", async () => {
    const cloud = new SimulatedAws();
    const key = await makeKey(cloud, { multiRegion: true, enableKeyRotation: true });
    const replica = await cloud.make(REPLICA, { region: "eu-central-1", primaryKeyArn: text(key, "arn") });
    assert.equal(replica.id, key.id);
    assert.equal(replica.outputs["arn"], `arn:aws:kms:eu-central-1:${ACCOUNT}:key/${key.id}`);
    assert.equal(replica.outputs["keyRotationEnabled"], true);
    await cloud.remove(key);
    assert.equal(cloud.record(KEY, key.id)?.outputs["keyState"], "PendingReplicaDeletion");
  });

  it("needs a primary for several regions that is enabled, and one region each", async () => {
    const cloud = new SimulatedAws();
    const [plain, wide, off] = [
      await makeKey(cloud),
      await makeKey(cloud, { multiRegion: true }, "wide"),
      await makeKey(cloud, { multiRegion: true, isEnabled: false }, "off"),
    ];
    const to = (primaryKeyArn: string, region: string) => cloud.make(REPLICA, { region, primaryKeyArn }, region);
    const doing = (id: string): string => kms(`creating KMS Replica Key (${id})`, "ReplicateKey");
    await refused(
      to(text(plain, "arn"), "eu-central-1"),
      `${doing(plain.id)} UnsupportedOperationException: ${text(plain, "arn")} is not a multi-Region primary key.`,
    );
    await refused(
      to(text(off, "arn"), "eu-central-1"),
      `${doing(off.id)} KMSInvalidStateException: ${text(off, "arn")} is disabled.`,
    );
    await refused(
      to(text(wide, "arn"), "eu-west-1"),
      `${doing(wide.id)} AlreadyExistsException: Key ${text(wide, "arn")} already exists.`,
    );
    const missing = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/mrk-0`;
    await refused(to(missing, "eu-central-1"), `${doing("mrk-0")} NotFoundException: Key '${missing}' does not exist`);
    await to(text(wide, "arn"), "eu-central-1");
    await refused(
      to(text(wide, "arn"), "eu-central-1"),
      `${doing(wide.id)} AlreadyExistsException: Key arn:aws:kms:eu-central-1:${ACCOUNT}:key/${wide.id} already exists.`,
    );
  });
});

describe("the simulated KMS: an alias", () => {
  it("names a key, once per account and region", async () => {
    const cloud = new SimulatedAws();
    const key = await makeKey(cloud);
    const alias = await cloud.make(ALIAS, { name: "alias/acme/data", targetKeyId: key.id });
    assert.equal(alias.id, "alias/acme/data");
    assert.equal(alias.outputs["arn"], `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/acme/data`);
    assert.equal(alias.outputs["targetKeyArn"], key.outputs["arn"]);
    await refused(
      cloud.make(ALIAS, { name: "alias/acme/data", targetKeyId: key.id }, "again"),
      `${kms("creating KMS Alias (alias/acme/data)", "CreateAlias")} AlreadyExistsException: An alias with the name arn:aws:kms:eu-west-1:${ACCOUNT}:alias/acme/data already exists`,
    );
    const wide = await makeKey(cloud, { multiRegion: true }, "wide");
    const replica = await cloud.make(REPLICA, { region: "eu-central-1", primaryKeyArn: text(wide, "arn") });
    await cloud.make(ALIAS, { region: "eu-central-1", name: "alias/acme/data", targetKeyId: replica.id }, "far");
  });

  it("points to a key that exists in its region and is not going away", async () => {
    const cloud = new SimulatedAws();
    const key = await makeKey(cloud);
    const doing = kms("creating KMS Alias (alias/x)", "CreateAlias");
    await refused(
      cloud.make(ALIAS, { region: "eu-central-1", name: "alias/x", targetKeyId: key.id }),
      `${doing} NotFoundException: Key 'arn:aws:kms:eu-central-1:${ACCOUNT}:key/${key.id}' does not exist`,
    );
    await cloud.remove(key);
    await refused(
      cloud.make(ALIAS, { name: "alias/x", targetKeyId: text(key, "arn") }),
      `${doing} KMSInvalidStateException: ${text(key, "arn")} is pending deletion.`,
    );
  });

  it("turns to another key in place", async () => {
    const cloud = new SimulatedAws();
    const [one, other] = [await makeKey(cloud), await makeKey(cloud, {}, "other")];
    const alias = await cloud.make(ALIAS, { name: "alias/x", targetKeyId: one.id });
    const changed = await cloud.change(alias, { name: "alias/x", targetKeyId: other.id });
    assert.equal(changed.outputs["targetKeyArn"], other.outputs["arn"]);
  });

  it("begins with alias/, and not with what AWS keeps for itself", async () => {
    const cloud = new SimulatedAws();
    const key = await makeKey(cloud);
    assert.deepEqual(cloud.failures(ALIAS, { name: "data", targetKeyId: key.id }), [
      "name: invalid value for name (must begin with 'alias/' and be comprised of only [0-9A-Za-z_/-])",
    ]);
    await refused(
      cloud.make(ALIAS, { name: "alias/aws/data", targetKeyId: key.id }),
      `${kms("creating KMS Alias (alias/aws/data)", "CreateAlias")} NotAuthorizedException: The alias name begins with a reserved prefix.`,
    );
    assert.match((await cloud.make(ALIAS, { targetKeyId: key.id }, "unnamed")).id, /^alias\/unnamed-[0-9a-f]{7}$/);
  });
});
