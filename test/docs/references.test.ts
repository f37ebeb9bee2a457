import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SANDBOX_VARIABLE } from "../../sandbox/layout.ts";
import { TODAY_VARIABLE } from "../../policies/judged-day.ts";
import { ACCOUNTS_VARIABLE, TENANTS_VARIABLE } from "../../tiers/input-folders.ts";
import { PROBLEM_CODES } from "../../tiers/problem.ts";
import {
  anchors,
  codeBlocks,
  firstColumn,
  inlineCode,
  linkTargets,
  pages,
  pageText,
  prose,
  PROJECT_ROOT,
  sectionOf,
} from "./markdown.ts";

/** What is wrong with the relative links of a page. */
function brokenLinks(page: string): string[] {
  return linkTargets(pageText(page)).flatMap((target) => {
    if (/^(https?|mailto):/.test(target)) return [];
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(PROJECT_ROOT, file))) return [`${target}: ${file} does not exist`];
    if (anchor === undefined || !file.endsWith(".md")) return [];
    return anchors(pageText(file)).has(anchor) ? [] : [`${target}: ${file} has no heading ${anchor}`];
  });
}

/** Paths of the project that a page names in code; placeholders such as `components/<cloud>/` name no file. */
function missingPaths(page: string): string[] {
  const named = inlineCode(pageText(page)).filter((code) =>
    /^(tiers|components|stacks|sandbox|cli|test|bench|docs|policies)\/[\w./-]*$/.test(code),
  );
  return named.filter((path) => !existsSync(join(PROJECT_ROOT, path)));
}

function packageScripts(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  return Object.keys(scripts);
}

/** `npm start`, `npm test`, `npm run bench`: the scripts a page tells the reader to run. */
function namedScripts(text: string): string[] {
  return [...text.matchAll(/\bnpm (?:run (?<named>[a-z:]+)|(?<short>start|test)\b)/g)].map(
    ({ groups = {} }) => groups["named"] ?? groups["short"] ?? "",
  );
}

/** A path or host of the machine on which somebody wrote the page. */
const FOREIGN = /(^|[\s`'"(=])\/(work|root|home|Users|tmp|private|var)\/|registry\.npmjs|proxy\.golang|\blocalhost\b/m;
const PICTOGRAPH = /\p{Extended_Pictographic}/u;

for (const page of pages()) {
  describe(page, () => {
    it("links only to files and headings that exist", () => {
      assert.deepEqual(brokenLinks(page), []);
    });

    it("names only paths of the project that exist", () => {
      assert.deepEqual(missingPaths(page), []);
    });

    it("names only npm scripts that exist", () => {
      const scripts = packageScripts();
      assert.deepEqual(
        namedScripts(pageText(page)).filter((script) => !scripts.includes(script)),
        [],
      );
    });

    it("carries no path or host of the machine it was written on, and no pictograph", () => {
      assert.doesNotMatch(pageText(page), FOREIGN);
      assert.doesNotMatch(prose(pageText(page)), PICTOGRAPH);
    });

    it("closes every block of code", () => {
      const fences = pageText(page)
        .split("\n")
        .filter((line) => line.startsWith("```"));
      assert.equal(fences.length, 2 * codeBlocks(pageText(page)).length);
    });
  });
}

describe("docs/cli.md as a reference", () => {
  it("lists every problem code, and no other", () => {
    const listed = inlineCode(sectionOf(pageText("docs/cli.md"), "Problem codes"));
    assert.deepEqual([...listed].sort(), [...PROBLEM_CODES].sort());
  });

  it("lists the environment variables that the command reads", () => {
    const listed = firstColumn(sectionOf(pageText("docs/cli.md"), "Environment variables")).flatMap(inlineCode);
    for (const name of [
      TENANTS_VARIABLE,
      ACCOUNTS_VARIABLE,
      TODAY_VARIABLE,
      SANDBOX_VARIABLE,
      "NO_COLOR",
      "FORCE_COLOR",
    ])
      assert.equal(listed.filter((one) => one === name).length, 1, `${name} is listed once`);
  });
});

describe("README.md", () => {
  it("is linked to every page of docs/", () => {
    const linked = linkTargets(pageText("README.md"));
    const unlinked = pages().filter(
      (page) => page !== "README.md" && !linked.some((target) => target.split("#")[0] === page),
    );
    assert.deepEqual(unlinked, []);
  });
});

describe("CHANGELOG.md", () => {
  it("has an entry for the version of package.json", () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as { version: string };
    assert.match(pageText("CHANGELOG.md"), new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\]`, "m"));
  });
});
