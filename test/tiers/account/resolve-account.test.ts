import assert from "node:assert/strict";
import { parseAccountFloors } from "../../../tiers/account/account-floors.ts";
import type { AccountFloors } from "../../../tiers/account/account-floors.ts";
import { resolveAccount } from "../../../tiers/account/resolve-account.ts";
import { formatProblem } from "../../../tiers/problem.ts";
import { accountSpec, problemsOf } from "./account-texts.ts";

const FILE = "stacks/accounts/acme.yaml";
const FLOORS: AccountFloors = {
  schema: 1,
  account: "111122223333",
  region: "eu-west-1",
  auditRetentionDays: 365,
  lockMode: "governance",
};

describe("resolving an account", () => {
  it("gives the complete blueprint", () => {
    assert.deepEqual(resolveAccount(accountSpec()).blueprint, {
      stack: {
        name: "account-acme",
        accountName: "acme",
        cloud: "aws",
        region: "eu-west-1",
        account: "111122223333",
        jurisdiction: "eu",
        frameworks: ["gdpr", "soc-2"],
        deletionProtection: true,
        fipsEndpoints: false,
        contacts: { owner: "platform@acme.example", security: "security@acme.example" },
      },
      labels: {
        tenant: "account",
        tier: "account-baseline",
        environment: "acme",
        region: "eu-west-1",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
      },
      baseline: {
        guardedRegions: ["eu-west-1", "eu-central-1"],
        key: { rotationDays: 365, deletionWindowDays: 30 },
        audit: { retentionDays: 365, lockMode: "governance", searchableDays: 90 },
        detection: { repeatMinutes: 15, leastSeverity: "medium", snapshotHours: 24 },
        passwords: { minimumLength: 14, maximumAgeDays: 90, remembered: 24 },
        scope: "account",
        securityContact: { email: "security@acme.example", telephone: "+353 1 555 0100" },
      },
    });
  });

  it("keeps the record as long as the strictest framework asks, and says which", () => {
    const retention = (frameworks: string) => {
      const { blueprint, decisions } = resolveAccount(accountSpec({ "frameworks:": frameworks }));
      const { steps = [] } = decisions.find(({ path }) => path === "baseline.audit.retentionDays") ?? {};
      return [
        blueprint.baseline.audit.retentionDays,
        ...steps.map(({ source, value }) => `${source} ${String(value)}`),
      ];
    };
    assert.deepEqual(retention("frameworks: []"), [365, "derived 365"]);
    assert.deepEqual(retention("frameworks: [soc-2, hipaa]"), [2190, "derived 365", "framework hipaa 2190"]);
    assert.deepEqual(retention("frameworks: [sox, hipaa]"), [
      2555,
      "derived 365",
      "framework hipaa 2190",
      "framework sox 2555",
    ]);
  });

  it("lets a wish lengthen the record, never shorten it", () => {
    const hipaa = { "frameworks:": "frameworks: [hipaa]" };
    const longer = accountSpec({ ...hipaa, "audit:": "audit: { retentionDays: 2191 }" });
    assert.equal(resolveAccount(longer).blueprint.baseline.audit.retentionDays, 2191);
    const shorter = accountSpec({ ...hipaa, "audit:": "audit: { retentionDays: 2189 }" });
    assert.deepEqual(
      problemsOf(() => resolveAccount(shorter)),
      [
        `constraint ${FILE}:11:25: audit.retentionDays: got 2189, expected at least 2190 days for framework hipaa; raise it, or remove what asks for more`,
      ],
    );
  });

  it("lies where residency and frameworks let it, in every region", () => {
    const american = { "region:": "region: us-east-1", "regions:": "regions: [eu-west-1]" };
    assert.deepEqual(
      problemsOf(() => resolveAccount(accountSpec(american))),
      [
        `residency ${FILE}:4:9: region: got us-east-1 in us, expected a region in eu for framework gdpr; choose another, or list other jurisdictions in residency`,
      ],
    );
    assert.deepEqual(
      problemsOf(() => resolveAccount(accountSpec({ ...american, "residency:": "residency: [eu, us]" }))),
      [],
    );
    const gov = { "frameworks:": "frameworks: [fedramp]", "region:": "region: us-east-1", "regions:": undefined };
    assert.deepEqual(
      problemsOf(() => resolveAccount(accountSpec({ "frameworks:": "frameworks: [fedramp]" }))),
      [
        `residency ${FILE}:4:9: region: got eu-west-1 in eu, expected a region in us or us-gov for framework fedramp; choose another, or remove framework fedramp`,
        `residency ${FILE}:5:11: regions[0]: got eu-central-1 in eu, expected a region in us or us-gov for framework fedramp; choose another, or remove framework fedramp`,
      ],
    );
    assert.deepEqual(
      problemsOf(() => resolveAccount(accountSpec(gov))),
      [],
    );
  });

  it("calls only FIPS endpoints where a framework asks for them", () => {
    const gov = accountSpec({
      "region:": "region: us-gov-west-1",
      "regions:": "regions: [us-gov-east-1]",
      "frameworks:": "frameworks: [fedramp]",
    });
    const { stack } = resolveAccount(gov).blueprint;
    assert.deepEqual([stack.fipsEndpoints, stack.jurisdiction], [true, "us-gov"]);
  });

  it("covers the organization where it is asked to", () => {
    const management = accountSpec({ "organizationTrail:": "organizationTrail: true" });
    assert.equal(resolveAccount(management).blueprint.baseline.scope, "organization");
  });

  it("registers no contact with AWS without a telephone number, and warns", () => {
    const { blueprint, warnings } = resolveAccount(accountSpec({ "securityTelephone:": undefined }));
    assert.equal(blueprint.baseline.securityContact, undefined);
    assert.deepEqual(warnings.map(formatProblem), [
      `${FILE}:7:1: contacts.securityTelephone: got nothing, expected the telephone number of the security contact: AWS registers none without it and would call the account's owner; add contacts.securityTelephone`,
    ]);
    assert.deepEqual(resolveAccount(accountSpec()).warnings, []);
  });

  it("needs no telephone number on other clouds", () => {
    const { blueprint, warnings } = resolveAccount(
      accountSpec({
        "cloud:": "cloud: gcp",
        "id:": "id: acme-production",
        "region:": "region: europe-west1",
        "regions:": undefined,
        "securityTelephone:": undefined,
      }),
    );
    assert.deepEqual(blueprint.baseline.securityContact, { email: "security@acme.example" });
    assert.deepEqual(warnings, []);
  });
});

