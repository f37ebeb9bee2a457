/** Every stack that the files of a checkout describe, and which account has which baseline. */
import { environmentsOf } from "../../tiers/tenant-spec.ts";
import { accountStackName, stackName } from "../../tiers/stack-name.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { accountNames, readAccount } from "../account-files.ts";
import { readTenant, tenantIds } from "../tenant-files.ts";

/** One stack, or a file that names none because it cannot be read. */
export interface ListedStack {
  /** The stack's name; where the file cannot be read, the tenant's id. */
  readonly stack: string;
  /** Stack that it follows: a stack in the standby region follows its production. */
  readonly home?: string;
  /** Why the file cannot be read. */
  readonly problem?: string;
}

/** Cloud and account id, joined by a space → name of the account's baseline stack. */
export type BaselineIndex = ReadonlyMap<string, string>;

/** All stacks, account baselines first, then tenants by id. */
export function listStacks(projectRoot: string): ListedStack[] {
  const accounts = accountNames(projectRoot).map((name) =>
    readable(accountStackName(name), () => readAccount(projectRoot, name)),
  );
  const tenants = tenantIds(projectRoot).map((id) => {
    const read = readable(id, () => readTenant(projectRoot, id).spec);
    return "value" in read
      ? environmentsOf(read.value).map((environment): ListedStack => {
          const stack = stackName(id, environment);
          return environment === "disaster-recovery" ? { stack, home: stackName(id, "production") } : { stack };
        })
      : [read.listed];
  });
  return [...accounts.map(({ listed }) => listed), ...tenants.flat()];
}

/** The baselines of all accounts; a file with problems counts as none, as it does in the program. */
export function indexBaselines(projectRoot: string): BaselineIndex {
  const pairs = accountNames(projectRoot).flatMap((name) => {
    const read = readable(name, () => readAccount(projectRoot, name));
    return "value" in read ? [[`${read.value.cloud} ${read.value.id}`, accountStackName(name)] as const] : [];
  });
  // The first name wins, as in the program.
  return new Map(pairs.reverse());
}

function readable<Value>(
  stack: string,
  read: () => Value,
): { readonly listed: ListedStack; readonly value: Value } | { readonly listed: ListedStack } {
  try {
    return { value: read(), listed: { stack } };
  } catch (error) {
    if (error instanceof InvalidInput) return { listed: { stack, problem: error.message } };
    throw error;
  }
}
