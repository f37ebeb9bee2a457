import assert from "node:assert/strict";
import type { Blueprint } from "../../../tiers/blueprint.ts";
import { find, inputsWithout, ofType } from "../../harness/aws-recording.ts";
import { recordMonitoring, sampleBlueprint } from "../../harness/recorded-operations.ts";
import type { Recording } from "../../harness/recorded-registrations.ts";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

function counts(recording: Recording<unknown>): Readonly<Record<string, number>> {
  const kinds = [
    "MetricAlarm",
    "CompositeAlarm",
    "LogMetricFilter",
    "EventRule",
    "Topic",
    "TopicSubscription",
    "Dashboard",
  ];
  return Object.fromEntries(
    kinds.map((kind) => [kind, recording.registrations.filter(({ type }) => type.endsWith(`:${kind}`)).length]),
  );
}

describe("AwsMonitoring: alarms", () => {
  let blueprint: Blueprint;
  let recording: Recording<unknown>;
  before(async () => {
    blueprint = sampleBlueprint();
    recording = await recordMonitoring(blueprint);
  });

  it("are as many as the blueprint's alerts need", async () => {
    assert.deepEqual(counts(recording), {
      MetricAlarm: 24,
      CompositeAlarm: 12,
      LogMetricFilter: 1,
      EventRule: 3,
      Topic: 2,
      TopicSubscription: 2,
      Dashboard: 1,
    });
    assert.deepEqual(counts(await recordMonitoring(sampleBlueprint({}, "development")))["MetricAlarm"], 14);
  });

  it("ring at the tenant's own limits", () => {
    const thresholdOf = (name: string): unknown => find(recording, `monitoring-alarm-${name}`).inputs["threshold"];
    const GIB = 1_073_741_824;
    const { database, objects } = blueprint;
    assert.equal(thresholdOf("connections-high-database"), database.maxConnections * 0.8);
    assert.equal(thresholdOf("disk-warning-database"), Math.round(database.storageLimitGib * GIB * 0.8));
    assert.equal(thresholdOf("disk-critical-database"), Math.round(database.storageLimitGib * GIB * 0.9));
    assert.equal(thresholdOf("disk-warning-objects"), Math.round((objects.buckets[0]?.quotaGib ?? 0) * GIB * 0.8));
    assert.equal(thresholdOf("replication-lag-database"), (blueprint.backup.recoveryPointMinutes * 60_000) / 2);
    assert.equal(thresholdOf("iops-high-database"), database.iopsGuaranteed * 300);
    assert.equal(thresholdOf("cpu-high-database"), 80);
  });

  it("watch roles of the database, not nodes, and take the worse of both", () => {
    const { metricQueries, ...inputs } = inputsWithout(
      find(recording, "monitoring-alarm-cpu-high-database"),
      "tags",
      "alarmDescription",
    );
    assert.deepEqual(inputs, {
      name: "acme-production-cpu-high-database",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      treatMissingData: "missing",
      alarmActions: [],
      okActions: [],
    });
    const metric = (Role: string) => ({
      namespace: "AWS/RDS",
      metricName: "CPUUtilization",
      dimensions: { DBClusterIdentifier: "acme-production-database", Role },
      period: 60,
      stat: "Average",
    });
    assert.deepEqual(metricQueries, [
      { id: "result", expression: "MAX([node1, node2])", label: "CPUUtilization, the worst", returnData: true },
      { id: "node1", metric: metric("WRITER"), returnData: false },
      { id: "node2", metric: metric("READER"), returnData: false },
    ]);
  });

  it("sum the nodes of a cache before they make a rate of them", () => {
    const [result, ...metrics] = find(recording, "monitoring-alarm-cache-hit-rate-low-cache").inputs[
      "metricQueries"
    ] as { expression?: string; metric?: { dimensions: Record<string, string> } }[];
    assert.equal(
      result?.expression,
      "IF(SUM([hits1, hits2]) + SUM([misses1, misses2]) > 900, 100 * SUM([hits1, hits2]) / (SUM([hits1, hits2]) + SUM([misses1, misses2])), 100)",
    );
    assert.deepEqual(metrics[0]?.metric?.dimensions, {
      CacheClusterId: "acme-production-cache-0001-001",
      CacheNodeId: "0001",
    });
    assert.deepEqual(metrics[1]?.metric?.dimensions["CacheClusterId"], "acme-production-cache-0001-002");
  });

  it("never take more than ten metrics into one: a large cache has several", async () => {
    const large = await recordMonitoring(sampleBlueprint({ tier: "enterprise-plus" }));
    const keys = ["cache", "cache-2"].map((key) => find(large, `monitoring-alarm-cache-evictions-${key}`));
    assert.deepEqual(
      keys.map(({ inputs }) => (inputs["metricQueries"] as unknown[]).length),
      [11, 3],
    );
    for (const { inputs } of ofType(large, ALARM))
      assert.ok(((inputs["metricQueries"] ?? []) as unknown[]).length <= 11);
  });

  it("page once: what stands alone speaks for itself, all others through one composite alarm", () => {
    const speakers = recording.registrations
      .filter(({ type }) => type === ALARM || type === COMPOSITE)
      .filter(({ inputs }) => (inputs["alarmActions"] as unknown[]).length > 0)
      .map(({ inputs }) => String(inputs["name"] ?? inputs["alarmName"]));
    const alerts = blueprint.monitoring.alerts.filter(({ signals }) =>
      signals.some(({ aws }) => aws?.type !== "event"),
    );
    for (const { id } of alerts)
      assert.equal(speakers.filter((name) => new RegExp(`^acme-production-${id}(-[a-z]+)?$`).test(name)).length, 1, id);
    assert.equal(speakers.length, alerts.length);
  });

  it("stay silent while an alert that explains them rings on the same role", () => {
    const ruleOf = (name: string): unknown => find(recording, `monitoring-alert-${name}`).inputs["alarmRule"];
    assert.equal(
      ruleOf("disk-warning"),
      '((ALARM("acme-production-disk-warning-database")) AND NOT (ALARM("acme-production-disk-critical-database")))' +
        ' OR ((ALARM("acme-production-disk-warning-objects")) AND NOT (ALARM("acme-production-disk-critical-objects")))',
    );
    assert.equal(
      ruleOf("cpu-high"),
      'ALARM("acme-production-cpu-high-database") OR ALARM("acme-production-cpu-high-cache")',
    );
  });

  it("say what it means and what to do", () => {
    assert.equal(
      find(recording, "monitoring-alarm-deadlocks-database").inputs["alarmDescription"],
      "Transactions are blocking each other and the database aborts some of them. (database)\n" +
        "1. Read the deadlock detail in the database log: both statements and the tables.\n" +
        "2. Match with the latest deploy; tell the owner to lock in one order.",
    );
  });

  it("count lines of the database's log for slow queries", () => {
    assert.deepEqual(find(recording, "monitoring-filter-slow-queries-database").inputs, {
      name: "acme-production-slow-queries-database",
      logGroupName: "/aws/rds/cluster/acme-production-database/postgresql",
      pattern: '"duration:"',
      metricTransformation: {
        name: "acme-production-slow-queries-database",
        namespace: "Leasehold/acme-production",
        value: "1",
        defaultValue: "0",
        unit: "Count",
      },
    });
  });
});
