/**
 * Goes over a folder of tenant files twice, in a process of its own so that nothing is warm the first time:
 *
 *     node bench/fleet-pass.ts <folder> <depth>
 *
 * `load` reads and YAML-parses each file, `production` resolves the tenant's production stack too, `all` every stack it
 * declares. Prints a {@link FleetPass} as JSON. Modules are loaded before the clock starts; the catalogue is read after.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What going over the folder came to. */
export interface FleetPass {
  /**
   * The first time, everything cold: seconds of processor time of the thread that does the work. Not of the clock: what
   * another process takes of a busy machine would count, and count more for the longer work. Compiling and most of
   * garbage collection run on other threads.
   */
  readonly firstSeconds: number;
  /** The second time in the same process. */
  readonly secondSeconds: number;
  readonly tenants: number;
  /** Blueprints made each time; 0 for `load`. */
  readonly stacks: number;
}

/** How far a pass goes. */
export type Depth = "load" | "production" | "all";

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

function goOver(
  folder: string,
  visit: Visit,
): { readonly seconds: number; readonly tenants: number; readonly stacks: number } {
  const begun = process.threadCpuUsage();
  const names = readdirSync(folder);
  let stacks = 0;
  for (const name of names) stacks += visit(readFileSync(join(folder, name), "utf8"), name);
  const { user, system } = process.threadCpuUsage(begun);
  return { seconds: (user + system) / 1e6, tenants: names.length, stacks };
}

if (import.meta.main) {
  const [folder, depth] = process.argv.slice(2);
  if (folder === undefined || depth === undefined) throw new Error("expected a folder and a depth");
  const visit = await visitOf(depth);
  const { seconds: firstSeconds, ...counts } = goOver(folder, visit);
  const { seconds: secondSeconds } = goOver(folder, visit);
  console.log(JSON.stringify({ firstSeconds, secondSeconds, ...counts } satisfies FleetPass));
}
