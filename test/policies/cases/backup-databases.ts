import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";
import { below, turned, worded } from "../harness/breaks.ts";

const CLOUD_SQL = "gcp:sql/databaseInstance:DatabaseInstance";
const BACKUP = "settings.backupConfiguration";
const RETAINED = `${BACKUP}.backupRetentionSettings.retainedBackups`;

function nested(path: string, value: number): Record<string, unknown> {
  const [head = "", ...rest] = path.split(".");
  return { [head]: rest.length === 0 ? value : nested(rest.join("."), value) };
}

/** @param whenAbsent what the provider's default gives */
function retention(type: string, path: string, whenAbsent: "pass" | "fail"): RuleCase {
  return {
    type,
    compliant: nested(path, 7),
    absent: { [path]: whenAbsent },
    breaks: [
      below(path, 7, " days"),
      {
        why: "too short for a framework",
        change: { [path]: 34 },
        context: { frameworks: ["fedramp"] },
        reasons: [`${path}: got 34, expected at least 35 days; change ${path}`],
      },
      {
        why: "a test environment under a framework keeps as much",
        change: { [path]: 29 },
        context: { frameworks: ["hipaa"], environment: "test", production: false },
        reasons: [`${path}: got 29, expected at least 30 days; change ${path}`],
      },
      {
        why: "a test environment without any backup",
        change: { [path]: 0 },
        context: { environment: "test", production: false },
        reasons: [`${path}: got 0, expected at least 1; change ${path}`],
      },
    ],
    variants: [
      {
        why: "exactly what the framework asks",
        change: { [path]: 35 },
        context: { frameworks: ["fedramp"] },
        outcome: "pass",
      },
      { why: "one day does for a test", change: { [path]: 1 }, context: { environment: "test" }, outcome: "pass" },
    ],
  };
}

function withReplica(one: RuleCase, property: string, values: readonly string[]): RuleCase {
  const replicas = values.map((value) => ({
    why: `${property} is ${value}`,
    change: { [property]: value },
    outcome: "not-applicable" as const,
  }));
  const open = { why: `${property} is not known`, change: { [property]: NOT_YET_KNOWN }, outcome: "unknown" as const };
  const primary = { why: `${property} is empty`, change: { [property]: "" }, outcome: "pass" as const };
  return { ...one, variants: [...(one.variants ?? []), ...replicas, open, primary] };
}

const cloudSql = retention(CLOUD_SQL, RETAINED, "pass");

export const DATABASE_BACKUP_CASES: RuleCases = {
  "BCK-01": [
    withReplica(retention("aws:rds/instance:Instance", "backupRetentionPeriod", "fail"), "replicateSourceDb", [
      "acme-db",
    ]),
    retention("aws:rds/cluster:Cluster", "backupRetentionPeriod", "fail"),
    withReplica(
      withReplica(
        retention("azure-native:dbforpostgresql:Server", "backup.backupRetentionDays", "pass"),
        "createMode",
        ["Replica"],
      ),
      "replicationRole",
      ["AsyncReplica", "GeoAsyncReplica"],
    ),
    withReplica(
      withReplica(
        {
          ...cloudSql,
          compliant: {
            settings: { backupConfiguration: { enabled: true, backupRetentionSettings: { retainedBackups: 7 } } },
          },
          absent: { ...cloudSql.absent, [`${BACKUP}.enabled`]: "fail" },
          breaks: [...cloudSql.breaks, turned(`${BACKUP}.enabled`, true)],
        },
        "instanceType",
        ["READ_REPLICA_INSTANCE"],
      ),
      "masterInstanceName",
      ["acme-db"],
    ),
  ],
  "BCK-02": [
    {
      type: "azure-native:cosmosdb:DatabaseAccount",
      compliant: { backupPolicy: { type: "Continuous" } },
      absent: { "backupPolicy.type": "fail" },
      breaks: [worded("backupPolicy.type", "Periodic", "Continuous")],
    },
    {
      type: CLOUD_SQL,
      compliant: {
        settings: { backupConfiguration: { pointInTimeRecoveryEnabled: true, transactionLogRetentionDays: 7 } },
      },
      absent: {
        [`${BACKUP}.pointInTimeRecoveryEnabled`]: "fail",
        [`${BACKUP}.binaryLogEnabled`]: "pass",
        [`${BACKUP}.transactionLogRetentionDays`]: "pass",
      },
      unknown: { [`${BACKUP}.binaryLogEnabled`]: "pass" },
      breaks: [
        {
          why: "neither kind of log",
          change: { [`${BACKUP}.pointInTimeRecoveryEnabled`]: false },
          reasons: [
            `${BACKUP}.pointInTimeRecoveryEnabled: got false, expected true; set ${BACKUP}.pointInTimeRecoveryEnabled to true`,
            `${BACKUP}.binaryLogEnabled: got nothing (the provider's default is false), expected true; set ${BACKUP}.binaryLogEnabled to true`,
          ],
        },
        below(`${BACKUP}.transactionLogRetentionDays`, 7),
      ],
      variants: [
        {
          why: "MySQL has binary logs",
          change: { [`${BACKUP}.pointInTimeRecoveryEnabled`]: undefined, [`${BACKUP}.binaryLogEnabled`]: true },
          outcome: "pass",
        },
        { why: "a replica", change: { masterInstanceName: "acme-db" }, outcome: "not-applicable" },
      ],
    },
    {
      type: "gcp:firestore/database:Database",
      compliant: { pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED" },
      absent: { pointInTimeRecoveryEnablement: "fail" },
      breaks: [
        worded("pointInTimeRecoveryEnablement", "POINT_IN_TIME_RECOVERY_DISABLED", "POINT_IN_TIME_RECOVERY_ENABLED"),
      ],
    },
  ],
  "BCK-05": [
    retention("aws:docdb/cluster:Cluster", "backupRetentionPeriod", "fail"),
    {
      type: "azure-native:cosmosdb:DatabaseAccount",
      compliant: { backupPolicy: { type: "Periodic", periodicModeProperties: { backupIntervalInMinutes: 240 } } },
      absent: { "backupPolicy.type": "pass", "backupPolicy.periodicModeProperties.backupIntervalInMinutes": "pass" },
      unknown: { "backupPolicy.type": "pass" },
      breaks: [
        {
          why: "more than four hours between backups",
          change: { "backupPolicy.periodicModeProperties.backupIntervalInMinutes": 241 },
          reasons: [
            "backupPolicy.type: got Periodic, expected Continuous; set backupPolicy.type to Continuous",
            "backupPolicy.periodicModeProperties.backupIntervalInMinutes: got 241, expected at most 240; change backupPolicy.periodicModeProperties.backupIntervalInMinutes",
          ],
        },
      ],
      variants: [{ why: "continuous", change: { backupPolicy: { type: "Continuous" } }, outcome: "pass" }],
    },
  ],
};
