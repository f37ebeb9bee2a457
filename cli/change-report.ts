import { nameOf } from "./guard.ts";
import type { Change } from "./operation-events.ts";
import { causeText, isBlocking } from "../policies/causes.ts";
import type { Plan } from "./plan.ts";
import { judgedText } from "./policies.ts";
import type { Terminal } from "./terminal.ts";

/** Creations beyond this are counted by type instead of listed: a new stack is read by its bill of materials. */
const MOST_LISTED = 40;

/** Prints a plan: what changes and goes first, what is new after it. */
export function printChanges(terminal: Terminal, stack: string, plan: Plan): void {
  const { colours } = terminal;
  printJudged(terminal, plan);
  if (plan.changes.length === 0) {
    terminal.print(`${stack}: nothing would change`);
    return;
  }
  const created = plan.changes.filter(({ op }) => op === "create");
  const others = plan.changes.filter(({ op }) => op !== "create");
  for (const change of others)
    terminal.print(`${colours.yellow(change.op.padEnd(18))} ${nameOf(change.urn)} ${colours.dim(inputsText(change))}`);
  if (created.length <= MOST_LISTED) {
    for (const change of created)
      terminal.print(`${colours.green("create".padEnd(18))} ${nameOf(change.urn)} ${colours.dim(change.type)}`);
  } else {
    for (const [type, count] of countByType(created))
      terminal.print(`${colours.green("create".padEnd(18))} ${String(count).padStart(3)} × ${type}`);
  }
  terminal.print(`${stack}: ${countsText(plan.changes)}`);
  for (const risk of plan.risks) terminal.print(`${colours.red("data at risk, allowed")} ${risk.urn}`);
}

/** What the policy pack says of the plan, one line per root cause; what it forbids has ended the command before. */
function printJudged(terminal: Terminal, { judged }: Plan): void {
  if (judged === undefined) return;
  const { colours } = terminal;
  terminal.print(`${colours.bold("policies")} ${judgedText(judged)}`);
  for (const cause of judged.causes)
    terminal.print(`  ${(isBlocking(cause) ? colours.red : colours.yellow)(causeText(cause))}`);
}

function inputsText({ type, inputs }: Change): string {
  return inputs.length === 0 ? type : `${type}: ${inputs.join(", ")}`;
}

/** `3 create, 1 update`. */
export function countsText(changes: readonly Change[]): string {
  const counts = Map.groupBy(changes, ({ op }) => op);
  return [...counts].map(([op, each]) => `${each.length} ${op}`).join(", ");
}

function countByType(changes: readonly Change[]): [string, number][] {
  const counts = Map.groupBy(changes, ({ type }) => type);
  return [...counts].map(([type, each]): [string, number] => [type, each.length]).sort(([a], [b]) => (a < b ? -1 : 1));
}
