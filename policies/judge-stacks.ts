/**
 * Judges rendered stacks by the rules of this checkout: `node policies/judge-stacks.ts`, a stack per line on stdin, its verdicts
 * per line on stdout, both JSON. `leasehold preview --changed` asks the rules of two versions and compares what they say.
 */
import { createInterface } from "node:readline";
import * as z from "zod";
import { assess } from "./assess.ts";
import { RuleIndex } from "./judge.ts";
import { whyOf } from "./message.ts";
import { RULES } from "./rules.ts";
import { normaliseType, parseUrn, stackUrnOf, type Subject } from "./subject.ts";
import { contextOf } from "./tenant-source.ts";
import { View } from "./view.ts";
import { readWaivers, type Waiver } from "./waivers.ts";

const values = z.record(z.string(), z.unknown());

/** Not strict: another version's renderer may say more. */
const questionSchema = z.object({
  id: z.number(),
  stack: z.string(),
  /** The day by which waivers are judged, `YYYY-MM-DD`, UTC: the same for both versions. */
  today: z.iso.date(),
  resources: z.array(
    z.object({
      urn: z.string(),
      type: z.string(),
      name: z.string(),
      parentUrn: z.string().exactOptional(),
      provider: z.string().exactOptional(),
      protect: z.boolean(),
      ignoreChanges: z.array(z.string()),
      inputs: values,
      outputs: values,
      propertyDependencies: z.record(z.string(), z.array(z.string())),
    }),
  ),
});

type Question = z.infer<typeof questionSchema>;

const PROJECT = "leasehold";

const INDEX = new RuleIndex(RULES);

/** Read once, but not before the first stack: a damaged file is that stack's problem, and no end of the process. */
let waivers: readonly Waiver[] | undefined;

/** Verdicts that hold, or have nothing to say, are left out: a change of them shows on the other side. */
function verdictsOn({ stack, today, resources }: Question): object[] {
  const project = projectOf(resources);
  const context = contextOf(stack, project, {});
  const judgement = { index: INDEX, context, waivers: (waivers ??= readWaivers(RULES)), today };
  const subjects = (side: "inputs" | "outputs"): Subject[] => subjectsOf(resources, side);
  return assess(judgement, { resources: subjects("inputs"), stack: subjects("outputs") }, stackUrnOf(stack, project))
    .filter(({ outcome }) => outcome !== "pass" && outcome !== "not-applicable")
    .map((verdict) => {
      const { rule, severity, level, urn, outcome } = verdict;
      return { rule, severity, level, name: parseUrn(urn).name, outcome, why: whyOf(verdict) };
    });
}

function projectOf(resources: Question["resources"]): string {
  const [first] = resources;
  return first === undefined ? PROJECT : parseUrn(first.urn).project;
}

function subjectsOf(resources: Question["resources"], side: "inputs" | "outputs"): Subject[] {
  const isProvider = ({ type }: { readonly type: string }): boolean => type.startsWith("pulumi:providers:");
  const providers = new Map(resources.filter(isProvider).map((each) => [each.name, each]));
  return resources
    .filter((each) => !isProvider(each))
    .map((each) => ({
      urn: each.urn,
      type: normaliseType(each.type),
      name: each.name,
      view: new View(each[side]),
      protect: each.protect,
      ignoreChanges: each.ignoreChanges,
      provider: new View(providers.get(each.provider ?? "")?.inputs ?? {}),
      ...(each.parentUrn === undefined ? {} : { parent: each.parentUrn }),
      propertyDependencies: each.propertyDependencies,
    }));
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = questionSchema.parse(JSON.parse(line));
  let answer: object;
  try {
    answer = { verdicts: verdictsOn(question) };
  } catch (error) {
    answer = { problem: error instanceof Error ? error.message : String(error) };
  }
  process.stdout.write(`${JSON.stringify({ id: question.id, ...answer })}\n`);
}
