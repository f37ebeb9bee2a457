import assert from "node:assert/strict";
import { find, inputsWithout, ofType, policiesOf, statementOf } from "../../harness/aws-recording.ts";
import { keyArn, recordMonitoring, sampleBlueprint } from "../../harness/recorded-operations.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:acme-production-alerts-";
const CONTACTS =
  "{ owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example, " +
  "channels: { slack: { secretRef: acme/slack }, pagerduty: { secretRef: acme/pager }, sms: { secretRef: acme/numbers } } }";

const ENTERPRISE = { tier: "enterprise", contacts: CONTACTS };

describe("AwsMonitoring: events", () => {
  it("ring for the stack's own resources only", async () => {
    const recording = await recordMonitoring(sampleBlueprint(ENTERPRISE));
    const patternOf = (name: string): Record<string, unknown> =>
      JSON.parse(String(find(recording, `monitoring-event-${name}`).inputs["eventPattern"])) as Record<string, unknown>;
    assert.deepEqual(patternOf("key-disabled-or-deletion-keys")["detail"], {
      eventSource: ["kms.amazonaws.com"],
      eventName: ["DisableKey", "ScheduleKeyDeletion", "DisableKeyRotation", "DeleteImportedKeyMaterial"],
      resources: { ARN: [keyArn("data"), keyArn("audit"), keyArn("backup"), keyArn("secrets")] },
    });
    assert.deepEqual(patternOf("replication-failover-event-database")["resources"], [
      "arn:aws:rds:eu-west-1:111122223333:cluster:acme-production-database",
    ]);
    assert.deepEqual((patternOf("backup-job-failed-backup")["detail"] as Record<string, unknown>)["$or"], [
      { backupVaultName: ["acme-production-backup"] },
      { sourceBackupVaultArn: ["arn:aws:backup:eu-west-1:111122223333:backup-vault:acme-production-backup"] },
    ]);
    assert.equal(
      find(recording, "monitoring-event-target-audit-policy-or-config-change-trail").inputs["arn"],
      `${TOPIC}security`,
    );
  });
});

describe("AwsMonitoring: topics", () => {
  it("are encrypted, take alerts from this account and this stack alone, and tell owner and security", async () => {
    const recording = await recordMonitoring(sampleBlueprint(ENTERPRISE));
    for (const route of ["warning", "critical", "security"]) {
      const topic = find(recording, `monitoring-topic-${route}`);
      assert.deepEqual(inputsWithout(topic, "tags", "policy"), {
        name: `acme-production-alerts-${route}`,
        displayName: `acme-production ${route}`,
        kmsMasterKeyId: keyArn("audit"),
        signatureVersion: 2,
      });
      assert.deepEqual(statementOf(topic, "AlarmsOfThisAccountPublish").Condition, {
        StringEquals: { "aws:SourceAccount": "111122223333" },
      });
      assert.deepEqual(statementOf(topic, "EventsOfThisStackPublish").Condition, {
        ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/acme-production-*" },
      });
    }
    const mails = ofType(recording, "aws:sns/topicSubscription:TopicSubscription")
      .filter(({ inputs }) => inputs["protocol"] === "email")
      .map(({ inputs }) => [inputs["topic"], inputs["endpoint"]]);
    assert.deepEqual(mails.sort(), [
      [`${TOPIC}critical`, "platform@acme.example"],
      [`${TOPIC}security`, "security@acme.example"],
      [`${TOPIC}warning`, "platform@acme.example"],
    ]);
  });

  it("have a function for other channels, which knows names of secrets and no secret; none without such channels", async () => {
    const recording = await recordMonitoring(sampleBlueprint(ENTERPRISE));
    const forwarder = find(recording, "monitoring-alert-forwarder").inputs;
    const { variables } = forwarder["environment"] as { variables: { ROUTES: string } };
    const slack = { channel: "slack", secretRef: "acme/slack" };
    const rings = [
      slack,
      { channel: "pagerduty", secretRef: "acme/pager" },
      { channel: "sms", secretRef: "acme/numbers" },
    ];
    assert.deepEqual(JSON.parse(variables.ROUTES), { warning: [slack], critical: rings, security: rings });
    const [rights] = policiesOf(find(recording, "monitoring-alert-forwarder-role-policy"));
    assert.deepEqual(rights?.statements.find(({ Sid }) => Sid === "ReadAddressesOfChannels")?.Resource, [
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/slack-??????",
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/pager-??????",
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/numbers-??????",
    ]);
    assert.deepEqual(ofType(await recordMonitoring(sampleBlueprint()), "aws:lambda/function:Function"), []);
  });
});

describe("AwsMonitoring: dashboard and Prometheus", () => {
  it("shows what rings first, then section by section, within the grid", async () => {
    const recording = await recordMonitoring(sampleBlueprint());
    const body = JSON.parse(String(find(recording, "monitoring-dashboard").inputs["dashboardBody"])) as {
      widgets: {
        type: string;
        x: number;
        y: number;
        width: number;
        height: number;
        properties: { markdown?: string };
      }[];
    };
    assert.deepEqual(
      body.widgets.flatMap(({ properties: { markdown } }) => (markdown === undefined ? [] : [markdown.split("\n")[0]])),
      [
        "# Acme Studio: production",
        "## Capacity: what is filling up",
        "## Database",
        "## Cache",
        "## Network",
        "## Recovery: copies and backups",
      ],
    );
    assert.equal(body.widgets[1]?.type, "alarm");
    const cells = body.widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`),
    );
    assert.equal(new Set(cells).size, cells.length, "widgets overlap");
    assert.ok(body.widgets.every(({ x, width }) => x + width <= 24));
  });

  it("runs rules and alert manager for the cluster from premium, under the audit key, for the tier's days", async () => {
    const recording = await recordMonitoring(sampleBlueprint());
    assert.deepEqual(inputsWithout(find(recording, "monitoring-prometheus"), "tags"), {
      alias: "acme-production",
      kmsKeyArn: keyArn("audit"),
    });
    assert.equal(find(recording, "monitoring-prometheus-retention").inputs["retentionPeriodInDays"], 90);
    const { groups } = JSON.parse(String(find(recording, "monitoring-prometheus-rules").inputs["data"])) as {
      groups: { rules: { alert: string; for: string; labels: unknown }[] }[];
    };
    assert.deepEqual(
      groups[0]?.rules.map(({ alert, for: lasts }) => `${alert} ${lasts}`),
      [
        "cpu-high 5m",
        "memory-high 10m",
        "disk-warning 15m",
        "disk-critical 5m",
        "disk-full-in-4-days 60m",
        "node-not-ready 5m",
        "pod-crash-looping 5m",
        "pvc-full 1m",
      ],
    );
    const definition = JSON.parse(
      String(find(recording, "monitoring-prometheus-alert-manager").inputs["definition"]),
    ) as {
      alertmanager_config: string;
    };
    const config = JSON.parse(definition.alertmanager_config) as {
      receivers: { sns_configs: { topic_arn: string }[] }[];
      inhibit_rules: unknown[];
    };
    assert.deepEqual(
      config.receivers.map(({ sns_configs: [sns] }) => sns?.topic_arn),
      [`${TOPIC}warning`, `${TOPIC}critical`],
    );
    assert.deepEqual(config.inhibit_rules[0], {
      source_matchers: ['alertname="disk-critical"'],
      target_matchers: ['alertname="disk-warning"'],
      equal: ["namespace"],
    });
    assert.deepEqual(
      ofType(await recordMonitoring(sampleBlueprint({ tier: "standard" })), "aws:amp/workspace:Workspace"),
      [],
    );
  });
});
