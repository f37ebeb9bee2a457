import assert from "node:assert/strict";
import { REGION_NAMES, zonesOf } from "../../sandbox/clouds/aws/regions.ts";
import { ACCOUNT, SimulatedAws } from "./simulated-aws.ts";

const ZONES = "index/getAvailabilityZones:getAvailabilityZones";

describe("the functions of the simulated AWS", () => {
  it("answer the zones of a region with letters of the account and ids of the place", () => {
    const answer = new SimulatedAws().invoke(ZONES, { state: "available" });
    assert.deepEqual(answer["names"], ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert.deepEqual([...(answer["zoneIds"] as readonly string[])].sort(), ["euw1-az1", "euw1-az2", "euw1-az3"]);
    assert.deepEqual(answer["groupNames"], ["eu-west-1"]);
    assert.equal(answer["id"], "eu-west-1");
  });

  it("filter zones as EC2 does, and refuse filters it does not have", () => {
    const cloud = new SimulatedAws();
    const names = (filters: readonly object[]): unknown => cloud.invoke(ZONES, { filters })["names"];
    const ordinary = [
      { name: "opt-in-status", values: ["opt-in-not-required"] },
      { name: "zone-type", values: ["availability-zone"] },
    ];
    assert.deepEqual(names(ordinary), ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert.deepEqual(names([{ name: "zone-type", values: ["local-zone"] }]), []);
    assert.deepEqual(names([{ name: "zone-name", values: ["eu-west-1b"] }]), ["eu-west-1b"]);
    assert.deepEqual(cloud.invoke(ZONES, { excludeNames: ["eu-west-1b"] })["names"], ["eu-west-1a", "eu-west-1c"]);
    assert.throws(() => names([{ name: "colour", values: ["red"] }]), {
      message:
        "reading EC2 Availability Zones: operation error EC2: DescribeAvailabilityZones, https response error StatusCode: 400, api error InvalidParameterValue: The filter 'colour' is invalid",
    });
  });

  it("deal the letters out per account, always the same for one", () => {
    const idsOf = (account: string): string =>
      zonesOf(account, "eu-west-1")
        .map(({ zoneId }) => zoneId)
        .join();
    const accounts = ["111122223333", "222233334444", "333344445555", "444455556666", "555566667777"];
    assert.ok(new Set(accounts.map(idsOf)).size > 1);
    for (const account of accounts) assert.equal(idsOf(account), idsOf(account));
  });

  it("know every commercial region, each with zones whose ids are unique world-wide", () => {
    const commercial = REGION_NAMES.filter((region) => !region.startsWith("us-gov-"));
    assert.equal(commercial.length, 34);
    const ids = REGION_NAMES.flatMap((region) => zonesOf(ACCOUNT, region).map(({ zoneId }) => zoneId));
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z]{3,5}\d-az[1-6]$/);
    assert.equal(zonesOf(ACCOUNT, "us-east-1").length, 6);
    assert.deepEqual(
      zonesOf(ACCOUNT, "ap-northeast-1").map(({ name }) => name),
      ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"],
    );
    assert.throws(() => zonesOf(ACCOUNT, "eu-west-9"), {
      message: /^the simulated AWS has no region eu-west-9; it has af-south-1, /,
    });
  });

  it("say who and where one is", () => {
    const cloud = new SimulatedAws();
    assert.equal(cloud.invoke("index/getCallerIdentity:getCallerIdentity")["accountId"], ACCOUNT);
    assert.deepEqual(cloud.invoke("index/getPartition:getPartition"), {
      dnsSuffix: "amazonaws.com",
      id: "aws",
      partition: "aws",
      reverseDnsPrefix: "com.amazonaws",
    });
    const government = new SimulatedAws({ region: "us-gov-west-1" });
    assert.equal(government.invoke("index/getPartition:getPartition")["partition"], "aws-us-gov");
    assert.equal(cloud.invoke("index/getRegion:getRegion")["region"], "eu-west-1");
    assert.equal(
      cloud.invoke("index/getRegion:getRegion", { region: "eu-central-1" })["endpoint"],
      "ec2.eu-central-1.amazonaws.com",
    );
  });
});
