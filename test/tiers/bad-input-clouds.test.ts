/** Bad input as the three clouds make it possible, each with its whole text: nothing of it may reach an engine. */
import assert from "node:assert/strict";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { formatProblem, InvalidInput, type ProblemCode } from "../../tiers/problem.ts";
import { assertRefused, sampleTenant } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

const azure = (lines: Lines = {}): Lines => ({
  cloud: "azure",
  region: "westeurope",
  account: "11111111-2222-3333-4444-555555555555",
  ...lines,
});
const gcp = (lines: Lines = {}): Lines => ({
  cloud: "gcp",
  region: "europe-west1",
  account: "acme-production",
  ...lines,
});

/** What is wrong with the file itself. */
function problemsOfFile(lines: Lines): readonly (readonly [ProblemCode, string])[] {
  try {
    sampleTenant(lines);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.problems.map((problem) => [problem.code, formatProblem(problem)]);
  }
  return [];
}

describe("a region that lacks what every tier needs", () => {
  it("is refused without zones and without PostgreSQL, with others to choose", () => {
    assert.deepEqual(problemsOfFile(azure({ region: "westus" })), [
      [
        "region-unknown",
        "acme.yaml:5:9: region: got westus, expected a region that a tenant can live in; it takes copies only: it has no availability zones, and every dedicated tier lays out three; choose centralus, eastus or eastus2",
      ],
    ]);
    assert.deepEqual(problemsOfFile(azure({ region: "denmarkeast" })), [
      [
        "region-unknown",
        "acme.yaml:5:9: region: got denmarkeast, expected a region that is offered; PostgreSQL is not in the list of regions that the service prints; choose swedencentral",
      ],
    ]);
  });

  it("is refused without a pooler to a tier that has one", () => {
    const overrides = "{ backup: { crossRegionCopies: false } }";
    assertRefused({ region: "ap-east-2", overrides }, [
      [
        "infeasible",
        "database.proxy: got true, expected false in ap-east-2, where AWS offers no pooler (fact rds.proxy.without); set database.proxy to false, or choose another region",
      ],
    ]);
  });
});

describe("an account", () => {
  it("that is missing is asked for in each cloud", () => {
    const { spec } = { spec: sampleTenant() };
    assert.equal(spec.account, "111122223333");
    const text =
      "tenant: acme\nname: Acme\ntier: free\ncloud: azure\nregion: westeurope\ncontacts: { owner: a@acme.example, security: a@acme.example, billing: a@acme.example }\nenvironments: { production: {} }\n";
    assert.throws(
      () => parseTenant(text, "acme.yaml"),
      (error: unknown) =>
        error instanceof InvalidInput && error.problems.length === 1 && error.problems[0]?.path === "account",
    );
  });

  it("in another cloud's form is refused with the form of its own", () => {
    assert.deepEqual(problemsOfFile(azure({ account: "My-Subscription" })), [
      [
        "account",
        'acme.yaml:6:10: account: got "My-Subscription", expected a subscription id in lower case such as 11111111-2222-3333-4444-555555555555; copy it from the portal, not the subscription\'s name',
      ],
    ]);
    assert.deepEqual(problemsOfFile(gcp({ account: '"111122223333"' })), [
      [
        "account",
        'acme.yaml:6:10: account: got "111122223333", expected a project id of 6 to 30 characters (a-z, 0-9 and -, starting with a letter, not ending with -) such as acme-production; write the id, not the project\'s name or number',
      ],
    ]);
  });
});

describe("a standby region outside the residency", () => {
  const OUTSIDE =
    "expected one for the copies of tier premium; set standbyRegion, widen residency, or set overrides.backup.crossRegionCopies to false";

  it("is never taken, neither a pair of Azure nor a neighbour on Google Cloud", () => {
    assertRefused(gcp({ residency: "[be]" }), [
      [
        "standby-region",
        `acme.yaml:5:9: region: got europe-west1, which has no standby inside be (europe-west4 lies outside), ${OUTSIDE}`,
      ],
    ]);
    assertRefused(azure({ region: "northeurope", residency: "[ie]" }), [
      [
        "standby-region",
        `acme.yaml:5:9: region: got northeurope, which has no standby inside ie (westeurope lies outside), ${OUTSIDE}`,
      ],
      [
        "infeasible",
        "backup.crossRegionCopies: got true in northeurope, whose pair for them is westeurope, expected false: backups of the database are copied to the pair only, and only if that was chosen at the first up (fact azpg.geo.pair); set standbyRegion to westeurope, or set overrides.backup.crossRegionCopies to false, or choose a region whose pair takes them or a tier with a replica in the standby region",
      ],
    ]);
  });
});

describe("a size beyond the largest that the cloud offers", () => {
  const overrides = "{ database: { nodeVcpu: 192, nodeMemoryGib: 1536 } }";
  const contacts =
    "{ owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example, channels: { pagerduty: { secretRef: acme/pager } } }";

  it("is refused at the value that asks for it", () => {
    assertRefused(gcp({ tier: "enterprise-plus", contacts, overrides }), [
      [
        "infeasible",
        "acme.yaml:10:56: overrides.database.nodeMemoryGib: got 192 vCPU and 1536 GiB, expected a size that a class in europe-west1 covers; lower database.nodeVcpu or database.nodeMemoryGib",
      ],
    ]);
    assertRefused(azure({ tier: "enterprise-plus", contacts, overrides }), [
      [
        "infeasible",
        "acme.yaml:10:36: overrides.database.nodeVcpu: got 96 vCPU and 768 GiB for documents, half of the database, expected a size that a class in westeurope covers; lower database.nodeVcpu or database.nodeMemoryGib",
      ],
      [
        "infeasible",
        "acme.yaml:10:56: overrides.database.nodeMemoryGib: got 192 vCPU and 1536 GiB, expected a size that a class in westeurope covers; lower database.nodeVcpu or database.nodeMemoryGib",
      ],
    ]);
  });
});

describe("disaster recovery without a production", () => {
  it("is refused where the file declares none", () => {
    const environments = "{ disaster-recovery: {}, staging: {} }";
    assert.deepEqual(problemsOfFile({ tier: "enterprise", environments }), [
      [
        "missing-key",
        "acme.yaml:9:17: environments.disaster-recovery: got disaster-recovery without production, expected production beside it; add production: {}",
      ],
    ]);
  });
});
