import assert from "node:assert/strict";
import { fact } from "../../tiers/feasibility.ts";
import { regionOf, regionsOf } from "../../tiers/regions.ts";
import { SIZED_SERVICES, sizeTable } from "../../tiers/size-tables.ts";
import type { SizedService } from "../../tiers/size-tables.ts";
import { node, pickDatabaseClass } from "./picked-sizes.ts";

describe("size tables", () => {
  it("have every class of every service, each with its family", () => {
    const counts: Record<SizedService, number> = {
      auroraPostgresql: 18,
      elasticacheValkey: 31,
      documentdb: 17,
      opensearch: 18,
      eksNodes: 54,
      postgresqlFlexible: 40,
      managedRedis: 8,
      mongocluster: 9,
      aksNodes: 45,
      cloudSqlPostgresql: 0,
      cloudSqlPostgresqlPlus: 10,
      memorystoreValkey: 7,
      gkeNodes: 50,
    };
    assert.deepEqual(
      Object.fromEntries(SIZED_SERVICES.map((service) => [service, sizeTable(service).sizes.length])),
      counts,
    );
    for (const service of SIZED_SERVICES.slice(0, 5)) {
      for (const { name, family, generation } of sizeTable(service).sizes) {
        assert.match(family, /^[a-z]+\d[a-z]*$/, name);
        assert.ok(generation >= 3, name);
      }
    }
  });

  it("name known regions, families, classes and facts", () => {
    for (const service of SIZED_SERVICES) {
      const { sizes, notIn = {}, gaps = [] } = sizeTable(service);
      for (const [family, { regions }] of Object.entries(notIn)) {
        assert.ok(
          sizes.some((row) => row.family === family),
          family,
        );
        assert.deepEqual(
          regions.filter((id) => regionOf("aws", id) === undefined && regionOf("azure", id) === undefined),
          [],
        );
      }
      for (const gap of gaps) {
        assert.deepEqual(
          [...gap.take, ...gap.leaveOut].filter((name) => !sizes.some((row) => row.name === name)),
          [],
        );
        assert.equal(fact(gap.fact).id, gap.fact);
      }
    }
  });

  it("leave a class for every tier in every region that is offered", () => {
    const offered = regionsOf("aws").filter(({ notOffered }) => notOffered === undefined);
    for (const { id } of offered) {
      for (const [vcpu, memory] of [
        [2, 8],
        [8, 32],
        [32, 128],
        [128, 512],
      ] as const) {
        assert.ok(pickDatabaseClass(node(vcpu, memory, id)) !== undefined, `${id} ${vcpu}/${memory}`);
      }
    }
  });
});
