import assert from "node:assert/strict";
import fc from "fast-check";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";
import type { Problem } from "../../tiers/problem.ts";
import { formatPath, splitPath } from "../../tiers/value-path.ts";
import { parseYaml } from "../../tiers/yaml-document.ts";

/** The one problem of a text, as a line. */
function refusalOf(text: string): string {
  try {
    parseYaml(text, "f.yaml");
  } catch (error) {
    assert.ok(error instanceof InvalidInput, String(error));
    assert.equal(error.problems.length, 1);
    return error.message;
  }
  return assert.fail(`accepted ${JSON.stringify(text)}`);
}

describe("a YAML file", () => {
  it("becomes plain values by the rules of YAML 1.2", () => {
    const { value } = parseYaml("a: 1\nb: [yes, no, on, ~, true]\nc: 012\nd: 1:30\ne: '5'\nf: 2024-01-01\n", "f.yaml");
    assert.deepEqual(value, {
      a: 1,
      b: ["yes", "no", "on", null, true],
      c: 12,
      d: "1:30",
      e: "5",
      f: "2024-01-01",
    });
  });

  it("knows where every key and value stands", () => {
    const document = parseYaml('a: 1\n"b": { c: [x, "y"] }\nd:\n  e: >\n    text\nf:\n', "f.yaml");
    assert.deepEqual(document.positionOf(["a"]), { line: 1, column: 4 });
    assert.deepEqual(document.keyPositionOf(["a"]), { line: 1, column: 1 });
    assert.deepEqual(document.keyPositionOf(["b"]), { line: 2, column: 1 });
    assert.deepEqual(document.positionOf(["b", "c"]), { line: 2, column: 8 });
    assert.deepEqual(document.positionOf(["b", "c", 0]), { line: 2, column: 12 });
    assert.deepEqual(document.positionOf(["b", "c", 1]), { line: 2, column: 15 });
    assert.deepEqual(document.positionOf(["d"]), { line: 3, column: 1 });
    assert.deepEqual(document.positionOf(["f"]), { line: 6, column: 1 });
    assert.equal(document.positionOf(["b", "x"]), undefined);
    assert.deepEqual(document.placeOf(["b", "x", "y"]), { file: "f.yaml", line: 2, column: 1 });
    assert.deepEqual(document.placeOf(["x"]), { file: "f.yaml", line: 1, column: 1 });
  });

  it("counts lines as YAML does: LF, CR LF and CR", () => {
    const document = parseYaml("a: 1\r\nb: 2\rc: 3\nd: 4", "f.yaml");
    assert.deepEqual(document.positionOf(["d"]), { line: 4, column: 4 });
  });

  it("remembers a scalar as it was written", () => {
    const document = parseYaml("a: 012\nb: '0x1'\n", "f.yaml");
    assert.equal(document.textOf(["a"]), "012");
    assert.equal(document.textOf(["b"]), "0x1");
  });

  it("finds what an alias stands for where it was written", () => {
    const document = parseYaml("a: &x { b: 1 }\nc: *x\n", "f.yaml");
    assert.deepEqual(document.value, { a: { b: 1 }, c: { b: 1 } });
    assert.deepEqual(document.positionOf(["c", "b"]), { line: 1, column: 12 });
  });

  it("may hold an alias to a section around it", () => {
    const document = parseYaml("a: &x { b: *x, c: 1 }\n", "f.yaml");
    assert.deepEqual(document.positionOf(["a", "b", "b", "c"]), { line: 1, column: 19 });
  });
});

