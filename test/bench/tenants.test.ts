import assert from "node:assert/strict";
import fc from "fast-check";
import { Draw } from "../../bench/draw.ts";
import { generateTenant, MOST_TENANTS } from "../../bench/tenants.ts";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { resolve } from "../../tiers/resolve.ts";
import { checkTenants } from "../../tiers/tenant-rules.ts";
import { environmentsOf } from "../../tiers/tenant-spec.ts";
import { TIERS } from "../../tiers/vocabulary.ts";

/** Odd, so that every row of regions and every tier comes up. */
const STEP = 7;

const parse = (index: number) => {
  const { name, text } = generateTenant(index);
  return parseTenant(text, name);
};
const sample = Array.from({ length: Math.ceil(MOST_TENANTS / STEP) }, (_, turn) => turn * STEP);

describe("generated tenants", () => {
  it("are the same whenever they are made", () => {
    fc.assert(
      fc.property(fc.nat({ max: MOST_TENANTS - 1 }), (index) => {
        assert.deepEqual(generateTenant(index), generateTenant(index));
      }),
    );
  });

  it("are the same on every machine", () => {
    assert.deepEqual(generateTenant(8).text.split("\n").slice(2, 8), [
      "tenant: vandelay-8",
      "name: The vandelay-8 company",
      "tier: standard",
      "cloud: aws",
      "region: us-gov-west-1",
      'account: "873552296708" # in quotes: an account id is a name',
    ]);
  });

  it("have no two files or names alike", () => {
    const all = Array.from({ length: MOST_TENANTS }, (_, index) => generateTenant(index));
    assert.equal(new Set(all.map(({ name }) => name)).size, MOST_TENANTS);
    assert.equal(new Set(all.map(({ text }) => text)).size, MOST_TENANTS);
  }).timeout(10_000);

  it("are valid with every environment they declare, without a warning about their text", () => {
    for (const index of sample) {
      const { spec, warnings } = parse(index);
      assert.deepEqual(warnings, []);
      for (const environment of environmentsOf(spec)) {
        assert.equal(resolve({ spec, environment }).blueprint.stack.tenant, spec.tenant);
      }
    }
  }).timeout(20_000);

  it("share no address of a region", () => {
    assert.deepEqual(checkTenants(sample.map((index) => parse(index).spec)), []);
  }).timeout(20_000);

  it("come in every tier, with and without overrides and frameworks, in one environment and in more", () => {
    const specs = sample.slice(0, 300).map((index) => parse(index).spec);
    assert.deepEqual(new Set(specs.map(({ tier }) => tier)), new Set(TIERS));
    assert.deepEqual(new Set(specs.map(({ overrides }) => overrides === undefined)), new Set([true, false]));
    assert.deepEqual(new Set(specs.map(({ frameworks }) => frameworks === undefined)), new Set([true, false]));
    assert.deepEqual(new Set(specs.map((spec) => environmentsOf(spec).length)), new Set([1, 2, 3]));
  });

  it("end where the address blocks end", () => {
    for (const index of [-1, MOST_TENANTS, 0.5]) {
      assert.throws(() => generateTenant(index), {
        name: "RangeError",
        message: `got tenant ${index}, expected 0–10239; there are no more address blocks`,
      });
    }
  });
});

describe("draws", () => {
  it("stay within their bounds and reach both", () => {
    const draw = new Draw("bounds");
    const drawn = Array.from({ length: 200 }, () => draw.integer(3, 6));
    assert.deepEqual(new Set(drawn), new Set([3, 4, 5, 6]));
  });

  it("differ from seed to seed and repeat with the same", () => {
    const some = (seed: string) => {
      const draw = new Draw(seed);
      return [draw.integer(0, 1e9), draw.integer(0, 1e9)];
    };
    assert.deepEqual(some("a"), some("a"));
    assert.notDeepEqual(some("a"), some("b"));
  });

  it("refuse to pick from nothing", () => {
    assert.throws(() => new Draw("none").pick([]), {
      name: "RangeError",
      message: "got an empty list, expected one to pick from",
    });
  });
});
