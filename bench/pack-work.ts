/** What a policy pack does without an engine around it: its start, and judging a stack over the protocol of the engine. */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RenderedStack } from "../stacks/render/run-program.ts";
import { PackServer, type SentResource } from "../test/policies/harness/pack-server.ts";

/** One run of a pack. */
export interface PackRunTimes {
  /** From starting the process to its port. */
  readonly startSeconds: number;
  /** From the first resource to the verdicts on the stack. */
  readonly judgeSeconds: number;
  /** Processor time of the whole process; 0 where the system does not tell it. */
  readonly processorSeconds: number;
  /** How many violations it told. */
  readonly violations: number;
}

/** Both views of the engine: inputs of each resource, and outputs of all. */
export interface SentStack {
  readonly resources: readonly SentResource[];
  readonly stack: readonly SentResource[];
}

/** Clock ticks of a second as Linux counts them for programs (sysconf _SC_CLK_TCK), the same on all its platforms. */
const TICKS_PER_SECOND = 100;

/** Starts a pack, shows it a stack resource by resource and then as a whole, and ends it. */
export async function runPack(folder: string, { resources, stack }: SentStack): Promise<PackRunTimes> {
  // As the sandbox's language host starts it.
  const server = await PackServer.start(folder, { NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") });
  try {
    const begun = performance.now();
    let violations = 0;
    for (const resource of resources) violations += (await server.analyze(resource)).length;
    violations += (await server.analyzeStack(stack)).length;
    return {
      startSeconds: server.startMs / 1000,
      judgeSeconds: (performance.now() - begun) / 1000,
      processorSeconds: processorSecondsOf(server.processId),
      violations,
    };
  } finally {
    server.dispose();
  }
}

function processorSecondsOf(processId: number | undefined): number {
  try {
    const text = readFileSync(`/proc/${processId ?? "self"}/stat`, "utf8");
    // The name before may hold spaces; user and system time are the 14th and 15th field.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

/** A rendered stack as the engine would send it, with copies of its resources until there are as many as asked for. */
export function sentStack({ resources }: RenderedStack, count: number): SentStack {
  const own = resources.filter(({ type }) => !type.startsWith("pulumi:providers:"));
  const copies = Array.from({ length: Math.ceil(count / own.length) }, (_, copy) =>
    own.map((one) => ({ one, rename: (text: string) => (copy === 0 ? text : `${text}-${copy}`) })),
  );
  const chosen = copies.flat().slice(0, count);
  const send = (side: "inputs" | "outputs"): SentResource[] =>
    chosen.map(({ one, rename }) => ({
      urn: rename(one.urn),
      type: one.type,
      name: rename(one.name),
      props: one[side],
      dependencies: Object.fromEntries(
        Object.entries(one.propertyDependencies).map(([property, urns]) => [property, urns.map(rename)]),
      ),
    }));
  return { resources: send("inputs"), stack: send("outputs") };
}
