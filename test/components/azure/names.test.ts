/** Names that all of Azure shares: legal and distinct whatever the tenant is called. */
import assert from "node:assert/strict";
import { storageAccountName, vaultName } from "../../../components/azure/names.ts";

const account = "11111111-2222-4333-8444-555566667777";
const STACKS = ["acme-production", "abc-test", "a-very-long-tenant-name-x-disaster-recovery"];

describe("names of storage accounts", () => {
  it("are 3 to 24 lower-case letters and digits, whatever the stack is called", () => {
    const names = STACKS.flatMap((name) =>
      ["data", "archive", "flowlogs", "access-logs"].map((key) => storageAccountName({ name, account }, key)),
    );
    for (const name of names) assert.match(name, /^[a-z0-9]{3,24}$/);
    assert.equal(new Set(names).size, 12);
  });

  it("differ where only the cut part of the stack, or the subscription, differs", () => {
    const of = (name: string, id = account) => storageAccountName({ name, account: id }, "data");
    const names = [
      of("a-very-long-tenant-name-x-production"),
      of("a-very-long-tenant-name-y-production"),
      of("a-very-long-tenant-name-x-production", account.replace("1", "2")),
    ];
    assert.equal(new Set(names).size, 3);
  });
});

describe("names of key vaults", () => {
  it("are 3 to 24 letters, digits and single hyphens, and end in what no other vault has", () => {
    for (const name of STACKS) {
      const vault = vaultName({ name }, "0123abcd");
      assert.match(vault, /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,22}[a-z0-9]$/);
      assert.ok(vault.endsWith("-0123abcd"));
    }
    assert.equal(vaultName({ name: "acme-production" }, "0123abcd"), "acme-production-0123abcd");
  });
});
