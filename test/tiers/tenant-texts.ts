/** Tenant files for tests: one small sound file, and ways to spoil it. */
import assert from "node:assert/strict";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";
import type { Problem } from "../../tiers/problem.ts";
import type { TenantSpec } from "../../tiers/tenant-spec.ts";

/** A sound tenant; every line has one key, so that its number is easy to see. */
export const SOUND = `tenant: acme
name: Acme Studio
tier: premium
cloud: aws
region: eu-west-1
account: "111122223333"
contacts:
  owner: platform@acme.example
  security: security@acme.example
  billing: billing@acme.example
network: { cidr: 10.20.0.0/18 }
environments:
  production: {}
`;

/**
 * The sound file with one piece replaced.
 * @throws AssertionError when the piece is not there: a test would prove nothing.
 */
export function soundBut(piece: string, replacement: string, text = SOUND): string {
  assert.ok(text.includes(piece), `the text has no ${piece}`);
  return text.replace(piece, () => replacement);
}

/** A parsed tenant with another id and block. */
export function tenant(
  id: string,
  cidr: string,
  edit: (text: string) => string = (text) => text,
  folder = "tenants",
): TenantSpec {
  const text = soundBut("10.20.0.0/18", cidr, soundBut("tenant: acme", `tenant: ${id}`));
  return parseTenant(edit(text), `${folder}/${id}.yaml`).spec;
}

/** All problems of a text that must be refused. */
export function problemsOf(text: string, file = "acme.yaml"): readonly Problem[] {
  try {
    parseTenant(text, file);
  } catch (error) {
    assert.ok(error instanceof InvalidInput, String(error));
    return error.problems;
  }
  return assert.fail("the tenant file was accepted");
}

/** The same as lines that begin with the code. */
export function linesOf(text: string, file = "acme.yaml"): string[] {
  return problemsOf(text, file).map((problem) => `${problem.code} | ${formatProblem(problem)}`);
}

/** The sound file with a line added at its end (line 14). */
export function plus(line: string): string {
  return `${SOUND}${line}\n`;
}

/** The sound file with an override in line 14. */
export function overriding(setting: string): string {
  return plus(`overrides: { ${setting} }`);
}

/** What is wrong, the text, and every line that is said about it, with its code. */
export type Refusal = readonly [what: string, text: string, ...lines: string[]];

/** One test for each refusal, in groups. */
export function itRefuses(groups: Readonly<Record<string, readonly Refusal[]>>): void {
  for (const [group, refusals] of Object.entries(groups)) {
    describe(group, () => {
      for (const [what, text, ...lines] of refusals) {
        it(what, () => assert.deepEqual(linesOf(text), lines));
      }
    });
  }
}
