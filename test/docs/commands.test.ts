import assert from "node:assert/strict";
import { EXIT } from "../../cli/exit-codes.ts";
import { faultOf, knownCommands, leaseholdCalls, type KnownCommand } from "./command-line.ts";
import { codeBlocks, firstColumn, inlineCode, pages, pageText, sectionOf } from "./markdown.ts";

const SHELL = ["sh", "console"];

/** Running text may name a command without its arguments; a block is there to be copied. */
const MENTION = /: no command $| lacks </;

/** Every call of `leasehold` that a page shows, in blocks and in running text. */
function callsOf(text: string): string[][] {
  return [...shellCalls(text), ...inlineCode(text).flatMap(leaseholdCalls)];
}

function shellCalls(text: string): string[][] {
  const shell = codeBlocks(text)
    .filter(({ language }) => SHELL.includes(language))
    .flatMap((block) => block.text.split("\n").filter((line) => block.language === "sh" || line.startsWith("$ ")));
  return shell.flatMap(leaseholdCalls);
}

describe("commands in the documentation", () => {
  let commands: ReadonlyMap<string, KnownCommand>;
  before(async () => {
    commands = await knownCommands();
  });

  it("the help names commands, arguments and options", () => {
    assert.deepEqual(commands.get("sandbox reset")?.arguments, ["[stack]"]);
    assert.deepEqual(commands.get("tenant new")?.arguments, ["<id>"]);
    assert.ok(commands.get("up")?.options.some(({ flag, value }) => flag === "--allow" && value === "<urn>"));
    assert.ok(commands.get("up")?.options.some(({ flag, value }) => flag === "--sandbox" && value === undefined));
  });

  for (const page of pages()) {
    it(`${page} shows only calls that the program takes`, () => {
      const faults = (calls: string[][]) =>
        calls.flatMap((words) => {
          const fault = faultOf(words, commands);
          return fault === undefined ? [] : [`leasehold ${words.join(" ")}: ${fault}`];
        });
      const text = pageText(page);
      assert.deepEqual(faults(shellCalls(text)), []);
      assert.deepEqual(
        faults(inlineCode(text).flatMap(leaseholdCalls)).filter((fault) => !MENTION.test(fault)),
        [],
      );
    });
  }

  it("the README shows the command that each step of the tour needs", () => {
    const shown = new Set(callsOf(pageText("README.md")).map(([command]) => command));
    for (const command of ["explain", "validate", "preview", "up", "refresh", "decommission"])
      assert.ok(shown.has(command), `${command} is missing`);
  });

  it("docs/cli.md has a section per command with exactly its options", () => {
    const page = pageText("docs/cli.md");
    for (const { path, options } of commands.values()) {
      const documented = firstColumn(sectionOf(page, `leasehold ${path}`)).flatMap(inlineCode);
      const expected = options
        .filter(({ flag }) => flag !== "--help")
        .map(({ flag, value }) => (value === undefined ? flag : `${flag} ${value}`));
      assert.deepEqual(
        documented.filter((code) => code.startsWith("--")).sort(),
        expected.sort(),
        `options of leasehold ${path}`,
      );
    }
  });

  it("docs/cli.md lists every exit code, and no other", () => {
    const listed = firstColumn(sectionOf(pageText("docs/cli.md"), "Exit codes"))
      .flatMap(inlineCode)
      .map(Number);
    assert.deepEqual(listed, Object.values(EXIT));
  });
});

describe("the check of command lines itself", () => {
  let commands: ReadonlyMap<string, KnownCommand>;
  before(async () => {
    commands = await knownCommands();
  });

  for (const [line, fault] of [
    ["leasehold upp acme-production", "no command upp acme-production"],
    ["leasehold up acme-production --sandbx", "up has no option --sandbx"],
    ["leasehold refresh --sandbox", "refresh lacks <stack>"],
    ["leasehold up acme-production --allow", "up --allow lacks its value <urn>"],
    ["leasehold refresh acme-production database", "refresh takes 1 arguments"],
    ["leasehold up acme-production --allow 'urn:a b' --sandbox", undefined],
    ["leasehold validate one.yaml two.yaml three.yaml # all of them", undefined],
  ] as const) {
    it(`${line}: ${fault ?? "taken"}`, () => {
      assert.deepEqual(
        leaseholdCalls(`$ npx ${line}`).map((words) => faultOf(words, commands)),
        [fault],
      );
    });
  }

  it("finds every call in a line with several commands", () => {
    assert.deepEqual(leaseholdCalls("npx leasehold doctor && leasehold validate --json | jq ."), [
      ["doctor"],
      ["validate", "--json"],
    ]);
  });
});
