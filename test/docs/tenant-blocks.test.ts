import assert from "node:assert/strict";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { resolve } from "../../tiers/resolve.ts";
import { environmentsOf } from "../../tiers/tenant-spec.ts";
import { codeBlocks, pages, pageText, type CodeBlock } from "./markdown.ts";

/** The comment above a block that is a whole tenant file. */
const MARK = "<!-- tenant file -->";
const MOST_LINES_OF_SMALLEST = 15;

function tenantBlocks(page: string): CodeBlock[] {
  return codeBlocks(pageText(page)).filter(({ above }) => above.trim() === MARK);
}

describe("tenant files in the documentation", () => {
  for (const page of pages()) {
    for (const { text, line, language } of tenantBlocks(page)) {
      it(`${page}:${line} is good in every environment it names`, () => {
        assert.equal(language, "yaml");
        const id = /^tenant: (?<id>\S+)/m.exec(text)?.groups?.["id"] ?? "";
        const { spec, warnings } = parseTenant(`${text}\n`, `stacks/tenants/${id}.yaml`);
        assert.deepEqual(warnings, []);
        const environments = environmentsOf(spec);
        assert.ok(environments.length > 0);
        for (const environment of environments) resolve({ spec, environment });
      });
    }
  }

  it("the README begins with one, and it is small", () => {
    const [first] = tenantBlocks("README.md");
    assert.ok(first !== undefined);
    assert.equal(codeBlocks(pageText("README.md"))[0]?.line, first.line);
    const lines = first.text.split("\n").length;
    assert.ok(lines <= MOST_LINES_OF_SMALLEST, `it has ${lines} lines`);
  });

  it("every YAML block of a whole file is marked, so that none escapes the check", () => {
    const unmarked = pages().flatMap((page) =>
      codeBlocks(pageText(page))
        .filter(({ text, above }) => /^tenant: /m.test(text) && above.trim() !== MARK)
        .map(({ line }) => `${page}:${line}`),
    );
    assert.deepEqual(unmarked, []);
  });
});
