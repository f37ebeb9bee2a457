/** What can only be judged with account files and tenants in view: who has a baseline, and whether it keeps what tenants were promised. */
import type { Blueprint } from "../blueprint.ts";
import { listOf } from "../nearest.ts";
import type { Problem } from "../problem.ts";
import { sortProblems } from "../problem.ts";
import { accountStackName } from "../stack-name.ts";
import type { TenantSpec } from "../tenant-spec.ts";
import { problemOf as tenantProblem } from "../writing.ts";
import { problemOf } from "./account-leaves.ts";
import type { AccountSpec } from "./account-spec.ts";
import { resolveAccount } from "./resolve-account.ts";

/** A tenant's stack, resolved. */
export interface TenantInAccount {
  readonly spec: TenantSpec;
  readonly blueprint: Blueprint;
}

/** Two files for one account would each make what the account can have once. Each gets a problem, so that either may be looked at alone. */
export function checkAccounts(accounts: readonly AccountSpec[]): Problem[] {
  const sameId = Map.groupBy(accounts, ({ cloud, id }) => `${cloud} ${id}`).values();
  const problems = [...sameId].flatMap((group) =>
    group.length === 1
      ? []
      : group.map((spec) => {
          const other = group.find((each) => each !== spec) ?? spec;
          const message = `got ${spec.id}, which ${other.source.file} names too, expected one file per account; remove one of them`;
          return problemOf(spec, "account-duplicate", "id", message);
        }),
  );
  return sortProblems(problems);
}

/**
 * Warnings about tenants and the baselines of their accounts.
 * @param accounts every account file that can be used
 */
export function checkTenantAccounts(
  tenants: readonly TenantInAccount[],
  accounts: readonly AccountSpec[],
): readonly Problem[] {
  return tenants.flatMap(({ spec, blueprint }) => {
    const { cloud, account, environment } = blueprint.stack;
    const own =
      spec.environments[environment]?.account === undefined ? "account" : `environments.${environment}.account`;
    const found = accounts.find((each) => each.cloud === cloud && each.id === account);
    return found === undefined ? withoutBaseline(spec, blueprint, own) : shortfalls(spec, blueprint, own, found);
  });
}

/** A shared account may be looked after elsewhere; one of the tenant's own nobody else looks after. */
function withoutBaseline(spec: TenantSpec, { stack }: Blueprint, path: string): readonly Problem[] {
  if (stack.isolation !== "dedicated-account") return [];
  const message =
    `got ${stack.account}, expected an account with a baseline (threat detection, trail, hardening), since ${spec.tenant} has it to itself; ` +
    `describe it in stacks/accounts/${spec.tenant}.yaml and bring up ${accountStackName(spec.tenant)}`;
  return [tenantProblem(spec, "account-baseline", path, message)];
}

function shortfalls(spec: TenantSpec, blueprint: Blueprint, path: string, account: AccountSpec): readonly Problem[] {
  const { stack, audit } = blueprint;
  const { baseline } = resolveAccount(account).blueprint;
  const problems: Problem[] = [];
  const warn = (at: string, message: string): void => {
    problems.push(tenantProblem(spec, "account-baseline", at, message));
  };
  const unguarded = [stack.region, stack.standbyRegion].filter(
    (region) => region !== undefined && !baseline.guardedRegions.includes(region),
  );
  if (unguarded.length > 0) {
    const all = baseline.guardedRegions;
    warn(
      path,
      `got ${stack.account}, whose baseline guards ${listOf(all)}, expected ${listOf(unguarded.flatMap((region) => region ?? []))} too; add it to regions in ${account.source.file}`,
    );
  }
  if (audit.trail === "account" && audit.retentionDays > baseline.audit.retentionDays)
    warn(
      path,
      `got ${stack.account}, whose record is kept ${baseline.audit.retentionDays} days, expected ${audit.retentionDays} days as tenant ${spec.tenant} was promised; ` +
        `set audit.retentionDays in ${account.source.file}, or name the tenant's frameworks there`,
    );
  return problems;
}
