import assert from "node:assert/strict";
import { DEDICATED_TIERS } from "../../../tiers/vocabulary.ts";
import {
  accountId,
  azureBlueprint,
  GROUP_ID,
  idOf,
  recordAzureMonitoring,
  WORKSPACE_ID,
} from "../../harness/azure-operations.ts";
import { find, inputsWithout, listed, ofType } from "../../harness/azure-recording.ts";

const METRIC = "azure-native:monitor:MetricAlert";
const LOG = "azure-native:monitor:ScheduledQueryRule";
const ACTIVITY = "azure-native:monitor:ActivityLogAlert";
const EVENT = "azure-native:eventgrid:SystemTopicEventSubscription";

type Values = Readonly<Record<string, unknown>>;
type Recorded = Awaited<ReturnType<typeof recordAzureMonitoring>>;

const server = (key: string): string => idOf("Microsoft.DBforPostgreSQL/flexibleServers", `acme-${key}`);
const groupId = (route: string): string => `acme-production-monitoring-action-group-${route}-id`;

function criteriaOf(recording: Recorded, key: string): readonly Values[] {
  const { criteria } = find(recording, `monitoring-alert-${key}`).inputs as { criteria: { allOf: Values[] } };
  return criteria.allOf;
}

function queryOf(recording: Recorded, key: string): readonly string[] {
  return String(criteriaOf(recording, key)[0]?.["query"]).split("\n");
}

