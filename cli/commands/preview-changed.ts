import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Context } from "../context.ts";
import { CommandFailed, EXIT, type ExitCode } from "../exit-codes.ts";
import { roundSeconds } from "../fleet-run.ts";
import { onInterrupt } from "../interrupt.ts";
import { findAffected } from "../review/find-affected.ts";
import { exitCodeOf, failuresOf, risksOf, type ReviewOutcome } from "../review/outcome.ts";
import { previewAffected } from "../review/preview-affected.ts";
import { commentText, summaryText } from "../review/summary.ts";
import { openTarget, type StackOptions } from "../with-operation.ts";

export interface PreviewChangedOptions extends StackOptions {
  readonly changed: string;
  /** Processes, and stacks, at once. */
  readonly parallel: number;
  /** False: only tell which stacks are affected. */
  readonly preview: boolean;
  readonly out?: string;
}

/**
 * `leasehold preview --changed <ref>`: which stacks a change affects, and what becomes of them.
 * @returns 3 for data at risk, 6 where a mandatory rule forbids it, 1 where something failed, else 0
 * @throws CommandFailed (exit code 2) for a ref that does not exist
 */
export async function previewChanged(context: Context, options: PreviewChangedOptions): Promise<ExitCode> {
  const { projectRoot, terminal } = context;
  const begin = performance.now();
  const interrupt = onInterrupt(terminal);
  const { signal } = interrupt;
  try {
    const review = await findAffected({ projectRoot, ref: options.changed, parallel: options.parallel, signal }).catch(
      (error: unknown) => {
        throw signal.aborted ? new CommandFailed(EXIT.interrupted, "stopped; nothing was changed") : error;
      },
    );
    const { affected, total } = review;
    terminal.tell(`${affected.length}${total === undefined ? "" : ` of ${total}`} stacks affected`);
    const stacks = affected
      .filter(({ kind, problem }) => kind !== "gone" && problem === undefined)
      .map(({ stack }) => stack);
    const previews =
      options.preview && stacks.length > 0
        ? await previewAffected(context, stacks, {
            target: await openTarget(context, options),
            parallel: options.parallel,
            signal,
          })
        : undefined;
    const outcome: ReviewOutcome = { review, previews, seconds: roundSeconds(performance.now() - begin) };
    const text = summaryText(outcome);
    if (options.out !== undefined) write(resolve(options.out), text);
    if (options.json === true) terminal.print(JSON.stringify(outcomeJson(outcome), undefined, 2));
    else if (options.out === undefined) terminal.print(text.trimEnd());
    return exitCodeOf(outcome);
  } finally {
    interrupt.dispose();
  }
}

/** The page, and beside it what fits into a comment: `summary.md` and `summary.comment.md`. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  writeFileSync(file.replace(/(\.md)?$/, ".comment.md"), commentText(text));
}

function outcomeJson(outcome: ReviewOutcome): unknown {
  const { review, previews, seconds } = outcome;
  const { base, everything, policies, total, affected, rejudged } = review;
  return {
    exitCode: exitCodeOf(outcome),
    seconds,
    base,
    everything,
    policies,
    stacks: total,
    dataAtRisk: risksOf(outcome),
    failed: failuresOf(outcome),
    affected,
    rejudged,
    previews,
  };
}
