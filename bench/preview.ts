/** A first preview of a premium tenant on each cloud against a first preview of a program that only loads the SDK. */
import { join } from "node:path";
import { runPulumi, type EngineEvent } from "../sandbox/engine-run.ts";
import { initStack } from "../sandbox/stack-state.ts";
import { sandboxTarget, type Target } from "../sandbox/target.ts";
import type { Cloud } from "../tiers/vocabulary.ts";
import { describePairs, ratioFigure, type Figure, type Measurement, type Outcome, type Workplace } from "./figures.ts";
import { measurePairs } from "./paired.ts";
import { writeSdkProject } from "./sdk-project.ts";

const PAIRS = 5;
/** Premium in production; what no program exists for has no preview. */
const SUBJECT_STACKS = {
  aws: "acme-production",
  azure: "stark-production",
  gcp: "umbrella-production",
} as const satisfies Partial<Record<Cloud, string>>;
const CONTROL_STACK = "control";

export const preview: Measurement = {
  name: "preview",
  title: "preview of a premium tenant on each cloud",
  measure: measurePreview,
};

/**
 * What the ratio may be for a number of resources (design: what good looks like, in numbers).
 * @param resources as the engine counts them, components and providers included
 */
export function mostPreviewRatio(resources: number): number {
  return 2 + (0.4 * Math.max(0, resources - 250)) / 100;
}

async function measurePreview({ root, folder, pairs: asked }: Workplace): Promise<Outcome> {
  // A sandbox of its own: nothing that was brought up here before takes part, so every preview is a first one.
  const subject = await sandboxTarget(root, { folder: join(folder, "sandbox") });
  const control = await writeSdkProject(subject, join(folder, "sdk-only"));
  await initStack(control, CONTROL_STACK);

  const compared: Compared[] = [];
  for (const stack of Object.values(SUBJECT_STACKS)) {
    await initStack(subject, stack);
    compared.push(await compare(subject, stack, control, asked ?? PAIRS));
  }
  return {
    kind: "measured",
    figures: compared.map(({ figure }) => figure),
    how: [
      ...compared.map(({ how }) => how),
      "each against its own runs of the same control; same engine, Node.js, node flags and compile cache; simulated clouds; empty state, so each is a first preview",
    ],
  };
}

/** One stack's ratio, and how it came about. */
interface Compared {
  readonly figure: Figure;
  readonly how: string;
}

async function compare(subject: Target, stack: string, control: Target, pairs: number): Promise<Compared> {
  const counted = await countSteps(subject, stack);
  const times = await measurePairs({
    subject: () => timePreview(subject, stack),
    control: () => timePreview(control, CONTROL_STACK),
    pairs,
  });
  const what = `preview of ${stack} (${counted.all} resources) ÷ preview of a program that only imports @pulumi/pulumi`;
  return {
    figure: ratioFigure(what, times, { atMost: mostPreviewRatio(counted.all), whenMissed: "fail" }),
    how: `${stack}: ${describePairs(times)}; ${counted.all} resources to create as the engine counts them, ${counted.cloud} of them in the cloud`,
  };
}

async function timePreview(target: Target, stack: string): Promise<number> {
  const begun = performance.now();
  await succeed(runPulumi(target, ["preview"], { stack }), stack);
  return (performance.now() - begun) / 1000;
}

interface StepCount {
  /** All that the engine would create: the stack, components and providers too. */
  readonly all: number;
  /** Of these, what exists in a cloud. */
  readonly cloud: number;
}

async function countSteps(target: Target, stack: string): Promise<StepCount> {
  const created: string[] = [];
  const onEvent = ({ resourcePreEvent }: EngineEvent) => {
    if (resourcePreEvent?.metadata.op === "create") created.push(resourcePreEvent.metadata.type);
  };
  await succeed(runPulumi(target, ["preview"], { stack, onEvent }), stack);
  const cloud = created.filter((type) => !type.startsWith("pulumi:") && !type.startsWith("leasehold:"));
  return { all: created.length, cloud: cloud.length };
}

async function succeed(running: ReturnType<typeof runPulumi>, stack: string): Promise<void> {
  const { outcome } = await running;
  if (outcome.kind !== "succeeded") throw new Error(`preview of ${stack} failed: ${outcome.message}`);
}
