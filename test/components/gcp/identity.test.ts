import assert from "node:assert/strict";
import type { TrustSpec } from "../../../tiers/blueprint.ts";
import type { Workload } from "../../../tiers/vocabulary.ts";
import { find, listed, ofType } from "../../harness/aws-recording.ts";
import type { Fixture } from "../../harness/blueprints.ts";
import { gcpFixture, recordGcpIdentity } from "../../harness/gcp-recording.ts";

/** The fixture with workloads that trust somebody. */
function trusting(trust: Partial<Record<Workload, Partial<TrustSpec>>>): Fixture {
  const blueprint = gcpFixture("premium");
  const workloads = blueprint.identity.workloads.map((workload) => ({
    ...workload,
    trust: { ...workload.trust, ...trust[workload.name] },
  }));
  return { ...blueprint, identity: { ...blueprint.identity, workloads } };
}

const CI = { issuer: "https://ci.acme.example", audience: "acme" };

describe("GcpIdentity", () => {
  it("makes a service account per workload that nobody may use, and the policy that binds them", async () => {
    const recording = await recordGcpIdentity(gcpFixture("premium"));
    assert.deepEqual(listed(recording), [
      "gcp:iam/denyPolicy:DenyPolicy identity-deny-policy",
      "gcp:serviceaccount/account:Account identity-admin",
      "gcp:serviceaccount/account:Account identity-app",
      "gcp:serviceaccount/account:Account identity-backup",
      "gcp:serviceaccount/account:Account identity-migration",
    ]);
    assert.deepEqual(find(recording, "identity-migration").inputs, {
      project: "acme-prod",
      accountId: "acme-production-migration",
      displayName: "acme production migration",
      description: "acme production: changes the database's schema",
      disabled: false,
    });
  });

  it("denies every workload the ways to more rights, whatever it is granted", async () => {
    const { inputs } = find(await recordGcpIdentity(gcpFixture("premium")), "identity-deny-policy");
    const email = (workload: string): string =>
      `principal://iam.googleapis.com/projects/-/serviceAccounts/acme-production-${workload}@acme-prod.iam.gserviceaccount.com`;
    assert.deepEqual(inputs, {
      name: "acme-production-workloads",
      displayName: "acme production: what a workload may never do",
      parent: "cloudresourcemanager.googleapis.com%2Fprojects%2Facme-prod",
      rules: [
        {
          description: "No way to more rights, to keys of accounts, or to the end of an encryption key",
          denyRule: {
            deniedPrincipals: [email("app"), email("migration"), email("admin"), email("backup")],
            deniedPermissions: [
              "cloudkms.googleapis.com/cryptoKeyVersions.destroy",
              "cloudkms.googleapis.com/cryptoKeys.setIamPolicy",
              "cloudkms.googleapis.com/keyRings.setIamPolicy",
              "cloudresourcemanager.googleapis.com/projects.setIamPolicy",
              "iam.googleapis.com/roles.create",
              "iam.googleapis.com/roles.update",
              "iam.googleapis.com/serviceAccountKeys.create",
              "iam.googleapis.com/serviceAccounts.create",
              "iam.googleapis.com/serviceAccounts.setIamPolicy",
            ],
          },
        },
      ],
    });
  });

  it("lets exactly the trusted principals and Kubernetes accounts take tokens", async () => {
    const recording = await recordGcpIdentity(
      trusting({
        admin: { principals: ["group:platform@acme.example"] },
        app: { serviceAccounts: [{ namespace: "acme", name: "web" }] },
      }),
    );
    assert.deepEqual(
      ofType(recording, "gcp:serviceaccount/iAMMember:IAMMember").map(({ name, inputs }) => [name, inputs]),
      [
        [
          "acme-production-identity-app-trust-acme-web",
          {
            serviceAccountId:
              "projects/acme-prod/serviceAccounts/acme-production-app@acme-prod.iam.gserviceaccount.com",
            role: "roles/iam.workloadIdentityUser",
            member: "serviceAccount:acme-prod.svc.id.goog[acme/web]",
          },
        ],
        [
          "acme-production-identity-admin-trust-group-platform-acme-example",
          {
            serviceAccountId:
              "projects/acme-prod/serviceAccounts/acme-production-admin@acme-prod.iam.gserviceaccount.com",
            role: "roles/iam.serviceAccountTokenCreator",
            member: "group:platform@acme.example",
          },
        ],
      ],
    );
  });

  it("lets an issuer's named subjects act as the workload that trusts them, and no other token in", async () => {
    const recording = await recordGcpIdentity(
      trusting({
        app: { tokenIssuers: [{ ...CI, subject: "deploy" }] },
        migration: {
          tokenIssuers: [
            { ...CI, subject: "deploy" },
            { ...CI, subject: 'schema "x"' },
          ],
        },
      }),
    );
    const [provider, ...others] = ofType(
      recording,
      "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider",
    );
    assert.deepEqual(others, []);
    assert.match(provider?.name ?? "", /^acme-production-identity-token-issuer-[0-9a-f]{8}$/);
    const id = provider?.name.slice(-8) ?? "";
    assert.deepEqual(provider?.inputs, {
      project: "acme-prod",
      workloadIdentityPoolId: "acme-production-issuers",
      workloadIdentityPoolProviderId: `issuer-${id}`,
      displayName: "ci.acme.example",
      oidc: { issuerUri: CI.issuer, allowedAudiences: ["acme"] },
      attributeMapping: {
        "google.subject": "assertion.sub",
        "attribute.app": 'assertion.sub in ["deploy"] ? "trusted" : "refused"',
        "attribute.migration": 'assertion.sub in ["deploy","schema \\"x\\""] ? "trusted" : "refused"',
      },
      attributeCondition: 'assertion.sub in ["deploy","schema \\"x\\""]',
    });
    assert.deepEqual(
      ofType(recording, "gcp:serviceaccount/iAMMember:IAMMember").map(({ inputs }) => [
        inputs["role"],
        inputs["member"],
      ]),
      ["app", "migration"].map((workload) => [
        "roles/iam.workloadIdentityUser",
        "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/" +
          `acme-production-issuers/attribute.${workload}/trusted`,
      ]),
    );
  });

  it("makes no pool, and no grant, where nobody is trusted", async () => {
    const recording = await recordGcpIdentity(gcpFixture("standard"));
    assert.deepEqual(ofType(recording, "gcp:iam/workloadIdentityPool:WorkloadIdentityPool"), []);
    assert.deepEqual(ofType(recording, "gcp:serviceaccount/iAMMember:IAMMember"), []);
  });
});
