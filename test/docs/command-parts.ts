/** Outputs of the command line that need neither engine nor cloud, made by the command line itself. */
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { main } from "../../cli/main.ts";
import { recordingTerminal } from "../../cli/terminal.ts";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";
import { resolve } from "../../tiers/resolve.ts";
import { environmentsOf } from "../../tiers/tenant-spec.ts";
import { PROJECT_ROOT } from "./markdown.ts";

/** The command and what it prints, as a reader sees both. */
export async function commandOutput(args: readonly string[]): Promise<string> {
  const terminal = recordingTerminal();
  await main(args, terminal);
  const printed = [...terminal.err, ...terminal.out].join("\n");
  if (args.includes("--json")) return fenced("json", printed);
  return fenced("console", `$ npx leasehold ${args.join(" ")}\n${printed}`);
}

/**
 * What the checks say of a tenant's file after one edit.
 * @param words `<tenant> <old text> → <new text>`
 * @throws RangeError when the file does not hold the old text, or is good after the edit: the example has lost its point
 */
export function tenantProblem([tenant = "", ...edit]: readonly string[]): string {
  const [from = "", to = ""] = edit.join(" ").split(" → ");
  const file = `stacks/tenants/${tenant}.yaml`;
  const text = readFileSync(join(PROJECT_ROOT, file), "utf8");
  if (!text.includes(from)) throw new RangeError(`${file} does not hold ${from}`);
  const problems = problemsOf(text.replace(from, to), file);
  if (problems.length === 0) throw new RangeError(`${file}: nothing is wrong with ${to}`);
  return fenced("console", ["$ npx leasehold validate", ...problems.map((each) => `error ${each}`)].join("\n"));
}

function problemsOf(text: string, file: string): string[] {
  const problems: string[] = [];
  try {
    const { spec } = parseTenant(text, file);
    for (const environment of environmentsOf(spec)) resolve({ spec, environment });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    problems.push(...error.problems.map(formatProblem));
  }
  return problems;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
