/** The few things the documentation's tests and generators need to know about Markdown. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

export const PROJECT_ROOT = dirname(dirname(import.meta.dirname));

/** Pages that a reader is given, relative to the project. */
export function pages(): string[] {
  const docs = readdirSync(join(PROJECT_ROOT, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", "CHANGELOG.md", ...docs.map((name) => `docs/${name}`).sort()];
}

/** The text of a page. */
export function pageText(page: string): string {
  return readFileSync(join(PROJECT_ROOT, page), "utf8");
}

/** A fenced block of code. */
export interface CodeBlock {
  /** What stands behind the opening fence, e.g. `sh`; empty where nothing does. */
  readonly language: string;
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** The nearest line above that is not empty: a comment there says what the block is. */
  readonly above: string;
}

/** Every fenced block of a page. */
export function codeBlocks(text: string): CodeBlock[] {
  const lines = text.split("\n");
  const blocks: CodeBlock[] = [];
  let begin: number | undefined;
  lines.forEach((line, index) => {
    if (!line.startsWith("```")) return;
    if (begin === undefined) {
      begin = index;
      return;
    }
    blocks.push({
      language: (lines[begin] ?? "").slice("```".length).trim(),
      text: lines.slice(begin + 1, index).join("\n"),
      line: begin + 1,
      above: lines.slice(0, begin).findLast((candidate) => candidate.trim() !== "") ?? "",
    });
    begin = undefined;
  });
  return blocks;
}

/** A page without its fenced blocks; lines keep their numbers. */
export function prose(text: string): string {
  let inside = false;
  return text
    .split("\n")
    .map((line) => {
      const fence = line.startsWith("```");
      const keep = !inside && !fence;
      if (fence) inside = !inside;
      return keep ? line : "";
    })
    .join("\n");
}

/** Texts between single backticks outside fenced blocks. */
export function inlineCode(text: string): string[] {
  return [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

/** Targets of links outside code: `[text](target)`. */
export function linkTargets(text: string): string[] {
  const withoutCode = prose(text).replaceAll(/`[^`\n]+`/g, "");
  return [...withoutCode.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** The anchors that a page's headings make, as the usual Markdown renderers do. */
export function anchors(text: string): Set<string> {
  const headings = prose(text)
    .split("\n")
    .filter((line) => /^#{1,6} /.test(line));
  return new Set(
    headings.map((line) =>
      line
        .replace(/^#+ /, "")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
        .trim()
        .replaceAll(/\s/g, "-"),
    ),
  );
}

/** A table. Cells may not hold line breaks; a vertical bar is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** Cells of the first column of every table row in a part of a page, without head and rule. */
export function firstColumn(text: string): string[] {
  return text
    .split("\n")
    .filter((line, index, lines) => line.startsWith("| ") && !(lines[index + 1] ?? "").startsWith("|---"))
    .map((line) => line.split(/(?<!\\)\|/)[1]?.trim() ?? "");
}

/** The part of a page below a heading, up to the next heading of the same or a higher level. */
export function sectionOf(text: string, heading: string): string {
  const lines = text.split("\n");
  const begin = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading);
  if (begin < 0) throw new RangeError(`no heading ${heading}`);
  const level = /^#+/.exec(lines[begin] ?? "")?.[0].length ?? 1;
  const after = lines.slice(begin + 1);
  const end = after.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return after.slice(0, end < 0 ? undefined : end).join("\n");
}
