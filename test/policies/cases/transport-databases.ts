import { NOT_YET_KNOWN, type RuleCases } from "../harness/rule-case.ts";

export const TRANSPORT_DATABASES_CASES: RuleCases = {
  "TLS-01": [
    {
      type: "aws:rds/parameterGroup:ParameterGroup",
      compliant: { family: "postgres14", parameters: [{ name: "rds.force_ssl", value: "1" }] },
      absent: { family: "not-applicable", parameters: "fail" },
      breaks: [
        {
          why: "plain connections",
          change: { parameters: [{ name: "rds.force_ssl", value: "0" }] },
          reasons: ["parameters: got rds.force_ssl 0, expected 1; set it in the group"],
        },
        {
          why: "PostgreSQL 14 by default",
          change: { parameters: [] },
          reasons: [
            "parameters: got rds.force_ssl nothing (the provider's default is 0), expected 1; set it in the group",
          ],
        },
        {
          why: "MySQL by default",
          change: { family: "mysql8.0" },
          reasons: [
            "parameters: got require_secure_transport nothing (the provider's default is 0), expected 1; set it in the group",
          ],
        },
        {
          why: "SQL Server by default",
          change: { family: "sqlserver-se-16.0", parameters: [] },
          reasons: [
            "parameters: got rds.force_ssl nothing (the provider's default is 0), expected 1; set it in the group",
          ],
        },
        {
          why: "MariaDB by default",
          change: { family: "mariadb10.11" },
          reasons: [
            "parameters: got require_secure_transport nothing (the provider's default is 0), expected 1; set it in the group",
          ],
        },
      ],
      variants: [
        { why: "PostgreSQL 15 by default", outcome: "pass", change: { family: "postgres15", parameters: [] } },
        {
          why: "MySQL",
          outcome: "pass",
          change: { family: "mysql8.0", parameters: [{ name: "require_secure_transport", value: "ON" }] },
        },
        { why: "SQL Server", outcome: "pass", change: { family: "sqlserver-se-16.0" } },
        {
          why: "a member of Aurora",
          outcome: "not-applicable",
          change: { family: "aurora-postgresql16", parameters: [] },
        },
        { why: "Oracle", outcome: "not-applicable", change: { family: "oracle-ee-19", parameters: [] } },
        {
          why: "a parameter whose name is not known",
          outcome: "unknown",
          change: { parameters: [{ name: NOT_YET_KNOWN, value: "1" }] },
        },
        {
          why: "a value not known",
          outcome: "unknown",
          change: { parameters: [{ name: "rds.force_ssl", value: NOT_YET_KNOWN }] },
        },
      ],
    },
    {
      type: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
      compliant: { family: "aurora-postgresql16", parameters: [{ name: "rds.force_ssl", value: "1" }] },
      absent: { family: "not-applicable", parameters: "fail" },
      breaks: [
        {
          why: "plain connections",
          change: { parameters: [{ name: "rds.force_ssl", value: "0" }] },
          reasons: ["parameters: got rds.force_ssl 0, expected 1; set it in the group"],
        },
        {
          why: "Aurora PostgreSQL 16 by default",
          change: { parameters: [] },
          reasons: [
            "parameters: got rds.force_ssl nothing (the provider's default is 0), expected 1; set it in the group",
          ],
        },
        {
          why: "Aurora MySQL by default",
          change: { family: "aurora-mysql8.0", parameters: [] },
          reasons: [
            "parameters: got require_secure_transport nothing (the provider's default is 0), expected 1; set it in the group",
          ],
        },
      ],
      variants: [
        {
          why: "Aurora PostgreSQL 17 by default",
          outcome: "pass",
          change: { family: "aurora-postgresql17", parameters: [] },
        },
        {
          why: "Aurora MySQL",
          outcome: "pass",
          change: { family: "aurora-mysql8.0", parameters: [{ name: "require_secure_transport", value: "1" }] },
        },
      ],
    },
    {
      type: "aws:rds/instance:Instance",
      compliant: { engine: "postgres", engineVersion: "14.9", parameterGroupName: "own" },
      others: [{ type: "aws:rds/parameterGroup:ParameterGroup", name: "group", props: { name: "own" } }],
      absent: { parameterGroupName: "fail" },
      breaks: [
        {
          why: "the default group before PostgreSQL 15",
          change: { parameterGroupName: "default.postgres14" },
          reasons: [": got the default parameter group, expected one with rds.force_ssl 1; add a group"],
        },
        {
          why: "the default group of MySQL",
          change: { engine: "mysql", engineVersion: "8.0", parameterGroupName: undefined },
          reasons: [": got the default parameter group, expected one with require_secure_transport 1; add a group"],
        },
      ],
      variants: [
        {
          why: "the default group from PostgreSQL 15 on",
          outcome: "pass",
          change: { engineVersion: "15.4", parameterGroupName: undefined },
        },
        {
          why: "an engine not known",
          outcome: "unknown",
          change: { engine: NOT_YET_KNOWN, parameterGroupName: undefined },
        },
      ],
    },
    {
      type: "aws:rds/cluster:Cluster",
      compliant: { engine: "aurora-postgresql", engineVersion: "16.4", dbClusterParameterGroupName: "own" },
      others: [{ type: "aws:rds/clusterParameterGroup:ClusterParameterGroup", name: "group", props: { name: "own" } }],
      absent: { dbClusterParameterGroupName: "fail" },
      breaks: [
        {
          why: "the default group before Aurora PostgreSQL 17",
          change: { dbClusterParameterGroupName: "default.aurora-postgresql16" },
          reasons: [": got the default parameter group, expected one with rds.force_ssl 1; add a group"],
        },
        {
          why: "the default group of Aurora MySQL",
          change: { engine: "aurora-mysql", dbClusterParameterGroupName: undefined },
          reasons: [": got the default parameter group, expected one with require_secure_transport 1; add a group"],
        },
      ],
      variants: [
        {
          why: "the default group from Aurora PostgreSQL 17 on",
          outcome: "pass",
          change: { engineVersion: "17.4", dbClusterParameterGroupName: undefined },
        },
        {
          why: "a version not known",
          outcome: "unknown",
          change: { engineVersion: NOT_YET_KNOWN, dbClusterParameterGroupName: undefined },
        },
        { why: "a group of another stack", outcome: "unknown", change: { dbClusterParameterGroupName: "elsewhere" } },
        {
          why: "an engine without such a parameter",
          outcome: "not-applicable",
          change: { engine: "neptune", dbClusterParameterGroupName: undefined },
        },
      ],
    },
    {
      type: "aws:rds/proxy:Proxy",
      compliant: { requireTls: true },
      absent: { requireTls: "fail" },
      breaks: [
        {
          why: "plain connections",
          change: { requireTls: false },
          reasons: ["requireTls: got false, expected true; set requireTls to true"],
        },
      ],
    },
  ],
};
