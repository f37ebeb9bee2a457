import assert from "node:assert/strict";
import fc from "fast-check";
import { addressBlock } from "../../tiers/address-block.ts";
import { blockOf, environmentBlock, environmentShare, planSubnets } from "../../tiers/address-plan.ts";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { ENVIRONMENTS } from "../../tiers/vocabulary.ts";
import { apart, blockIn, inside } from "./address-blocks.ts";
import { SOUND, soundBut } from "./tenant-texts.ts";

describe("an environment's share of a tenant's block", () => {
  it("has a fixed place: production, disaster recovery, staging, development, test", () => {
    assert.deepEqual(Object.fromEntries(ENVIRONMENTS.map((name) => [name, environmentBlock("10.20.0.0/17", name)])), {
      production: "10.20.0.0/20",
      "disaster-recovery": "10.20.16.0/20",
      staging: "10.20.32.0/20",
      development: "10.20.48.0/20",
      test: "10.20.64.0/20",
    });
  });

  it("does not move when the block is widened at the same address", () => {
    for (const name of ENVIRONMENTS.filter((environment) => environment !== "test")) {
      assert.equal(environmentBlock("10.20.0.0/18", name), environmentBlock("10.20.0.0/16", name));
    }
  });

  for (const [cidr, environment, needed] of [
    ["10.20.0.0/18", "test", "/17 or wider"],
    ["10.20.0.0/19", "staging", "/18 or wider"],
    ["10.20.0.0/19", "development", "/18 or wider"],
    ["10.20.0.0/20", "disaster-recovery", "/19 or wider"],
  ] as const) {
    it(`of ${environment} does not fit into ${cidr}, and the ways out are named`, () => {
      assert.equal(environmentShare(cidr, environment), undefined);
      assert.throws(
        () => environmentBlock(cidr, environment),
        (error) => {
          assert.ok(error instanceof InvalidInput);
          assert.deepEqual(error.problems, [
            {
              code: "address-too-small",
              path: "network.cidr",
              message: `got ${cidr}, expected ${needed} to hold environment ${environment}; widen network.cidr, or set environments.${environment}.network.cidr`,
            },
          ]);
          return true;
        },
      );
    });
  }

  it("of production fits into the smallest block", () => {
    assert.equal(environmentBlock("10.20.16.0/20", "production"), "10.20.16.0/20");
  });

  it("lies inside the block and apart from all other shares, whatever the block", () => {
    fc.assert(
      fc.property(blockIn(16, 20), (cidr) => {
        const shares = ENVIRONMENTS.flatMap((name) => environmentShare(cidr, name) ?? []);
        assert.ok(shares.every((share) => inside(share, cidr)));
        assert.ok(apart(shares));
      }),
    );
  });

  it("gives way to the environment's own block", () => {
    const text = soundBut("production: {}", "production: {}\n  test: { network: { cidr: 10.99.0.0/19 } }");
    const { spec } = parseTenant(text, "acme.yaml");
    assert.equal(blockOf(spec, "production"), "10.20.0.0/20");
    assert.equal(blockOf(spec, "test"), "10.99.0.0/19");
  });

  it("does not exist for a tenant of a cell", () => {
    const free = soundBut("network: { cidr: 10.20.0.0/18 }\n", "", SOUND.replace("premium", "free"));
    assert.equal(blockOf(parseTenant(free, "acme.yaml").spec, "production"), undefined);
  });
});

describe("the subnets of an environment", () => {
  it("are nine: three roles in three zones, application twice as wide", () => {
    assert.deepEqual(
      planSubnets("10.20.32.0/20").map(({ role, zone, cidr }) => `${role} ${zone} ${cidr}`),
      [
        "public a 10.20.44.0/24",
        "public b 10.20.45.0/24",
        "public c 10.20.46.0/24",
        "application a 10.20.32.0/23",
        "application b 10.20.34.0/23",
        "application c 10.20.36.0/23",
        "data a 10.20.40.0/24",
        "data b 10.20.41.0/24",
        "data c 10.20.42.0/24",
      ],
    );
  });

  it("grow with the block", () => {
    assert.deepEqual(
      planSubnets("10.20.0.0/16")
        .filter(({ zone }) => zone === "c")
        .map(({ role, cidr }) => `${role} ${cidr}`),
      ["public 10.20.224.0/20", "application 10.20.64.0/19", "data 10.20.160.0/20"],
    );
  });

  it("lie inside the block and apart from each other, and leave a fourth zone free, whatever the block", () => {
    fc.assert(
      fc.property(blockIn(16, 20), (cidr) => {
        const subnets = planSubnets(cidr).map((subnet) => subnet.cidr);
        assert.equal(subnets.length, 9);
        assert.ok(subnets.every((subnet) => inside(subnet, cidr)));
        assert.ok(apart(subnets));
        // Three of four sixteenths in each row are used: 6 + 3 + 3 of 16.
        const used = subnets.map(addressBlock).reduce((sum, { first, last }) => sum + Number(last - first + 1n), 0);
        assert.equal(used, (12 / 16) * 2 ** (32 - addressBlock(cidr).prefixLength));
      }),
    );
  });

  it("cannot be changed by whoever asks first", () => {
    const plan = planSubnets("10.20.0.0/20");
    assert.ok(Object.isFrozen(plan) && plan.every(Object.isFrozen));
    assert.equal(planSubnets("10.20.0.0/20"), plan);
  });
});
