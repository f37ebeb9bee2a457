/** What only one cloud cannot keep: refused before anything is made, at what the tenant wrote, or met by another mechanism. */
import assert from "node:assert/strict";
import { cloudConstraints } from "../../tiers/cloud-constraints.ts";
import type { Environment } from "../../tiers/vocabulary.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";
import { assertRefused, resolveSample } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

const PEOPLE = "owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example";
const CLOUDS = {
  aws: {},
  azure: { cloud: "azure", region: "westeurope", account: "11111111-2222-3333-4444-555555555555" },
  gcp: { cloud: "gcp", region: "europe-west1", account: "acme-production" },
} as const;
type CloudName = keyof typeof CLOUDS;

const on = (cloud: CloudName, lines: Lines = {}): Lines => ({ ...CLOUDS[cloud], ...lines });
const channels = (list: string): Lines => ({ contacts: `{ ${PEOPLE}, channels: { ${list} } }` });
const SMS = "sms: { secretRef: acme/numbers }";
const PAGER = "pagerduty: { secretRef: acme/pager }";
const NO_SMS =
  "expected no sms on azure (fact az.sms: telephone numbers for text messages: written in clear into the action group)";

/** Leaf of a stack: value, and what spoke. */
function leaf(lines: Lines, path: string, environment: Environment = "production") {
  const found = resolveSample(lines, environment).decisions.find((decision) => decision.path === path);
  assert.ok(found, path);
  return { value: found.value, sources: found.steps.map(({ source }) => source), last: found.steps.at(-1)?.note };
}

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

describe("an audit record on Azure", () => {
  const path = "objects.buckets";
  const bucketsOf = (lines: Lines) => resolveSample(lines).blueprint.objects.buckets.map(({ name }) => name);
  const kept = (days: number, more = ""): Lines => ({ overrides: `{ audit: { retentionDays: ${days} }${more} }` });

  it(`gets the bucket for evidence from 731 days on, since a workspace keeps 730 (${path})`, () => {
    assert.deepEqual(bucketsOf(on("azure", kept(730))), ["data", "archive"]);
    assert.deepEqual(bucketsOf(on("azure", kept(731))), ["data", "archive", "audit"]);
    assert.deepEqual(bucketsOf(on("aws", kept(731))), ["data", "archive"]);
    assert.deepEqual(bucketsOf(on("gcp", kept(731))), ["data", "archive"]);
  });

  it("is refused where the tenant wants it longer and no bucket for it", () => {
    assertRefused(on("azure", kept(731, ", objects: { auditBucket: false }")), [
      [
        "constraint",
        "acme.yaml:10:69: overrides.objects.auditBucket: got false, expected true for promise of 731 days of audit (beyond 730 days only the lockable bucket keeps it, fact az.logs.retention); write true, or lower audit.retentionDays to at most 730",
      ],
    ]);
  });
});

