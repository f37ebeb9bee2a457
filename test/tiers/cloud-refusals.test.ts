/** What only one cloud cannot keep: refused before anything is made, at what the tenant wrote, or met by another mechanism. */
import assert from "node:assert/strict";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";
import { channels, leaf, on, PAGER, PEOPLE } from "./cloud-samples.ts";
import { assertRefused, resolveSample, type Lines } from "./sample-tenants.ts";

const SMS = "sms: { secretRef: acme/numbers }";
const NO_SMS =
  "expected no sms on azure (fact az.sms: telephone numbers for text messages: written in clear into the action group)";

describe("text messages on Azure", () => {
  it("are refused at the channel that the tenant gives", () => {
    assertRefused(on("azure", { tier: "enterprise", ...channels(`${PAGER}, ${SMS}`) }), [
      [
        "infeasible",
        `acme.yaml:7:157: contacts.channels.sms: got acme/numbers, ${NO_SMS}; remove it, and name contacts.channels.pagerduty, which sends text messages too`,
      ],
    ]);
  });

  it("are no channel that reaches anybody, and are no longer offered as one", () => {
    assertRefused(on("azure", { tier: "enterprise", contacts: `{ ${PEOPLE} }` }), [
      [
        "missing-key",
        "acme.yaml:7:1: contacts.channels.pagerduty: got none, expected at least one of pagerduty, webhook or slack for tier enterprise, whose critical alerts must reach a person at any hour; add contacts.channels.pagerduty: { secretRef: <scope/name> }, or set monitoring.channels to [email]",
      ],
    ]);
    assertRefused(
      on("azure", {
        tier: "enterprise",
        ...channels(PAGER),
        overrides: "{ monitoring: { channels: [pagerduty, sms] } }",
      }),
      [
        [
          "infeasible",
          `acme.yaml:7:107: contacts.channels.sms: got none, ${NO_SMS}; take sms out of monitoring.channels, and name contacts.channels.pagerduty, which sends text messages too`,
        ],
      ],
    );
  });

  it("are sent on AWS and Google Cloud", () => {
    for (const cloud of ["aws", "gcp"] as const) assertRefused(on(cloud, { tier: "enterprise", ...channels(SMS) }), []);
  });
});

describe("token issuers", () => {
  const CI = "issuer: https://ci.acme.example, audience: leasehold";
  const trust = (issuers: readonly string[]): Lines => ({
    workloads: `{ app: { trust: { tokenIssuers: [${issuers.join(", ")}] } } }`,
  });
  const errors = (lines: Lines): readonly string[] => {
    try {
      resolveSample(lines);
    } catch (error) {
      if (error instanceof InvalidInput) return error.problems.map(formatProblem);
      throw error;
    }
    return [];
  };

  it("need the whole subject, on every cloud: it is compared letter by letter", () => {
    for (const cloud of ["aws", "azure", "gcp"] as const)
      assert.deepEqual(errors(on(cloud, trust([`{ ${CI}, subject: "repository:acme/*" }`]))), [
        'acme.yaml:10:110: workloads.app.trust.tokenIssuers[0].subject: got "repository:acme/*", expected the whole subject, since it is compared letter by letter; name each one',
      ]);
  });

  it("are twenty at most on Azure", () => {
    const many = (count: number) =>
      trust(Array.from({ length: count }, (_, index) => `{ ${CI}, subject: ci-${index} }`));
    assert.deepEqual(errors(on("azure", many(20))), []);
    assert.deepEqual(errors(on("azure", many(21))), [
      "acme.yaml:10:30: workloads.app.trust.tokenIssuers: got 21 token issuers, expected at most 20 on azure (fact az.federatedCredentials: token issuers that an identity can trust); let one subject stand for several",
    ]);
    assert.deepEqual(errors(on("gcp", many(21))), []);
  });
});

describe("a role of people on Azure and Google Cloud", () => {
  const admin = (trust: string): Lines => ({ workloads: `{ admin: { trust: ${trust} } }` });
  const POD = "{ serviceAccounts: [{ namespace: ops, name: console }] }";
  const GROUP = "0f9e8d7c-6b5a-4039-8271-605f4e3d2c1b";
  const asked = "people need a second factor (identity.multiFactorForHumans, tier premium)";

  it("is refused to what the directory asks for no second factor", () => {
    assertRefused(on("azure", admin(POD)), [
      [
        "constraint",
        `acme.yaml:10:32: workloads.admin.trust.serviceAccounts: got 1 service account, expected principals only: ${asked}, and Azure's directory asks people, not tokens of others or pods; remove them, and name a user or group of the directory`,
      ],
    ]);
    const robot = "serviceAccount:deploy@acme-ci.iam.gserviceaccount.com";
    assertRefused(on("gcp", admin(`{ principals: ["group:ops@acme.example", "${robot}"] }`)), [
      [
        "constraint",
        `acme.yaml:10:71: workloads.admin.trust.principals[1]: got ${robot}, expected users and groups only: ${asked}, and Google Cloud's directory asks people, not programs, tokens of others or pods; remove them, and name user: or group: with an address`,
      ],
    ]);
  });

  it("is open to people, with the word that the directory must ask them", () => {
    const warned = (lines: Lines) => resolveSample(lines).warnings.map(formatProblem);
    assert.deepEqual(warned(on("azure", admin(`{ principals: [${GROUP}] }`))), [
      "acme.yaml:10:32: workloads.admin.trust.principals: got 1 principal, whose second factor no stack can ask for on azure (fact az.mfa): conditional access of the directory asks for it; see that it does",
    ]);
    assert.deepEqual(warned(on("gcp", admin('{ principals: ["user:ada@acme.example", "group:ops@acme.example"] }'))), [
      "acme.yaml:10:32: workloads.admin.trust.principals: got 2 principals, whose second factor no stack can ask for on gcp (fact g.mfa): two-step verification of the directory asks for it; see that it does",
    ]);
    assert.deepEqual(warned(admin('{ principals: ["arn:aws:iam::111122223333:role/ops"] }')), []);
    assert.deepEqual(leaf(on("gcp"), "identity.multiFactorForHumans"), {
      value: true,
      sources: ["tier premium", "fact g.mfa"],
      last: "two-step verification of the directory asks for it, not the stack",
    });
  });
});
