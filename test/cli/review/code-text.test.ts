import assert from "node:assert/strict";
import { meaningOf } from "../../../cli/review/code-text.ts";

const CODE = `/** Doc. */
import { a, type B } from "./a.ts";
const x: B = a({ size: 1, list: ["p", "q"] }); // one
export const y = (n: number): number => -n * (x.size + 1);
`;

/** Whether two versions of a file mean the same. */
async function isSame(file: string, before: string, after: string): Promise<boolean> {
  return (await meaningOf(file, before)) === (await meaningOf(file, after));
}

describe("the meaning of a changed file", () => {
  for (const [what, after] of [
    ["a comment", CODE.replace("// one", "// another\n// line")],
    ["a doc comment", CODE.replace("/** Doc. */", "/** Other. */")],
    ["layout", CODE.replace('{ size: 1, list: ["p", "q"] }', '{\n  size: 1,\n  list: [\n    "p",\n    "q",\n  ],\n}')],
    ["a type", CODE.replace("n: number): number", "n: bigint): bigint")],
  ] as const) {
    it(`is not changed by ${what}`, async () => {
      assert.notEqual(after, CODE);
      assert.equal(await isSame("components/aws/x.ts", CODE, after), true);
    });
  }

  for (const [what, from, to] of [
    ["a number", "size: 1", "size: 2"],
    ["a text", '"q"', '"r"'],
    ["a sign", "-n", "+n"],
    ["an order", '["p", "q"]', '["q", "p"]'],
    ["brackets", "(x.size + 1)", "x.size + 1"],
    ["a declaration", "const x", "let x"],
    ["an import", "./a.ts", "./b.ts"],
    ["a hole in a list", '["p", "q"]', '["p", "q",,]'],
  ] as const) {
    it(`is changed by ${what}`, async () => {
      assert.equal(await isSame("components/aws/x.ts", CODE, CODE.replace(from, to)), false);
    });
  }

  it("of YAML is its values", async () => {
    assert.equal(await isSame("tiers/catalogue/x.yaml", "a: 1 # x\nb: [1]\n", "# y\na: 1\n\nb:\n  - 1\n"), true);
    assert.equal(await isSame("tiers/catalogue/x.yaml", "a: 1", "a: 2"), false);
    assert.equal(await isSame("tiers/catalogue/x.yaml", "a: 1", 'a: "1"'), false);
  });

  it("of plain JavaScript is its text, which may be uploaded as it is", async () => {
    assert.equal(await isSame("components/aws/alert-forwarder.js", "f(); // a", "f(); // b"), false);
  });

  it("of a file that is missing is none, and another than that of an empty one", async () => {
    assert.equal(await meaningOf("components/aws/x.ts", undefined), undefined);
    assert.equal(await meaningOf("components/aws/x.ts", ""), "");
  });
});
