import assert from "node:assert/strict";
import { UNKNOWN } from "../../sandbox/clouds/properties.ts";
import { cloudProvider, CONFIG, CREDENTIALS } from "./cloud-fixture.ts";
import { GROUP, group } from "./made-up-types.ts";
import { ProviderClient } from "./provider-client.ts";

describe("provider configuration", () => {
  const ask = async (
    config: Record<string, unknown>,
    environment: Readonly<Record<string, string>>,
  ): Promise<readonly string[]> => {
    const client = await ProviderClient.serve(cloudProvider({ environment }), "unconfigured");
    return client.checkConfig(config).finally(() => client.close());
  };
  const configure = async (
    config: Record<string, unknown>,
    environment: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const client = await ProviderClient.serve(cloudProvider({ environment }), "unconfigured");
    return client
      .configure(config)
      .then(
        () => "configured",
        (error: unknown) => (error instanceof Error ? error.message : "").trim(),
      )
      .finally(() => client.close());
  };

  it("is refused without credentials as the real provider refuses it", async () => {
    assert.deepEqual(await ask(CONFIG, {}), [
      "No valid credential sources found.\nPlease see https://www.pulumi.com/registry/packages/aws/installation-configuration/ for more information about providing credentials.",
    ]);
    assert.deepEqual(await ask(CONFIG, CREDENTIALS), []);
    assert.deepEqual(await ask({ ...CONFIG, profile: "acme" }, {}), []);
  });

  it("is refused without a region, and with a key the provider does not have", async () => {
    assert.deepEqual(await ask({ regoin: "eu-west-1" }, CREDENTIALS), [
      "could not validate provider configuration: Invalid or unknown key. Examine values at 'aws.regoin'.",
      "Missing region information\nMake sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`.",
    ]);
    assert.deepEqual(await ask({ region: UNKNOWN }, CREDENTIALS), []);
    assert.deepEqual(await ask({}, { ...CREDENTIALS, AWS_REGION: "eu-west-1" }), []);
  });

  it("is refused for credentials of an account that is not the pinned one", async () => {
    assert.equal(await configure(CONFIG, CREDENTIALS), "configured");
    assert.equal(await configure(CONFIG, { AWS_ACCESS_KEY_ID: "sandbox-111122223333" }), "configured");
    assert.equal(
      await configure(CONFIG, { AWS_ACCESS_KEY_ID: "sandbox-444455556666" }),
      "AWS account ID not allowed: 444455556666",
    );
    assert.equal(
      await configure(
        { region: "eu-west-1", forbiddenAccountIds: JSON.stringify(["444455556666"]) },
        { AWS_ACCESS_KEY_ID: "sandbox-444455556666" },
      ),
      "AWS account ID not allowed: 444455556666",
    );
  });

  it("is needed before anything else", async () => {
    const client = await ProviderClient.serve(cloudProvider({ types: [group] }), "unconfigured");
    const asked = client.check(GROUP, "g", {}).finally(() => client.close());
    await assert.rejects(asked, /the simulated aws provider was called before it was configured/);
  });
});
