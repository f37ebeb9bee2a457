import assert from "node:assert/strict";
import { makeKey, policy } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const SECRET = "secretsmanager/secret:Secret";
const VERSION = "secretsmanager/secretVersion:SecretVersion";
const POLICY = "secretsmanager/secretPolicy:SecretPolicy";

function secrets(doing: string, operation: string): string {
  return `${doing}: operation error Secrets Manager: ${operation}, https response error StatusCode: 400,`;
}

describe("the simulated Secrets Manager: a secret", () => {
  it("has an ARN that ends in six random characters", async () => {
    const secret = await new SimulatedAws().make(SECRET, { name: "acme/production/master" });
    assert.match(
      secret.id,
      new RegExp(`^arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:acme/production/master-[A-Z0-9]{6}$`),
    );
    assert.equal(secret.outputs["arn"], secret.id);
  });

  it("keeps its name while it waits for its end", async () => {
    const cloud = new SimulatedAws();
    const creating = secrets("creating Secrets Manager Secret (acme/x)", "CreateSecret");
    const secret = await cloud.make(SECRET, { name: "acme/x", recoveryWindowInDays: 7 });
    await refused(
      cloud.make(SECRET, { name: "acme/x" }, "again"),
      `${creating} ResourceExistsException: The operation failed because the secret acme/x already exists.`,
    );
    await cloud.remove(secret);
    assert.equal(await cloud.read(secret), undefined);
    assert.equal(cloud.record(SECRET, secret.id)?.outputs["recoverableForDays"], 7);
    await refused(
      cloud.make(SECRET, { name: "acme/x" }, "again"),
      `${creating} InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.`,
    );
  });

  it("frees its name at once without a recovery window", async () => {
    const cloud = new SimulatedAws();
    const secret = await cloud.make(SECRET, { name: "acme/x", recoveryWindowInDays: 0 });
    await cloud.remove(secret);
    assert.deepEqual(cloud.records(SECRET), []);
    const again = await cloud.make(SECRET, { name: "acme/x" });
    assert.notEqual(again.id, secret.id);
  });

  it("can be restored for 7 to 30 days, or not at all", () => {
    const cloud = new SimulatedAws();
    for (const recoveryWindowInDays of [0, 7, 30])
      assert.deepEqual(cloud.failures(SECRET, { name: "x", recoveryWindowInDays }), []);
    for (const recoveryWindowInDays of [1, 6, 31]) {
      assert.deepEqual(cloud.failures(SECRET, { name: "x", recoveryWindowInDays }), [
        `recoveryWindowInDays: expected recovery_window_in_days to be in the range (7 - 30) or 0, got ${recoveryWindowInDays}`,
      ]);
    }
    assert.deepEqual(cloud.failures(SECRET, { name: "acme x" }), [
      "name: invalid value for name (must contain only alphanumeric characters and /_+=.@-)",
    ]);
  });

  it("lies under a key of its region, and each replica under one of its own", async () => {
    const cloud = new SimulatedAws();
    const key = await makeKey(cloud, { multiRegion: true });
    const replica = await cloud.make("kms/replicaKey:ReplicaKey", {
      region: "eu-central-1",
      primaryKeyArn: text(key, "arn"),
    });
    const creating = secrets("creating Secrets Manager Secret (x)", "CreateSecret");
    const flaw =
      "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state.";
    const make = (inputs: object) => cloud.make(SECRET, { name: "x", ...inputs });
    await refused(make({ kmsKeyId: text(replica, "arn") }), `${creating} EncryptionFailure: ${flaw}`);
    await refused(
      make({ kmsKeyId: text(key, "arn"), replicas: [{ region: "eu-central-1", kmsKeyId: text(key, "arn") }] }),
      `${creating} EncryptionFailure: ${flaw} (eu-central-1)`,
    );
    await refused(
      make({ replicas: [{ region: "eu-west-1" }] }),
      `${creating} InvalidParameterException: Invalid replica region.`,
    );
    await make({ kmsKeyId: text(key, "arn"), replicas: [{ region: "eu-central-1", kmsKeyId: text(replica, "arn") }] });
  });
});

describe("the simulated Secrets Manager: a value", () => {
  it("goes to a secret that exists and never lies in the folder", async () => {
    const cloud = new SimulatedAws();
    const secret = await cloud.make(SECRET, { name: "x" });
    const value = await cloud.make(VERSION, {
      secretId: secret.id,
      secretStringWo: "correct-horse",
      secretStringWoVersion: 1,
    });
    assert.match(value.id, /^arn:aws:secretsmanager:.*\|[0-9a-f-]{36}$/);
    assert.equal(value.outputs["hasSecretStringWo"], true);
    assert.deepEqual(value.outputs["versionStages"], ["AWSCURRENT"]);
    assert.ok(!JSON.stringify(cloud.records(VERSION)).includes("correct-horse"));
  });

  it("gets a new version in place when its generation is raised", async () => {
    const cloud = new SimulatedAws();
    const secret = await cloud.make(SECRET, { name: "x" });
    const value = await cloud.make(VERSION, { secretId: secret.id, secretStringWo: "one", secretStringWoVersion: 1 });
    const next = await cloud.change(value, { secretId: secret.id, secretStringWo: "two", secretStringWoVersion: 2 });
    assert.notEqual(next.outputs["versionId"], value.outputs["versionId"]);
    const plain = await cloud.make(VERSION, { secretId: secret.id, secretString: "one" }, "plain");
    assert.deepEqual(cloud.replacing(plain, { secretId: secret.id, secretString: "two" }), ["secretString"]);
  });

  it("is refused for a secret that is missing or waits for its end, and when it is empty", async () => {
    const cloud = new SimulatedAws();
    const secret = await cloud.make(SECRET, { name: "x" });
    const putting = (id: string): string => secrets(`putting Secrets Manager Secret (${id}) value`, "PutSecretValue");
    const put = (secretId: string, value: object = { secretString: "one" }) =>
      cloud.make(VERSION, { secretId, ...value });
    await refused(
      put("lost"),
      `${putting("lost")} ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    );
    await refused(
      put(secret.id, {}),
      `${putting(secret.id)} InvalidRequestException: You must provide either SecretString or SecretBinary.`,
    );
    await cloud.remove(secret);
    await refused(
      put(secret.id),
      `${putting(secret.id)} InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
    );
  });
});

describe("the simulated Secrets Manager: a secret's policy", () => {
  const deny = { Effect: "Deny", Principal: { AWS: "*" }, Action: "secretsmanager:*", Resource: "*" };

  it("is sound, names principals that exist, and is not public where that is blocked", async () => {
    const cloud = new SimulatedAws();
    const secret = await cloud.make(SECRET, { name: "x" });
    const putting = secrets(`putting Secrets Manager Secret (${secret.id}) policy`, "PutResourcePolicy");
    const put = (statement: object, blockPublicPolicy = true) =>
      cloud.make(POLICY, { secretArn: secret.id, policy: policy({ ...statement }), blockPublicPolicy });
    await refused(
      put({ ...deny, Principal: undefined }),
      `${putting} MalformedPolicyDocumentException: This resource policy contains a syntax error.`,
    );
    await refused(
      put({ ...deny, Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/lost` } }),
      `${putting} MalformedPolicyDocumentException: This resource policy contains an unsupported principal.`,
    );
    await refused(
      put({ ...deny, Effect: "Allow" }),
      `${putting} PublicPolicyException: This resource policy grants broad access to the secret. Remove the public access and try again.`,
    );
    assert.equal((await put(deny)).id, secret.id);
  });
});
