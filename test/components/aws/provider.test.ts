import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readAccountFacts } from "../../../components/aws/account-facts.ts";
import { createProviders } from "../../../components/aws/provider.ts";
import type { AccountFacts } from "../../../components/contracts.ts";
import { fixture } from "../../harness/blueprints.ts";
import type { Fixture } from "../../harness/blueprints.ts";
import { record } from "../../harness/recorded-registrations.ts";
import type { FunctionCall, Registration } from "../../harness/recorded-registrations.ts";

async function recordProviders(blueprint: Fixture): Promise<readonly Registration[]> {
  return (await record(() => createProviders(blueprint).length)).registrations;
}

describe("createProviders", () => {
  it("makes one provider per package, named so that state can rely on it", async () => {
    const providers = await recordProviders(fixture("premium"));
    assert.deepEqual(providers.map(({ type, name }) => `${type} ${name}`).sort(), [
      "pulumi:providers:aws aws",
      "pulumi:providers:random random",
    ]);
  });

  it("pins region and account, and gives everything the stack's six labels", async () => {
    const aws = (await recordProviders(fixture("premium"))).find(({ name }) => name === "aws");
    assert.equal(aws?.inputs["region"], "eu-west-1");
    assert.deepEqual(JSON.parse(String(aws.inputs["allowedAccountIds"])), ["111122223333"]);
    assert.deepEqual(JSON.parse(String(aws.inputs["defaultTags"])), {
      tags: {
        tenant: "acme",
        tier: "premium",
        environment: "production",
        region: "eu-west-1",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
      },
    });
    assert.equal("useFipsEndpoint" in aws.inputs, false);
  });

  it("speaks to FIPS endpoints only where the blueprint asks for them", async () => {
    const premium = fixture("premium");
    const aws = (await recordProviders({ ...premium, stack: { ...premium.stack, fipsEndpoints: true } })).find(
      ({ name }) => name === "aws",
    );
    assert.equal(aws?.inputs["useFipsEndpoint"], "true");
  });
});

describe("readAccountFacts", () => {
  interface Zones {
    readonly names: readonly string[];
    readonly zoneIds: readonly string[];
  }

  async function read(
    zones: Zones,
  ): Promise<{ readonly facts: AccountFacts; readonly calls: readonly FunctionCall[] }> {
    const acme = fixture("premium");
    const { result, calls } = await record(() => readAccountFacts(acme, createProviders(acme)), {
      answers: { "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({ ...zones }) },
    });
    return { facts: result, calls };
  }

  it("takes the zones in the order of their ids, whatever letters the account has for them", async () => {
    const { facts } = await read({
      names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      zoneIds: ["euw1-az2", "euw1-az3", "euw1-az1"],
    });
    assert.deepEqual(facts, {
      account: "111122223333",
      zoneIds: { a: "euw1-az1", b: "euw1-az2", c: "euw1-az3" },
      zoneNames: { a: "eu-west-1c", b: "eu-west-1a", c: "eu-west-1b" },
    });
  });

  it("passes over zones in which newer services are missing while others are there", async () => {
    const { facts } = await read({
      names: ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e", "us-east-1f"],
      zoneIds: ["use1-az4", "use1-az6", "use1-az1", "use1-az2", "use1-az3", "use1-az5"],
    });
    assert.deepEqual(facts.zoneIds, { a: "use1-az1", b: "use1-az2", c: "use1-az4" });
  });

  it("takes such a zone rather than none", async () => {
    const { facts } = await read({
      names: ["ca-central-1a", "ca-central-1b", "ca-central-1d"],
      zoneIds: ["cac1-az1", "cac1-az3", "cac1-az2"],
    });
    assert.deepEqual(facts.zoneIds, { a: "cac1-az1", b: "cac1-az2", c: "cac1-az3" });
  });

  it("asks with the stack's own provider, for available zones that need no opt-in", async () => {
    const { calls } = await read({ names: ["x", "y", "z"], zoneIds: ["euw1-az1", "euw1-az2", "euw1-az3"] });
    assert.deepEqual(calls, [
      {
        token: "aws:index/getAvailabilityZones:getAvailabilityZones",
        provider: "aws",
        inputs: {
          state: "available",
          filters: [
            { name: "opt-in-status", values: ["opt-in-not-required"] },
            { name: "zone-type", values: ["availability-zone"] },
          ],
        },
      },
    ]);
  });

  it("refuses an account that may use fewer than three zones", async () => {
    await assert.rejects(
      read({ names: ["us-west-1a", "us-west-1c"], zoneIds: ["usw1-az3", "usw1-az1"] }),
      (error: unknown) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(
          error.message,
          "region eu-west-1: got 2 availability zones for account 111122223333 (usw1-az1, usw1-az3), expected at least 3" +
            " for the zones a, b, c; choose a region in which the account may use 3 zones",
        );
        return true;
      },
    );
  });
});
