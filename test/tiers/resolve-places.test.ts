import assert from "node:assert/strict";
import { factListed } from "../../tiers/fact-lists.ts";
import { regionsOf } from "../../tiers/regions.ts";
import { DEDICATED_TIERS } from "../../tiers/vocabulary.ts";
import { assertRefused, problemsOf, resolveSample } from "./sample-tenants.ts";

describe("residency", () => {
  it("refuses a region outside it", () => {
    assertRefused({ region: "us-east-1", residency: "[eu]" }, [
      [
        "residency",
        "acme.yaml:5:9: region: got us-east-1 in us, expected a region in eu for residency; choose eu-central-1, eu-north-1 or eu-south-1, or widen residency",
      ],
    ]);
  });

  it("follows from gdpr when the tenant names none", () => {
    assertRefused({ region: "us-east-1", frameworks: "[gdpr]" }, [
      [
        "residency",
        "acme.yaml:5:9: region: got us-east-1 in us, expected a region in eu for framework gdpr; choose eu-central-1, eu-north-1 or eu-south-1, or list other jurisdictions in residency",
      ],
    ]);
    assert.deepEqual(problemsOf({ region: "us-east-1", frameworks: "[gdpr]", residency: "[us]" }), []);
  });

  it("refuses a standby region outside it", () => {
    assertRefused({ residency: "[eu]", standbyRegion: "us-east-1" }, [
      [
        "residency",
        "acme.yaml:11:16: standbyRegion: got us-east-1 in us, expected a region in eu for residency; choose eu-central-1, eu-north-1 or eu-south-1, or widen residency",
      ],
    ]);
  });

  it("refuses two frameworks that no region satisfies, with both names and the ways out", () => {
    assertRefused({ region: "us-east-1", frameworks: "[gdpr, fedramp]" }, [
      [
        "constraint-conflict",
        "acme.yaml:10:20: frameworks[1]: got framework gdpr (data in eu) and framework fedramp (data in us or us-gov), expected demands that one region can meet; list other jurisdictions in residency, or remove framework fedramp",
      ],
    ]);
    assert.deepEqual(problemsOf({ region: "us-east-1", frameworks: "[gdpr, fedramp]", residency: "[us]" }), []);
  });

  it("refuses a residency outside what fedramp allows", () => {
    assertRefused({ frameworks: "[fedramp]", residency: "[eu]" }, [
      [
        "constraint-conflict",
        "acme.yaml:10:14: frameworks[0]: got residency (data in eu) and framework fedramp (data in us or us-gov), expected demands that one region can meet; widen residency, or remove framework fedramp",
      ],
    ]);
  });
});

