import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";
import { setting } from "./diagnostic-settings.ts";
import {
  CLOUD_SQL,
  CONFIGURATION,
  FLAGS,
  FLAG_PATHS,
  NOT_POSTGRES,
  SERVER,
  configurations,
  flags,
  pairs,
} from "./database-settings.ts";

function missing(list: string, all: readonly string[], got: readonly string[]): string {
  const left = all.filter((one) => !got.includes(one));
  return `${list}: got no ${left.join(", ")}, expected ${all.join(", ")}; add what is missing to ${list}`;
}

/** One engine whose logs are exported. */
function exported(type: string, engine: string, logs: readonly string[]): RuleCase {
  const list = "enabledCloudwatchLogsExports";
  return {
    type,
    compliant: { engine, [list]: logs },
    absent: { engine: "unknown", [list]: "fail" },
    breaks: [
      { why: "one log less", change: { [list]: logs.slice(1) }, reasons: [missing(list, logs, logs.slice(1))] },
      { why: "none", change: { [list]: [] }, reasons: [missing(list, logs, [])] },
    ],
    variants: [
      { why: "one more", change: { [list]: [...logs, "iam-db-auth-error"] }, outcome: "pass" },
      { why: "one that is not known", change: { [list]: [NOT_YET_KNOWN] }, outcome: "unknown" },
      { why: "an engine without logs", change: { engine: "custom-engine" }, outcome: "not-applicable" },
    ],
  };
}

const LOGGED = { log_connections: "ON", log_disconnections: "ON" };

const SENT = setting(["PostgreSQLLogs"]);

const FLAGS_ON = { log_connections: "on", log_disconnections: "on", log_min_duration_statement: "1" };

const logTypes = ["AUDIT_LOGS", "ES_APPLICATION_LOGS"];

