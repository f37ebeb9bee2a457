import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as z from "zod";
import { parseCatalogueFile } from "../../tiers/catalogue-file.ts";
import { effectsOf } from "../../tiers/effect.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { parseTier } from "../../tiers/tier-catalogue.ts";

const FILE = "tiers/catalogue/standard.yaml";
const text = readFileSync(new URL(`../../${FILE}`, import.meta.url), "utf8");
const line = (start: string) => text.split("\n").findIndex((row) => row.trimStart().startsWith(start)) + 1;
const TODO = "; correct the file, it is part of the project";

/** The problems of the standard tier after one edit. */
function problemsAfter(from: string, to: string): readonly string[] {
  assert.ok(text.includes(from), from);
  try {
    parseTier("standard", FILE, text.replace(from, to));
  } catch (error) {
    assert.ok(error instanceof InvalidInput);
    assert.ok(error.problems.every(({ code, at }) => code === "catalogue" && at?.file === FILE));
    return error.message.split("\n");
  }
  return [];
}

describe("a damaged catalogue", () => {
  it("is told from an undamaged one", () => {
    assert.deepEqual(problemsAfter("storageGib: 100 ", "storageGib: 101 "), []);
  });

  it("a missing setting is refused with its path and the place of its section", () => {
    assert.deepEqual(problemsAfter("    storageGib: 100 # S3\n", ""), [
      `${FILE}:${line("database:")}:3: settings.database.storageGib: invalid input: expected number, received undefined${TODO}`,
    ]);
  });

  it("a setting of another type is refused", () => {
    assert.deepEqual(problemsAfter("storageGib: 100 ", "storageGib: plenty "), [
      `${FILE}:${line("storageGib:")}:17: settings.database.storageGib: invalid input: expected number, received string${TODO}`,
    ]);
  });

  it("an unknown setting is refused", () => {
    assert.deepEqual(problemsAfter("    storageGib: 100 ", "    colour: blue\n    storageGib: 100 "), [
      `${FILE}:${line("database:")}:3: settings.database: unrecognized key: "colour"${TODO}`,
    ]);
  });

  it("a range for a setting that does not exist is refused", () => {
    assert.deepEqual(problemsAfter("  database.storageGib: [10, 200]", "  database.colour: [10, 200]"), [
      `${FILE}:${line("ranges:")}:1: ranges: unrecognized key: "database.colour"${TODO}`,
    ]);
  });

  it("a range without the tier's own value is refused", () => {
    assert.deepEqual(problemsAfter("database.storageGib: [10, 200]", "database.storageGib: [110, 200]"), [
      `${FILE}:${line("database.storageGib:")}:3: ranges["database.storageGib"]: got 110–200, expected a range that holds the tier's own 100${TODO}`,
    ]);
  });

  it("a range with its ends exchanged is refused", () => {
    assert.deepEqual(problemsAfter("database.storageGib: [10, 200]", "database.storageGib: [200, 10]"), [
      `${FILE}:${line("database.storageGib:")}:3: ranges["database.storageGib"]: a range starts with its smaller number${TODO}`,
    ]);
  });

  it("a file under another tier's name is refused", () => {
    assert.deepEqual(problemsAfter("tier: standard", "tier: premium"), [
      `${FILE}:${line("tier:")}:7: tier: got premium, expected standard as in the file's name${TODO}`,
    ]);
  });

  it("every problem is told at once", () => {
    const problems = problemsAfter(
      "storageGib: 100 # S3\n    storageGrowthFactor: 2",
      "storageGib: 0 # S3\n    storageGrowthFactor: 11",
    );
    assert.equal(problems.length, 2);
  });

  it("an effect that gives a setting an impossible value is refused with its place", () => {
    const file = parseCatalogueFile(
      "a.yaml",
      "set:\n  network.nat: two\n",
      z.strictObject({ set: z.record(z.string(), z.unknown()) }),
    );
    assert.throws(
      () => effectsOf({ set: { "network.nat": "two" } }, "environment test", file, []),
      (error) =>
        error instanceof InvalidInput &&
        error.message === `a.yaml:2:16: set["network.nat"]: invalid option: expected one of "one"|"per-zone"${TODO}`,
    );
  });
});
