import assert from "node:assert/strict";
import type { TrustSpec } from "../../../tiers/blueprint.ts";
import { azureFixture, listed, ofType } from "../../harness/azure-recording.ts";
import { recordAzureIdentity } from "../../harness/azure-foundation.ts";
import type { Fixture } from "../../harness/blueprints.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const CREDENTIAL = "azure-native:managedidentity:FederatedIdentityCredential";
const NOBODY: TrustSpec = { principals: [], tokenIssuers: [], serviceAccounts: [] };
const CI = {
  issuer: "https://ci.acme.example/oidc",
  subject: "repository:acme/shop:main",
  audience: "api://leasehold",
};

function trusting(trust: Partial<TrustSpec>): Fixture {
  const acme = azureFixture("standard");
  const workloads = acme.identity.workloads.map((workload) =>
    workload.name === "app" ? { ...workload, trust: { ...NOBODY, ...trust } } : workload,
  );
  return { ...acme, identity: { ...acme.identity, workloads } };
}

describe("AzureIdentity", () => {
  it("makes an identity per workload, in whose name nobody may act", async () => {
    const recording = await recordAzureIdentity(azureFixture("enterprise"));
    assert.deepEqual(listed(recording), [
      "azure-native:managedidentity:UserAssignedIdentity identity-admin",
      "azure-native:managedidentity:UserAssignedIdentity identity-app",
      "azure-native:managedidentity:UserAssignedIdentity identity-backup",
      "azure-native:managedidentity:UserAssignedIdentity identity-migration",
    ]);
    const { app } = recording.result.principals;
    assert.equal(await valueOf(app.principalId), "acme-production-identity-app-principal");
    assert.equal(await valueOf(app.principalName), "acme-production-app");
  });

  it("trusts a token issuer for one subject and audience, one after the other on an identity", async () => {
    const recording = await recordAzureIdentity(
      trusting({ tokenIssuers: [CI, { ...CI, subject: "repository:acme/shop:release" }] }),
    );
    const [first, second] = ofType(recording, CREDENTIAL);
    assert.ok(first && second);
    const name = String(first.inputs["federatedIdentityCredentialResourceName"]);
    assert.match(name, /^ci-acme-example-[0-9a-f]{8}$/);
    assert.deepEqual(first.inputs, {
      resourceGroupName: "rg-acme-production",
      resourceName: "acme-production-app",
      federatedIdentityCredentialResourceName: name,
      issuer: "https://ci.acme.example/oidc",
      subject: "repository:acme/shop:main",
      audiences: ["api://leasehold"],
    });
    assert.ok(second.dependencies.includes(first.name));
  });

  it("lets a trusted principal run something as exactly this identity", async () => {
    const principal = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    const recording = await recordAzureIdentity(trusting({ principals: [principal] }));
    const [grant] = ofType(recording, "azure-native:authorization:RoleAssignment");
    assert.ok(grant);
    assert.equal(grant.inputs["principalId"], principal);
    assert.equal(grant.inputs["scope"], "acme-production-identity-app-id");
    assert.match(String(grant.inputs["roleDefinitionId"]), /f1a07417-d97a-45cb-824c-7a7467783830$/);
  });
});
