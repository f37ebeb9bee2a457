/** What resolve refuses because a cloud would: found before the first resource, and shown at what the tenant wrote. */
import assert from "node:assert/strict";
import { assertRefused, problemsOf, resolveSample } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

describe("a role of people that needs a second factor", () => {
  const trusting = (trust: string): Lines => ({ workloads: `{ admin: { trust: ${trust} } }` });
  const why =
    "expected principals only: people need a second factor (identity.multiFactorForHumans, tier premium), and AWS can ask only its own principals for one; remove them, and name a role or user of the account";

  it("is refused to issuers and service accounts, each where it is written", () => {
    const issuer = "{ issuer: https://login.acme.example, subject: ada, audience: aws }";
    const accounts = "[{ namespace: ops, name: console }, { namespace: ops, name: cli }]";
    assertRefused(trusting(`{ tokenIssuers: [${issuer}], serviceAccounts: ${accounts} }`), [
      ["constraint", `acme.yaml:10:32: workloads.admin.trust.tokenIssuers: got 1 token issuer, ${why}`],
      ["constraint", `acme.yaml:10:117: workloads.admin.trust.serviceAccounts: got 2 service accounts, ${why}`],
    ]);
  });

  it("is open to principals, and every role of a program to issuers and service accounts", () => {
    const accounts = "{ serviceAccounts: [{ namespace: studio, name: web }] }";
    assert.deepEqual(problemsOf(trusting('{ principals: ["arn:aws:iam::111122223333:role/administrators"] }')), []);
    assert.deepEqual(problemsOf({ workloads: `{ app: { trust: ${accounts} }, backup: { trust: ${accounts} } }` }), []);
  });
});

describe("the move to the infrequent-access class", () => {
  const objects = (settings: string): Lines => ({ overrides: `{ objects: ${settings} }` });
  const path = "acme.yaml:10:52: overrides.objects.infrequentAccessAfterDays";

  it("is refused within 30 days before the archive where the tenant wrote it", () => {
    assertRefused(objects("{ infrequentAccessAfterDays: 336 }"), [
      [
        "constraint",
        `${path}: got 336 days, expected at most 335 days: 30 days in the infrequent-access class before objects.archiveAfterDays 365; lower it, or raise objects.archiveAfterDays to at least 366`,
      ],
    ]);
    assertRefused(objects("{ infrequentAccessAfterDays: 30, archiveAfterDays: 40 }"), [
      [
        "constraint",
        `${path}: got 30 days, expected 0 for never: 30 days in the infrequent-access class before objects.archiveAfterDays 40; lower it, or raise objects.archiveAfterDays to at least 60`,
      ],
    ]);
  });

  it("is kept at exactly 30 days before, without an archive, and left out where a default would be too late", () => {
    const moves = (settings: string): unknown =>
      resolveSample(objects(settings)).blueprint.objects.buckets.map((bucket) => [
        bucket.name,
        bucket.infrequentAccessAfterDays,
        bucket.archiveAfterDays,
      ]);
    assert.deepEqual(moves("{ infrequentAccessAfterDays: 335 }"), [
      ["data", 335, undefined],
      ["archive", 335, 365],
    ]);
    assert.deepEqual(moves("{ infrequentAccessAfterDays: 336, archiveAfterDays: 0 }"), [
      ["data", 336, undefined],
      ["archive", 336, undefined],
    ]);
    assert.deepEqual(moves("{ archiveAfterDays: 119 }"), [
      ["data", 90, undefined],
      ["archive", undefined, 119],
    ]);
  });
});

describe("the allow-list for outgoing connections", () => {
  const list = (blocks: readonly string[]): Lines => ({
    overrides: `{ network: { egress: allow-list, egressAllowList: [${blocks.join(", ")}] } }`,
  });
  const path = "acme.yaml:10:45: overrides.network.egressAllowList";

  it("is refused for blocks that a route or a security group would not take as they are written", () => {
    assertRefused(list(["198.51.100.7/24", "203.0.113.0/24", "203.0.113.0/24", "10.20.1.0/24"]), [
      [
        "address-overlap",
        `${path}: got 10.20.1.0/24, expected blocks outside the stack's own 10.20.0.0/20, which is always reachable; remove it`,
      ],
      ["address-block", `${path}: got 198.51.100.7/24, expected the first address of a block; write 198.51.100.0/24`],
      ["duplicate-value", `${path}: got 203.0.113.0/24, expected it once; remove it`],
    ]);
  });

  it("is refused where it lets everything through", () => {
    assertRefused(list(["0.0.0.0/1", "128.0.0.0/1", "64.0.0.0/8"]), [
      [
        "address-block",
        `${path}: got 0.0.0.0/1, expected blocks of /8 and longer, which leave something out; name what is needed`,
      ],
      [
        "address-block",
        `${path}: got 128.0.0.0/1, expected blocks of /8 and longer, which leave something out; name what is needed`,
      ],
    ]);
  });

  it("has at most as many blocks as a security group has room for", () => {
    const blocks = Array.from({ length: 59 }, (_, index) => `198.51.${index}.0/24`);
    assert.deepEqual(problemsOf(list(blocks.slice(0, 58))), []);
    assertRefused(list(blocks), [
      [
        "infeasible",
        `${path}: got 59 blocks, expected at most 58 (fact vpc.sgRules); join neighbouring blocks to wider ones`,
      ],
    ]);
  });
});

describe("a connection pooler", () => {
  const withoutCopies = "backup: { crossRegionCopies: false }";

  it("is refused in a region that has none, unless the tenant does without", () => {
    assertRefused({ region: "ap-southeast-6", overrides: `{ ${withoutCopies} }` }, [
      [
        "infeasible",
        "database.proxy: got true, expected false in ap-southeast-6, where AWS offers no pooler (fact rds.proxy.without); set database.proxy to false, or choose another region",
      ],
    ]);
    const { database } = resolveSample({
      region: "ap-southeast-6",
      overrides: `{ ${withoutCopies}, database: { proxy: false } }`,
    }).blueprint;
    assert.equal(database.proxy, undefined);
  });
});

describe("access logs", () => {
  it("lie under the key for audit alone, and under none where requests are not kept", () => {
    const under = (lines: Lines): readonly string[] =>
      resolveSample(lines)
        .blueprint.keys.keys.filter(({ encryptsAccessLogs }) => encryptsAccessLogs)
        .map(({ purpose }) => purpose);
    assert.deepEqual(under({}), ["audit"]);
    assert.deepEqual(under({ tier: "free" }), []);
  });
});