describe("standby region", () => {
  it("is the region's own when nobody names one, with its origin", () => {
    const { blueprint, decisions } = resolveSample();
    assert.equal(blueprint.stack.standbyRegion, "eu-central-1");
    assert.equal(
      decisions.find(({ path }) => path === "stack.standbyRegion")?.steps[0]?.source,
      "standby of eu-west-1",
    );
  });

  it("is absent where nothing is copied, and the decision says so", () => {
    const { blueprint, decisions } = resolveSample({ tier: "standard", region: "eu-west-2" });
    assert.equal("standbyRegion" in blueprint.stack, false);
    assert.deepEqual(
      decisions.find(({ path }) => path === "stack.standbyRegion"),
      {
        path: "stack.standbyRegion",
        value: null,
        steps: [{ source: "derived", value: null, note: "nothing is copied to another region" }],
      },
    );
  });

  it("is asked for where the region has none, with the three ways out", () => {
    assertRefused({ region: "eu-west-2", residency: "[uk]" }, [
      [
        "standby-region",
        "acme.yaml:5:9: region: got eu-west-2, which has no standby inside uk (only region of its jurisdiction), expected one for the copies of tier premium; set standbyRegion, widen residency, or set overrides.backup.crossRegionCopies to false",
      ],
    ]);
    assertRefused({ tier: "enterprise", region: "eu-west-2", residency: "[uk]" }, [
      [
        "standby-region",
        "acme.yaml:5:9: region: got eu-west-2, which has no standby inside uk (only region of its jurisdiction), expected one for the copies of tier enterprise; set standbyRegion, widen residency, or set overrides.backup.disasterRecovery and overrides.backup.crossRegionCopies to false",
      ],
    ]);
  });

  it("is asked for where the region's own lies outside the residency", () => {
    assertRefused({ region: "eu-central-1", residency: "[de]" }, [
      [
        "standby-region",
        "acme.yaml:5:9: region: got eu-central-1, which has no standby inside de (eu-west-1 lies outside), expected one for the copies of tier premium; set standbyRegion, widen residency, or set overrides.backup.crossRegionCopies to false",
      ],
    ]);
  });

  it("each of the three ways out works", () => {
    const place = { region: "eu-west-2" };
    assert.equal(
      resolveSample({ ...place, residency: "[uk, eu]", standbyRegion: "eu-west-1" }).blueprint.backup.copyRegion,
      "eu-west-1",
    );
    const { backup, objects, keys } = resolveSample({
      ...place,
      residency: "[uk]",
      overrides: "{ backup: { crossRegionCopies: false } }",
    }).blueprint;
    assert.deepEqual(
      [backup.crossRegionCopies, objects.buckets[0]?.replicaRegion, keys.keys[0]?.replicaRegion],
      [false, undefined, undefined],
    );
    const without = "{ backup: { crossRegionCopies: false, disasterRecovery: false } }";
    assert.equal(
      resolveSample({ ...place, tier: "enterprise", residency: "[uk]", overrides: without }).blueprint.database
        .globalCluster,
      false,
    );
  });

  it("cannot lie in another partition", () => {
    assertRefused({ region: "us-east-1", standbyRegion: "us-gov-west-1" }, [
      [
        "standby-region",
        "acme.yaml:10:16: standbyRegion: got us-gov-west-1 in partition aws-us-gov, expected a region in aws as us-east-1; accounts and keys do not reach across partitions, choose another",
      ],
    ]);
  });
});

describe("regions", () => {
  it("that a tenant may choose have the three zones that every dedicated tier lays out", () => {
    const small = regionsOf("aws").filter(
      ({ notOffered, zoneCount }) => notOffered === undefined && (zoneCount ?? 0) < 3,
    );
    assert.deepEqual(small, []);
  });

  it("carry every dedicated tier in every environment, but for the pooler where there is none", () => {
    const offered = regionsOf("aws").filter(({ notOffered }) => notOffered === undefined);
    const withoutPooler = factListed("rds.proxy.without");
    for (const { id, partition } of offered) {
      const standbyRegion = offered.find((other) => other.id !== id && other.partition === partition)?.id ?? id;
      for (const tier of DEDICATED_TIERS) {
        for (const environment of ["development", "test", "staging", "production"] as const) {
          const { database } = resolveSample({ tier }, environment).blueprint;
          const refused = database.proxy !== undefined && withoutPooler.includes(id) ? ["database.proxy"] : [];
          const paths = problemsOf({ tier, region: id, standbyRegion }, environment).map(({ path }) => path);
          assert.deepEqual(paths, refused, `${tier} ${environment} in ${id}`);
        }
      }
    }
  });

  it("without FIPS endpoints are refused for who needs them", () => {
    assertRefused({ tier: "enterprise", securityLevel: "classified" }, [
      [
        "infeasible",
        "acme.yaml:5:9: region: got eu-west-1, expected a region with FIPS endpoints for security level classified (fact fips.regions): us-east-1, us-east-2, us-west-1, us-west-2, ca-central-1, us-gov-east-1 or us-gov-west-1; choose one of them, or remove what asks for FIPS endpoints",
      ],
    ]);
    assert.equal(resolveSample({ region: "us-east-1", frameworks: "[fedramp]" }).blueprint.stack.fipsEndpoints, true);
  });
});
