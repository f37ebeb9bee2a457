/** Which files a checkout has, which stacks they describe, and which account has which baseline. */
import { environmentsOf } from "../../tiers/tenant-spec.ts";
import { accountStackName, stackName } from "../../tiers/stack-name.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { accountNames, readAccount } from "../account-files.ts";
import { readTenant, tenantIds } from "../tenant-files.ts";

/** Names of the files, without a look inside. */
export interface InputNames {
  readonly accounts: readonly string[];
  readonly tenants: readonly string[];
}

export function inputNames(projectRoot: string): InputNames {
  return { accounts: accountNames(projectRoot), tenants: tenantIds(projectRoot) };
}

/** One stack, or a file that names none because it cannot be read. */
export interface ListedStack {
  /** The stack's name; where the file cannot be read, the tenant's id. */
  readonly stack: string;
  /** Stack that it follows: a stack in the standby region follows its production. */
  readonly home?: string;
  /** Why the file cannot be read. */
  readonly problem?: string;
}

/** The stacks of one tenant; the one that another follows comes before it. */
export function stacksOfTenant(projectRoot: string, id: string): ListedStack[] {
  try {
    const { spec } = readTenant(projectRoot, id);
    return environmentsOf(spec).map((environment): ListedStack => {
      const stack = stackName(id, environment);
      return environment === "disaster-recovery" ? { stack, home: stackName(id, "production") } : { stack };
    });
  } catch (error) {
    if (error instanceof InvalidInput) return [{ stack: id, problem: error.message }];
    throw error;
  }
}

/** Cloud and account id, joined by a space → name of the account's baseline stack. */
export type BaselineIndex = ReadonlyMap<string, string>;

/** The baselines of all accounts; a file with problems counts as none, as it does in the program. */
export function indexBaselines(projectRoot: string): BaselineIndex {
  const pairs = accountNames(projectRoot).flatMap((name): (readonly [string, string])[] => {
    try {
      const { cloud, id } = readAccount(projectRoot, name);
      return [[`${cloud} ${id}`, accountStackName(name)]];
    } catch (error) {
      if (error instanceof InvalidInput) return [];
      throw error;
    }
  });
  // The first name wins, as in the program.
  return new Map(pairs.reverse());
}
