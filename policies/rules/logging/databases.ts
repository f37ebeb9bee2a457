/** Logs of databases: who connected, what went wrong, and who ran which statement. */
import { all, check, isSet, when } from "../../checks.ts";
import { findLogs } from "../../diagnostics.ts";
import { allOf, notApplicable } from "../../finding.ts";
import { unlessReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { hasAll } from "../../word-lists.ts";
import { chosen, contains, judgeParameter, on, parameter, type Parameter } from "./parameters.ts";

const CONFIGURATION = "azure-native:dbforpostgresql:Configuration";
const FLAGS = "settings.databaseFlags";

/** Log types that an engine can export, by the beginning of its name. Engines that are not listed are not judged. */
const EXPORTS: readonly { readonly engine: RegExp; readonly logs: readonly string[] }[] = [
  { engine: /^aurora-postgresql/, logs: ["postgresql"] },
  { engine: /^aurora/, logs: ["audit", "error"] },
  { engine: /^postgres/, logs: ["postgresql", "upgrade"] },
  { engine: /^(mysql|mariadb)/, logs: ["audit", "error", "general", "slowquery"] },
  { engine: /^oracle/, logs: ["alert", "audit"] },
  { engine: /^sqlserver/, logs: ["error"] },
];

const exported: Check = check(["engine", "enabledCloudwatchLogsExports"], (subject, context, graph) => {
  const engine = subject.view.read("engine");
  // An instance restored from another has its engine; what it is will be known once it exists.
  if (engine.state !== "known") return { outcome: "unknown", properties: ["engine"] };
  const logs = EXPORTS.find((row) => row.engine.test(String(engine.value)))?.logs;
  if (logs === undefined) return notApplicable(`no logs to export from ${String(engine.value)}`);
  return hasAll("enabledCloudwatchLogsExports", logs, { absent: [] }).judge(subject, context, graph);
});

/** Settings of an Azure server are resources of their own; a replica has those of its primary. */
function configured(...wanted: readonly Parameter[]): Check {
  const own = check([], (server, _context, graph) => {
    const settings = graph.pointingAt(server, CONFIGURATION, "serverName");
    const pairs = settings.map(({ view }) => ({ name: view.read("configurationName"), value: view.read("value") }));
    const undecided = graph.hasUndecided(CONFIGURATION, "serverName", server);
    return allOf(wanted.map((one) => judgeParameter("", undecided ? undefined : pairs, one)));
  });
  return unlessReplica(own, "a replica has the settings of its primary");
}

function isPostgres({ view }: Subject): boolean | "unknown" {
  const version = view.read("databaseVersion");
  return version.state === "unknown" ? "unknown" : version.state === "known" && /^POSTGRES/.test(String(version.value));
}

function onPostgres(then: Check): Check {
  return when(isPostgres, "not PostgreSQL", then);
}

/** A parameter group of one engine family; Aurora's nodes have the settings of their cluster. */
function familyIs(family: RegExp, then: Check): Check {
  return when(
    ({ view }) => {
      const reading = view.read("family");
      return reading.state === "unknown" ? "unknown" : reading.state === "known" && family.test(String(reading.value));
    },
    "another engine, or settings of one node",
    then,
  );
}

/** 0 logs every statement with its values; -1 none, any other number the slow ones. */
const notEveryStatement: Parameter = {
  name: "log_min_duration_statement",
  holds: (value) => value === undefined || Number(value) === -1 || Number(value) > 0,
  expected: "-1 or more than 0 milliseconds",
};

const audited = all(
  parameter("parameters", contains("shared_preload_libraries", "pgaudit")),
  parameter("parameters", chosen("pgaudit.log")),
);

export const DATABASE_LOG_RULES = [
  defineRule({
    id: "LOG-05",
    name: "db-logs-exported",
    title: "Databases log connections and errors, and the logs leave the server",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:rds/instance:Instance": exported,
      "aws:rds/cluster:Cluster": exported,
      "azure-native:dbforpostgresql:Server": all(
        check([], (subject, _context, graph) => findLogs(subject, graph, { categories: ["PostgreSQLLogs"] })),
        configured(on("log_connections"), on("log_disconnections")),
      ),
      [CONFIGURATION]: check(["configurationName", "value"], (subject) => {
        const name = subject.view.read("configurationName");
        const judged = ["log_connections", "log_disconnections", "log_checkpoints"];
        if (name.state === "unknown") return { outcome: "unknown", properties: ["configurationName"] };
        if (name.state === "absent" || !judged.includes(String(name.value)))
          return notApplicable("a setting of another kind");
        return judgeParameter("value", [{ name, value: subject.view.read("value") }], on(String(name.value)));
      }),
      "gcp:sql/databaseInstance:DatabaseInstance": onPostgres(
        all(
          parameter(FLAGS, on("log_connections")),
          parameter(FLAGS, on("log_disconnections")),
          parameter(FLAGS, notEveryStatement),
        ),
      ),
    },
    // No remedy: exported logs cost, and a flag may restart the database.
  }),
  defineRule({
    id: "LOG-06",
    name: "db-statement-audit",
    title: "Databases of regulated tenants record who ran which statement",
    severity: "medium",
    scope: "stack",
    appliesTo: "regulated",
    checks: {
      "aws:rds/cluster:Cluster": isSet("dbClusterParameterGroupName", "a parameter group with pgaudit"),
      "aws:rds/instance:Instance": isSet("parameterGroupName", "a parameter group with pgaudit"),
      "aws:rds/parameterGroup:ParameterGroup": familyIs(/^postgres/, audited),
      "aws:rds/clusterParameterGroup:ClusterParameterGroup": check(["family", ...audited.properties], (...input) =>
        allOf([
          familyIs(/^(aurora-)?postgres/, audited).judge(...input),
          familyIs(/^aurora-mysql/, parameter("parameters", on("server_audit_logging"))).judge(...input),
        ]),
      ),
      "azure-native:dbforpostgresql:Server": configured(
        contains("azure.extensions", "pgaudit"),
        contains("shared_preload_libraries", "pgaudit"),
        chosen("pgaudit.log"),
      ),
      "gcp:sql/databaseInstance:DatabaseInstance": onPostgres(
        all(parameter(FLAGS, on("cloudsql.enable_pgaudit")), parameter(FLAGS, chosen("pgaudit.log"))),
      ),
    },
  }),
  defineRule({
    id: "LOG-10",
    name: "docdb-search-logs",
    title: "Document databases and search record who did what, and the logs leave the server",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:docdb/cluster:Cluster": hasAll("enabledCloudwatchLogsExports", ["audit", "profiler"], { absent: [] }),
      "aws:docdb/clusterParameterGroup:ClusterParameterGroup": parameter("parameters", {
        name: "audit_logs",
        holds: (value) => value !== undefined && value !== "disabled" && value !== "none",
        expected: "enabled",
      }),
      "aws:opensearch/domain:Domain": check(
        ["logPublishingOptions.logType", "logPublishingOptions.enabled"],
        ({ view }) => {
          const path = "logPublishingOptions.logType";
          const options = view.items("logPublishingOptions");
          if (options === undefined) return { outcome: "unknown", properties: [path] };
          const on = options.filter((option) => {
            const enabled = option.read("enabled");
            return enabled.state === "absent" || (enabled.state === "known" && enabled.value === true);
          });
          const open = options.some((option) =>
            ["enabled", "logType"].some((name) => option.read(name).state === "unknown"),
          );
          const types = on.map((option) => option.read("logType"));
          const missing = ["AUDIT_LOGS", "ES_APPLICATION_LOGS"].filter(
            (type) => !types.some((one) => one.state === "known" && one.value === type),
          );
          if (missing.length === 0) return { outcome: "pass" };
          if (open) return { outcome: "unknown", properties: [path] };
          const message = `got no ${missing.join(", ")}, expected AUDIT_LOGS, ES_APPLICATION_LOGS; publish them`;
          return { outcome: "fail", reasons: [{ property: path, message }] };
        },
      ),
    },
    // No remedy: exported logs cost.
  }),
] as const;
