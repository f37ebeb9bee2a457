import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeAccount } from "../../cli/new-account.ts";
import { accountNames, ACCOUNTS_VARIABLE, baselineOf, readAccount } from "../../stacks/account-files.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";
import { accountText } from "../tiers/account/account-texts.ts";
import { tenantStack } from "../tiers/account/tenant-stacks.ts";

describe("the folder of account files", () => {
  let root: string;
  const before_ = process.env[ACCOUNTS_VARIABLE];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "accounts-"));
    mkdirSync(join(root, "accounts"));
    process.env[ACCOUNTS_VARIABLE] = "accounts";
    writeFileSync(join(root, "accounts", "acme.yaml"), accountText());
  });
  afterEach(() => {
    if (before_ === undefined) Reflect.deleteProperty(process.env, ACCOUNTS_VARIABLE);
    else process.env[ACCOUNTS_VARIABLE] = before_;
    rmSync(root, { recursive: true });
  });

  it("tells which baseline an account has, by cloud and id; a broken file is none", () => {
    assert.deepEqual(accountNames(root), ["acme"]);
    assert.equal(baselineOf(root, "aws", "111122223333"), "account-acme");
    assert.equal(baselineOf(root, "gcp", "111122223333"), undefined);
    assert.equal(baselineOf(root, "aws", "444455556666"), undefined);
    writeFileSync(join(root, "accounts", "acme.yaml"), accountText({ "region:": "region: nowhere" }));
    assert.equal(baselineOf(root, "aws", "111122223333"), undefined);
  });

  it("says which file is meant when there is none of that name", () => {
    assert.throws(
      () => readAccount(root, "acne"),
      (error: unknown) => {
        assert.ok(error instanceof InvalidInput);
        assert.deepEqual(error.problems.map(formatProblem), [
          "got account acne, expected one with a file (accounts/acne.yaml does not exist); did you mean account-acme?",
        ]);
        return true;
      },
    );
  });

  it("gets the file of a new tenant who has an account to itself, once and only then", () => {
    const stack = (tier: string, account: string) => [{ ...tenantStack(tier).blueprint.stack, account }];
    assert.equal(writeAccount(root, "zeta", stack("premium", "121212121212"), []), undefined);
    assert.equal(writeAccount(root, "zeta", stack("enterprise", "111122223333"), []), undefined);
    const written = writeAccount(root, "zeta", stack("enterprise", "121212121212"), ["eu"]);
    assert.deepEqual([written?.file, written?.stack], ["accounts/zeta.yaml", "account-zeta"]);
    assert.deepEqual(
      written?.warnings.map(({ path }) => path),
      ["contacts.securityTelephone"],
    );
    assert.equal(
      readFileSync(join(root, "accounts", "zeta.yaml"), "utf8"),
      [
        "# yaml-language-server: $schema=../../tiers/schema/account.schema.json",
        "account: zeta",
        "cloud: aws",
        "id: '121212121212'",
        "region: eu-west-1",
        "regions:",
        "  - eu-central-1",
        "frameworks:",
        "  - gdpr",
        "  - soc-2",
        "residency:",
        "  - eu",
        "contacts:",
        "  owner: platform@acme.example",
        "  security: security@acme.example",
        "",
      ].join("\n"),
    );
    assert.equal(writeAccount(root, "zeta", stack("enterprise", "121212121212"), []), undefined);
  });
});
