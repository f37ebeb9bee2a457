import { caseOf, flag, set, word } from "../harness/shapes.ts";
import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

const RESTORED = [
  { why: "a replica", path: "replicateSourceDb" },
  { why: "restored from a snapshot", path: "snapshotIdentifier" },
  { why: "restored to a point in time", path: "restoreToPointInTime" },
] as const;

/**
 * @param password property of the password in clear
 * @param sources properties by which one joins another
 */
function managed(type: string, password: string, sources: readonly string[]): RuleCase {
  const wanted = "expected none; let AWS manage it with manageMasterUserPassword";
  const version = `${password}WoVersion`;
  const notManaged = (got: string): string[] => [
    `manageMasterUserPassword: got ${got}, expected true; set manageMasterUserPassword to true`,
    `${version}: got nothing, expected a write-only password, or manageMasterUserPassword; set ${version}`,
  ];
  return {
    type,
    compliant: { manageMasterUserPassword: true },
    absent: { [password]: "pass", manageMasterUserPassword: "fail", [version]: "pass" },
    // A password that is not known yet is one all the same.
    unknown: { [password]: "fail", [version]: "pass" },
    breaks: [
      {
        why: "a password in clear",
        change: { [password]: "hunter2" },
        reasons: [`${password}: got a value, ${wanted}`],
      },
      {
        why: "a password in clear beside a replica",
        change: { [password]: "hunter2", replicateSourceDb: "source" },
        reasons: [`${password}: got a value, ${wanted}`],
      },
      {
        why: "not managed",
        change: { manageMasterUserPassword: false },
        reasons: notManaged("false"),
      },
      {
        why: "nothing said",
        change: { manageMasterUserPassword: undefined },
        reasons: notManaged("nothing (the provider's default is false)"),
      },
    ],
    variants: [
      { why: "write-only", change: { manageMasterUserPassword: undefined, [version]: 1 }, outcome: "pass" },
      ...sources.map((path) => ({
        why: `one that joins another by ${path}`,
        change: { manageMasterUserPassword: undefined, [path]: "source" },
        outcome: "not-applicable" as const,
      })),
    ],
  };
}

const CLUSTER_SOURCES = ["replicationSourceIdentifier", "globalClusterIdentifier"] as const;

const MODE = "authConfig.passwordAuth";
const RANDOM = "random:index/randomPassword:RandomPassword";
const WANTED = `expected Disabled, or a password from a ${RANDOM}; set ${MODE} to Disabled`;
const GENERATED = [{ type: RANDOM, name: "password", props: {} }];
const SERVER = "azure-native:dbforpostgresql:Server";
const COPIES = ["Replica", "PointInTimeRestore", "GeoRestore"].map((createMode) => ({
  why: `a server made by ${createMode}`,
  change: { createMode, authConfig: undefined, administratorLogin: undefined },
  outcome: "not-applicable" as const,
}));
const UNKNOWN_COPY = {
  why: "made in a way not known yet",
  change: { createMode: NOT_YET_KNOWN },
  outcome: "unknown",
} as const;

const MANAGED: RuleCases = {
  "SEC-02": [
    managed("aws:rds/instance:Instance", "password", ["replicateSourceDb"]),
    managed("aws:rds/cluster:Cluster", "masterPassword", CLUSTER_SOURCES),
    managed("aws:docdb/cluster:Cluster", "masterPassword", CLUSTER_SOURCES),
    {
      type: SERVER,
      compliant: { authConfig: { passwordAuth: "Disabled" } },
      absent: { [MODE]: "fail", administratorLoginPassword: "pass" },
      unknown: { administratorLoginPassword: "pass" },
      breaks: [
        {
          why: "a password from nowhere",
          change: { [MODE]: "Enabled", administratorLoginPassword: "hunter2" },
          reasons: [`${MODE}: got Enabled, ${WANTED}`],
        },
        {
          why: "nothing said",
          change: { [MODE]: undefined },
          reasons: [`${MODE}: got nothing (the provider's default is Enabled), ${WANTED}`],
        },
      ],
      variants: [...COPIES, UNKNOWN_COPY],
    },
    {
      type: SERVER,
      compliant: { authConfig: { passwordAuth: "Enabled" }, administratorLoginPassword: "generated" },
      refersTo: { administratorLoginPassword: ["password"] },
      others: GENERATED,
      absent: { [MODE]: "pass", administratorLoginPassword: "pass" },
      unknown: { administratorLoginPassword: "pass" },
      breaks: [
        {
          why: "a password from something else",
          others: [{ type: "random:index/randomPet:RandomPet", name: "password", props: {} }],
          reasons: [`${MODE}: got Enabled, ${WANTED}`],
        },
      ],
    },
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: { name: "database" },
      absent: { rootPassword: "pass" },
      unknown: { rootPassword: "fail" },
      breaks: [
        {
          why: "a password in clear",
          change: { rootPassword: "hunter2" },
          reasons: ["rootPassword: got a value, expected none; hand it over with rootPasswordWo"],
        },
      ],
      variants: [{ why: "write-only", change: { rootPasswordWo: "x", rootPasswordWoVersion: "1" }, outcome: "pass" }],
    },
  ],
};

