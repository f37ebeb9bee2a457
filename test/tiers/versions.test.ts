import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { chosenVersion } from "../../tiers/versions.ts";
import type { VersionedService } from "../../tiers/versions.ts";

/** The day of the data; versions are judged against it, not against the clock. */
const AS_OF = "2026-11-21";

/** The versions of a service in the data, whether chosen or not. */
function rowsOf(service: VersionedService): readonly string[] {
  const file = new URL("../../tiers/data/versions-aws.yaml", import.meta.url);
  const data = load(readFileSync(file, "utf8")) as {
    readonly aws: Readonly<Record<string, { readonly versions: readonly { readonly v: string }[] }>>;
  };
  return (data.aws[service]?.versions ?? []).map(({ v }) => v);
}

describe("engine versions", () => {
  it("of new stores are the chosen ones, with their parameter families", () => {
    const services = [
      "auroraPostgresql",
      "rdsPostgresql",
      "elasticacheValkey",
      "documentdb",
      "opensearch",
      "eks",
    ] as const;
    assert.deepEqual(
      services.map((service) => [
        service,
        chosenVersion(service).version,
        chosenVersion(service).family,
        chosenVersion(service).endOfSupport,
      ]),
      [
        ["auroraPostgresql", "17.9", "aurora-postgresql17", "2030-02-28"],
        ["rdsPostgresql", "17.10", "postgres17", undefined],
        ["elasticacheValkey", "8.2", "valkey8", undefined],
        ["documentdb", "5.0.0", "docdb5.0", undefined],
        ["opensearch", "OpenSearch_3.5", undefined, undefined],
        ["eks", "1.35", undefined, "2027-03-27"],
      ],
    );
    assert.deepEqual(
      services.filter((service) => (chosenVersion(service).endOfSupport ?? "9999") <= AS_OF),
      [],
    );
  });

  it("leave AWS nothing to raise a cache to by itself, which would then look like a downgrade", () => {
    const { version } = chosenVersion("elasticacheValkey");
    const [major] = version.split(".");
    const minors = rowsOf("elasticacheValkey").filter((row) => row.split(".")[0] === major);
    assert.deepEqual(minors.toSorted((one, other) => Number(other) - Number(one))[0], version);
  });

  it("of the database name a minor version: nobody else raises it in a member of a global database", () => {
    assert.match(chosenVersion("auroraPostgresql").version, /^\d+\.\d+$/);
  });

  it("name their source and their line", () => {
    const { source, at } = chosenVersion("auroraPostgresql");
    assert.equal(
      source,
      "endoflife-date/endoflife.date@a70eca33 2026-08-22 amazon-aurora-postgresql (row date 2026-06-14)",
    );
    assert.match(at(), /^tiers\/data\/versions-aws\.yaml:\d+$/);
  });
});