export const DATABASE_LOG_CASES: RuleCases = {
  "LOG-05": [
    exported("aws:rds/instance:Instance", "postgres", ["postgresql", "upgrade"]),
    exported("aws:rds/instance:Instance", "mysql", ["audit", "error", "general", "slowquery"]),
    exported("aws:rds/instance:Instance", "oracle-ee", ["alert", "audit"]),
    exported("aws:rds/instance:Instance", "sqlserver-se", ["error"]),
    exported("aws:rds/cluster:Cluster", "aurora-postgresql", ["postgresql"]),
    exported("aws:rds/cluster:Cluster", "aurora-mysql", ["audit", "error"]),
    {
      type: SERVER,
      compliant: {},
      others: [SENT, ...configurations(LOGGED)],
      absent: {},
      breaks: [
        {
          why: "logs are sent nowhere",
          others: configurations(LOGGED),
          reasons: [
            ": got no diagnostic setting, expected PostgreSQLLogs sent to a workspace or a store; add a DiagnosticSetting",
          ],
        },
        {
          why: "other logs are sent",
          others: [setting(["PostgreSQLFlexSessions"]), ...configurations(LOGGED)],
          reasons: [
            ": got a diagnostic setting without them, expected PostgreSQLLogs sent to a workspace or a store; add a DiagnosticSetting",
          ],
        },
        {
          why: "connections are not logged",
          others: [SENT, ...configurations({ log_disconnections: "ON" })],
          reasons: [": got log_connections not set, expected on; set log_connections"],
        },
        {
          why: "disconnections are not logged",
          others: [SENT, ...configurations({ ...LOGGED, log_disconnections: "OFF" })],
          reasons: [": got log_disconnections OFF, expected on; set log_disconnections"],
        },
      ],
      variants: [
        { why: "all logs are sent", others: [setting([], "allLogs"), ...configurations(LOGGED)], outcome: "pass" },
        {
          why: "a replica has its primary's settings",
          change: { createMode: "Replica" },
          others: [SENT],
          outcome: "pass",
        },
        {
          why: "a setting that is not known",
          others: [SENT, ...configurations({ ...LOGGED, log_connections: NOT_YET_KNOWN })],
          outcome: "unknown",
        },
        {
          why: "a server that is not known",
          others: [SENT, { type: CONFIGURATION, name: "any", props: { serverName: NOT_YET_KNOWN } }],
          outcome: "unknown",
        },
      ],
    },
    {
      type: CONFIGURATION,
      compliant: { configurationName: "log_checkpoints", value: "ON" },
      absent: { configurationName: "not-applicable", value: "fail" },
      breaks: [
        {
          why: "switched off",
          change: { value: "OFF" },
          reasons: ["value: got log_checkpoints OFF, expected on; set log_checkpoints"],
        },
      ],
      variants: [
        {
          why: "a setting of another kind",
          change: { configurationName: "max_connections" },
          outcome: "not-applicable",
        },
      ],
    },
    {
      type: CLOUD_SQL,
      compliant: flags(FLAGS_ON),
      absent: FLAG_PATHS,
      breaks: [
        {
          why: "connections are not logged",
          change: { [`${FLAGS}.0.value`]: "off" },
          reasons: [`${FLAGS}: got log_connections off, expected on; set log_connections`],
        },
        {
          why: "disconnections are not logged",
          change: { [FLAGS]: pairs({ log_connections: "on" }) },
          reasons: [`${FLAGS}: got log_disconnections not set, expected on; set log_disconnections`],
        },
        {
          why: "every statement is logged with its values",
          change: { [`${FLAGS}.2.value`]: "0" },
          reasons: [
            `${FLAGS}: got log_min_duration_statement 0, expected -1 or more than 0 milliseconds; set log_min_duration_statement`,
          ],
        },
      ],
      variants: [
        NOT_POSTGRES,
        { why: "no statement is logged", change: { [`${FLAGS}.2.value`]: "-1" }, outcome: "pass" },
        { why: "a version that is not known", change: { databaseVersion: NOT_YET_KNOWN }, outcome: "unknown" },
      ],
    },
  ],
  "LOG-10": [
    {
      type: "aws:docdb/cluster:Cluster",
      compliant: { enabledCloudwatchLogsExports: ["audit", "profiler"] },
      absent: { enabledCloudwatchLogsExports: "fail" },
      breaks: [
        {
          why: "no audit",
          change: { enabledCloudwatchLogsExports: ["profiler"] },
          reasons: [missing("enabledCloudwatchLogsExports", ["audit", "profiler"], ["profiler"])],
        },
      ],
    },
    {
      type: "aws:docdb/clusterParameterGroup:ClusterParameterGroup",
      compliant: { parameters: pairs({ audit_logs: "enabled" }) },
      absent: { "parameters.name": "fail", "parameters.value": "fail" },
      breaks: ["disabled", "none"].map((value) => ({
        why: `audit is ${value}`,
        change: { "parameters.0.value": value },
        reasons: [`parameters: got audit_logs ${value}, expected enabled; set audit_logs`],
      })),
      variants: [{ why: "some statements", change: { "parameters.0.value": "ddl,dml_write" }, outcome: "pass" }],
    },
    {
      type: "aws:opensearch/domain:Domain",
      compliant: { logPublishingOptions: logTypes.map((logType) => ({ logType, enabled: true })) },
      absent: { "logPublishingOptions.logType": "fail", "logPublishingOptions.enabled": "pass" },
      breaks: [
        {
          why: "audit is switched off",
          change: { "logPublishingOptions.0.enabled": false },
          reasons: [
            "logPublishingOptions.logType: got no AUDIT_LOGS, expected AUDIT_LOGS, ES_APPLICATION_LOGS; publish them",
          ],
        },
        {
          why: "no application logs",
          change: { "logPublishingOptions.1.logType": "INDEX_SLOW_LOGS" },
          reasons: [
            "logPublishingOptions.logType: got no ES_APPLICATION_LOGS, expected AUDIT_LOGS, ES_APPLICATION_LOGS; publish them",
          ],
        },
      ],
    },
  ],
};
