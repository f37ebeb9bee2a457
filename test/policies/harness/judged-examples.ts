/** Every example stack of a cloud, rendered and judged under every set of frameworks. */
import { assess } from "../../../policies/assess.ts";
import type { Context } from "../../../policies/context.ts";
import { RuleIndex } from "../../../policies/judge.ts";
import { RULES } from "../../../policies/rules.ts";
import type { StateSubjects } from "../../../policies/state.ts";
import { contextOf } from "../../../policies/tenant-source.ts";
import { stackUrnOf } from "../../../policies/subject.ts";
import type { Verdict } from "../../../policies/verdict.ts";
import { readWaivers } from "../../../policies/waivers.ts";
import { resolveStack } from "../../../stacks/render/resolve-stack.ts";
import { renderStack, type RenderedMoment } from "../../../stacks/render/run-program.ts";
import { indexBaselines, inputNames, stacksOfTenant, type ListedStack } from "../../../stacks/render/stack-list.ts";
import { readAccount } from "../../../stacks/account-files.ts";
import { readTenant } from "../../../stacks/tenant-files.ts";
import { accountStackName, parseAccountStackName, parseStackName } from "../../../tiers/stack-name.ts";
import { InvalidInput } from "../../../tiers/problem.ts";
import type { AvailableCloud } from "../../../tiers/vocabulary.ts";
import { WAIVER_DAY } from "../../harness/waiver-day.ts";
import { PROJECT_ROOT } from "../../harness/whole-tenant.ts";
import { FRAMEWORK_SETS, withFrameworks } from "./framework-sets.ts";
import { subjectsOfRendered } from "./rendered-state.ts";

const PROJECT = "leasehold";

/** The verdicts on one stack under one set. */
export interface JudgedExample {
  readonly set: string;
  readonly stack: string;
  readonly context: Context;
  readonly verdicts: readonly Verdict[];
}

export interface JudgedExamples {
  readonly judged: readonly JudgedExample[];
  /** Set → stacks that cannot be resolved with it. */
  readonly refused: Readonly<Record<string, readonly string[]>>;
}

interface Rendered {
  readonly subjects: StateSubjects;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface ExampleChoice {
  readonly cloud: AvailableCloud;
  /** Names of {@link FRAMEWORK_SETS}. */
  readonly sets: readonly string[];
  readonly moment: RenderedMoment;
  /** These stacks alone; default: all of the cloud. */
  readonly only?: readonly string[];
}

/** Renders and judges. */
export async function judgeExamples(choice: ExampleChoice): Promise<JudgedExamples> {
  const judged: JudgedExample[] = [];
  const refused: Record<string, readonly string[]> = {};
  const known = new Map<string, Rendered>();
  const { warn } = console;
  // What the program warns of is told by its own tests.
  console.warn = () => undefined;
  try {
    for (const set of choice.sets) {
      await withFrameworks(FRAMEWORK_SETS[set] ?? [], async () => {
        const done = await judgeSet(choice, set, known);
        judged.push(...done.judged);
        if (done.refused.length > 0) refused[set] = done.refused;
      });
    }
  } finally {
    console.warn = warn;
  }
  return { judged, refused };
}

interface Home {
  readonly stack: string;
  /** As it put out when it was up; undefined in a preview, in which a stack puts nothing out. */
  readonly outputs: Rendered["outputs"] | undefined;
}

async function render(stack: string, moment: RenderedMoment, home: Home | undefined): Promise<Rendered> {
  const upHome = async ({ stack: name, outputs }: Home) => ({
    stack: name,
    outputs: moment === "up" && outputs !== undefined ? outputs : (await renderStack(PROJECT_ROOT, name)).outputs,
  });
  const earlier = home === undefined ? {} : { home: await upHome(home) };
  const rendered = await renderStack(PROJECT_ROOT, stack, earlier, moment);
  return { subjects: subjectsOfRendered(rendered), outputs: rendered.outputs };
}

async function judgeSet({ cloud, moment, only }: ExampleChoice, set: string, known: Map<string, Rendered>) {
  const baselines = indexBaselines(PROJECT_ROOT);
  const judged: JudgedExample[] = [];
  const refused: string[] = [];
  const keys = new Map<string, string>();
  const listed = listStacks().filter(({ stack }) => only === undefined || only.includes(stack));
  for (const { stack, home, problem } of listed) {
    if (problem !== undefined) throw new Error(`${set}: ${problem}`);
    const homeKey = keys.get(home ?? "");
    const key = keyOf(stack, cloud, baselines);
    if (key === "other") continue;
    if (key === "refused" || (home !== undefined && homeKey === undefined)) {
      refused.push(stack);
      continue;
    }
    const whole = [key, homeKey].join(" ");
    keys.set(stack, whole);
    const homeOutputs = known.get(homeKey ?? "")?.outputs;
    const rendered =
      known.get(whole) ??
      (await render(stack, moment, home === undefined ? undefined : { stack: home, outputs: homeOutputs }));
    known.set(whole, rendered);
    judged.push({ set, stack, ...judgeSubjects(stack, rendered.subjects) });
  }
  return { judged, refused };
}

const INDEX = new RuleIndex(RULES);
const WAIVERS = readWaivers(RULES);

/** The verdicts of the pack on a stack, as its tenant's or account's file has it now. */
export function judgeSubjects(stack: string, subjects: StateSubjects): Pick<JudgedExample, "context" | "verdicts"> {
  const context = contextOf(stack, PROJECT, {});
  const judgement = { index: INDEX, context, waivers: WAIVERS, today: WAIVER_DAY };
  return { context, verdicts: assess(judgement, subjects, stackUrnOf(stack, PROJECT)) };
}

/** The accounts' baselines, then the tenants' stacks, a standby after its home. */
function listStacks(): readonly ListedStack[] {
  const { accounts, tenants } = inputNames(PROJECT_ROOT);
  const baselines = accounts.map((name): ListedStack => ({ stack: accountStackName(name) }));
  return [...baselines, ...tenants.flatMap((id) => stacksOfTenant(PROJECT_ROOT, id))];
}

/** Equal where the same would be registered: the frameworks themselves are no part of any resource. */
function keyOf(stack: string, cloud: AvailableCloud, baselines: ReadonlyMap<string, string>): string {
  try {
    const resolved = resolveStack(PROJECT_ROOT, stack, {}, baselines);
    if (resolved.cloud !== cloud) return "other";
    // A tenant of a cell: no cell exists yet.
    if (Object.keys(resolved.sections).length === 0) return "refused";
    return JSON.stringify(resolved.sections, (name, value: unknown) => (name === "frameworks" ? undefined : value));
  } catch (error) {
    if (error instanceof InvalidInput) return cloudOf(stack) === cloud ? "refused" : "other";
    throw error;
  }
}

function cloudOf(stack: string): string {
  const account = parseAccountStackName(stack);
  if (account !== undefined) return readAccount(PROJECT_ROOT, account).cloud;
  return readTenant(PROJECT_ROOT, parseStackName(stack).tenant).spec.cloud;
}
