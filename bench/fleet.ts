/** Ten thousand tenants: reading, parsing and resolving them against reading and YAML-parsing them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { describePairs, ratioFigure, type Measurement, type Outcome, type Workplace } from "./figures.ts";
import type { Depth } from "./fleet-pass.ts";
import { runNode } from "./node-run.ts";
import { measurePairs } from "./paired.ts";
import { generateTenant } from "./tenants.ts";

const TENANTS = 10_000;
const PAIRS = 5;
/** Design: what good looks like, in numbers. */
const MOST_RATIO = 3;

const PASS_SCRIPT = join(import.meta.dirname, "fleet-pass.ts");
const fleetPass = z.strictObject({ seconds: z.number(), tenants: z.number(), stacks: z.number() });

export const fleet: Measurement = {
  name: "tenants",
  title: "ten thousand tenants, read, parsed and resolved",
  measure: measureFleet,
};

async function measureFleet({ folder, pairs: asked }: Workplace): Promise<Outcome> {
  const tenants = writeFleet(join(folder, "tenants"), TENANTS);
  const pairs = asked ?? PAIRS;
  let stacks = 0;
  const control = async () => (await passOver(tenants, "load")).seconds;
  const production = await measurePairs({
    subject: async () => (await passOver(tenants, "production")).seconds,
    control,
    pairs,
  });
  const all = await measurePairs({
    subject: async () => {
      const pass = await passOver(tenants, "all");
      stacks = pass.stacks;
      return pass.seconds;
    },
    control,
    pairs,
  });
  const against = `÷ read and YAML-parse (js-yaml load) the same files`;
  return {
    kind: "measured",
    figures: [
      ratioFigure(`read, parse and resolve ${TENANTS} tenants, production ${against}`, production, {
        atMost: MOST_RATIO,
        whenMissed: "fail",
      }),
      ratioFigure(`the same with all ${stacks} stacks they declare ${against}`, all),
    ],
    how: [
      `production: ${describePairs(production)}`,
      `all stacks: ${describePairs(all)}`,
      `${TENANTS} generated files, no two alike, ${tenants.meanBytes} bytes each on average; every pass in a process of its own, ` +
        "its modules loaded before the clock starts, the catalogue read after",
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

async function passOver({ path, tenants }: FleetFolder, depth: Depth) {
  const { stdout } = await runNode([PASS_SCRIPT, path, depth]);
  const pass = fleetPass.parse(JSON.parse(stdout));
  if (pass.tenants !== tenants) throw new Error(`a pass saw ${pass.tenants} of ${tenants} tenants`);
  if (depth === "production" && pass.stacks !== tenants)
    throw new Error(`${pass.stacks} of ${tenants} tenants resolved`);
  return pass;
}
