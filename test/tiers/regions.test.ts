import assert from "node:assert/strict";
import { jurisdictionAllows, regionOf, regionsOf } from "../../tiers/regions.ts";
import type { Region } from "../../tiers/regions.ts";

const region = (id: string): Region => {
  const found = regionOf("aws", id);
  assert.ok(found !== undefined, id);
  return found;
};
const allowed = (...residency: string[]) =>
  regionsOf("aws")
    .filter((candidate) => jurisdictionAllows(residency, candidate))
    .map(({ id }) => id);

describe("regions", () => {
  it("of each cloud are all there, each once; a cloud that is not available yet has none", () => {
    const ids = regionsOf("aws").map(({ id }) => id);
    assert.equal(ids.length, 37);
    assert.equal(new Set(ids).size, 37);
    for (const [cloud, count] of [
      ["azure", 64],
      ["gcp", 43],
    ] as const) {
      assert.equal(regionsOf(cloud).length, count);
      assert.equal(new Set(regionsOf(cloud).map(({ id }) => id)).size, count);
    }
    assert.deepEqual(regionsOf("kubernetes"), []);
    assert.equal(regionOf("gcp", "europe-west1")?.place, "St. Ghislain");
    assert.equal(regionOf("azure", "europe-west1"), undefined);
    assert.equal(regionOf("aws", "eu-west-9"), undefined);
  });

  it("tell what is not offered and what to choose instead", () => {
    assert.deepEqual(
      regionsOf("aws")
        .filter(({ notOffered }) => notOffered !== undefined)
        .map(({ id, notOffered }) => [id, notOffered]),
      [
        ["us-west-1", "a new account sees two zones, and every dedicated tier lays out three; choose us-west-2"],
        [
          "eusc-de-east-1",
          "number of zones not established, and the partition needs accounts of its own; choose eu-central-1",
        ],
      ],
    );
  });

  it("have three zones or more wherever they are offered", () => {
    const offered = regionsOf("aws").filter(({ notOffered }) => notOffered === undefined);
    assert.deepEqual(
      offered.filter(({ zoneCount }) => zoneCount === undefined || zoneCount < 3),
      [],
    );
  });

  it("have a jurisdiction that is their country's, the EU or a government partition", () => {
    for (const { id, jurisdiction, country, eu, eea, partition } of regionsOf("aws")) {
      const ofCountry = country === "GB" ? "uk" : country.toLowerCase();
      assert.equal(jurisdiction, eu ? "eu" : partition === "aws-us-gov" ? "us-gov" : ofCountry, id);
      assert.ok(!eu || eea, id);
    }
  });

  it("either have a standby, offered and in the same jurisdiction and partition, or say why not", () => {
    for (const home of regionsOf("aws")) {
      if (home.standby === undefined) {
        assert.match(home.standbyNone ?? "", /^only region of its (jurisdiction|partition)$/, home.id);
        const others = regionsOf("aws").filter(
          ({ id, jurisdiction, partition }) =>
            id !== home.id && jurisdiction === home.jurisdiction && partition === home.partition,
        );
        assert.deepEqual(others, [], home.id);
      } else {
        const standby = region(home.standby);
        assert.equal(home.standbyNone, undefined, home.id);
        assert.notEqual(standby.id, home.id);
        assert.deepEqual(
          [standby.jurisdiction, standby.partition, standby.notOffered],
          [home.jurisdiction, home.partition, undefined],
          home.id,
        );
      }
    }
  });

  it("tell the line they are written in", () => {
    assert.match(region("eu-west-1").at(), /^tiers\/data\/regions\.yaml:\d+$/);
  });
});

describe("residency", () => {
  it("eu is the member states, without the United Kingdom and Switzerland", () => {
    assert.deepEqual(allowed("eu"), [
      "eu-central-1",
      "eu-north-1",
      "eu-south-1",
      "eu-south-2",
      "eu-west-1",
      "eu-west-3",
      "eusc-de-east-1",
    ]);
  });

  it("eu is the rest of the EEA too", () => {
    const oslo: Region = {
      ...region("eu-north-1"),
      id: "no-north-1",
      country: "NO",
      jurisdiction: "no",
      eu: false,
      eea: true,
    };
    assert.ok(jurisdictionAllows(["eu"], oslo));
    assert.ok(jurisdictionAllows(["no"], oslo));
    assert.ok(!jurisdictionAllows(["se"], oslo));
  });

  it("uk and gb are the United Kingdom, ch is Switzerland", () => {
    assert.deepEqual([allowed("uk"), allowed("gb"), allowed("ch")], [["eu-west-2"], ["eu-west-2"], ["eu-central-2"]]);
  });

  it("us is the whole country, us-gov the government partition alone", () => {
    assert.deepEqual(allowed("us"), [
      "us-east-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
      "us-gov-east-1",
      "us-gov-west-1",
    ]);
    assert.deepEqual(allowed("us-gov"), ["us-gov-east-1", "us-gov-west-1"]);
  });

  it("a member state's code is that state alone", () => {
    assert.deepEqual(allowed("de"), ["eu-central-1", "eusc-de-east-1"]);
  });

  it("several jurisdictions add up, and none allow nothing", () => {
    assert.deepEqual(allowed("uk", "ch"), ["eu-central-2", "eu-west-2"]);
    assert.deepEqual(allowed(), []);
    assert.deepEqual(allowed("xx"), []);
  });
});
