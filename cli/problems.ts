/** Problems as a person reads them: worst first is file order, at most one screen, the place ready to be clicked. */
import { formatProblem, type Problem } from "../tiers/problem.ts";
import { counted } from "./counted.ts";
import type { Terminal } from "./terminal.ts";

/** More than this does not fit on a screen; the rest is counted. */
const MOST_PROBLEMS_SHOWN = 20;

/** Writes warnings to stderr; what is said of many places stands once, at the first of them. */
export function tellWarnings(terminal: Terminal, warnings: readonly Problem[]): void {
  const alike = Map.groupBy(warnings, ({ message }) => message);
  const lines = [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : ` (and at ${counted(others.length, "more place")})`;
    return [{ ...first, message: `${first.message}${more}` }];
  });
  tellProblems(terminal, lines, "warning");
}

/** Writes problems to stderr, each on its line. */
export function tellProblems(terminal: Terminal, problems: readonly Problem[], kind: "error" | "warning"): void {
  const { colours } = terminal;
  const mark = kind === "error" ? colours.red("error") : colours.yellow("warning");
  for (const problem of problems.slice(0, MOST_PROBLEMS_SHOWN)) terminal.tell(`${mark} ${formatProblem(problem)}`);
  const more = problems.length - MOST_PROBLEMS_SHOWN;
  if (more > 0) terminal.tell(`${mark} … and ${more} more; mend these first, or see all with --json`);
}
