/**
 * `npm run tour`: follows the README's tour step by step with the real engine, in a copy of the checkout with a sandbox of
 * its own, and puts what each command prints into the pages. Takes a few minutes; run it when the screens change.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { PROJECT_ROOT } from "./markdown.ts";
import { TOUR, type TourStep } from "./tour.ts";

/** Lines that a terminal shows only while something is under way. */
const PROGRESS = /^(npm warn .*|\S.* …| {2}\d+( of \d+)? resources)$/;

/** The files of the checkout as they are now, without what git ignores; packages are shared. */
function copyCheckout(): string {
  const copy = mkdtempSync(join(tmpdir(), "leasehold-tour-"));
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: PROJECT_ROOT,
    encoding: "utf8",
  });
  for (const file of new Set(listed.split("\0").filter((name) => name !== "")))
    cpSync(join(PROJECT_ROOT, file), join(copy, file), { recursive: true, force: true });
  symlinkSync(join(PROJECT_ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** @throws Error when a file does not hold what the tour tells the reader to change */
function edit(copy: string, { edits = [], files = {} }: TourStep): void {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(copy, file), text);
  for (const { file, from, to } of edits) {
    const path = join(copy, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(path, text.replace(from, to));
  }
}

/** @throws Error when a command ends otherwise than the tour says */
function play(copy: string, step: TourStep): string {
  edit(copy, step);
  return step.commands
    .map(({ shown, args, exitCode = 0 }) => {
      // Not `npm start`: set-up would install packages into the folder that the checkout shares with its copy.
      const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/bin.js", ...args], {
        cwd: copy,
        encoding: "utf8",
        env: {
          ...withoutLeasehold(process.env),
          PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
        },
      });
      if (status !== exitCode)
        throw new Error(`${args.join(" ")}: exit code ${status}, expected ${exitCode}\n${stderr}`);
      const lines = `${stderr}${stdout}`.split("\n").filter((line) => line !== "" && !PROGRESS.test(line));
      return [`$ ${shown ?? `npx leasehold ${args.join(" ")}`}`, ...excerpt(lines, step.only)].join("\n");
    })
    .join("\n");
}

/** A sandbox or tenant folder that this shell has chosen is not the copy's. */
function withoutLeasehold(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("LEASEHOLD_")));
}

/** The lines worth showing; each run of others is one line with three dots. */
function excerpt(lines: readonly string[], only?: RegExp): string[] {
  if (only === undefined) return [...lines];
  return lines
    .map((line) => (only.test(line) ? line : "…"))
    .filter((line, index, all) => line !== "…" || all[index - 1] !== "…");
}

/** @throws RangeError when the page has no place for the screen */
function putScreen({ screen, page = "README.md" }: TourStep, output: string): void {
  const file = join(PROJECT_ROOT, page);
  const text = readFileSync(file, "utf8");
  const opening = `<!-- screen: ${screen} -->\n`;
  const begin = text.indexOf(opening);
  const end = text.indexOf("<!-- end of screen -->", begin);
  if (begin < 0 || end < 0) throw new RangeError(`${page} has no place for the screen ${screen}`);
  writeFileSync(
    file,
    `${text.slice(0, begin + opening.length)}\n\`\`\`console\n${output}\n\`\`\`\n\n${text.slice(end)}`,
  );
}

const copy = copyCheckout();
try {
  for (const step of TOUR) {
    const output = play(copy, step);
    if (step.screen !== undefined) putScreen(step, output);
    console.log(`${step.screen ?? "between two screens"}: done`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
