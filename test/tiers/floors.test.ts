import assert from "node:assert/strict";
import fc from "fast-check";
import { nextFloors, parseFloors } from "../../tiers/floors.ts";
import type { Floors } from "../../tiers/floors.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";
import { DEDICATED_TIERS } from "../../tiers/vocabulary.ts";
import { assertRefused, resolveSample } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

const floorsOf = (lines: Lines = {}, floors?: Floors): Floors => resolveSample(lines, "production", floors).floors;
describe("floors of a first up", () => {
  it("are what the blueprint has, plain and complete", () => {
    assert.deepEqual(floorsOf({ tier: "standard" }), {
      schema: 1,
      account: "111122223333",
      region: "eu-west-1",
      cidr: "10.20.0.0/20",
      isolation: "dedicated",
      storageGib: 100,
      globalCluster: false,
      backupLocked: false,
      accessLogs: true,
      buckets: [
        {
          name: "data",
          keyPurpose: "data",
          lockCapable: false,
          lockRetentionDays: 0,
          lockMode: "governance",
          versioning: true,
          noncurrentRetentionDays: 30,
          quotaGib: 100,
        },
      ],
      secrets: { "database-master": 1, application: 1 },
    });
  });

  it("survive JSON and parse again", () => {
    const floors = floorsOf({ tier: "enterprise" });
    assert.deepEqual(parseFloors(JSON.parse(JSON.stringify(floors))), floors);
  });
});

describe("an output that is not floors", () => {
  for (const [what, output, found] of [
    ["nothing", null, "invalid input: expected object, received null"],
    ["another schema", { ...floorsOf(), schema: 2 }, "schema: invalid input: expected 1"],
    ["an unknown key", { ...floorsOf(), colour: "red" }, 'unrecognized key: "colour"'],
    [
      "a wrong type",
      { ...floorsOf(), storageGib: "1000" },
      "storageGib: invalid input: expected number, received string",
    ],
  ] as const) {
    it(`is one clear error: ${what}`, () => {
      assert.throws(
        () => parseFloors(output),
        (error) => {
          assert.ok(error instanceof InvalidInput);
          assert.deepEqual(
            error.problems.map((problem) => [problem.code, formatProblem(problem)]),
            [
              [
                "floor",
                `floors: got an output that is not floors of schema 1 (${found}), expected what an earlier up wrote; use the version of Leasehold that wrote it, or restore the stack's state from before it was changed by hand`,
              ],
            ],
          );
          return true;
        },
      );
    });
  }
});

describe("what is fixed at the first up", () => {
  const floors = floorsOf();

  it("is refused when it changes, with the reason: account, region, block", () => {
    assertRefused(
      {
        region: "eu-central-1",
        account: '"444455556666"',
        network: "{ cidr: 10.40.0.0/17 }",
        standbyRegion: "eu-west-1",
      },
      [
        [
          "floor",
          "acme.yaml:5:9: region: got eu-central-1, expected eu-west-1 as at the first up of acme-production: in another region the data would stay behind; write eu-west-1, or set up a new tenant and move the data",
        ],
        [
          "floor",
          "acme.yaml:6:10: account: got 444455556666, expected 111122223333 as at the first up of acme-production: in another account the data would stay behind; write 111122223333, or set up a new tenant and move the data",
        ],
        [
          "floor",
          "acme.yaml:8:18: network.cidr: got 10.40.0.0/20, expected 10.20.0.0/20 as at the first up of acme-production: another block replaces the network and every store in it; write 10.20.0.0/20, or set up a new tenant and move the data",
        ],
        [
          "floor",
          "acme.yaml:10:16: standbyRegion: got eu-west-1, expected eu-central-1: key replicas and copies of earlier ups lie there and would be lost; write eu-central-1",
        ],
      ],
      "production",
      floors,
    );
  });

  it("is refused when the residency no longer holds the copies", () => {
    const uk = {
      region: "eu-west-2",
      standbyRegion: "eu-west-1",
      overrides: "{ backup: { crossRegionCopies: false } }",
    };
    const narrowed = { region: uk.region, overrides: uk.overrides, residency: "[uk]" };
    const copied = floorsOf({ region: uk.region, standbyRegion: uk.standbyRegion });
    assertRefused(
      narrowed,
      [
        [
          "residency",
          "acme.yaml:11:1: residency: got uk, expected eu among them: copies of earlier ups lie in eu-west-1; keep it, or have the copies deleted by whoever answers for them first",
        ],
      ],
      "production",
      copied,
    );
  });

  it("cannot become an own account: what asks for one is refused", () => {
    const shared = floorsOf({ region: "us-east-1" });
    assertRefused(
      { tier: "enterprise", region: "us-east-1", securityLevel: "classified" },
      [
        [
          "floor",
          "acme.yaml:6:10: account: got security level classified (nothing else in the account), expected one that isolation dedicated, fixed at the first up, can carry; set up a new tenant in an account of its own and move the data, or remove the demand",
        ],
      ],
      "production",
      shared,
    );
  });
});

describe("floors over any sequence of tiers", () => {
  it("never go down, and no bucket is ever forgotten", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...DEDICATED_TIERS), { minLength: 2, maxLength: 6 }), (tiers) => {
        let previous: Floors | undefined;
        for (const tier of tiers) {
          const { floors: next, blueprint } = resolveSample({ tier }, "production", previous);
          assert.deepEqual(
            next.buckets.map(({ name }) => name).sort(),
            blueprint.objects.buckets.map(({ name }) => name).sort(),
          );
          if (previous !== undefined) assertNotBelow(previous, next);
          previous = next;
        }
      }),
      { numRuns: 40 },
    );
  });

  it("never go down by themselves either, whatever the blueprint says", () => {
    for (const before of DEDICATED_TIERS) {
      for (const after of DEDICATED_TIERS) {
        const previous = floorsOf({ tier: before });
        assertNotBelow(previous, nextFloors(previous, resolveSample({ tier: after }).blueprint));
      }
    }
  });
});

function assertNotBelow(previous: Floors, next: Floors): void {
  assert.deepEqual(
    [next.account, next.region, next.cidr, next.isolation],
    [previous.account, previous.region, previous.cidr, previous.isolation],
  );
  assert.ok(next.storageGib >= previous.storageGib);
  assert.ok(next.globalCluster || !previous.globalCluster);
  assert.ok(next.backupLocked || !previous.backupLocked);
  assert.ok(next.accessLogs || !previous.accessLogs);
  assert.ok(previous.replicaRegion === undefined || next.replicaRegion === previous.replicaRegion);
  assert.ok(previous.secretReplicaRegion === undefined || next.secretReplicaRegion === previous.secretReplicaRegion);
  for (const [name, generation] of Object.entries(previous.secrets)) assert.ok((next.secrets[name] ?? 0) >= generation);
  for (const bucket of previous.buckets) {
    const kept = next.buckets.find(({ name }) => name === bucket.name) ?? assert.fail(`bucket ${bucket.name} is gone`);
    assert.ok(kept.lockRetentionDays >= bucket.lockRetentionDays);
    assert.ok(bucket.replicaRegion === undefined || kept.replicaRegion === bucket.replicaRegion);
  }
}