describe("AzureMonitoring: what rings", () => {
  it("has a rule for every signal of the blueprint, in every tier", async () => {
    for (const tier of DEDICATED_TIERS) {
      const blueprint = azureBlueprint({ tier });
      const recording = await recordAzureMonitoring(blueprint);
      const rules = [METRIC, LOG, ACTIVITY, EVENT].flatMap((type) => ofType(recording, type).map(({ name }) => name));
      for (const { id, signals } of blueprint.monitoring.alerts)
        for (const { key } of signals) {
          const name = `acme-production-monitoring-alert-${id}-${key}`;
          assert.ok(
            rules.some((rule) => rule.startsWith(name)),
            `${tier}: ${id} ${key}`,
          );
        }
      assert.equal(new Set(rules).size, rules.length);
    }
  });

  it("watches all servers with one rule, the same kind of rule where there is one server", async () => {
    for (const [tier, servers] of [
      ["standard", ["writer"]],
      ["premium", ["writer", "reader-b"]],
    ] as const) {
      const recording = await recordAzureMonitoring(azureBlueprint({ tier }));
      assert.deepEqual(
        inputsWithout(find(recording, "monitoring-alert-connections-high-database"), "tags", "description"),
        {
          resourceGroupName: "rg-acme-production",
          ruleName: "acme-production-connections-high-database",
          location: "global",
          severity: 2,
          enabled: true,
          autoMitigate: true,
          evaluationFrequency: "PT1M",
          windowSize: "PT5M",
          scopes: servers.map(server),
          targetResourceType: "Microsoft.DBforPostgreSQL/flexibleServers",
          targetResourceRegion: "westeurope",
          criteria: {
            odataType: "Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria",
            allOf: [
              {
                criterionType: "StaticThresholdCriterion",
                name: "rings",
                metricNamespace: "Microsoft.DBforPostgreSQL/flexibleServers",
                metricName: "active_connections",
                timeAggregation: "Maximum",
                operator: "GreaterThan",
                // 80 % of what the tier allows.
                threshold: tier === "standard" ? 80 : 400,
                dimensions: [],
              },
            ],
          },
          actions: [{ actionGroupId: groupId("warning") }],
        },
      );
    }
  });

  it("asks only readers how far they are behind", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "premium" }));
    const { inputs } = find(recording, "monitoring-alert-replication-lag-database");
    assert.deepEqual(inputs["scopes"], [server("reader-b")]);
    assert.equal(criteriaOf(recording, "replication-lag-database")[0]?.["threshold"], 900);
  });

  it("counts failed jobs only, and connections that failed only", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "premium" }));
    assert.deepEqual(criteriaOf(recording, "backup-job-failed-backup-vault")[0]?.["dimensions"], [
      { name: "healthStatus", operator: "Exclude", values: ["Healthy"] },
    ]);
    assert.deepEqual(criteriaOf(recording, "nat-port-exhaustion-network-a")[0]?.["dimensions"], [
      { name: "ConnectionState", operator: "Include", values: ["Failed"] },
    ]);
    assert.deepEqual(find(recording, "monitoring-alert-nat-port-exhaustion-network-a").inputs["scopes"], [
      idOf("Microsoft.Network/natGateways", "nat-a"),
    ]);
    assert.deepEqual(find(recording, "monitoring-alert-disk-critical-objects-data").inputs["scopes"], [
      `${accountId("data")}/blobServices/default`,
    ]);
  });

  it("pages once: a number stays silent while a graver one of the same resource rings", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "premium" }));
    const conditions = criteriaOf(recording, "disk-warning-database-writer");
    assert.deepEqual(
      conditions.map(({ metricName, operator, threshold }) => [metricName, operator, threshold]),
      [
        ["storage_percent", "GreaterThan", 80],
        ["storage_percent", "LessThanOrEqual", 90],
      ],
    );
    const { inputs } = find(recording, "monitoring-alert-disk-warning-database-writer");
    assert.deepEqual(inputs["scopes"], [server("writer")]);
    assert.equal(inputs["targetResourceType"], undefined);
    assert.deepEqual(
      criteriaOf(recording, "cache-evictions-cache").map(({ metricName, operator }) => [metricName, operator]),
      [
        ["evictedkeys", "GreaterThan"],
        ["usedmemorypercentage", "LessThanOrEqual"],
      ],
    );
  });

  it("pages once: a query leaves no row while what explains it rings", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "premium" }));
    const slow = queryOf(recording, "slow-queries-database");
    assert.equal(
      slow[0],
      'let explained1 = toscalar(AzureMetrics | where TimeGenerated > ago(5m) and ResourceProvider =~ "Microsoft.DBforPostgreSQL" and MetricName =~ "cpu_percent" | summarize countif(Average > 80));',
    );
    assert.equal(slow[2], "PGSQLServerLogs");
    assert.equal(slow.at(-1), "| where explained1 == 0 and explained2 == 0");
    assert.equal(
      queryOf(recording, "storage-errors-4xx-objects")[0],
      "let explained1 = toscalar(StorageBlobLogs | where TimeGenerated > ago(15m) | summarize e=countif(toint(StatusCode) between (500 .. 599)), n=count() by AccountName | where n > 50 and 100.0 * e / n > 1 | count);",
    );
    assert.deepEqual(queryOf(recording, "key-disabled-or-deletion-keys")[0], "AZKVAuditLogs");
  });

  it("queries the stack's own workspace, before its tables are there", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "premium" }));
    const { inputs } = find(recording, "monitoring-alert-backup-too-old-backup-vault");
    assert.deepEqual(inputs["scopes"], [WORKSPACE_ID]);
    assert.deepEqual(
      [inputs["skipQueryValidation"], inputs["evaluationFrequency"], inputs["windowSize"], inputs["severity"]],
      [true, "PT1H", "P2D", 0],
    );
    assert.deepEqual(inputs["actions"], { actionGroups: [groupId("critical")] });
    assert.ok(queryOf(recording, "backup-too-old-backup-vault").includes("| where last < ago(90000 * 1s)"));
    for (const rule of ofType(recording, LOG)) assert.doesNotMatch(JSON.stringify(rule.inputs), /\$\{/, rule.name);
  });

  it("hears of deleted vaults, failovers and keys about to expire", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "enterprise" }));
    assert.deepEqual(find(recording, "monitoring-alert-key-disabled-or-deletion-vault").inputs["condition"], {
      allOf: [
        { field: "category", equals: "Administrative" },
        { anyOf: [{ field: "operationName", equals: "Microsoft.KeyVault/vaults/delete" }] },
        { field: "status", equals: "Succeeded" },
      ],
    });
    const failover = find(recording, "monitoring-alert-replication-failover-event-database").inputs;
    assert.deepEqual(failover["scopes"], [GROUP_ID]);
    assert.deepEqual(failover["condition"], {
      allOf: [
        { field: "category", equals: "ResourceHealth" },
        { anyOf: [{ field: "resourceType", equals: "Microsoft.DBforPostgreSQL/flexibleServers" }] },
        { field: "properties.currentHealthStatus", containsAny: ["Degraded", "Unavailable"] },
      ],
    });
    assert.deepEqual(inputsWithout(find(recording, "monitoring-vault-events"), "tags"), {
      resourceGroupName: "rg-acme-production",
      systemTopicName: "acme-production-vault-events",
      location: "westeurope",
      source: idOf("Microsoft.KeyVault/vaults", "acme-keys"),
      topicType: "Microsoft.KeyVault.vaults",
    });
    const { destination, eventDeliverySchema } = find(recording, "monitoring-alert-key-rotation-overdue-keys")
      .inputs as { destination: Values; eventDeliverySchema: string };
    assert.equal(eventDeliverySchema, "CloudEventSchemaV1_0");
    assert.deepEqual(
      [destination["endpointType"], destination["severity"], destination["actionGroups"]],
      ["MonitorAlert", "Sev2", [groupId("security")]],
    );
  });

  it("makes none of it in a tier that does not ask for it", async () => {
    const names = listed(await recordAzureMonitoring(azureBlueprint({ tier: "standard" })));
    for (const word of ["vault-events", "forwarder", "prometheus", "action-group-security", "backup-too-old"])
      assert.deepEqual(
        names.filter((name) => name.includes(word)),
        [],
        word,
      );
  });
});
