/** Ten thousand tenants: reading, parsing and resolving them against reading and YAML-parsing them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { describePairs, ratioFigure, type Measurement, type Outcome, type Workplace } from "./figures.ts";
import type { Depth, FleetPass } from "./fleet-pass.ts";
import { runNode } from "./node-run.ts";
import { measurePairs, pairsOf } from "./paired.ts";
import { generateTenant } from "./tenants.ts";

const TENANTS = 10_000;
const PAIRS = 3;
/** Design: what good looks like, in numbers. */
const MOST_RATIO = 3;

const PASS_SCRIPT = join(import.meta.dirname, "fleet-pass.ts");
const fleetPass = z.strictObject({
  firstSeconds: z.number(),
  secondSeconds: z.number(),
  tenants: z.number(),
  stacks: z.number(),
});

export const fleet: Measurement = {
  name: "tenants",
  title: "ten thousand tenants, read, parsed and resolved",
  measure: measureFleet,
};

async function measureFleet({ folder, pairs: asked }: Workplace): Promise<Outcome> {
  const tenants = writeFleet(join(folder, "tenants"), TENANTS);
  const against = (depth: Depth) =>
    measurePairs({
      subject: () => passOver(tenants, depth),
      control: () => passOver(tenants, "load"),
      pairs: asked ?? PAIRS,
    });
  const production = await against("production");
  const all = await against("all");
  const cold = pairsOf(production, ({ firstSeconds }) => firstSeconds);
  const warm = pairsOf(production, ({ secondSeconds }) => secondSeconds);
  const allCold = pairsOf(all, ({ firstSeconds }) => firstSeconds);
  const stacks = all.subject[0]?.stacks ?? 0;
  const control = "÷ read and YAML-parse (js-yaml load) the same files";
  return {
    kind: "measured",
    figures: [
      ratioFigure(`read, parse and resolve ${TENANTS} tenants, production ${control}`, cold, {
        atMost: MOST_RATIO,
        whenMissed: "fail",
      }),
      ratioFigure("the same a second time in the same process, both sides", warm),
      ratioFigure(`all ${stacks} stacks that they declare ${control}`, allCold),
    ],
    how: [
      `production: ${describePairs(cold)}`,
      `second time: ${describePairs(warm)}`,
      `all stacks: ${describePairs(allCold)}`,
      `${TENANTS} generated files, no two alike, ${tenants.meanBytes} bytes each on average; processor time of the working thread in ` +
        "a process of its own, its modules loaded before the clock starts, the catalogue read after",
    ],
  };
}

interface FleetFolder {
  readonly path: string;
  readonly tenants: number;
  readonly meanBytes: number;
}

/** Writes the first tenants of the fleet into a new folder. */
function writeFleet(path: string, tenants: number): FleetFolder {
  mkdirSync(path, { recursive: true });
  let bytes = 0;
  for (let index = 0; index < tenants; index++) {
    const { name, text } = generateTenant(index);
    writeFileSync(join(path, name), text);
    bytes += Buffer.byteLength(text);
  }
  return { path, tenants, meanBytes: Math.round(bytes / tenants) };
}

async function passOver({ path, tenants }: FleetFolder, depth: Depth): Promise<FleetPass> {
  const { stdout } = await runNode([PASS_SCRIPT, path, depth]);
  const pass = fleetPass.parse(JSON.parse(stdout));
  if (pass.tenants !== tenants) throw new Error(`a pass saw ${pass.tenants} of ${tenants} tenants`);
  if (depth === "production" && pass.stacks !== tenants)
    throw new Error(`${pass.stacks} of ${tenants} tenants resolved`);
  return pass;
}
