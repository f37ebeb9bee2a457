import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { azureFixture, find, inputsWithout, listed, ofType } from "../../harness/azure-recording.ts";
import { recordAzureSecrets } from "../../harness/azure-foundation.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const SECRET = "azure-native:keyvault:Secret";

describe("AzureSecrets", () => {
  it("makes exactly this: a secret per vault, a password for the generated one, a grant per reader and secret", async () => {
    assert.deepEqual(listed(await recordAzureSecrets(azureFixture("premium"))), [
      "azure-native:authorization:RoleAssignment secrets-application-grant-admin",
      "azure-native:authorization:RoleAssignment secrets-application-grant-app",
      "azure-native:authorization:RoleAssignment secrets-database-master-grant-admin",
      "azure-native:keyvault:Secret secrets-application",
      "azure-native:keyvault:Secret secrets-application-replica",
      "azure-native:keyvault:Secret secrets-database-master",
      "azure-native:keyvault:Secret secrets-database-master-replica",
      "random:index/randomPassword:RandomPassword secrets-database-master-password",
    ]);
  });

  it("hands the password on as a secret only", async () => {
    const { registrations, result } = await recordAzureSecrets(azureFixture("standard"));
    const holding = registrations.filter(({ inputs }) =>
      JSON.stringify(inputs).includes("database-master-password-value"),
    );
    assert.deepEqual(
      holding.map(({ name, secretInputs }) => [name, secretInputs]),
      [["acme-production-secrets-database-master", ["properties"]]],
    );
    const generated = result.generated["database-master"];
    assert.equal(generated !== undefined && (await pulumi.isSecret(generated)), true);
  });

  it("never writes over what an owner put into an external secret", async () => {
    const secret = find(await recordAzureSecrets(azureFixture("standard")), "secrets-application");
    assert.deepEqual(inputsWithout(secret, "tags"), {
      resourceGroupName: "rg-acme-production",
      vaultName: "acme-production-0a1b2c3d",
      secretName: "application",
      properties: {
        attributes: { enabled: true, expires: Date.UTC(2027, 1, 19) / 1000 },
        contentType: "text/plain",
        value: "to be set by its owner",
      },
    });
    assert.deepEqual(secret.ignoreChanges, ["properties", "tags"]);
  });

  it("gives each value the day on which it is due as its expiry date, in both regions", async () => {
    const secrets = ofType(await recordAzureSecrets(azureFixture("premium")), SECRET);
    assert.deepEqual(
      secrets.map(({ inputs }) => (inputs["properties"] as { attributes: unknown }).attributes),
      Array.from({ length: 4 }, () => ({ enabled: true, expires: 1_802_995_200 })),
    );
  });

  it("rotates a generated secret in place: a higher generation makes a new password of the same secret", async () => {
    const premium = azureFixture("premium");
    const secrets = premium.secrets.secrets.map((secret) => ({ ...secret, generation: 2 }));
    const recording = await recordAzureSecrets({ ...premium, secrets: { ...premium.secrets, secrets } });
    assert.deepEqual(find(recording, "secrets-database-master-password").inputs["keepers"], { generation: "2" });
    assert.deepEqual(find(recording, "secrets-database-master").ignoreChanges, []);
  });

  it("grants each workload exactly the secrets it needs: read, or fill", async () => {
    const recording = await recordAzureSecrets(azureFixture("standard"));
    const grants = ofType(recording, "azure-native:authorization:RoleAssignment").map(({ inputs }) => [
      inputs["principalId"],
      String(inputs["roleDefinitionId"]).split("/").at(-1),
      inputs["scope"],
    ]);
    const [user, officer] = ["4633458b-17de-408a-b874-0445c86b69e6", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"];
    assert.deepEqual(grants.toSorted(), [
      ["acme-production-identity-admin-principal", user, "acme-production-secrets-database-master-id"],
      ["acme-production-identity-admin-principal", officer, "acme-production-secrets-application-id"],
      ["acme-production-identity-app-principal", user, "acme-production-secrets-application-id"],
    ]);
  });

  it("tells where the current value is, never the value", async () => {
    const { result } = await recordAzureSecrets(azureFixture("standard"));
    const { secretId } = result.secrets["database-master"] ?? {};
    assert.ok(secretId);
    assert.equal(await valueOf(secretId), "https://acme-production-0a1b2c3d.vault.azure.net/secrets/database-master");
    assert.equal(await pulumi.isSecret(secretId), false);
  });

  it("refuses to copy secrets to a region where there is no vault", async () => {
    const standard = azureFixture("standard");
    const contradictory = { ...standard, secrets: { ...standard.secrets, replicaRegion: "northeurope" } };
    await assert.rejects(recordAzureSecrets(contradictory), {
      message: "there is no vault in northeurope, where secrets are copied to",
    });
  });

  it("protects every secret in use, copies included", async () => {
    const secrets = ofType(await recordAzureSecrets(azureFixture("premium")), SECRET);
    assert.deepEqual(
      secrets.map(({ protect, retainOnDelete }) => protect && retainOnDelete),
      [true, true, true, true],
    );
  });
});
