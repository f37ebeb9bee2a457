/** Type-checking the whole project from cold, against a program of one file that imports the SDK. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { amountFigure, describePairs, ratioFigure, type Measurement, type Outcome, type Workplace } from "./figures.ts";
import { runNode } from "./node-run.ts";
import { measurePairs, pairsOf } from "./paired.ts";

const PAIRS = 3;
/** Design: what good looks like, in numbers. */
const MOST_SECONDS = 10;
const MOST_MIB = 1024;

export const typeCheck: Measurement = {
  name: "types",
  title: "type-check, cold",
  measure: measureTypeCheck,
};

async function measureTypeCheck({ root, folder, pairs: asked }: Workplace): Promise<Outcome> {
  const oneFile = writeOneFileProject(root, join(folder, "one-file"));
  // The compiler reads and writes no state of an earlier run: each is cold.
  const check = (project: string) => {
    const compiler = join(root, "node_modules", "typescript-native", "bin", "tsc");
    const args = [compiler, "--noEmit", "--incremental", "false", "--checkers", "1", "-p", project];
    return runNode(args, { cwd: folder });
  };
  const samples = await measurePairs({
    subject: () => check(join(root, "tsconfig.check.json")),
    control: () => check(oneFile),
    pairs: asked ?? PAIRS,
  });
  const pairs = pairsOf(samples, ({ seconds }) => seconds);
  const memory = pairsOf(samples, ({ peakMib }) => peakMib);
  return {
    kind: "measured",
    figures: [
      amountFigure("tsc of the project", "s", pairs.subject, { atMost: MOST_SECONDS, whenMissed: "warn" }),
      amountFigure("its memory at most", "MiB", memory.subject, { atMost: MOST_MIB, whenMissed: "fail" }),
      ratioFigure("tsc of the project ÷ tsc of one file that imports @pulumi/pulumi, time", pairs),
      ratioFigure("the same, memory", memory),
    ],
    how: [
      describePairs(pairs),
      "tsc --noEmit with one checker in a process of its own, nothing kept between runs; memory: resident set at most, as Linux tells it",
    ],
  };
}

/** A project with the same compiler options and packages and one file. */
function writeOneFileProject(root: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const config = { extends: join(root, "tsconfig.check.json"), include: ["index.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const program = 'import * as pulumi from "@pulumi/pulumi";\n\nexport const stack: string = pulumi.getStack();\n';
  writeFileSync(join(folder, "index.ts"), program);
  return folder;
}