describe("logs that are kept longer than the service keeps any", () => {
  const days = (count: number): Lines => ({
    tier: "enterprise",
    overrides: `{ monitoring: { logRetentionDays: ${count} } }`,
  });
  const at = "acme.yaml:10:46: overrides.monitoring.logRetentionDays: got";

  it("are refused with the nearest feasible, and taken at the limit", () => {
    assertRefused(on("azure", days(731)), [
      [
        "infeasible",
        `${at} 731 days, expected at most 730 days on azure (fact az.logs.retention: records that can be searched in a workspace); write 730 days, the nearest feasible`,
      ],
    ]);
    assertRefused(on("gcp", days(3651)), [
      [
        "infeasible",
        `${at} 3651 days, expected at most 3650 days on gcp (fact g.logs.retention: records in a log bucket); write 3650 days, the nearest feasible`,
      ],
    ]);
    for (const [cloud, most] of [
      ["aws", 3653],
      ["azure", 730],
      ["gcp", 3650],
    ] as const)
      assertRefused(on(cloud, days(most)), []);
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

describe("two years of metrics", () => {
  const enterprise = (cloud: CloudName): Lines => on(cloud, { tier: "enterprise", ...channels(PAGER) });
  const daysOf = (lines: Lines) => {
    const { metricsRetentionDays, serviceMetricsDays, prometheus } = resolveSample(lines).blueprint.monitoring;
    return [metricsRetentionDays, serviceMetricsDays, prometheus?.retentionDays];
  };

  it("are what each cloud makes of them: asked, of its own services, of the cluster", () => {
    assert.deepEqual(daysOf(enterprise("aws")), [730, 455, 730]);
    assert.deepEqual(daysOf(enterprise("azure")), [547, 93, 547]);
    assert.deepEqual(daysOf(enterprise("gcp")), [730, 730, 730]);
    assert.deepEqual(daysOf(on("aws", { tier: "standard" })), [30, 455, undefined]);
    assert.deepEqual(daysOf(on("azure", { tier: "premium" })), [90, 93, 547]);
    assert.deepEqual(daysOf({ tier: "free" }), [15, undefined, undefined]);
  });

  it("say in explain who keeps them, and what ends earlier", () => {
    assert.deepEqual(leaf(enterprise("aws"), "monitoring.metricsRetentionDays"), {
      value: 730,
      sources: ["tier enterprise", "fact amp.retention.max"],
      last: "kept for the cluster's numbers; those of the cloud's services end after 455 days, fact cw.metrics.retention",
    });
    assert.deepEqual(leaf(enterprise("azure"), "monitoring.metricsRetentionDays"), {
      value: 547,
      sources: ["tier enterprise", "fact az.prometheus.retention", "fact az.prometheus.retention"],
      last: "kept for the cluster's numbers; those of the cloud's services end after 93 days, fact az.metrics.retention",
    });
    assert.deepEqual(leaf(enterprise("azure"), "monitoring.serviceMetricsDays"), {
      value: 93,
      sources: ["tier enterprise", "fact az.prometheus.retention", "fact az.metrics.retention"],
      last: "the cloud's own rule: less than is asked; export what must last",
    });
    assert.deepEqual(leaf(enterprise("gcp"), "monitoring.metricsRetentionDays").sources, ["tier enterprise"]);
  });

  it("are refused where a tenant asks for more than anything keeps", () => {
    const asking = (days: number): Lines => ({ overrides: `{ monitoring: { metricsRetentionDays: ${days} } }` });
    assertRefused({ ...enterprise("azure"), ...asking(548) }, [
      [
        "infeasible",
        "acme.yaml:10:50: overrides.monitoring.metricsRetentionDays: got 548 days, expected at most 547 days on azure (fact az.prometheus.retention: numbers in a Managed Prometheus workspace); write 547 days, the nearest feasible",
      ],
    ]);
    assertRefused(on("azure", { tier: "standard", ...asking(94) }), [
      [
        "infeasible",
        "acme.yaml:10:50: overrides.monitoring.metricsRetentionDays: got 94 days, expected at most 93 days on azure without a cluster (fact az.metrics.retention: numbers of the cloud's own services); write 93 days, or choose a tier with a cluster, whose numbers Managed Prometheus keeps",
      ],
    ]);
    assertRefused(on("azure", { tier: "standard", ...asking(93) }), []);
    assertRefused(on("aws", { tier: "standard", ...asking(180) }), []);
  });
});

describe("the limits of AWS Backup", () => {
  it("decide how long and how often a vault copies, and explain says so", () => {
    assert.deepEqual(leaf({}, "backup.plans.objects.continuous"), {
      value: true,
      sources: ["tier premium", "derived", "fact backup.continuous.max"],
      last: "continuous backup is kept 35 days at most",
    });
    assert.deepEqual(leaf({}, "backup.plans.database.continuous"), {
      value: false,
      sources: ["derived", "fact backup.frequency.min"],
      last: "shortest time between two copies in a vault: 60 minutes, so the recovery point is the database's own backup's",
    });
    assert.deepEqual(leaf(on("gcp"), "backup.plans.database.continuous").sources, ["derived"]);
    assert.deepEqual(leaf({ tier: "standard" }, "backup.plans.objects.continuous"), {
      value: false,
      sources: ["tier standard", "derived"],
      last: "any moment can be restored",
    });
  });

  it("bound what a tenant may ask for, as those of the database do", () => {
    assert.deepEqual(
      cloudConstraints("aws").flatMap((each) =>
        each.setting === "backup.retentionDays" && "max" in each ? [[each.max, each.source, each.note]] : [],
      ),
      [
        [35, "fact aurora.backup.retention", "automated backup retention"],
        [35, "fact backup.continuous.max", "continuous backup is kept"],
      ],
    );
  });
});
