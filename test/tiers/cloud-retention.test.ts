/** How long a cloud's own services keep records, numbers and copies: refused beyond it, met by another mechanism, or told. */
import assert from "node:assert/strict";
import { cloudConstraints } from "../../tiers/cloud-constraints.ts";
import { channels, leaf, on, PAGER, type CloudName } from "./cloud-samples.ts";
import { assertRefused, resolveSample, type Lines } from "./sample-tenants.ts";

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
