/** How the benchmark looks: one table, then how each line was measured; or the same as JSON. */
import Table from "cli-table3";
import pc from "picocolors";
import { verdictOf, type Figure, type Measurement, type Outcome, type Verdict } from "./figures.ts";
import { machineText, type Machine } from "./machine.ts";

/** A measurement and what it came to. */
export interface Result {
  readonly measurement: Measurement;
  readonly outcome: Outcome;
}

const VERDICT_TEXT: Readonly<Record<Verdict, string>> = {
  met: pc.green("met"),
  missed: pc.red("missed"),
  slow: pc.yellow("slow here"),
  none: "",
};

/** The table and the notes, for people. */
export function reportText(results: readonly Result[], machine: Machine): string {
  const table = new Table({
    head: ["", "median", "min – max", "target", ""],
    colWidths: [56, 11, 17, 13, 15],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { measurement, outcome } of results) table.push(...rowsOf(measurement, outcome));
  const notes = results.flatMap(({ measurement, outcome }) => notesOf(measurement, outcome));
  return [table.toString(), "", "How it was measured", ...notes, `  machine: ${machineText(machine)}`].join("\n");
}

function rowsOf(measurement: Measurement, outcome: Outcome): string[][] {
  switch (outcome.kind) {
    case "measured":
      return outcome.figures.map((figure) => rowOf(figure));
    case "not-built":
      return [[measurement.title, "", "", "", "not yet built"]];
    case "failed":
      return [[measurement.title, "", "", "", pc.red("failed")]];
    default:
      return outcome satisfies never;
  }
}

function rowOf(figure: Figure): string[] {
  const { what, unit, spread, target } = figure;
  return [
    what,
    amount(spread.median, unit),
    `${digits(spread.min, unit)} – ${digits(spread.max, unit)}`,
    target === undefined ? "" : `≤ ${amount(target.atMost, unit)}`,
    VERDICT_TEXT[verdictOf(figure)],
  ];
}

function amount(value: number, unit: Figure["unit"]): string {
  return unit === "×" ? digits(value, unit) : `${digits(value, unit)} ${unit}`;
}

function digits(value: number, unit: Figure["unit"]): string {
  return value.toFixed(unit === "MiB" ? 0 : 2);
}

function notesOf({ name }: Measurement, outcome: Outcome): string[] {
  switch (outcome.kind) {
    case "measured":
      return outcome.how.map((line) => `  ${name}: ${line}`);
    case "not-built":
      return [`  ${name}: ${outcome.why}`];
    case "failed":
      return [`  ${name}: ${outcome.reason.replaceAll("\n", "\n    ")}`];
    default:
      return outcome satisfies never;
  }
}

/** The same for machines: every figure with its verdict. */
export function reportJson(results: readonly Result[], machine: Machine): string {
  const measurements = results.map(({ measurement: { name, title }, outcome }) => ({
    name,
    title,
    ...outcome,
    ...(outcome.kind === "measured"
      ? { figures: outcome.figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) })) }
      : {}),
  }));
  return JSON.stringify({ machine, measurements }, undefined, 2);
}
