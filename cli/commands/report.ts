import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import * as z from "zod";
import { assess } from "../../policies/assess.ts";
import { causesOf, causeText, isBlocking } from "../../policies/causes.ts";
import { RuleIndex } from "../../policies/judge.ts";
import { judgedDay } from "../../policies/judged-day.ts";
import { ledgerHead, readLedger, type Ledger, type LedgerHead } from "../../policies/ledger.ts";
import { evaluationGap } from "../../policies/reports/evaluation.ts";
import { reportFiles, writeReport } from "../../policies/reports/write.ts";
import { RULES } from "../../policies/rules.ts";
import { subjectsOfState } from "../../policies/state.ts";
import { parseUrn } from "../../policies/subject.ts";
import { contextOf } from "../../policies/tenant-source.ts";
import { readWaivers } from "../../policies/waivers.ts";
import { exportState, type ExportedState } from "../../sandbox/stack-state.ts";
import type { Context } from "../context.ts";
import { CommandFailed, EXIT } from "../exit-codes.ts";
import { judgedOf, judgedText } from "../policies.ts";
import { openTarget } from "../with-operation.ts";

interface ReportOptions {
  readonly sandbox?: true;
  readonly json?: true;
  readonly out?: string;
  readonly ledger?: string;
}

/** `leasehold report <stack>`: judges what exists, and writes it for people, auditors and machines. */
export function addReport(program: Command, context: Context): void {
  program
    .command("report")
    .description(
      "judge what exists in a stack, and write the verdicts: a page to read, coverage per framework, SARIF, JUnit, OSCAL",
    )
    .argument("<stack>", "<tenant>-<environment>, e.g. acme-production; or account-<name>")
    .option("--sandbox", "in the simulated clouds on this machine; default: the real account, with your credentials")
    .option("--out <folder>", "where to write; default: reports/<stack> in the checkout, which git ignores")
    .option("--ledger <file>", "report what this ledger says instead of judging the stack")
    .option("--json", "counts and causes as JSON on stdout")
    .action(async (stack: string, options: ReportOptions) => {
      const ledger =
        options.ledger === undefined ? await judgeStack(context, stack, options) : ledgerOf(options.ledger, stack);
      const folder = options.out === undefined ? join(context.projectRoot, "reports", stack) : resolve(options.out);
      const files = reportFiles(ledger, RULES);
      writeReport(folder, files);
      tell(
        context,
        ledger,
        folder,
        options,
        files.map(({ name, about }) => [name, about]),
      );
      const blocked = causesOf(ledger.verdicts, RULES).some(isBlocking);
      context.finish(blocked || evaluationGap(ledger) !== undefined ? EXIT.violation : EXIT.done);
    });
}

function ledgerOf(file: string, stack: string): Ledger {
  const ledger = readable(file);
  if (ledger.head.stack === stack) return ledger;
  throw new CommandFailed(
    EXIT.invalidInput,
    `${file}: got a ledger of ${ledger.head.stack}, expected one of ${stack}; name the stack that it is about`,
  );
}

function readable(file: string): Ledger {
  try {
    return readLedger(file);
  } catch (error) {
    throw new CommandFailed(EXIT.invalidInput, error instanceof Error ? error.message : String(error));
  }
}

/** Judges the state as it was recorded; the cloud itself is not asked: `leasehold refresh` does that. */
async function judgeStack(context: Context, stack: string, options: ReportOptions): Promise<Ledger> {
  const state = await exportState(await openTarget(context, options), stack);
  if (state === undefined) {
    throw new CommandFailed(EXIT.invalidInput, `${stack}: no such stack; bring it up first, or name another`);
  }
  const { resources, stack: subjects } = subjectsOfState(state);
  const stackUrn = subjects.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  if (stackUrn === undefined)
    throw new CommandFailed(EXIT.invalidInput, `${stack}: has no resources; bring it up first`);
  const { project } = parseUrn(stackUrn);
  const today = judgedDay();
  const judgement = {
    index: new RuleIndex(RULES),
    context: contextOf(stack, project, {}),
    waivers: readWaivers(RULES),
    today,
  };
  const verdicts = assess(judgement, { resources, stack: subjects }, stackUrn);
  const head = { ...ledgerHead(judgement.context, project, today), ...notBuiltOf(state) };
  return { head, verdicts, complete: true };
}

const outputsWithGaps = z.object({ gaps: z.array(z.string()) });

/** The roles that the stack's own outputs list as not built; a stack of another project lists none. */
function notBuiltOf({ deployment }: ExportedState): Pick<LedgerHead, "notBuilt"> {
  const stack = deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  const { data } = outputsWithGaps.safeParse(stack?.outputs);
  return data === undefined ? {} : { notBuilt: data.gaps };
}

function tell(
  { terminal }: Context,
  ledger: Ledger,
  folder: string,
  { json }: ReportOptions,
  files: readonly (readonly [string, string])[],
): void {
  const judged = judgedOf(ledger);
  const gap = evaluationGap(ledger);
  if (json === true) {
    terminal.print(
      JSON.stringify(
        { stack: ledger.head.stack, ...judged, ...(gap === undefined ? {} : { gap }), folder },
        undefined,
        2,
      ),
    );
    return;
  }
  terminal.print(`${ledger.head.stack}: ${judgedText(judged)}`);
  for (const cause of judged.causes) terminal.print(`  ${causeText(cause)}`);
  if (gap !== undefined) terminal.print(`  ${gap}`);
  const width = Math.max(...files.map(([name]) => name.length));
  terminal.print(`${relative(process.cwd(), folder) || "."}/`);
  for (const [name, about] of files) terminal.print(`  ${name.padEnd(width)}  ${about}`);
}
