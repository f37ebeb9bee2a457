import assert from "node:assert/strict";
import { AVAILABLE_CLOUDS, DEDICATED_TIERS } from "../../tiers/vocabulary.ts";
import { cloudTable } from "./cloud-table.ts";
import { pageText } from "./markdown.ts";

describe("the table of what each tier gets on each cloud", () => {
  const rows = cloudTable()
    .split("\n")
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head, , ...body] = rows;

  /** The cells of a topic, by what stands in the column of the clouds. */
  function topic(label: string): Record<string, readonly string[]> {
    const begin = body.findIndex(([first]) => first === label);
    assert.ok(begin >= 0, label);
    const next = body.findIndex(([first], index) => index > begin && first !== "");
    return Object.fromEntries(
      body.slice(begin, next < 0 ? undefined : next).map(([, clouds = "", ...cells]) => [clouds, cells]),
    );
  }

  it("stands in the README as the catalogue gives it now", () => {
    assert.ok(pageText("README.md").includes(`\n${cloudTable()}\n`), "README.md is stale; run npm run docs");
  });

  it("has a column per dedicated tier, and no empty cell in them", () => {
    assert.deepEqual(head, ["", "", ...DEDICATED_TIERS]);
    for (const [, ...cells] of body) {
      assert.equal(cells.length, 1 + DEDICATED_TIERS.length);
      assert.ok(!cells.includes(""), cells.join(" | "));
    }
  });

  it("tells each cloud's own classes apart, and joins the clouds that give the same", () => {
    const classes = topic("database, class of each node");
    assert.deepEqual(Object.keys(classes), ["AWS", "Azure", "Google Cloud"]);
    assert.deepEqual(classes["AWS"]?.[0], "`db.r8g.large`");
    assert.equal(Object.keys(classes).length, AVAILABLE_CLOUDS.length);
    assert.deepEqual(topic("database nodes (zones)"), { all: ["1 (1)", "2 (2)", "3 (3)", "3 (3)", "3 (3)"] });
  });

  it("keeps the promises of a tier the same on every cloud", () => {
    for (const label of ["recovery point / time, minutes", "backups kept / any moment of, days"]) {
      const promised = Object.values(topic(label));
      for (const cells of promised) assert.deepEqual(cells, promised[0], label);
    }
    assert.deepEqual(Object.values(topic("recovery point / time, minutes"))[0], [
      "1,440 / 480",
      "30 / 240",
      "15 / 60",
      "5 / 15",
      "15 / 60",
    ]);
  });
});