describe("the floors of an account", () => {
  it("are what its blueprint says, and come back from the output as they were", () => {
    const { floors } = resolveAccount(accountSpec());
    assert.deepEqual(floors, FLOORS);
    assert.deepEqual(parseAccountFloors(JSON.parse(JSON.stringify(floors))), FLOORS);
  });

  it("hold retention and lock", () => {
    const { audit } = resolveAccount(accountSpec(), { ...FLOORS, auditRetentionDays: 2190, lockMode: "compliance" })
      .blueprint.baseline;
    assert.deepEqual([audit.retentionDays, audit.lockMode], [2190, "compliance"]);
  });

  it("let nobody lengthen a locked log bucket of Google Cloud", () => {
    const project = {
      "cloud:": "cloud: gcp",
      "id:": "id: acme-production",
      "region:": "region: europe-west1",
      "regions:": undefined,
      "audit:": "audit: { retentionDays: 400, lockMode: compliance }",
    };
    const floors: AccountFloors = {
      ...FLOORS,
      account: "acme-production",
      region: "europe-west1",
      lockMode: "compliance",
    };
    assert.deepEqual(
      problemsOf(() => resolveAccount(accountSpec(project), floors)),
      [
        `floor ${FILE}:10:25: audit.retentionDays: got 400, expected 365 days as at an earlier up: Google Cloud lets nobody change the retention of a locked log bucket; write 365, or use another project`,
      ],
    );
    assert.deepEqual(
      problemsOf(() => resolveAccount(accountSpec(project), { ...floors, auditRetentionDays: 400 })),
      [],
    );
  });

  it("refuse another account and another home region", () => {
    assert.deepEqual(
      problemsOf(() => resolveAccount(accountSpec(), { ...FLOORS, account: "444455556666", region: "eu-west-3" })),
      [
        `floor ${FILE}:3:5: id: got 111122223333, expected 444455556666 as at the first up: the records lie there; write 444455556666, or another account file`,
        `floor ${FILE}:4:9: region: got eu-west-1, expected eu-west-3 as at the first up: the records lie there; write eu-west-3, or another account file`,
      ],
    );
  });

  it("are refused when somebody else wrote them", () => {
    assert.deepEqual(
      problemsOf(() => parseAccountFloors({ ...FLOORS, schema: 2 })),
      [
        "floor floors: got an output that is not floors of an account of schema 1 (schema: invalid input: expected 1), expected what an earlier up wrote; use the version of Leasehold that wrote it, or restore the stack's state from before it was changed by hand",
      ],
    );
  });
});
