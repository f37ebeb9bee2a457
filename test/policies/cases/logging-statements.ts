import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";
import {
  CLOUD_SQL,
  FLAGS,
  FLAG_PATHS,
  NOT_POSTGRES,
  SERVER,
  configurations,
  flags,
  pairs,
} from "./database-settings.ts";

const AUDITED = {
  "azure.extensions": "PG_STAT_STATEMENTS,PGAUDIT",
  shared_preload_libraries: "pgaudit",
  "pgaudit.log": "ddl",
};

const AUDIT_FLAGS = { "cloudsql.enable_pgaudit": "on", "pgaudit.log": "ddl" };

const GROUP = { shared_preload_libraries: "pg_stat_statements,pgaudit", "pgaudit.log": "ddl" };

function parameterGroup(type: string, family: string): RuleCase {
  return {
    type,
    compliant: { family, parameters: pairs(GROUP) },
    absent: { "parameters.name": "fail", "parameters.value": "fail" },
    breaks: [
      {
        why: "pgaudit is not loaded",
        change: { "parameters.0.value": "pg_stat_statements" },
        reasons: [
          "parameters: got shared_preload_libraries pg_stat_statements, expected pgaudit in the list; set shared_preload_libraries",
        ],
      },
      {
        why: "pgaudit records nothing",
        change: { "parameters.1.value": "none" },
        reasons: ["parameters: got pgaudit.log none, expected a value other than none; set pgaudit.log"],
      },
      {
        why: "no parameters",
        change: { parameters: [] },
        reasons: [
          "parameters: got shared_preload_libraries not set, expected pgaudit in the list; set shared_preload_libraries",
          "parameters: got pgaudit.log not set, expected a value other than none; set pgaudit.log",
        ],
      },
    ],
    variants: [{ why: "another engine", change: { family: "oracle-ee-19" }, outcome: "not-applicable" }],
  };
}

const clusterGroup = parameterGroup("aws:rds/clusterParameterGroup:ClusterParameterGroup", "aurora-postgresql17");

function named(type: string, path: string): RuleCase {
  return {
    type,
    compliant: { [path]: "acme-parameters" },
    absent: { [path]: "fail" },
    unknown: { [path]: "pass" },
    breaks: [
      {
        why: "no group of its own",
        change: { [path]: "" },
        reasons: [`${path}: got nothing, expected a parameter group with pgaudit; set ${path}`],
      },
    ],
  };
}

export const STATEMENT_CASES: RuleCases = {
  "LOG-06": [
    named("aws:rds/cluster:Cluster", "dbClusterParameterGroupName"),
    named("aws:rds/instance:Instance", "parameterGroupName"),
    {
      ...parameterGroup("aws:rds/parameterGroup:ParameterGroup", "postgres17"),
      variants: [
        { why: "settings of an Aurora node", change: { family: "aurora-postgresql17" }, outcome: "not-applicable" },
        { why: "a family that is not known", change: { family: NOT_YET_KNOWN }, outcome: "unknown" },
      ],
    },
    {
      ...clusterGroup,
      absent: { ...clusterGroup.absent, family: "not-applicable" },
      breaks: [
        ...clusterGroup.breaks,
        {
          why: "MySQL's audit is off",
          change: { family: "aurora-mysql8.0", parameters: pairs({ server_audit_logging: "0" }) },
          reasons: ["parameters: got server_audit_logging 0, expected on; set server_audit_logging"],
        },
      ],
      variants: [
        ...(clusterGroup.variants ?? []),
        {
          why: "MySQL's audit is on",
          change: { family: "aurora-mysql8.0", parameters: pairs({ server_audit_logging: "1" }) },
          outcome: "pass",
        },
      ],
    },
    {
      type: SERVER,
      compliant: {},
      others: configurations(AUDITED),
      absent: {},
      breaks: [
        {
          why: "the extension may not be used",
          others: configurations({ ...AUDITED, "azure.extensions": "PG_STAT_STATEMENTS" }),
          reasons: [": got azure.extensions PG_STAT_STATEMENTS, expected pgaudit in the list; set azure.extensions"],
        },
        {
          why: "the library is not loaded",
          others: configurations({ ...AUDITED, shared_preload_libraries: "pg_cron" }),
          reasons: [
            ": got shared_preload_libraries pg_cron, expected pgaudit in the list; set shared_preload_libraries",
          ],
        },
        {
          why: "nothing is recorded",
          others: configurations({ ...AUDITED, "pgaudit.log": "none" }),
          reasons: [": got pgaudit.log none, expected a value other than none; set pgaudit.log"],
        },
      ],
      variants: [
        { why: "a replica", change: { createMode: "Replica" }, others: [], outcome: "not-applicable" },
        { why: "perhaps a replica", change: { createMode: NOT_YET_KNOWN }, others: [], outcome: "unknown" },
        { why: "not regulated", context: { regulated: false }, others: [], outcome: "not-applicable" },
      ],
    },
    {
      type: CLOUD_SQL,
      compliant: flags(AUDIT_FLAGS),
      absent: FLAG_PATHS,
      breaks: [
        {
          why: "pgaudit is off",
          change: { [`${FLAGS}.0.value`]: "off" },
          reasons: [`${FLAGS}: got cloudsql.enable_pgaudit off, expected on; set cloudsql.enable_pgaudit`],
        },
        {
          why: "pgaudit records nothing",
          change: { [FLAGS]: pairs({ "cloudsql.enable_pgaudit": "on" }) },
          reasons: [`${FLAGS}: got pgaudit.log not set, expected a value other than none; set pgaudit.log`],
        },
      ],
      variants: [NOT_POSTGRES],
    },
  ],
};
