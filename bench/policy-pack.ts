/** What the policy pack costs: its share of a preview, its start, and judging 500 resources beside packs that do less or do it otherwise. */
import { join } from "node:path";
import { runPulumi } from "../sandbox/engine-run.ts";
import { initStack } from "../sandbox/stack-state.ts";
import { sandboxTarget, type Target } from "../sandbox/target.ts";
import { renderStack } from "../stacks/render/run-program.ts";
import { amountFigure, describePairs, ratioFigure, type Measurement, type Outcome, type Workplace } from "./figures.ts";
import { runPack, sentStack, type PackRunTimes } from "./pack-work.ts";
import { measurePairs, pairsOf, type Pairs } from "./paired.ts";

const PAIRS = 5;
/** Premium in production. */
const STACK = "acme-production";
const RESOURCES = 500;
/** Design: what good looks like, in numbers. */
const MOST_PREVIEW_RATIO = 1.2;
const MOST_START_SECONDS = 1;
const MOST_JUDGE_SECONDS = 1;

export const policyPack: Measurement = {
  name: "policies",
  title: "the policy pack: a preview with it, its start, 500 resources",
  measure: measurePolicyPack,
};

async function measurePolicyPack({ root, folder, pairs: asked }: Workplace): Promise<Outcome> {
  const pairs = asked ?? PAIRS;
  const pack = join(root, "policies");
  const target = await sandboxTarget(root, { folder: join(folder, "sandbox") });
  await initStack(target, STACK);
  const previews = await measurePairs({
    subject: () => timePreview(target, ["--policy-pack", pack]),
    control: () => timePreview(target, []),
    pairs,
  });

  const stack = sentStack(await renderStack(root, STACK), RESOURCES);
  const against = (other: string): Promise<Pairs<PackRunTimes>> =>
    measurePairs({
      subject: () => runPack(pack, stack),
      control: () => runPack(join(root, "bench", "packs", other), stack),
      pairs,
    });
  const empty = await against("empty");
  const untyped = await against("untyped");
  const judged = pairsOf(empty, ({ judgeSeconds }) => judgeSeconds);
  const processor = pairsOf(empty, ({ processorSeconds }) => processorSeconds);
  const beyond = judged.subject.map((seconds, index) => seconds - (judged.control[index] ?? 0));
  const starts = pairsOf(empty, ({ startSeconds }) => startSeconds);
  const otherwise = pairsOf(untyped, ({ judgeSeconds }) => judgeSeconds);
  const violations = empty.subject[0]?.violations ?? 0;
  return {
    kind: "measured",
    figures: [
      ratioFigure(`preview of ${STACK} with the pack ÷ without`, previews, {
        atMost: MOST_PREVIEW_RATIO,
        whenMissed: "fail",
      }),
      amountFigure("start of the pack", "s", starts.subject, { atMost: MOST_START_SECONDS, whenMissed: "warn" }),
      ratioFigure("start of the pack ÷ start of an empty pack", starts),
      amountFigure(`${RESOURCES} resources × all rules, beyond an empty pack`, "s", beyond, {
        atMost: MOST_JUDGE_SECONDS,
        whenMissed: "warn",
      }),
      ratioFigure("the same ÷ an empty pack", judged),
      ...(processor.control.every((seconds) => seconds > 0)
        ? [ratioFigure("start and all, processor time ÷ that of an empty pack", processor)]
        : []),
      ratioFigure(`${RESOURCES} resources ÷ the same rules as a policy each, which sees every resource`, otherwise),
    ],
    how: [
      `preview: ${describePairs(previews)}`,
      `start: ${describePairs(starts)}`,
      `${RESOURCES} resources: ${describePairs(judged)}; ${violations} violations told, since the provider's settings are not sent`,
      `processor time: ${describePairs(processor)}`,
      `a policy each: ${describePairs(otherwise)}`,
    ],
  };
}

async function timePreview(target: Target, flags: readonly string[]): Promise<number> {
  const begun = performance.now();
  const { outcome } = await runPulumi(target, ["preview", ...flags], { stack: STACK });
  if (outcome.kind !== "succeeded") throw new Error(`preview of ${STACK} failed: ${outcome.message}`);
  return (performance.now() - begun) / 1000;
}
