/** Account files to test with. */
import { parseAccount } from "../../../tiers/account/parse-account.ts";
import type { AccountSpec } from "../../../tiers/account/account-spec.ts";
import { InvalidInput } from "../../../tiers/problem.ts";
import { formatProblem } from "../../../tiers/problem.ts";

/** A sound account file, line by line, so that a test can say what it changes. */
export const ACCOUNT_LINES = [
  "account: acme",
  "cloud: aws",
  'id: "111122223333"',
  "region: eu-west-1",
  "regions: [eu-central-1]",
  "frameworks: [gdpr, soc-2]",
  "contacts:",
  "  owner: platform@acme.example",
  "  security: security@acme.example",
  '  securityTelephone: "+353 1 555 0100"',
] as const;

/** The sound file with lines replaced by their beginning (`region:`), removed (`undefined`) or added. */
export function accountText(change: Readonly<Record<string, string | undefined>> = {}): string {
  const kept = ACCOUNT_LINES.flatMap((line) => {
    const key = Object.keys(change).find((begin) => line.trimStart().startsWith(begin));
    if (key === undefined) return [line];
    const replaced = change[key];
    return replaced === undefined ? [] : [replaced];
  });
  const added = Object.entries(change).flatMap(([key, line]) =>
    line !== undefined && !ACCOUNT_LINES.some((known) => known.trimStart().startsWith(key)) ? [line] : [],
  );
  return `${[...kept, ...added].join("\n")}\n`;
}

export function accountSpec(change: Readonly<Record<string, string | undefined>> = {}): AccountSpec {
  return parseAccount(accountText(change), "stacks/accounts/acme.yaml");
}

/** Every problem as a person reads it; empty when there is none. */
export function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof InvalidInput)
      return error.problems.map((problem) => `${problem.code} ${formatProblem(problem)}`);
    throw error;
  }
}
