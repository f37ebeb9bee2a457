import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../../components/lifecycle.ts";
import {
  find,
  inputsWithout,
  isTaggable,
  listed,
  policiesOf,
  statementOf,
  tagsOf,
} from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import type { Fixture } from "../../harness/blueprints.ts";
import { recordSecrets } from "../../harness/recorded-foundation.ts";

function rotated(blueprint: Fixture, generation: number): Fixture {
  const secrets = blueprint.secrets.secrets.map((secret) => ({ ...secret, generation }));
  return { ...blueprint, secrets: { ...blueprint.secrets, secrets } };
}

describe("AwsSecrets", () => {
  it("makes exactly this: a container and a policy per secret, content for the generated one, a grant per reader", async () => {
    assert.deepEqual(listed(await recordSecrets(fixture("premium"))), [
      "aws:iam/rolePolicy:RolePolicy secrets-grant-admin",
      "aws:iam/rolePolicy:RolePolicy secrets-grant-app",
      "aws:secretsmanager/secret:Secret secrets-application",
      "aws:secretsmanager/secret:Secret secrets-database-master",
      "aws:secretsmanager/secretPolicy:SecretPolicy secrets-application-policy",
      "aws:secretsmanager/secretPolicy:SecretPolicy secrets-database-master-policy",
      "aws:secretsmanager/secretVersion:SecretVersion secrets-database-master-version",
      "random:index/randomPassword:RandomPassword secrets-database-master-password",
    ]);
  });

  it("puts a secret under the tenant's key, with a replica under that key's replica", async () => {
    const secret = find(await recordSecrets(fixture("premium")), "secrets-database-master");
    assert.deepEqual(inputsWithout(secret, "tags"), {
      name: "acme/production/database-master",
      description: "Master password of the database",
      kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/acme-production-keys-secrets",
      recoveryWindowInDays: 30,
      forceOverwriteReplicaSecret: false,
      replicas: [
        {
          region: "eu-central-1",
          kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/acme-production-keys-secrets-replica",
        },
      ],
    });
  });

  it("makes no replica where nothing is copied", async () => {
    assert.equal("replicas" in find(await recordSecrets(fixture("standard")), "secrets-database-master").inputs, false);
  });

  it("refuses to copy secrets to a region where their key has no replica", async () => {
    const standard = fixture("standard");
    const contradictory = { ...standard, secrets: { ...standard.secrets, replicaRegion: "eu-central-1" } };
    await assert.rejects(recordSecrets(contradictory), {
      message: "the key for secrets has no replica in eu-central-1, where secrets are copied to",
    });
  });

  it("generates a password within the 8 to 41 characters that a database cluster takes, by the stack's own random provider", async () => {
    const { inputs, provider } = find(await recordSecrets(fixture("premium")), "secrets-database-master-password");
    assert.equal(provider, "random");
    assert.deepEqual(inputs, {
      length: 40,
      special: true,
      overrideSpecial: "-_.~",
      minLower: 4,
      minUpper: 4,
      minNumeric: 4,
      minSpecial: 2,
      keepers: { generation: "1" },
    });
  });

  it("hands the password on as a secret only: write-only into the container, marked to the stores", async () => {
    const { registrations, result } = await recordSecrets(fixture("premium"));
    const holding = registrations.filter(({ inputs }) =>
      JSON.stringify(inputs).includes("database-master-password-value"),
    );
    assert.deepEqual(
      holding.map(({ name, secretInputs }) => [name, secretInputs]),
      [["acme-production-secrets-database-master-version", ["secretStringWo"]]],
    );
    assert.deepEqual(Object.keys(result.generated), ["database-master"]);
    const generated = result.generated["database-master"];
    assert.equal(generated !== undefined && (await pulumi.isSecret(generated)), true);
  });

  it("rotates in place: a higher generation makes a new password and a new version of the same secret", async () => {
    const recording = await recordSecrets(rotated(fixture("premium"), 2));
    assert.deepEqual(find(recording, "secrets-database-master-password").inputs["keepers"], { generation: "2" });
    const { inputs } = find(recording, "secrets-database-master-version");
    assert.equal(inputs["secretStringWoVersion"], 2);
    assert.equal(find(recording, "secrets-database-master-password").protect, false);
  });

  it("leaves an external secret empty", async () => {
    const { registrations } = await recordSecrets(fixture("premium"));
    assert.deepEqual(
      registrations.filter(
        ({ type, name }) => name.includes("application") && !/secret:Secret$|secretPolicy:/.test(type),
      ),
      [],
    );
  });

  it("protects secrets in use, keeps them with their policy and content when the stack is decommissioned", async () => {
    const guarded = async (lifecycle: Lifecycle): Promise<readonly unknown[]> => {
      const { registrations } = await recordSecrets(fixture("standard"), lifecycle);
      return registrations
        .filter(({ type }) => type.startsWith("aws:secretsmanager/"))
        .map(({ protect, retainOnDelete }) => [protect, retainOnDelete]);
    };
    assert.deepEqual(
      await guarded("protected"),
      Array.from({ length: 5 }, () => [true, true]),
    );
    assert.deepEqual(
      await guarded("decommissioning"),
      Array.from({ length: 5 }, () => [false, true]),
    );
    assert.deepEqual(
      await guarded("unprotected"),
      Array.from({ length: 5 }, () => [false, false]),
    );
  });

  it("frees the name of a disposable stack's secret at once, and keeps every other one restorable", async () => {
    const window = async (lifecycle: Lifecycle): Promise<unknown> =>
      find(await recordSecrets(fixture("standard"), lifecycle), "secrets-application").inputs["recoveryWindowInDays"];
    assert.equal(await window("unprotected"), 0);
    assert.equal(await window("protected"), 30);
    assert.equal(await window("decommissioning"), 30);
  });

  it("labels every secret as restricted, with all eight labels", async () => {
    const recording = await recordSecrets(fixture("standard"));
    const taggable = recording.registrations.filter(({ type }) => isTaggable(type));
    assert.equal(taggable.length, 2);
    for (const registration of taggable) {
      assert.deepEqual(tagsOf(recording, registration), {
        Name: registration.name,
        tenant: "acme",
        tier: "standard",
        environment: "production",
        region: "eu-west-1",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
        component: "secrets",
        "data-class": "restricted",
      });
    }
  });
});

