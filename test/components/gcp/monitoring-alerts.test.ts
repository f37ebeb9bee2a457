import assert from "node:assert/strict";
import { logFilter, resourceLabel } from "../../../components/gcp/alert-targets.ts";
import type { MonitoringArgs } from "../../../components/contracts.ts";
import { find, ofType } from "../../harness/aws-recording.ts";
import { gcpBlueprint, recordGcpMonitoring } from "../../harness/gcp-operations.ts";

const POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";
const DISK =
  'avg_over_time(cloudsql_googleapis_com:database_disk_utilization{monitored_resource="cloudsql_database",database_id=~"acme-prod:acme-production-database.*"}[60s])';
const BUCKETS =
  '"acme-production-data-acme-prod-europe-west1" OR "acme-production-archive-acme-prod-europe-west1" OR "acme-production-audit-acme-prod-europe-west1"';

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

async function policiesOf(tier: string) {
  const recording = await recordGcpMonitoring(gcpBlueprint({ tier }));
  const policy = (key: string) => find(recording, `monitoring-alert-${key}`).inputs;
  const conditions = (key: string) => policy(key)["conditions"] as readonly Condition[];
  const queryOf = (key: string) => String(conditions(key)[0]?.["conditionPrometheusQueryLanguage"]?.["query"]);
  return { recording, policy, conditions, queryOf };
}

