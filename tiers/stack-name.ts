/** Stack names: `<tenant>-<environment>`; tenant and environment come from the stack's name alone. */
import { InvalidInput } from "./problem.ts";
import { TENANT_ID } from "./tenant-spec.ts";
import { ENVIRONMENTS, type Environment } from "./vocabulary.ts";

/** What a stack's name says. */
export interface StackIdentity {
  readonly tenant: string;
  readonly environment: Environment;
}

/** Longest first: a tenant may be called `acme-production`, and no environment may be cut in half. */
const LONGEST_FIRST = ENVIRONMENTS.toSorted((a, b) => b.length - a.length);

/** Beginning of the names of account stacks; no tenant's id may start so. */
const ACCOUNT_PREFIX = "account-";

/** Beginnings of names that other kinds of stack own. */
const RESERVED_PREFIXES = {
  "cell-": "shared infrastructure of pooled tenants, which is not available yet",
  [ACCOUNT_PREFIX]: "the baseline of an account, which has no tenant and no environment",
} as const;

/** The name of a tenant's stack, e.g. `acme-production`. */
export function stackName(tenant: string, environment: Environment): string {
  return `${tenant}-${environment}`;
}

/** The name of an account's stack, e.g. `account-acme`. */
export function accountStackName(account: string): string {
  return `${ACCOUNT_PREFIX}${account}`;
}

/**
 * The account whose stack has this name; undefined for other kinds of stack.
 * @throws InvalidInput (`stack-name`) when what follows `account-` is no legal name
 */
export function parseAccountStackName(name: string): string | undefined {
  if (!name.startsWith(ACCOUNT_PREFIX)) return undefined;
  const account = name.slice(ACCOUNT_PREFIX.length);
  if (TENANT_ID.test(account)) return account;
  throw refusal(
    name,
    `expected an account's name after ${ACCOUNT_PREFIX}: 3 to 24 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen`,
  );
}

/**
 * Splits a stack's name at its longest environment: `acme-disaster-recovery` is tenant `acme`.
 * @throws InvalidInput (`stack-name`) when it names no environment, no legal tenant, or another kind of stack
 */
export function parseStackName(name: string): StackIdentity {
  for (const [prefix, what] of Object.entries(RESERVED_PREFIXES)) {
    if (name.startsWith(prefix)) {
      throw refusal(name, `names that start with ${prefix} are ${what}; choose a tenant's stack`);
    }
  }
  const environment = LONGEST_FIRST.find((candidate) => name.endsWith(`-${candidate}`));
  if (environment === undefined) {
    throw refusal(
      name,
      `expected <tenant>-<environment> with one of ${ENVIRONMENTS.join(", ")}; for example acme-production`,
    );
  }
  const tenant = name.slice(0, -environment.length - 1);
  if (!TENANT_ID.test(tenant)) {
    throw refusal(
      name,
      `expected a tenant id before -${environment}: 3 to 24 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen`,
    );
  }
  return { tenant, environment };
}

function refusal(name: string, reason: string): InvalidInput {
  return new InvalidInput([{ code: "stack-name", path: "", message: `stack ${JSON.stringify(name)}: ${reason}` }]);
}