describe("access to secrets", () => {
  const application = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/production/application-AbCdEf";
  const master = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/production/database-master-AbCdEf";
  const key = "arn:aws:kms:eu-west-1:111122223333:key/acme-production-keys-secrets";
  const throughSecretsManager = { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } };

  it("is for the application to its own secret, read-only", async () => {
    const grant = find(await recordSecrets(fixture("standard")), "secrets-grant-app");
    assert.equal(grant.inputs["role"], "acme-production-app");
    assert.deepEqual(policiesOf(grant)[0]?.statements, [
      {
        Sid: "ReadSecrets",
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        Resource: [application],
      },
      {
        Sid: "UseKeyThroughService",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: key,
        Condition: throughSecretsManager,
      },
    ]);
  });

  it("is for administrators to the master password and to filling the application's secret", async () => {
    const grant = find(await recordSecrets(fixture("standard")), "secrets-grant-admin");
    assert.deepEqual(statementOf(grant, "ReadSecrets").Resource, [master, application]);
    assert.deepEqual(statementOf(grant, "WriteSecrets").Resource, [application]);
    assert.deepEqual(statementOf(grant, "UseKeyThroughService").Action, [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:GenerateDataKey*",
    ]);
  });

  it("is denied to other accounts, without TLS and to principals of other tenants", async () => {
    const policy = find(await recordSecrets(fixture("standard")), "secrets-application-policy");
    assert.equal(policy.inputs["blockPublicPolicy"], true);
    const deny = { Effect: "Deny", Principal: { AWS: "*" }, Action: "secretsmanager:*", Resource: "*" };
    assert.deepEqual(policiesOf(policy)[0]?.statements, [
      {
        ...deny,
        Sid: "DenyOtherAccounts",
        Condition: {
          StringNotEquals: { "aws:PrincipalAccount": "111122223333" },
          Bool: { "aws:PrincipalIsAWSService": "false" },
        },
      },
      { ...deny, Sid: "DenyWithoutTls", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      {
        ...deny,
        Sid: "DenyPrincipalsOfOtherTenants",
        Condition: {
          StringNotEquals: { "aws:PrincipalTag/tenant": "acme" },
          Null: { "aws:PrincipalTag/tenant": "false" },
        },
      },
    ]);
  });
});
