import assert from "node:assert/strict";
import { checkAccounts, checkTenantAccounts } from "../../../tiers/account/tenant-accounts.ts";
import { parseAccount } from "../../../tiers/account/parse-account.ts";
import { formatProblem } from "../../../tiers/problem.ts";
import { accountSpec, accountText } from "./account-texts.ts";
import { tenantStack } from "./tenant-stacks.ts";

const TENANT = "stacks/tenants/acme.yaml";
const ACCOUNT = "stacks/accounts/acme.yaml";

function warnings(
  change: Parameters<typeof accountSpec>[0],
  tier = "premium",
  more: readonly string[] = [],
): readonly string[] {
  return checkTenantAccounts([tenantStack(tier, more)], [accountSpec(change)]).map(formatProblem);
}

describe("account files together", () => {
  it("are one per account, each of two told of the other", () => {
    const twin = parseAccount(accountText({ "account:": "account: twin" }), "stacks/accounts/twin.yaml");
    assert.deepEqual(checkAccounts([accountSpec(), twin]).map(formatProblem), [
      `${ACCOUNT}:3:5: id: got 111122223333, which stacks/accounts/twin.yaml names too, expected one file per account; remove one of them`,
      `stacks/accounts/twin.yaml:3:5: id: got 111122223333, which ${ACCOUNT} names too, expected one file per account; remove one of them`,
    ]);
    assert.deepEqual(checkAccounts([accountSpec()]), []);
  });
});

describe("a tenant and its account", () => {
  it("fit where the baseline guards its regions and keeps its record", () => {
    assert.deepEqual(warnings({}), []);
  });

  it("need no baseline file where the account is shared", () => {
    assert.deepEqual(checkTenantAccounts([tenantStack("premium")], []), []);
  });

  it("need one where the tenant has it to itself, and are told how to get it", () => {
    assert.deepEqual(checkTenantAccounts([tenantStack("enterprise")], []).map(formatProblem), [
      `${TENANT}:7:10: account: got 111122223333, expected an account with a baseline (threat detection, trail, hardening), since acme has it to itself; describe it in stacks/accounts/acme.yaml and bring up account-acme`,
    ]);
  });

  it("do not fit where a region of the tenant is not guarded", () => {
    assert.deepEqual(warnings({ "regions:": undefined }), [
      `${TENANT}:7:10: account: got 111122223333, whose baseline guards eu-west-1, expected eu-central-1 too; add it to regions in ${ACCOUNT}`,
    ]);
  });

  it("do not fit where the account's record is kept shorter than the tenant was promised", () => {
    assert.deepEqual(warnings({}, "premium", ["overrides: { audit: { retentionDays: 730 } }"]), [
      `${TENANT}:7:10: account: got 111122223333, whose record is kept 365 days, expected 730 days as tenant acme was promised; set audit.retentionDays in ${ACCOUNT}, or name the tenant's frameworks there`,
    ]);
    assert.deepEqual(
      warnings({ "audit:": "audit: { retentionDays: 730 }" }, "premium", [
        "overrides: { audit: { retentionDays: 730 } }",
      ]),
      [],
    );
  });
});