describe("a text that is not one YAML document is refused with its place:", () => {
  const misfit =
    "got text that does not fit here, expected a key in the column of its neighbours; check indentation and brackets, " +
    "and put a value that contains ': ' or starts with @, ` or % in quotes";
  const cases: readonly (readonly [what: string, text: string, line: string])[] = [
    ["an empty file", "", "f.yaml:1:1: got an empty file, expected keys and values; write them or remove the file"],
    [
      "comments only",
      "# nothing\n",
      "f.yaml:1:1: got an empty file, expected keys and values; write them or remove the file",
    ],
    [
      "an empty document",
      "---\n",
      "f.yaml:1:1: got an empty file, expected keys and values; write them or remove the file",
    ],
    [
      "several documents",
      "a: 1\n---\nb: 2\n",
      "f.yaml:3:1: got 2 documents, expected one; move what follows --- or ... to a file of its own",
    ],
    ["a tab", "a:\n\tb: 1\n", "f.yaml:2:1: got a tab, expected spaces for indentation; replace the tab by spaces"],
    ["wrong indentation", "a: 1\n  b: 2\n", `f.yaml:2:4: ${misfit}`],
    ["a colon in plain text", "name: Acme: Studio\n", `f.yaml:1:11: ${misfit}`],
    [
      "an open bracket",
      "a: [1, 2\nb: 3\n",
      "f.yaml:2:1: got the next key or the end of the file too early, expected the end of the value above; close its bracket or quote",
    ],
    ["an open quote", 'a: "x', "f.yaml:1:6: got the end of the file, expected a closing quote; close the quote"],
    [
      "a missing colon",
      "a: 1\nb 2\nc: 3\n",
      "f.yaml:3:2: got a line without a colon above, expected 'key: value'; add the colon and a space",
    ],
    [
      "a missing space",
      "a:1\nb: 2\n",
      "f.yaml:2:2: got text that does not fit here, expected 'key: value'; check that every key is followed by a colon and a space",
    ],
    ["a tag", "a: !!binary aGk=\n", "f.yaml:1:4: got a tag (!name), expected a plain value; remove the tag"],
    [
      "an unknown alias",
      "a: *x\n",
      "f.yaml:1:5: got an alias (*name) without its anchor, expected &name further up; add the anchor or put the value in quotes",
    ],
    ["a list as key", "? [a]\n: 1\n", "f.yaml:1:1: got a list or section as key, expected text; write a plain key"],
    ["a null byte", "a: \0\n", "f.yaml:1:4: got a null byte, expected text in UTF-8; save the file as UTF-8"],
    ["a control character", "a: \u0007\n", "f.yaml:1:4: got a control character, expected printable text; remove it"],
    [
      "something the table does not know",
      "%FOO",
      "f.yaml:1:5: got text that is not YAML (directives end mark is expected), expected 'key: value'; correct it",
    ],
    [
      "deep nesting",
      `a: ${"[".repeat(20)}${"]".repeat(20)}\n`,
      "f.yaml:1:23: got values nested deeper than 20 levels, expected fewer; remove the nesting",
    ],
    [
      "an alias bomb",
      [
        "a: &a [x]",
        ..."bcdefgh".split("").map((name, i) => `${name}: &${name} [${`*${"abcdefg"[i]}, `.repeat(9)}]`),
      ].join("\n"),
      "f.yaml:4:17: got more than 20 aliases (*name), expected fewer; write the values out",
    ],
    [
      "a key written twice",
      "a: 1\nb: 2\n'a': 3\n",
      "f.yaml:3:1: a: got the key a second time, expected it once (first in line 1); keep one of them",
    ],
  ];
  for (const [what, text, line] of cases) {
    it(what, () => assert.equal(refusalOf(text), line));
  }

  it("an alias bomb within 100 ms", () => {
    const started = performance.now();
    const bomb = ["a: &a [x]", ...Array.from({ length: 50 }, (_, i) => `b${i}: [*a, *a]`)].join("\n");
    assert.match(refusalOf(bomb), /more than 20 aliases/);
    assert.ok(performance.now() - started < 100);
  });
});

describe("keys written twice", () => {
  it("are all found, and the last one counts, when the caller wants to go on", () => {
    const problems: Problem[] = [];
    const { value } = parseYaml("a: 1\na: 2\nb: { c: 1, c: 2, c: 3 }\n", "f.yaml", problems);
    assert.deepEqual(value, { a: 2, b: { c: 3 } });
    assert.deepEqual(problems.map(formatProblem), [
      "f.yaml:2:1: a: got the key a second time, expected it once (first in line 1); keep one of them",
      "f.yaml:3:12: b.c: got the key a second time, expected it once (first in line 3); keep one of them",
      "f.yaml:3:18: b.c: got the key a second time, expected it once (first in line 3); keep one of them",
    ]);
  });
});

describe("a path", () => {
  it("is written with dots and brackets", () => {
    assert.equal(formatPath(["overrides", "database", "storageGib"]), "overrides.database.storageGib");
    assert.equal(formatPath(["frameworks", 1]), "frameworks[1]");
    assert.equal(formatPath(["a", "b.c", 0, "<<"]), 'a["b.c"][0].<<');
    assert.equal(formatPath([]), "");
  });

  it("of any keys up to 60 characters is read back as it was", () => {
    const segment = fc.oneof(fc.nat(99), fc.string({ minLength: 1, maxLength: 60 }));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), (path) => {
        assert.deepEqual(splitPath(formatPath(path)), path);
      }),
    );
  });
});
