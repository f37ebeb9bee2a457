import assert from "node:assert/strict";
import fc from "fast-check";
import { jurisdictionAllows, regionsOf } from "../../tiers/regions.ts";
import { allowedJurisdictions, residencyLimits, type ResidencyWords } from "../../tiers/residency-limits.ts";
import { CLOUDS, FRAMEWORKS, type Framework } from "../../tiers/vocabulary.ts";

/** What an AWS tenant's file says. */
function words(frameworks?: readonly Framework[], residency?: readonly string[]): ResidencyWords {
  return {
    cloud: "aws",
    ...(frameworks === undefined ? {} : { frameworks: [...frameworks] }),
    ...(residency === undefined ? {} : { residency: [...residency] }),
  };
}

function limits(...given: Parameters<typeof words>): string[] {
  return residencyLimits(words(...given)).map(({ jurisdictions, source }) => `${jurisdictions.join("|")} ${source}`);
}

describe("where data may lie", () => {
  it("is limited by nobody where neither the file nor a framework says so", () => {
    for (const said of [words(), words([]), words(["soc-2"])]) {
      assert.deepEqual(residencyLimits(said), []);
      assert.equal(allowedJurisdictions(said), undefined);
    }
  });

  it("follows from a framework where the file names no residency, and from its default only then", () => {
    assert.deepEqual(limits(["gdpr"]), ["eu framework gdpr"]);
    assert.deepEqual(limits(["gdpr"], ["us"]), ["us residency"]);
    assert.deepEqual(allowedJurisdictions(words(["gdpr"])), ["eu"]);
    assert.deepEqual(allowedJurisdictions(words(["gdpr"], ["us"])), ["us"]);
  });

  it("never widens past what a framework takes at all, whatever the file says", () => {
    assert.deepEqual(limits(["fedramp", "gdpr"], ["us", "eu"]), ["us|eu residency", "us|us-gov framework fedramp"]);
    assert.deepEqual(allowedJurisdictions(words(["fedramp", "gdpr"], ["us", "eu"])), ["us"]);
    assert.deepEqual(allowedJurisdictions(words(["fedramp"], ["us-gov"])), ["us-gov"]);
    assert.deepEqual(allowedJurisdictions(words(["fedramp"])), ["us", "us-gov"]);
  });

  it("is nowhere where the limits exclude each other", () => {
    assert.deepEqual(allowedJurisdictions(words(["fedramp"], ["eu"])), []);
    assert.deepEqual(allowedJurisdictions(words(["gdpr", "fedramp"])), []);
  });

  it("names the framework and the way out of each limit", () => {
    assert.deepEqual(residencyLimits(words(["fedramp"], ["us"])), [
      { jurisdictions: ["us"], source: "residency", wayOut: "widen residency" },
      {
        jurisdictions: ["us", "us-gov"],
        source: "framework fedramp",
        framework: "fedramp",
        wayOut: "remove framework fedramp",
      },
    ]);
    assert.deepEqual(
      residencyLimits(words(["gdpr"])).map(({ wayOut }) => wayOut),
      ["list other jurisdictions in residency"],
    );
  });

  it("is the same in one list of jurisdictions as in all limits, for every region", () => {
    const codes = ["eu", "de", "ie", "us", "us-gov", "us-dod", "uk", "gb", "jp"];
    const said = fc.record(
      {
        cloud: fc.constantFrom(...CLOUDS),
        frameworks: fc.subarray([...FRAMEWORKS]),
        residency: fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1 }),
      },
      { requiredKeys: ["cloud"] },
    );
    fc.assert(
      fc.property(said, (given) => {
        const list = allowedJurisdictions(given);
        for (const region of regionsOf(given.cloud)) {
          const byEach = residencyLimits(given).every((limit) => jurisdictionAllows(limit.jurisdictions, region));
          assert.equal(list === undefined || jurisdictionAllows(list, region), byEach, region.id);
        }
      }),
    );
  });
});
