import assert from "node:assert/strict";
import { find, inputsWithout, listed, ofType } from "../../harness/aws-recording.ts";
import { gcpBlueprint, recordGcpMonitoring } from "../../harness/gcp-operations.ts";
import { keyName } from "../../harness/gcp-stores.ts";
import type { Recording } from "../../harness/recorded-registrations.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";
const PREFIX = "acme-production-monitoring-";
const CHANNELS =
  "{ owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example, channels: " +
  "{ slack: { secretRef: acme/slack-webhook }, pagerduty: { secretRef: acme/pagerduty-key }, sms: { secretRef: acme/sms } } }";

interface Dashboard {
  readonly displayName: string;
  readonly mosaicLayout: { readonly columns: number; readonly tiles: readonly Tile[] };
}
interface Tile {
  readonly xPos: number;
  readonly yPos: number;
  readonly width: number;
  readonly height: number;
  readonly widget: Readonly<Record<string, unknown>> & { readonly title: string };
}

function dashboardOf(recording: Recording<unknown>): Dashboard {
  return JSON.parse(String(find(recording, "monitoring-dashboard").inputs["dashboardJson"])) as Dashboard;
}

describe("GcpMonitoring", () => {
  it("registers exactly these resources in standard, besides its policies", async () => {
    const recording = await recordGcpMonitoring(gcpBlueprint({ tier: "standard" }));
    assert.deepEqual(
      listed(recording).filter((line) => !line.startsWith(POLICY)),
      [
        "gcp:logging/projectBucketConfig:ProjectBucketConfig monitoring-store-log-bucket",
        "gcp:logging/projectSink:ProjectSink monitoring-store-log-sink",
        "gcp:monitoring/dashboard:Dashboard monitoring-dashboard",
        "gcp:monitoring/notificationChannel:NotificationChannel monitoring-channel-email-platform-acme-example",
      ],
    );
    assert.equal(ofType(recording, POLICY).length, 15);
  });

  it("keeps the logs of the stack's own databases and caches under the audit key for the longest promised time", async () => {
    const blueprint = gcpBlueprint({ tier: "standard" });
    const database = { ...blueprint.database, logRetentionDays: 120 };
    const recording = await recordGcpMonitoring({ ...blueprint, database });
    assert.deepEqual(find(recording, "monitoring-store-log-bucket").inputs, {
      project: "acme-prod",
      location: "europe-west1",
      bucketId: "acme-production-store-logs",
      description: "acme production: logs of databases and caches",
      retentionDays: 120,
      cmekSettings: { kmsKeyName: keyName("audit") },
      locked: false,
    });
    assert.deepEqual(inputsWithout(find(recording, "monitoring-store-log-sink"), "description"), {
      project: "acme-prod",
      name: "acme-production-store-logs",
      destination: "logging.googleapis.com/acme-production-monitoring-store-log-bucket-id",
      filter:
        '(resource.type="cloudsql_database" AND resource.labels.database_id=~"^acme-prod:acme-production-database") OR ' +
        '(resource.type=~"^memorystore.googleapis.com/" AND resource.labels.instance_id="acme-production-cache")',
      uniqueWriterIdentity: true,
    });
  });

  it("tells each address once by mail, whatever its routes", async () => {
    const recording = await recordGcpMonitoring(gcpBlueprint({ tier: "standard" }));
    assert.deepEqual(inputsWithout(find(recording, "monitoring-channel-email-platform-acme-example"), "userLabels"), {
      project: "acme-prod",
      displayName: "acme-production: platform@acme.example",
      type: "email",
      labels: { email_address: "platform@acme.example" },
      enabled: true,
      forceDelete: false,
    });
    const { topicIds } = recording.result;
    assert.deepEqual(Object.keys(topicIds), ["warning", "critical"]);
    for (const id of Object.values(topicIds))
      assert.equal(await valueOf(id), `${PREFIX}channel-email-platform-acme-example-id`);
  });

  it("carries alerts to other channels by a workflow that knows the names of their secrets, never a value", async () => {
    const recording = await recordGcpMonitoring(gcpBlueprint({ tier: "enterprise", contacts: CHANNELS }));
    const workflow = find(recording, "monitoring-forwarder-workflow");
    assert.deepEqual(inputsWithout(workflow, "sourceContents"), {
      project: "acme-prod",
      region: "europe-west1",
      name: "acme-production-alerts",
      description: "Carries alerts to chat, webhook, pager and telephone",
      serviceAccount: "acme-production-alerts@acme-prod.iam.gserviceaccount.com",
      callLogLevel: "LOG_ERRORS_ONLY",
      deletionProtection: false,
      labels: { component: "monitoring", "data-class": "internal" },
    });
    assert.ok(workflow.dependencies.includes(`${PREFIX}forwarder-grant-secrets`));
    assert.deepEqual(find(recording, "monitoring-forwarder-grant-secrets").inputs, {
      project: "acme-prod",
      role: "roles/secretmanager.secretAccessor",
      member: "serviceAccount:acme-production-alerts@acme-prod.iam.gserviceaccount.com",
      condition: {
        title: "acme-production alerts secrets",
        expression: ["acme-slack-webhook", "acme-pagerduty-key", "acme-sms"]
          .map((secret) => `resource.name.startsWith("projects/123456789012/secrets/${secret}/versions/")`)
          .join(" || "),
      },
    });
    assert.deepEqual(find(recording, "monitoring-channel-forwarder").inputs["labels"], { topic: `${PREFIX}topic-id` });
    assert.deepEqual(inputsWithout(find(recording, "monitoring-topic"), "labels"), {
      project: "acme-prod",
      name: "acme-production-alerts",
      kmsKeyName: keyName("audit"),
      messageStoragePolicy: { allowedPersistenceRegions: ["europe-west1"], enforceInTransit: true },
    });
    const trigger = find(recording, "monitoring-forwarder-trigger").inputs;
    assert.deepEqual(
      [trigger["transport"], trigger["destination"], trigger["matchingCriterias"]],
      [
        { pubsub: { topic: `${PREFIX}topic-id` } },
        { workflow: `${PREFIX}forwarder-workflow-id` },
        [{ attribute: "type", value: "google.cloud.pubsub.topic.v1.messagePublished" }],
      ],
    );
  });

  it("lets Cloud Monitoring's agent publish once the channel has brought it into being", async () => {
    const { inputs, dependencies } = find(
      await recordGcpMonitoring(gcpBlueprint({ tier: "enterprise" })),
      "monitoring-topic-publisher",
    );
    assert.equal(
      inputs["member"],
      "serviceAccount:service-123456789012@gcp-sa-monitoring-notification.iam.gserviceaccount.com",
    );
    assert.ok(dependencies.includes(`${PREFIX}channel-forwarder`));
  });

  it("lays the dashboard out from what rings to section by section, without tiles that overlap", async () => {
    const blueprint = gcpBlueprint({ tier: "enterprise" });
    const recording = await recordGcpMonitoring(blueprint);
    const { displayName, mosaicLayout } = dashboardOf(recording);
    assert.equal(displayName, "acme-production");
    assert.equal(mosaicLayout.columns, 48);
    const headings = mosaicLayout.tiles.filter(({ width }) => width === 48).map(({ widget }) => widget.title);
    assert.deepEqual(headings, [
      "Acme Studio: production",
      "What rings now",
      "Service: what customers notice",
      "Capacity: what is filling up",
      "Database",
      "Cache",
      "Object storage",
      "Network",
      "Recovery: copies and backups",
      "Security and audit",
    ]);
    const taken = new Set<string>();
    for (const { xPos, yPos, width, height } of mosaicLayout.tiles) {
      assert.ok(xPos + width <= 48);
      for (let x = xPos; x < xPos + width; x += 1)
        for (let y = yPos; y < yPos + height; y += 1) {
          assert.ok(!taken.has(`${x} ${y}`), `two tiles at ${x} ${y}`);
          taken.add(`${x} ${y}`);
        }
    }
    const incidents = mosaicLayout.tiles[1]?.widget["incidentList"] as { policyNames: readonly string[] };
    assert.equal(incidents.policyNames.length, ofType(recording, POLICY).length);
  });

  it("shows every number with the line at which it rings", async () => {
    const { tiles } = dashboardOf(await recordGcpMonitoring(gcpBlueprint({ tier: "enterprise" }))).mosaicLayout;
    const chart = (title: string) => tiles.find(({ widget }) => widget.title === title)?.widget["xyChart"];
    assert.deepEqual(chart("connections-high: database"), {
      dataSets: [
        {
          plotType: "LINE",
          targetAxis: "Y1",
          timeSeriesQuery: {
            timeSeriesFilter: {
              filter:
                'metric.type="cloudsql.googleapis.com/database/postgresql/num_backends" AND resource.type="cloudsql_database"' +
                ' AND resource.label.database_id=starts_with("acme-prod:acme-production-database")',
              aggregation: {
                alignmentPeriod: "60s",
                perSeriesAligner: "ALIGN_MAX",
                crossSeriesReducer: "REDUCE_SUM",
                groupByFields: ["resource.label.database_id"],
              },
            },
          },
        },
      ],
      thresholds: [{ label: "warning", value: 800, targetAxis: "Y1" }],
    });
    const { thresholds } = chart("cache-hit-rate-low: cache") as { thresholds: unknown };
    assert.deepEqual(thresholds, [{ label: "warning", value: 0.8, targetAxis: "Y1" }]);
  });

  it("says where its pictures are, and where a cluster's numbers go", async () => {
    const { result } = await recordGcpMonitoring(gcpBlueprint({ tier: "premium" }));
    assert.equal(
      await valueOf(result.dashboardUrl),
      `https://console.cloud.google.com/monitoring/dashboards/builder/${PREFIX}dashboard-id?project=acme-prod`,
    );
    assert.ok(result.metricsEndpoint);
    assert.equal(
      await valueOf(result.metricsEndpoint),
      "https://monitoring.googleapis.com/v1/projects/acme-prod/location/global/prometheus",
    );
    assert.equal((await recordGcpMonitoring(gcpBlueprint({ tier: "standard" }))).result.metricsEndpoint, undefined);
  });
});
