import assert from "node:assert/strict";
import type { ResourceType } from "../../sandbox/clouds/resource-type.ts";
import { textAt } from "../../sandbox/clouds/properties.ts";
import { UNKNOWN } from "../../sandbox/clouds/properties.ts";
import { cloudProvider, factsOf } from "./cloud-fixture.ts";
import { ProviderClient } from "./provider-client.ts";

const WIDGET = "aws:test/widget:Widget";
const CLUSTER = "aws:rds/cluster:Cluster";
const NOTHING = { create: () => ({ id: "id", outputs: {} }) };

const widget: ResourceType = {
  ...NOTHING,
  token: WIDGET,
  facts: factsOf(WIDGET, {
    inputs: [
      "name",
      "size",
      "mode",
      "left",
      "right",
      "either",
      "or",
      "secret",
      "secretVersion",
      "rules",
      "region",
      "tags",
    ],
    required: ["size"],
    conflicts: [
      ["left", "right"],
      ["rules.byDays", "rules.byDate"],
    ],
    exactlyOneOf: [["either", "or"]],
    requiredWith: [["secret", "secretVersion"]],
    defaults: { mode: "fast", "rules.enabled": true },
    cloudFills: ["size2"],
  }),
  enums: { mode: ["fast", "safe"], "rules.kind": ["soft", "hard"] },
  autoName: { property: "name", maxLength: 24 },
  check: (inputs) =>
    textAt(inputs, "size") === "0" ? [{ property: "size", reason: "expected size to be at least 1, got 0" }] : [],
};