function named(type: string, path: string, variants: NonNullable<RuleCase["variants"]>): RuleCase {
  return {
    type,
    compliant: { [path]: "leasehold" },
    absent: { [path]: "fail" },
    breaks: [
      ...["admin", "postgres", "root", "sa", "awsuser", "azureuser", "Administrator"].map((name) => ({
        why: name,
        change: { [path]: name },
        reasons: [`${path}: got ${name}, expected a name that is no vendor's default; change ${path}`],
      })),
      {
        why: "no name",
        change: { [path]: undefined },
        reasons: [`${path}: got nothing, expected a name of its own; set ${path}`],
      },
    ],
    variants: [...variants, { why: "a name that holds a default", change: { [path]: "sales" }, outcome: "pass" }],
  };
}

const NAMES: RuleCases = {
  "SEC-03": [
    named(
      "aws:rds/instance:Instance",
      "username",
      RESTORED.map(({ why, path }) => ({
        why,
        change: { username: undefined, [path]: "x" },
        outcome: "not-applicable",
      })),
    ),
    named("aws:rds/cluster:Cluster", "masterUsername", [
      ...["replicationSourceIdentifier", "snapshotIdentifier", "restoreToPointInTime", "globalClusterIdentifier"].map(
        (path) => ({
          why: `made from ${path}`,
          change: { masterUsername: undefined, [path]: "x" },
          outcome: "not-applicable" as const,
        }),
      ),
      { why: "the first of a global database", change: { globalClusterIdentifier: "x" }, outcome: "pass" },
    ]),
    named(SERVER, "administratorLogin", [
      ...COPIES,
      UNKNOWN_COPY,
      {
        why: "no passwords at all",
        change: { administratorLogin: undefined, [MODE]: "Disabled" },
        outcome: "not-applicable",
      },
      { why: "not known whether by password", change: { [MODE]: NOT_YET_KNOWN }, outcome: "unknown" },
    ]),
  ],
};

const FLAGS = "settings.databaseFlags";

function identityFlag(databaseVersion: string, name: string): RuleCase {
  const reasons = [`${FLAGS}: got none, expected the flag ${name} with the value on; add it to ${FLAGS}`];
  return {
    type: "gcp:sql/databaseInstance:DatabaseInstance",
    compliant: {
      databaseVersion,
      settings: {
        databaseFlags: [
          { name: "max_connections", value: "50" },
          { name, value: "on" },
        ],
      },
    },
    absent: { [FLAGS]: "fail" },
    breaks: [
      { why: "off", change: { [`${FLAGS}.1.value`]: "off" }, reasons },
      { why: "another flag", change: { [`${FLAGS}.1.name`]: "another" }, reasons },
      { why: "no flags", change: { [FLAGS]: undefined }, reasons },
    ],
    variants: [
      { why: "SQL Server", change: { databaseVersion: "SQLSERVER_2022_STANDARD" }, outcome: "not-applicable" },
      { why: "a version that is not known yet", change: { databaseVersion: NOT_YET_KNOWN }, outcome: "unknown" },
      { why: "a value that is not known yet", change: { [`${FLAGS}.1.value`]: NOT_YET_KNOWN }, outcome: "unknown" },
    ],
  };
}

const IAM = "iamDatabaseAuthenticationEnabled";

const IDENTITY: RuleCases = {
  "SEC-04": [
    caseOf("aws:rds/instance:Instance", [flag(IAM, true, false)], {
      variants: [
        ...["postgres", "mysql", "mariadb"].map((engine) => ({
          why: engine,
          change: { engine },
          outcome: "pass" as const,
        })),
        { why: "an engine without it", change: { [IAM]: false, engine: "oracle-ee" }, outcome: "not-applicable" },
        { why: "an engine that is not known yet", change: { engine: NOT_YET_KNOWN }, outcome: "unknown" },
      ],
    }),
    caseOf("aws:rds/cluster:Cluster", [flag(IAM, true, false)]),
    caseOf(
      SERVER,
      [
        word("authConfig.activeDirectoryAuth", { good: ["Enabled"], bad: "Disabled", absent: "Disabled" }),
        set("authConfig.tenantId", "directory", "the directory of the identities"),
      ],
      { variants: [...COPIES, UNKNOWN_COPY] },
    ),
    identityFlag("POSTGRES_17", "cloudsql.iam_authentication"),
    identityFlag("MYSQL_8_4", "cloudsql_iam_authentication"),
  ],
};

export const DATABASE_CREDENTIAL_CASES: RuleCases = { ...MANAGED, ...NAMES, ...IDENTITY };
