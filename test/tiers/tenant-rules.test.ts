import assert from "node:assert/strict";
import fc from "fast-check";
import { addressBlock, overlaps } from "../../tiers/address-block.ts";
import type { AddressBlock } from "../../tiers/address-block.ts";
import { formatProblem } from "../../tiers/problem.ts";
import { addressClaims, checkTenants } from "../../tiers/tenant-rules.ts";
import { soundBut, tenant } from "./tenant-texts.ts";

const linesOf = (...specs: Parameters<typeof checkTenants>[0]): string[] =>
  checkTenants(specs).map((problem) => `${problem.code} | ${formatProblem(problem)}`);

const meets = (block: AddressBlock | undefined, other: AddressBlock): boolean =>
  block !== undefined && overlaps(block, other);

describe("tenants side by side", () => {
  it("are fine when their blocks are apart", () => {
    assert.deepEqual(linesOf(tenant("acme", "10.20.0.0/18"), tenant("globex", "10.20.64.0/18")), []);
  });

  it("may not share an address of one cloud and region: both are named, each with the other's place", () => {
    assert.deepEqual(linesOf(tenant("globex", "10.20.64.0/18"), tenant("acme", "10.20.0.0/16")), [
      "address-overlap | tenants/acme.yaml:11:18: network.cidr: got 10.20.0.0/16, expected a block apart from 10.20.64.0/18 of tenant globex (tenants/globex.yaml:11:18) in aws eu-west-1; choose another, `leasehold tenant new` finds a free one",
      "address-overlap | tenants/globex.yaml:11:18: network.cidr: got 10.20.64.0/18, expected a block apart from 10.20.0.0/16 of tenant acme (tenants/acme.yaml:11:18) in aws eu-west-1; choose another, `leasehold tenant new` finds a free one",
    ]);
  });

  it("may share addresses in different regions", () => {
    const elsewhere = tenant("globex", "10.20.0.0/18", (text) => soundBut("eu-west-1", "us-east-1", text));
    assert.deepEqual(linesOf(tenant("acme", "10.20.0.0/18"), elsewhere), []);
  });

  it("may not share addresses where one has its standby", () => {
    const acme = tenant("acme", "10.20.0.0/18", (text) => `${text}standbyRegion: eu-central-1\n`);
    const globex = tenant("globex", "10.20.0.0/18", (text) => soundBut("eu-west-1", "eu-central-1", text));
    assert.deepEqual(
      checkTenants([acme, globex]).map(({ code, at }) => `${code} ${at?.file}`),
      ["address-overlap tenants/acme.yaml", "address-overlap tenants/globex.yaml"],
    );
  });

  it("may not share addresses where one recovers by the region's own standby", () => {
    const acme = tenant("acme", "10.20.0.0/18", (text) => `${text}  disaster-recovery: {}\n`);
    assert.deepEqual(
      addressClaims(acme).map(({ region, block }) => `${region} ${block.cidr}`),
      ["eu-west-1 10.20.0.0/18", "eu-central-1 10.20.0.0/18"],
    );
  });

  it("may not take a block that a single environment of another has", () => {
    const acme = tenant("acme", "10.20.0.0/18", (text) => `${text}  test: { network: { cidr: 10.30.0.0/20 } }\n`);
    assert.deepEqual(linesOf(acme, tenant("globex", "10.30.0.0/18")), [
      "address-overlap | tenants/acme.yaml:14:28: environments.test.network.cidr: got 10.30.0.0/20, expected a block apart from 10.30.0.0/18 of tenant globex (tenants/globex.yaml:11:18) in aws eu-west-1; choose another, `leasehold tenant new` finds a free one",
      "address-overlap | tenants/globex.yaml:11:18: network.cidr: got 10.30.0.0/18, expected a block apart from 10.30.0.0/20 of tenant acme (tenants/acme.yaml:14:28) in aws eu-west-1; choose another, `leasehold tenant new` finds a free one",
    ]);
  });

  it("may not have two files for one tenant", () => {
    const one = tenant("acme", "10.20.0.0/18");
    const two = tenant("acme", "10.20.0.0/18", undefined, "drafts");
    assert.deepEqual(linesOf(one, two), [
      "tenant-duplicate | drafts/acme.yaml:1:9: tenant: got acme, which tenants/acme.yaml:1:9 names too, expected one file per tenant; remove one of them",
      "tenant-duplicate | tenants/acme.yaml:1:9: tenant: got acme, which drafts/acme.yaml:1:9 names too, expected one file per tenant; remove one of them",
    ]);
  });

  for (const [cloud, account] of [["kubernetes", "cluster-one"]] as const) {
    it(`cannot be on ${cloud} yet, whatever the region`, () => {
      const spec = tenant("acme", "10.20.0.0/18", (text) =>
        soundBut("111122223333", account, soundBut("cloud: aws", `cloud: ${cloud}`, text)),
      );
      assert.deepEqual(linesOf(spec), [
        `cloud-not-available | tenants/acme.yaml:4:8: cloud: got ${cloud}, expected aws, azure, gcp; cloud ${cloud} is not available yet`,
      ]);
    });
  }

  it("are named exactly when their blocks meet, however many there are", () => {
    const cidr = fc.constantFrom(
      ...[
        "10.0.0.0/16",
        "10.0.0.0/17",
        "10.0.128.0/17",
        "10.0.64.0/18",
        "10.0.80.0/20",
        "10.0.240.0/20",
        "10.1.0.0/20",
        "10.1.0.0/18",
      ],
    );
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 6 }), (cidrs) => {
        const specs = cidrs.map((block, index) => tenant(`tenant-${index}`, block));
        const blocks = cidrs.map(addressBlock);
        const meeting = specs.filter((_, index) =>
          blocks.some((other, at) => at !== index && meets(blocks[index], other)),
        );
        assert.deepEqual(
          checkTenants(specs).map(({ at }) => at?.file),
          meeting.map(({ source }) => source.file),
        );
      }),
    );
  });
});
