import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { checkAzureConfig, configureAzure } from "../../sandbox/clouds/azure/configuration.ts";
import { invokes, types } from "../../sandbox/clouds/azure/index.ts";
import { readFacts } from "../../sandbox/clouds/facts.ts";
import { sandboxEnvironment } from "../../sandbox/environment.ts";
import { sandboxLayout } from "../../sandbox/layout.ts";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const CONFIG = { subscriptionId: SUBSCRIPTION, location: "westeurope" };
const facts = readFacts(join(import.meta.dirname, "..", "..", "sandbox", "clouds", "azure", "facts"));

describe("the configuration of the simulated Azure", () => {
  const reasons = (config: object, environment = {}) =>
    checkAzureConfig({ ...config }, environment).failures.map(({ reason }) => reason);

  it("needs credentials, a subscription and known keys", () => {
    const sandbox = { ARM_CLIENT_ID: "sandbox" };
    assert.deepEqual(reasons(CONFIG, sandbox), []);
    assert.match(reasons(CONFIG)[0] ?? "", /Could not create Azure credentials: please run 'az login'/);
    assert.deepEqual(reasons({}, sandbox), ["subscription_id must be configured"]);
    assert.deepEqual(reasons({ subscriptionId: "acme" }, sandbox), ["invalid subscription id 'acme': not a GUID"]);
    assert.match(reasons({ ...CONFIG, region: "x" }, sandbox)[0] ?? "", /Invalid or unknown key/);
  });

  it("lets the sandbox's client into every subscription, and one of its own into that one only", () => {
    assert.equal(configureAzure(CONFIG, { ARM_CLIENT_ID: "sandbox" }).account, SUBSCRIPTION);
    assert.equal(configureAzure(CONFIG, { ARM_CLIENT_ID: `sandbox-${SUBSCRIPTION}` }).region, "westeurope");
    const other = "sandbox-22222222-2222-3333-4444-555555555555";
    assert.throws(() => configureAzure(CONFIG, { ARM_CLIENT_ID: other }), {
      message: `Status=403 Code="AuthorizationFailed" Message="The client '${other}' does not have authorization to perform action over scope '/subscriptions/${SUBSCRIPTION}' or the scope is invalid."`,
    });
  });

  it("comes from the sandbox's environment, which leads to no real subscription", () => {
    const layout = sandboxLayout("/checkout");
    const real = { ARM_CLIENT_ID: "real", ARM_CLIENT_SECRET: "real", AZURE_CLIENT_ID: "real", ARM_OIDC_TOKEN: "real" };
    const environment = sandboxEnvironment(layout, "/engine", real);
    assert.equal(environment["ARM_CLIENT_ID"], "sandbox");
    assert.equal(environment["ARM_CLIENT_SECRET"], "sandbox");
    assert.deepEqual([environment["AZURE_CLIENT_ID"], environment["ARM_OIDC_TOKEN"]], [undefined, undefined]);
    const own = `sandbox-${SUBSCRIPTION}`;
    assert.equal(sandboxEnvironment(layout, "/engine", { ARM_CLIENT_ID: own })["ARM_CLIENT_ID"], own);
  });
});

describe("the facts of the Azure types", () => {
  /** What the installed SDK's class takes, demands and computes; `azureApiVersion` and `type` are everyone's. */
  function sdkClass(token: string): { inputs: string[]; required: string[]; computed: string[] } {
    const [, module = "", name = ""] = token.split(":");
    const file = `@pulumi/azure-native/${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}.js`;
    const text = readFileSync(createRequire(import.meta.url).resolve(file), "utf8");
    const start = text.indexOf("if (!opts.id)");
    const creation = text.slice(start, text.indexOf("else {", start));
    const assigned = [...creation.matchAll(/resourceInputs\["(\w+)"\] = ([^;]*);/g)];
    const names = (isComputed: boolean): string[] =>
      [
        ...new Set(
          assigned.filter(([, , value = ""]) => value.includes("/*out*/") === isComputed).map(([, each = ""]) => each),
        ),
      ].sort();
    const required = [...creation.matchAll(/Missing required property '(\w+)'/g)].map(([, each = ""]) => each);
    return { inputs: names(false), required: [...new Set(required)].sort(), computed: names(true) };
  }

  it("exist for every type that is simulated, each with a source and what the provider replaces", () => {
    for (const [token, type] of types) {
      const row = type.facts ?? facts.of(token);
      assert.match(row?.source ?? "", /\S/, token);
      assert.ok(row?.nativeReplaces !== undefined, token);
      assert.deepEqual(
        row.nativeReplaces.filter((path) => !row.replaceOn.includes(path)),
        [],
        token,
      );
    }
    assert.deepEqual(
      [...invokes.keys()],
      ["azure-native:authorization:getClientConfig", "azure-native:logic:listWorkflowTriggerCallbackUrl"],
    );
  });

  for (const token of facts.tokens) {
    it(`know what ${token} takes, demands and computes as the installed SDK does`, () => {
      const row = facts.of(token);
      const sdk = sdkClass(token);
      assert.deepEqual([...(row?.inputs ?? [])].sort(), sdk.inputs);
      assert.deepEqual([...(row?.required ?? [])].sort(), sdk.required);
      assert.deepEqual(
        [...(row?.computedOutputs ?? [])].sort(),
        sdk.computed.filter((name) => !["azureApiVersion", "type", ...sdk.inputs].includes(name)),
      );
    });
  }
});
