/** The sandbox's environment as a file that a POSIX shell sources. */
import { shellQuote } from "./shell-quote.ts";

const HEADER = [
  "# Written by leasehold. Source it in the checkout to run bare `pulumi` against the simulated clouds:",
  "#   . .sandbox/env.sh && pulumi preview -s acme-production",
  "# AWS_ACCESS_KEY_ID says who you are there: `sandbox` may act in every account, `sandbox-<12 digits>` in that one only.",
];

/**
 * @param environment as `sandboxEnvironment` gives it for an empty ambient environment; `undefined` becomes `unset`
 */
export function environmentFileText(environment: NodeJS.ProcessEnv): string {
  const { PATH: path, ...rest } = environment;
  const lines = Object.entries(rest).map(([name, value]) =>
    value === undefined ? `unset ${name}` : assignment(name, value),
  );
  return [...HEADER, ...lines, ...(path === undefined ? [] : pathLines(path)), ""].join("\n");
}

function assignment(name: string, value: string): string {
  return `export ${name}=${shellQuote(value)}`;
}

/** In front of whatever the shell has, once. */
function pathLines(first: string): readonly string[] {
  return [`case ":$PATH:" in *:${shellQuote(first)}:*) ;; *) export PATH=${shellQuote(first)}:"$PATH" ;; esac`];
}
