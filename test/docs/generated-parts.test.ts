import assert from "node:assert/strict";
import { withParts } from "./generated-parts.ts";
import { pages, pageText } from "./markdown.ts";

describe("generated parts of the documentation", () => {
  for (const page of pages()) {
    it(`${page} is as \`npm run docs\` writes it`, async () => {
      const text = pageText(page);
      assert.equal(await withParts(page, text), text, `${page} is stale; run npm run docs`);
    }).timeout(60_000);
  }

  it("a part that nobody makes is refused with those that exist", async () => {
    await assert.rejects(
      withParts("README.md", "<!-- part: teir-table -->\n<!-- end of part -->\n"),
      /^RangeError: README\.md: got the part teir-table, expected one of tier-table, /,
    );
  });

  it("a part that is not closed is refused instead of swallowing the page", async () => {
    await assert.rejects(
      withParts("README.md", "<!-- part: tier-table -->\nthe rest of the page\n"),
      /^RangeError: README\.md: the part tier-table is not closed/,
    );
  });

  it("a stale part is renewed and what surrounds it stays", async () => {
    const renewed = await withParts("page", "before\n<!-- part: tier-table -->\nold\n<!-- end of part -->\nafter\n");
    assert.match(renewed, /^before\n<!-- part: tier-table -->\n\n\| {2}\| free \| standard /);
    assert.match(renewed, /\n\n<!-- end of part -->\nafter\n$/);
    assert.doesNotMatch(renewed, /^old$/m);
  });
});