describe("checking inputs", () => {
  let client: ProviderClient;
  before(async () => {
    const cluster: ResourceType = {
      ...NOTHING,
      token: CLUSTER,
      autoName: { property: "clusterIdentifier", maxLength: 63, lowerCase: true },
    };
    client = await ProviderClient.serve(
      cloudProvider({ types: [widget, cluster, { ...NOTHING, token: "aws:ec2/vpc:Vpc" }] }),
    );
  });
  after(() => client.close());

  const failuresOf = async (inputs: Record<string, unknown>): Promise<readonly string[]> =>
    (await client.check(WIDGET, "w", { size: "1", either: "x", ...inputs })).failures;

  it("fills in region, name, defaults at every level and all tags, and says which it filled in", async () => {
    const { inputs, failures } = await client.check(WIDGET, "acme", {
      size: "1",
      or: "x",
      rules: [{ kind: "soft" }, { enabled: false }],
      tags: { tenant: "own", a: "b" },
    });
    assert.deepEqual(failures, []);
    assert.match(String(inputs["name"]), /^acme-[0-9a-f]{7}$/);
    assert.deepEqual(inputs, {
      __defaults: ["mode", "name"],
      mode: "fast",
      name: inputs["name"],
      or: "x",
      region: "eu-west-1",
      rules: [{ enabled: true, kind: "soft" }, { enabled: false }],
      size: "1",
      tags: { tenant: "own", a: "b" },
      tagsAll: { tenant: "own", environment: "production", a: "b" },
    });
  });

  it("leaves out what is null, and keeps the region that is asked for", async () => {
    const { inputs } = await client.check(WIDGET, "acme", { size: "1", or: "x", mode: null, region: "eu-central-1" });
    assert.equal(inputs["region"], "eu-central-1");
    assert.equal(inputs["mode"], "fast");
    assert.deepEqual(inputs["tagsAll"], { tenant: "acme", environment: "production" });
  });

  it("gives the same name for the same seed, and keeps the name that a resource has", async () => {
    const one = await client.check(WIDGET, "acme", { size: "1", or: "x" });
    const same = await client.check(WIDGET, "acme", { size: "1", or: "x" });
    assert.equal(one.inputs["name"], same.inputs["name"]);
    const kept = await client.check(WIDGET, "acme", { size: "1", or: "x" }, { ...one.inputs, name: "acme-0000000" });
    assert.equal(kept.inputs["name"], "acme-0000000");
    const imported = await client.check(
      WIDGET,
      "acme",
      { size: "1", or: "x" },
      { name: "acme-1111111", __defaults: [] },
    );
    assert.equal(imported.inputs["name"], "acme-1111111");
  });

  it("refuses a logical name that leaves no room for the random digits", async () => {
    const { failures } = await client.check(WIDGET, "a-name-far-too-long", { size: "1", or: "x" });
    assert.deepEqual(failures, ["name 'a-name-far-too-long-' plus 7 random chars is longer than maximum length 24"]);
  });

  it("names a store by the property that the provider names, in lower case where it must be", async () => {
    const { inputs } = await client.check(CLUSTER, "Acme-DB", { engine: "aurora-postgresql" });
    assert.match(String(inputs["clusterIdentifier"]), /^acme-db-[0-9a-f]{7}$/);
    const named = await client.check(CLUSTER, "Acme-DB", {
      engine: "aurora-postgresql",
      clusterIdentifierPrefix: "acme",
    });
    assert.equal(named.inputs["clusterIdentifier"], undefined);
  });

  it("reports every failure at once, in the provider's words and without the value of the input", async () => {
    const { failures } = await client.check(WIDGET, "w", {
      mode: "slow",
      left: 1,
      right: 2,
      secret: "s3cret",
      sise: 1,
    });
    assert.deepEqual(failures, [
      `Unsupported argument. An argument named "sise" is not expected here (did you mean "size"?). Examine values at 'w.sise'.`,
      `Missing required argument. The argument "size" is required, but no definition was found. Examine values at 'w.size'.`,
      `expected mode to be one of ["fast" "safe"], got slow. Examine values at 'w.mode'.`,
      `Conflicting configuration arguments. "left": conflicts with right. Examine values at 'w.left'.`,
      "Invalid combination of arguments. \"either\": one of `either,or` must be specified. Examine values at 'w.either'.",
      "Missing required argument. \"secret\": all of `secret,secretVersion` must be specified. Examine values at 'w.secret'.",
    ]);
  });

  it("judges nested groups within one block, and enumerated values in every block", async () => {
    assert.deepEqual(await failuresOf({ rules: [{ byDays: 1 }, { byDate: "x" }] }), []);
    assert.deepEqual(await failuresOf({ rules: [{ byDays: 1, byDate: "x" }] }), [
      `Conflicting configuration arguments. "rules.byDays": conflicts with rules.byDate. Examine values at 'w.rules.byDays'.`,
    ]);
    assert.deepEqual(await failuresOf({ rules: [{ kind: "soft" }, { kind: "firm" }] }), [
      `expected rules.kind to be one of ["soft" "hard"], got firm. Examine values at 'w.rules[1].kind'.`,
    ]);
  });

  it("refuses two of which only one may be set", async () => {
    assert.deepEqual(await failuresOf({ or: "y" }), [
      "Invalid combination of arguments. \"either\": only one of `either,or` can be specified, but `either,or` were specified. Examine values at 'w.either'.",
    ]);
  });

  it("waits with what is not yet known", async () => {
    assert.deepEqual(
      await failuresOf({ mode: UNKNOWN, left: 1, right: UNKNOWN, secret: "x", secretVersion: UNKNOWN, size: UNKNOWN }),
      [],
    );
    const { inputs } = await client.check(WIDGET, "w", { size: "1", or: "x", tags: { a: UNKNOWN } });
    assert.equal(inputs["tagsAll"], UNKNOWN);
  });

  it("asks the type last, for what only the type knows", async () => {
    assert.deepEqual(await failuresOf({ size: "0" }), [
      "expected size to be at least 1, got 0. Examine values at 'w.size'.",
    ]);
  });

  it("applies the facts of the real types", async () => {
    assert.deepEqual((await client.check(CLUSTER, "db", { masterPasswordWo: "x", masterPassword: "y" })).failures, [
      `Missing required argument. The argument "engine" is required, but no definition was found. Examine values at 'db.engine'.`,
      `Conflicting configuration arguments. "masterPassword": conflicts with masterPasswordWo. Examine values at 'db.masterPassword'.`,
      "Missing required argument. \"masterPasswordWo\": all of `masterPasswordWo,masterPasswordWoVersion` must be specified. Examine values at 'db.masterPasswordWo'.",
    ]);
    assert.deepEqual((await client.check("aws:ec2/vpc:Vpc", "v", { ipv4NetmaskLength: 20 })).failures, [
      "Missing required argument. \"ipv4NetmaskLength\": all of `ipv4NetmaskLength,ipv4IpamPoolId` must be specified. Examine values at 'v.ipv4NetmaskLength'.",
    ]);
  });

  it("refuses a type it does not know by name, with the way out", async () => {
    await assert.rejects(client.check("aws:x/y:Z", "z", {}), {
      message:
        "the simulated cloud does not know aws:x/y:Z; describe the type in sandbox/clouds/aws, or use a real account",
    });
  });
});
