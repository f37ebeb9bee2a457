import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planAccount, writeAccount } from "../../cli/new-account.ts";
import { accountNames, baselineOf, readAccount } from "../../stacks/account-files.ts";
import { ACCOUNTS_VARIABLE } from "../../tiers/input-folders.ts";
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
    const wishes = { residency: ["eu"] };
    assert.equal(planAccount(root, "zeta", stack("premium", "121212121212"), wishes), undefined);
    assert.equal(planAccount(root, "zeta", stack("enterprise", "111122223333"), wishes), undefined);
    const planned = planAccount(root, "zeta", stack("enterprise", "121212121212"), wishes);
    assert.ok(planned);
    assert.deepEqual([planned.file, planned.stack], ["accounts/zeta.yaml", "account-zeta"]);
    assert.deepEqual(
      planned.warnings.map(({ path }) => path),
      ["contacts.securityTelephone"],
    );
    assert.deepEqual(accountNames(root), ["acme"]);
    writeAccount(root, planned);
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
    assert.equal(planAccount(root, "zeta", stack("enterprise", "121212121212"), wishes), undefined);
    assert.throws(() => writeAccount(root, planned), /EEXIST/);
  });

  it("takes the telephone number of the security contact, and then has nothing to warn of", () => {
    const stack = { ...tenantStack("enterprise").blueprint.stack, account: "121212121212" };
    const telephone = "+353 1 555 0100";
    const planned = planAccount(root, "zeta", [stack], { residency: [], securityTelephone: telephone });
    assert.deepEqual(planned?.warnings, []);
    assert.equal(planned.text.split("\n").at(-2), `  securityTelephone: ${telephone}`);
    assert.throws(
      () => planAccount(root, "zeta", [stack], { residency: [], securityTelephone: "555" }),
      (error: unknown) => {
        assert.ok(error instanceof InvalidInput);
        assert.deepEqual(
          error.problems.map(({ path, message }) => `${path}: ${message}`),
          [
            'contacts.securityTelephone: got "555", expected a telephone number in quotes with its country code such as "+353 1 555 0100"; correct it',
          ],
        );
        return true;
      },
    );
  });
});
