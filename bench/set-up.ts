/** How soon a second `npm start` reaches the engine: set-up with everything there, against starting Node.js. */
import { join } from "node:path";
import { findEngine } from "../sandbox/setup/engine.ts";
import { packagesInstalled } from "../sandbox/setup/packages.js";
import { SANDBOX_VARIABLE } from "../sandbox/layout.ts";
import { amountFigure, describePairs, ratioFigure, type Measurement, type Outcome, type Workplace } from "./figures.ts";
import { runNode, startNode } from "./node-run.ts";
import { measurePairs } from "./paired.ts";

const PAIRS = 7;
/** Design: what good looks like, in numbers. */
const MOST_SECONDS = 5;

export const setUp: Measurement = {
  name: "setup",
  title: "second `npm start` reaches the engine",
  measure: measureSetUp,
};

async function measureSetUp({ root, folder, pairs: asked }: Workplace): Promise<Outcome> {
  await requireSetUp(root);
  const env = { [SANDBOX_VARIABLE]: join(folder, "sandbox") };
  const pairs = await measurePairs({
    subject: async () => (await runNode([join("sandbox", "setup", "bootstrap.js")], { cwd: root, env })).seconds,
    control: startNode,
    pairs: asked ?? PAIRS,
  });
  return {
    kind: "measured",
    figures: [
      amountFigure("set-up with everything there", "s", pairs.subject, { atMost: MOST_SECONDS, whenMissed: "warn" }),
      ratioFigure("set-up with everything there ÷ node -e 0", pairs),
    ],
    how: [describePairs(pairs), "node sandbox/setup/bootstrap.js without a script; npm's own start is not in it"],
  };
}

/**
 * What is missing would be installed now, and that is not what is measured.
 * @throws Error when set-up has something to do
 */
async function requireSetUp(root: string): Promise<void> {
  const { engine } = await findEngine(root);
  if (engine === undefined || !packagesInstalled(root)) {
    throw new Error("set-up has not ended here; run `npm run bench`, which does it first");
  }
}
