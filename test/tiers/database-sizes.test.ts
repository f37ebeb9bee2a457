import assert from "node:assert/strict";
import fc from "fast-check";
import { regionsOf } from "../../tiers/regions.ts";
import { sizeTable } from "../../tiers/size-tables.ts";
import { pickNodeClass, pickServerlessDatabase } from "../../tiers/sizes.ts";
import type { NodeWish } from "../../tiers/sizes.ts";
import { node, pickDatabaseClass, withoutPlace } from "./picked-sizes.ts";

const pickDocumentsClass = (wish: Omit<NodeWish, "service">) => pickNodeClass({ service: "documentdb", ...wish });
const pickServerless = (wish: { memoryGib: number; pauses: boolean }) =>
  pickServerlessDatabase({ service: "auroraPostgresql", ...wish });
const database = (...wish: Parameters<typeof node>) => pickDatabaseClass(node(...wish))?.class;

describe("database classes", () => {
  it("are the smallest that cover vCPU and memory of each tier", () => {
    assert.deepEqual(
      [database(2, 8), database(8, 32), database(32, 128)],
      ["db.r8g.large", "db.r8g.2xlarge", "db.r8g.8xlarge"],
    );
    assert.deepEqual(
      [database(1, 4), database(5.6, 22.4), database(8, 64), database(8, 65)],
      ["db.r8g.large", "db.r8g.2xlarge", "db.r8g.2xlarge", "db.r8g.4xlarge"],
    );
  });

  it("burst only where that is allowed", () => {
    assert.deepEqual(
      [database(2, 8, "eu-west-1", true), database(2, 8, "eu-west-1", false)],
      ["db.t4g.large", "db.r8g.large"],
    );
  });

  it("are a generation older where the newest is not offered", () => {
    assert.deepEqual(
      [database(8, 32, "eu-west-2"), database(8, 32, "us-gov-west-1"), database(8, 32, "us-east-1")],
      ["db.r7g.2xlarge", "db.r7g.2xlarge", "db.r8g.2xlarge"],
    );
  });

  it("for 128 vCPU / 512 GiB are the proposal, with the wish and the fact", () => {
    const large = withoutPlace(pickDatabaseClass(node(128, 512)));
    assert.deepEqual(large, {
      class: "db.r8g.24xlarge",
      vcpu: 96,
      memoryGib: 768,
      maxConnections: 5000,
      gap: { wanted: "128 vCPU / 512 GiB", fact: "aurora.class.128x512" },
    });
    const elsewhere = pickDatabaseClass(node(128, 512, "eu-west-2"));
    assert.deepEqual([elsewhere?.class, elsewhere?.gap?.fact], ["db.r7g.16xlarge", "aurora.class.128x512"]);
  });

  it("have no gap where a class covers the wish exactly, nor beyond the proposal", () => {
    assert.deepEqual(
      [pickDatabaseClass(node(64, 512))?.gap, pickDatabaseClass(node(96, 512))?.gap],
      [undefined, undefined],
    );
    assert.deepEqual(
      [database(64, 512), database(96, 512), database(100, 600), database(128, 513)],
      ["db.r8g.16xlarge", "db.r8g.24xlarge", "db.r8g.48xlarge", "db.r8g.48xlarge"],
    );
  });

  it("are undefined when nothing covers the wish", () => {
    assert.deepEqual(
      [database(193, 8), database(2, 1537), database(160, 600, "eu-west-2")],
      [undefined, undefined, undefined],
    );
  });

  it("tell the line they are written in", () => {
    assert.match(pickDatabaseClass(node(2, 8))?.at() ?? "", /^tiers\/data\/sizes-aws\.yaml:\d+$/);
  });
});

describe("documents classes", () => {
  it("are the smallest that cover half of each tier", () => {
    const sizes = [
      [1, 4],
      [4, 16],
      [16, 64],
      [64, 256],
    ] as const;
    assert.deepEqual(
      sizes.map(([vcpu, memory]) => pickDocumentsClass(node(vcpu, memory))?.class),
      ["db.r8g.large", "db.r8g.xlarge", "db.r8g.4xlarge", "db.r8g.16xlarge"],
    );
    assert.deepEqual(
      [pickDocumentsClass(node(1, 4, "sa-east-1"))?.class, pickDocumentsClass(node(1, 4, "eu-west-1", true))?.class],
      ["db.r6g.large", "db.t4g.medium"],
    );
  });
});

describe("the database that scales by itself", () => {
  it("pauses and reaches the memory of the node it stands for", () => {
    const { at, ...paused } = pickServerless({ memoryGib: 16, pauses: true }) ?? { at: undefined };
    assert.deepEqual(paused, {
      class: "db.serverless",
      minCapacityUnits: 0,
      maxCapacityUnits: 8,
      autoPauseMinutes: 30,
      maxConnections: 2000,
    });
    assert.match(at?.() ?? "", /^tiers\/data\/sizes-aws\.yaml:\d+$/);
  });

  it("stays awake at its least unit when it may not pause", () => {
    const awake = withoutPlace(pickServerless({ memoryGib: 4, pauses: false }));
    assert.deepEqual(awake, {
      class: "db.serverless",
      minCapacityUnits: 0.5,
      maxCapacityUnits: 2,
      maxConnections: 2000,
    });
  });

  it("rounds up to half units, has one at least, and ends at 256 units", () => {
    const ceiling = (memoryGib: number) => pickServerless({ memoryGib, pauses: true })?.maxCapacityUnits;
    assert.deepEqual([ceiling(0.5), ceiling(4.1), ceiling(512), ceiling(512.1)], [1, 2.5, 256, undefined]);
  });
});

describe("picking a class", () => {
  const wishes = fc.record({
    vcpu: fc.double({ min: 0.25, max: 200, noNaN: true }),
    memoryGib: fc.double({ min: 0.5, max: 1600, noNaN: true }),
    burstAllowed: fc.boolean(),
    region: fc.constantFrom(...regionsOf("aws").map(({ id }) => id)),
  });

  it("covers the wish or says so, bursts only when allowed, and keeps to what the region has", () => {
    fc.assert(
      fc.property(wishes, fc.constantFrom("auroraPostgresql", "documentdb"), (wish, service) => {
        const picked = service === "documentdb" ? pickDocumentsClass(wish) : pickDatabaseClass(wish);
        if (picked === undefined) return;
        const table = sizeTable(service);
        const row = table.sizes.find(({ name }) => name === picked.class);
        assert.ok(row !== undefined);
        assert.ok(wish.burstAllowed || row.burst !== true);
        assert.ok(table.notIn?.[row.family]?.regions.includes(wish.region) !== true);
        assert.equal(picked.gap === undefined, picked.vcpu >= wish.vcpu && picked.memoryGib >= wish.memoryGib);
      }),
    );
  });

  it("never takes more memory for a smaller wish", () => {
    fc.assert(
      fc.property(wishes, fc.double({ min: 0.1, max: 1, noNaN: true }), (wish, share) => {
        const larger = pickDatabaseClass(wish);
        const smaller = pickDatabaseClass({ ...wish, vcpu: wish.vcpu * share, memoryGib: wish.memoryGib * share });
        if (larger === undefined) return;
        assert.ok(smaller !== undefined && smaller.memoryGib <= larger.memoryGib);
      }),
    );
  });
});
