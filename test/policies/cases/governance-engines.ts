import type { Break, RuleCases } from "../harness/rule-case.ts";

const NOT_KNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const turned = (path: string): Break => ({
  why: path,
  change: { [path]: false },
  reasons: [`${path}: got false, expected true; set ${path} to true`],
});
const old = (
  path: string,
  version: string,
  wanted: string,
  engine: string,
  change: Record<string, unknown> = {},
  got = version,
): Break => ({
  why: `${engine} ${version}`,
  change: { ...change, [path]: version },
  reasons: [`${path}: got ${got}, expected at least ${wanted} for ${engine}; upgrade`],
});
const CA: Break = {
  why: "an authority that ended",
  change: { caCertIdentifier: "rds-ca-2019" },
  reasons: ["caCertIdentifier: got rds-ca-2019, expected another value; change caCertIdentifier"],
};
const EXTENDED: Break = {
  why: "extended support",
  change: { engineLifecycleSupport: "open-source-rds-extended-support" },
  reasons: [
    "engineLifecycleSupport: got open-source-rds-extended-support, expected open-source-rds-extended-support-disabled; set engineLifecycleSupport to open-source-rds-extended-support-disabled",
  ],
};
const LIFE = { engineLifecycleSupport: "open-source-rds-extended-support-disabled" };
const TRACK = "settings.maintenanceWindow.updateTrack";

export const ENGINE_CASES: RuleCases = {
  "GOV-04": [
    {
      type: "aws:rds/instance:Instance",
      compliant: {
        engine: "postgres",
        engineVersion: "14",
        autoMinorVersionUpgrade: true,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        ...LIFE,
      },
      absent: {
        autoMinorVersionUpgrade: "pass",
        engineVersion: "pass",
        engineLifecycleSupport: "fail",
        caCertIdentifier: "pass",
      },
      breaks: [
        turned("autoMinorVersionUpgrade"),
        old("engineVersion", "13.23", "14", "RDS PostgreSQL"),
        old("engineVersion", "8.0.43", "8.4", "RDS MySQL", { engine: "mysql" }),
        old("engineVersion", "10.6.20", "10.11", "RDS MariaDB", {
          engine: "mariadb",
          engineLifecycleSupport: undefined,
        }),
        CA,
        EXTENDED,
      ],
      variants: [
        { why: "newer", change: { engineVersion: "17.10" }, outcome: "pass" },
        { why: "newer by its first number", change: { engine: "mariadb", engineVersion: "11.4" }, outcome: "pass" },
        {
          why: "another engine",
          change: { engine: "sqlserver-se", engineVersion: "11.0", engineLifecycleSupport: undefined },
          outcome: "pass",
        },
        { why: "an engine not known", change: { engine: NOT_KNOWN }, outcome: "unknown" },
      ],
    },
    {
      type: "aws:rds/cluster:Cluster",
      compliant: { engine: "aurora-postgresql", engineVersion: "14", ...LIFE },
      absent: { engineVersion: "pass", engineLifecycleSupport: "fail" },
      breaks: [
        old("engineVersion", "13.23", "14", "Aurora PostgreSQL"),
        old("engineVersion", "5.7.mysql_aurora.2.11", "8.0", "Aurora MySQL", { engine: "aurora-mysql" }),
        EXTENDED,
      ],
      variants: [
        {
          why: "Aurora MySQL 3",
          change: { engine: "aurora-mysql", engineVersion: "8.0.mysql_aurora.3.10" },
          outcome: "pass",
        },
      ],
    },
    {
      type: "aws:rds/clusterInstance:ClusterInstance",
      compliant: { autoMinorVersionUpgrade: true, caCertIdentifier: "rds-ca-rsa2048-g1" },
      absent: { autoMinorVersionUpgrade: "pass", caCertIdentifier: "pass" },
      breaks: [turned("autoMinorVersionUpgrade"), CA],
    },
    {
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      compliant: { engine: "valkey", engineVersion: "7.2", autoMinorVersionUpgrade: true },
      absent: { autoMinorVersionUpgrade: "pass", engineVersion: "pass" },
      breaks: [
        turned("autoMinorVersionUpgrade"),
        old("engineVersion", "7.1", "7.2", "ElastiCache Valkey"),
        old("engineVersion", "5.0.6", "6.0", "ElastiCache Redis", { engine: "redis" }),
        old("engineVersion", "5.0.6", "6.0", "ElastiCache Redis", { engine: undefined }),
      ],
      variants: [{ why: "any version 6", change: { engine: "redis", engineVersion: "6.x" }, outcome: "pass" }],
    },
    {
      type: "azure-native:dbforpostgresql:Server",
      compliant: { version: "15" },
      absent: { version: "pass" },
      breaks: [old("version", "14", "15", "Azure PostgreSQL")],
    },
    {
      type: "azure-native:redis:Redis",
      compliant: { redisVersion: "6", updateChannel: "Stable" },
      absent: { redisVersion: "pass", updateChannel: "pass" },
      breaks: [
        old("redisVersion", "4.0", "6", "Azure Redis"),
        {
          why: "untried updates",
          change: { updateChannel: "Preview" },
          reasons: ["updateChannel: got Preview, expected Stable; set updateChannel to Stable"],
        },
      ],
      variants: [{ why: "the newest", change: { redisVersion: "latest" }, outcome: "pass" }],
    },
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: { databaseVersion: "POSTGRES_14", settings: { maintenanceWindow: { updateTrack: "stable" } } },
      absent: { databaseVersion: "fail", [TRACK]: "pass" },
      breaks: [
        old("databaseVersion", "POSTGRES_13", "14", "Cloud SQL PostgreSQL", {}, "13"),
        old("databaseVersion", "MYSQL_5_7", "8.0", "Cloud SQL MySQL", {}, "5.7"),
        {
          why: "untried updates",
          change: { [TRACK]: "canary" },
          reasons: [`${TRACK}: got canary, expected another value; change ${TRACK}`],
        },
      ],
      variants: [{ why: "MySQL", change: { databaseVersion: "MYSQL_8_0_36" }, outcome: "pass" }],
    },
    {
      type: "gcp:memorystore/instance:Instance",
      compliant: { engineVersion: "VALKEY_7_2" },
      absent: { engineVersion: "pass" },
      breaks: [old("engineVersion", "VALKEY_7_1", "7.2", "Memorystore Valkey", {}, "7.1")],
    },
  ],
};