describe("the alert policies of GcpMonitoring", () => {
  it("compare a plain number with the tenant's threshold, one condition per signal", async () => {
    const { conditions } = await policiesOf("enterprise");
    const series = (label: string) => ({
      alignmentPeriod: "60s",
      perSeriesAligner: "ALIGN_MEAN",
      crossSeriesReducer: "REDUCE_MAX",
      groupByFields: [`resource.label.${label}`],
    });
    const common = { comparison: "COMPARISON_GT", thresholdValue: 0.8, duration: "300s", trigger: { count: 1 } };
    assert.deepEqual(conditions("cpu-high"), [
      {
        displayName: "cpu-high: database",
        conditionThreshold: {
          ...common,
          filter:
            'metric.type="cloudsql.googleapis.com/database/cpu/utilization" AND resource.type="cloudsql_database"' +
            ' AND resource.label.database_id=starts_with("acme-prod:acme-production-database")',
          aggregations: [series("database_id")],
        },
      },
      {
        displayName: "cpu-high: cache",
        conditionThreshold: {
          ...common,
          filter:
            'metric.type="memorystore.googleapis.com/instance/cpu/maximum_utilization"' +
            ' AND resource.type="memorystore.googleapis.com/Instance"' +
            ' AND resource.label.instance_id=one_of("acme-production-cache")',
          aggregations: [series("instance_id")],
        },
      },
    ]);
  });

  it("add what is lost, keep the worst of what is too low, and restrict what a metric's labels tell apart", async () => {
    const { conditions } = await policiesOf("enterprise");
    const threshold = (key: string, index = 0) => conditions(key)[index]?.["conditionThreshold"];
    const reducerOf = (key: string, index = 0) =>
      (threshold(key, index)?.["aggregations"] as readonly { crossSeriesReducer: string }[])[0]?.crossSeriesReducer;
    assert.equal(reducerOf("nat-port-exhaustion"), "REDUCE_SUM");
    assert.equal(reducerOf("replication-failover-event", 1), "REDUCE_MIN");
    assert.match(
      String(threshold("nat-port-exhaustion")?.["filter"]),
      / AND metric\.label\.reason="OUT_OF_RESOURCES"$/,
    );
    assert.equal(threshold("replication-lag")?.["thresholdValue"], 450);
  });

  it("page once for one failure: what another alert explains stays silent while that one's condition holds", async () => {
    const { queryOf, conditions, policy } = await policiesOf("enterprise");
    assert.ok(
      queryOf("disk-warning").startsWith(
        `(((max by (database_id) (${DISK})) > 0.8) unless on() ((max by (database_id) (${DISK})) > 0.9)) or (((sum by (bucket_name)`,
      ),
      queryOf("disk-warning"),
    );
    // A full database explains nothing about a bucket: the one for buckets names buckets only.
    const [, buckets = ""] = queryOf("disk-warning").split(" or (((");
    assert.ok(!buckets.includes("cloudsql"), buckets);
    assert.match(queryOf("cache-evictions"), / unless on\(\) \(\(max by \(instance_id\) .* > 0\.8\)\)$/);
    assert.deepEqual([conditions("disk-warning").length, policy("disk-warning")["combiner"]], [1, "OR"]);
    assert.equal(conditions("disk-warning")[0]?.["conditionPrometheusQueryLanguage"]?.["duration"], "900s");
  });

  it("read a percentile out of a distribution, summed over its series first", async () => {
    const { queryOf } = await policiesOf("standard");
    assert.match(
      queryOf("slow-queries"),
      /histogram_quantile\(0\.95, sum by \(le, resource_id, database\) \(increase\(cloudsql_googleapis_com:database_postgresql_insights_aggregate_latencies_bucket\{/,
    );
  });

  it("ring when no log was archived within the recovery point, or none at all", async () => {
    const { queryOf } = await policiesOf("enterprise");
    assert.match(queryOf("backup-too-old"), /log_archive_success_count\{[^}]+\}\[900s\]\)\) or vector\(0\)\) < 1\)/);
    assert.match(queryOf("backup-too-old"), /\) > 90000\)$/);
  });

  it("ring when the record falls silent", async () => {
    const { conditions } = await policiesOf("enterprise");
    const absent = conditions("audit-log-silent")[0]?.["conditionAbsent"];
    assert.deepEqual(
      [absent?.["duration"], absent?.["filter"]],
      [
        "900s",
        'metric.type="logging.googleapis.com/exports/log_entry_count" AND resource.type="logging_sink"' +
          ' AND resource.label.name=one_of("acme-production-audit-evidence")',
      ],
    );
  });

  it("match lines of a log about the stack's own resources, at most once in a quarter of an hour", async () => {
    const { policy, conditions } = await policiesOf("enterprise");
    const filterOf = (key: string) => String(conditions(key)[0]?.["conditionMatchedLog"]?.["filter"]);
    assert.deepEqual(policy("key-disabled-or-deletion-keys")["alertStrategy"], {
      autoClose: "1800s",
      notificationRateLimit: { period: "900s" },
    });
    assert.match(
      filterOf("key-disabled-or-deletion-keys"),
      /protoPayload\.resourceName=~"\/keyRings\/acme-production\/"$/,
    );
    assert.ok(filterOf("storage-bucket-public-objects").endsWith(`resource.labels.bucket_name=(${BUCKETS})`));
    assert.match(filterOf("audit-policy-or-config-change-sinks"), /=~"\/\(sinks\|buckets\)\/acme-production-"$/);
    assert.equal(
      filterOf("audit-policy-or-config-change-firewalls"),
      'resource.type="gce_firewall_rule" AND protoPayload.methodName=~"compute.firewalls.(insert|patch|update|delete)$"' +
        ' AND operation.first=true AND (protoPayload.resourceName=~"/firewalls/acme-production-"' +
        ' OR protoPayload.request.network=~"/networks/acme-production-")',
    );
    assert.match(filterOf("backup-job-failed-database"), /database_id="acme-prod:acme-production-database"\)/);
  });

  it("tell those of their route what it means and what to do", async () => {
    const { policy } = await policiesOf("enterprise");
    const disk = policy("disk-critical");
    assert.deepEqual(
      [disk["severity"], disk["notificationChannels"]],
      [
        "CRITICAL",
        [
          "acme-production-monitoring-channel-email-platform-acme-example-id",
          "acme-production-monitoring-channel-forwarder-id",
        ],
      ],
    );
    assert.deepEqual(policy("failed-logins-burst")["notificationChannels"], [
      "acme-production-monitoring-channel-email-security-acme-example-id",
      "acme-production-monitoring-channel-forwarder-id",
    ]);
    assert.deepEqual(policy("memory-high")["notificationChannels"], [
      "acme-production-monitoring-channel-email-platform-acme-example-id",
    ]);
    const { subject, content, mimeType } = disk["documentation"] as Record<string, string>;
    assert.deepEqual([subject, mimeType], ["acme-production: disk-critical", "text/markdown"]);
    assert.ok(content?.includes("writes stop when it is full.\n\n1. Raise the storage now."), content);
    assert.deepEqual(disk["userLabels"], {
      tenant: "acme",
      tier: "enterprise",
      environment: "production",
      region: "europe-west1",
      owner: "platform-acme-example",
      "managed-by": "leasehold",
      component: "monitoring",
      "data-class": "none",
      alert: "disk-critical",
      route: "critical",
    });
  });

  it("have a name of their own, at most six conditions, and no place left to fill in", async () => {
    for (const tier of ["standard", "premium", "enterprise"]) {
      const policies = ofType((await policiesOf(tier)).recording, POLICY).map(({ inputs }) => inputs);
      assert.equal(new Set(policies.map(({ displayName }) => displayName)).size, policies.length);
      for (const inputs of policies) {
        assert.ok((inputs["conditions"] as readonly unknown[]).length <= 6);
        assert.doesNotMatch(JSON.stringify(inputs), /\$\{/);
      }
    }
  });

  it("are refused where nothing of the stack stands behind them", () => {
    const none = {} as MonitoringArgs;
    assert.throws(() => resourceLabel("k8s_node", none), /the stack has no resource of the kind k8s_node/);
    assert.throws(() => logFilter('name="${nobody}"', none), /no resource of Google Cloud stands behind \$\{nobody\}/);
  });
});
