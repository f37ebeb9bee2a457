/**
 * One pass over a folder of tenant files, in a process of its own so that nothing is warm:
 *
 *     node bench/fleet-pass.ts <folder> <depth>
 *
 * `load` reads and YAML-parses each file, `production` resolves the tenant's production stack too, `all` every stack it
 * declares. Prints a {@link FleetPass} as JSON. Modules are loaded before the clock starts; the catalogue is read after.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a pass came to. */
export interface FleetPass {
  /**
   * Processor time of all threads. Not the clock: garbage collection and compilation run beside the program, and on a
   * busy machine the longer pass would wait for them more than the shorter one.
   */
  readonly processorSeconds: number;
  readonly clockSeconds: number;
  readonly tenants: number;
  /** Blueprints made; 0 for `load`. */
  readonly stacks: number;
}

/** How far a pass goes. */
export const DEPTHS = ["load", "production", "all"] as const;
export type Depth = (typeof DEPTHS)[number];

/** Handles one file and returns the number of blueprints it gave. */
type Visit = (text: string, name: string) => number;

async function visitOf(depth: string): Promise<Visit> {
  if (depth === "load") {
    const { load } = await import("js-yaml");
    return (text) => (load(text) === undefined ? 1 : 0);
  }
  const [{ parseTenant }, { resolve }, { environmentsOf }] = await Promise.all([
    import("../tiers/parse-tenant.ts"),
    import("../tiers/resolve.ts"),
    import("../tiers/tenant-spec.ts"),
  ]);
  return (text, name) => {
    const { spec } = parseTenant(text, name);
    const environments = depth === "all" ? environmentsOf(spec) : (["production"] as const);
    return environments.map((environment) => resolve({ spec, environment }).blueprint).length;
  };
}

function pass(folder: string, visit: Visit): FleetPass {
  const begun = { clock: performance.now(), processor: process.cpuUsage() };
  const names = readdirSync(folder);
  let stacks = 0;
  for (const name of names) stacks += visit(readFileSync(join(folder, name), "utf8"), name);
  const { user, system } = process.cpuUsage(begun.processor);
  return {
    processorSeconds: (user + system) / 1e6,
    clockSeconds: (performance.now() - begun.clock) / 1000,
    tenants: names.length,
    stacks,
  };
}

if (import.meta.main) {
  const [folder, depth] = process.argv.slice(2);
  if (folder === undefined || depth === undefined) throw new Error("expected a folder and a depth");
  console.log(JSON.stringify(pass(folder, await visitOf(depth))));
}
