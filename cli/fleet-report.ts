/** What became of many stacks, for a person and for a machine. */
import type { Target } from "../sandbox/target.ts";
import { parseAccountStackName } from "../tiers/stack-name.ts";
import { commandText } from "./command-text.ts";
import { counted } from "./counted.ts";
import { durationText } from "./duration.ts";
import { EXIT } from "./exit-codes.ts";
import { worstExitCode, type Done, type StackResult } from "./fleet-run.ts";
import { countsText } from "./step-counts.ts";
import type { Terminal } from "./terminal.ts";

/** In the order in which a summary counts them. */
const RESULTS = ["created", "updated", "unchanged", "failed", "skipped"] as const;

export interface FleetOutcome {
  readonly results: readonly StackResult[];
  /** Wall time of the whole. */
  readonly seconds: number;
  readonly kind: Target["kind"];
}

/** `created, 186 resources`; `updated, 1 created, 2 updated`; `unchanged, 186 resources`. */
export function changedText({ result, counts }: Done): string {
  // What is read belongs to somebody else: to the stack's own last run.
  const own = Object.entries(counts).filter(([op]) => op !== "read");
  const resources = own.reduce((sum, [, count]) => sum + count, 0);
  return `${result}, ${result === "updated" ? countsText(counts) : counted(resources, "resource")}`;
}

/** Counts, then what needs a person, each with its whole message, then what to do next. */
export function printFleet(terminal: Terminal, { results, seconds, kind }: FleetOutcome): void {
  const { colours } = terminal;
  for (const each of results) {
    if (each.result === "failed")
      terminal.print(`${colours.red("failed")}  ${each.stack} (exit code ${each.exitCode})\n${indented(each.message)}`);
    if (each.result === "skipped") terminal.print(`${colours.yellow("skipped")} ${each.stack}: ${each.reason}`);
  }
  const counts = countResults(results).filter(([, count]) => count > 0);
  const parts = counts.map(([result, count]) => `${count} ${result}`).join(", ");
  terminal.print(colours.bold(`${counted(results.length, "stack")} in ${durationText(seconds)}: ${parts}`));
  terminal.print(`next: ${nextStep(results, kind)}`);
}

/** The same as plain values. */
export function fleetJson({ results, seconds }: FleetOutcome): unknown {
  return {
    exitCode: worstExitCode(results),
    seconds,
    counts: Object.fromEntries(countResults(results)),
    stacks: results,
  };
}

function countResults(results: readonly StackResult[]): [string, number][] {
  return RESULTS.map((result) => [result, results.filter((each) => each.result === result).length]);
}

/** The one thing to do, for the worst that happened. */
function nextStep(results: readonly StackResult[], kind: Target["kind"]): string {
  const code = worstExitCode(results);
  const worst = results.find((each) => each.result === "failed" && each.exitCode === code);
  const all = commandText("up", "--all", kind);
  if (code === EXIT.interrupted) return `run \`${all}\` again: what is up stays as it is, the others go on`;
  if (worst !== undefined) {
    const one = commandText(code === EXIT.dataAtRisk ? "preview" : "up", worst.stack, kind);
    return `mend what failed, try it alone with \`${one}\`, or run \`${all}\` again: what is up stays as it is`;
  }
  const up = results.filter(({ result }) => result !== "skipped");
  // A tenant's stack has more to tell than an account's.
  const example = up.find(({ stack }) => parseAccountStackName(stack) === undefined) ?? up[0];
  if (example === undefined) return "nothing was brought up; see the reasons above";
  const look = `ask why it is so with \`leasehold explain ${example.stack}\``;
  return up.every(({ result }) => result === "unchanged")
    ? `nothing: everything is as the files say; ${look}`
    : `nothing: a second run changes nothing; ${look}`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
