/** Tenants for the tests of resolve, written as people write them, so that places in the file are real. */
import assert from "node:assert/strict";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";
import type { Problem } from "../../tiers/problem.ts";
import type { AnyBlueprint, BlueprintOf } from "../../tiers/recovery-specs.ts";
import { resolve } from "../../tiers/resolve.ts";
import type { Resolution } from "../../tiers/resolve.ts";
import type { Floors } from "../../tiers/floors.ts";
import type { TenantSpec } from "../../tiers/tenant-spec.ts";
import type { Environment, HomeEnvironment } from "../../tiers/vocabulary.ts";

/** The keys of the sample tenant that a test may exchange, each on a line of its own. */
const SAMPLE = {
  tenant: "acme",
  name: "Acme Studio",
  tier: "premium",
  cloud: "aws",
  region: "eu-west-1",
  account: '"111122223333"',
  contacts: "{ owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example }",
  network: "{ cidr: 10.20.0.0/17 }",
  environments: "{ production: {}, staging: {}, development: {}, test: {} }",
} as const;

/** Tiers whose critical alerts must wake somebody. */
const WAKING_TIERS: readonly string[] = ["enterprise", "enterprise-plus", "white-label"];
const WAKING_CONTACTS = SAMPLE.contacts.replace(" }", ", channels: { pagerduty: { secretRef: acme/pagerduty-key } } }");

/** Lines of the tenant file by key; keys that the sample has keep their line (1–9), others follow from line 10 on. */
export type Lines = Readonly<Record<string, string>>;

/** The sample tenant with other lines. */
export function sampleTenant(lines: Lines = {}): TenantSpec {
  const contacts = WAKING_TIERS.includes(lines["tier"] ?? SAMPLE.tier) ? WAKING_CONTACTS : SAMPLE.contacts;
  const text = Object.entries({ ...SAMPLE, contacts, ...lines })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join("");
  return parseTenant(text, `${lines["tenant"] ?? SAMPLE.tenant}.yaml`).spec;
}

/** Resolves the sample tenant with other lines. */
export function resolveSample(lines?: Lines, environment?: HomeEnvironment, floors?: Floors): Resolution;
export function resolveSample<E extends Environment>(
  lines: Lines,
  environment: E,
  floors?: Floors,
): Resolution<BlueprintOf<E>>;
export function resolveSample(
  lines: Lines = {},
  environment: Environment = "production",
  floors?: Floors,
): Resolution<AnyBlueprint> {
  return resolve({ spec: sampleTenant(lines), environment, ...(floors === undefined ? {} : { floors }) });
}

/** Everything that is wrong with the sample tenant with other lines. */
export function problemsOf(lines: Lines, environment: Environment = "production", floors?: Floors): readonly Problem[] {
  try {
    resolveSample(lines, environment, floors);
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  return [];
}

/** Asserts that the sample tenant with other lines is refused with exactly these problems: code, and the whole line. */
export function assertRefused(
  lines: Lines,
  expected: readonly (readonly [code: Problem["code"], text: string])[],
  environment: Environment = "production",
  floors?: Floors,
): void {
  assert.deepEqual(
    problemsOf(lines, environment, floors).map((problem) => [problem.code, formatProblem(problem)]),
    expected,
  );
}
