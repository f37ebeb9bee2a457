import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import type { TrustSpec } from "../../../tiers/blueprint.ts";
import type { Workload } from "../../../tiers/vocabulary.ts";
import { find, policiesOf } from "../../harness/aws-recording.ts";
import type { PolicyStatement } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import type { Fixture } from "../../harness/blueprints.ts";
import { recordIdentity } from "../../harness/recorded-foundation.ts";

/** Premium with one workload trusting whom the test says. */
function trusting(name: Workload, trust: Partial<TrustSpec>): Fixture {
  const premium = fixture("premium");
  const workloads = premium.identity.workloads.map((workload) =>
    workload.name === name ? { ...workload, trust: { ...workload.trust, ...trust } } : workload,
  );
  return { ...premium, identity: { ...premium.identity, workloads } };
}

async function trustOf(name: Workload, trust: Partial<TrustSpec>): Promise<readonly PolicyStatement[]> {
  const role = find(await recordIdentity(trusting(name, trust)), `identity-${name}`);
  return policiesOf(role)[0]?.statements ?? [];
}

function runError(message: string): (error: unknown) => true {
  return (error) => {
    assert.ok(pulumi.RunError.isInstance(error));
    assert.equal(error.message, message);
    return true;
  };
}

describe("a role's trust", () => {
  it("is in nobody when the tenant file names nobody", async () => {
    assert.deepEqual(await trustOf("app", {}), [
      {
        Sid: "NobodyIsTrusted",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
      },
    ]);
  });

  it("is in the named principals, whose sessions may not be tagged as another tenant's", async () => {
    assert.deepEqual(await trustOf("migration", { principals: ["arn:aws:iam::111122223333:role/deploy"] }), [
      {
        Sid: "TrustedPrincipals",
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::111122223333:role/deploy"] },
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
        Condition: {
          StringEqualsIfExists: { "aws:RequestTag/tenant": "acme", "aws:RequestTag/environment": "production" },
        },
      },
    ]);
  });

  it("is in principals of another account only with the stack's name as external id", async () => {
    const [own, foreign] = ["arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::444455556666:role/deploy"];
    const statements = await trustOf("migration", { principals: [foreign, own] });
    assert.deepEqual(
      statements.map(({ Sid, Principal, Condition }) => ({ Sid, Principal, externalId: Condition?.["StringEquals"] })),
      [
        { Sid: "TrustedPrincipals", Principal: { AWS: [own] }, externalId: undefined },
        {
          Sid: "TrustedAccounts",
          Principal: { AWS: [foreign] },
          externalId: { "sts:ExternalId": "acme-production" },
        },
      ],
    );
    const [people] = await trustOf("admin", { principals: [foreign] });
    assert.deepEqual(people?.Condition?.["Bool"], { "aws:MultiFactorAuthPresent": "true" });
  });

  it("asks people for a second factor", async () => {
    const [statement] = await trustOf("admin", { principals: ["arn:aws:iam::111122223333:user/ada"] });
    assert.deepEqual(statement?.Condition, {
      StringEqualsIfExists: { "aws:RequestTag/tenant": "acme", "aws:RequestTag/environment": "production" },
      Bool: { "aws:MultiFactorAuthPresent": "true" },
    });
  });

  it("is in tokens of a named issuer for exactly one subject and audience", async () => {
    const issuer = {
      issuer: "https://ci.acme.example/",
      subject: "repo:acme/app:ref:refs/heads/main",
      audience: "sts.amazonaws.com",
    };
    assert.deepEqual(await trustOf("app", { tokenIssuers: [issuer] }), [
      {
        Sid: "TokenIssuer1",
        Effect: "Allow",
        Principal: { Federated: ["arn:aws:iam::111122223333:oidc-provider/ci.acme.example"] },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
          StringEquals: {
            "ci.acme.example:sub": ["repo:acme/app:ref:refs/heads/main"],
            "ci.acme.example:aud": "sts.amazonaws.com",
          },
        },
      },
    ]);
  });

  it("is in named service accounts of this stack's own cluster, namespace by namespace", async () => {
    const statements = await trustOf("app", {
      serviceAccounts: [
        { namespace: "studio", name: "web" },
        { namespace: "jobs", name: "render" },
        { namespace: "studio", name: "api" },
      ],
    });
    const pairs = statements.map(({ Condition }) => {
      const { "aws:RequestTag/kubernetes-namespace": namespace, "aws:RequestTag/kubernetes-service-account": names } =
        Condition?.["StringEquals"] ?? {};
      return [namespace, names];
    });
    assert.deepEqual(pairs, [
      ["studio", ["web", "api"]],
      ["jobs", ["render"]],
    ]);
    assert.deepEqual(statements.slice(1), [
      {
        Sid: "ServiceAccounts2",
        Effect: "Allow",
        Principal: { Service: ["pods.eks.amazonaws.com"] },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "111122223333",
            "aws:RequestTag/kubernetes-namespace": "jobs",
            "aws:RequestTag/kubernetes-service-account": ["render"],
          },
          ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:cluster/acme-production-*" },
        },
      },
    ]);
  });

  it("never opens a role for people that needs a second factor to issuers and pods, whatever the blueprint says", async () => {
    const message = "the blueprint opens admin, which needs a second factor, to what AWS cannot ask for one";
    const tokenIssuers = [{ issuer: "https://ci.acme.example", subject: "ada", audience: "aws" }];
    await assert.rejects(trustOf("admin", { tokenIssuers }), { name: "Error", message });
    await assert.rejects(trustOf("admin", { serviceAccounts: [{ namespace: "ops", name: "cli" }] }), { message });
  });

  it("takes a policy of exactly as many characters as AWS does, and refuses one more", async () => {
    const one = "arn:aws:iam::111122223333:role/";
    const [{ text } = { text: "" }] = policiesOf(
      find(await recordIdentity(trusting("app", { principals: [one] })), "identity-app"),
    );
    const filled = (characters: number): string => one + "r".repeat(characters - text.length);
    assert.equal((await trustOf("app", { principals: [filled(2048)] })).length, 1);
    await assert.rejects(
      trustOf("app", { principals: [filled(2049)] }),
      runError(
        "workloads.app.trust: got a trust policy of 2049 characters, expected at most 2048 for one AWS role" +
          " (fact iam.trustLength); trust fewer principals, or one role through which they all come",
      ),
    );
  });

  it("never opens to everyone, whoever is named", async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
    const trust = fc.record({
      principals: fc.array(
        name.map((role) => `arn:aws:iam::111122223333:role/${role}`),
        { maxLength: 2 },
      ),
      tokenIssuers: fc.array(fc.record({ issuer: name, subject: name, audience: name }), { maxLength: 2 }),
      serviceAccounts: fc.array(fc.record({ namespace: name, name }), { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(trust, async (named) => {
        const statements = await trustOf("app", named);
        assert.ok(statements.length > 0);
        for (const { Effect, Principal, Condition } of statements) {
          assert.ok(Effect === "Deny" || (Principal?.["AWS"] !== "*" && Condition !== undefined));
        }
      }),
      { numRuns: 25 },
    );
  });
});
