/** How people and programs log in to databases. */
import { all, any, check, equals, isAbsent, isOneOf, isSet, isTrue, NO_DEFAULT, some, when } from "../../checks.ts";
import { isGiven, unlessGiven } from "../../conditions.ts";
import { fail, notApplicable, PASS, unknown } from "../../finding.ts";
import { isReplica, joinsCluster, unlessReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

const INHERITED = "a replica has the users of its source";

/** What a service keeps no copy of in clear: kept and rotated by AWS, or handed over write-only and never read back. */
function managedPassword(password: string): Check {
  const managed = any(
    isTrue("manageMasterUserPassword", { absent: false }),
    isSet(`${password}WoVersion`, "a write-only password, or manageMasterUserPassword"),
  );
  return check([password, ...managed.properties], (subject, context, graph) => {
    const inline = isAbsent(password, "let AWS manage it with manageMasterUserPassword").judge(subject, context, graph);
    if (inline.outcome === "fail") return inline;
    const kept = managed.judge(subject, context, graph);
    if (kept.outcome !== "fail") return kept;
    // One that joins an existing database has no password of its own.
    const replica = joinsCluster(subject) || isReplica(subject);
    if (typeof replica !== "boolean") return replica;
    return replica ? notApplicable(INHERITED) : kept;
  });
}

const CLUSTER_PASSWORD = managedPassword("masterPassword");
const AZURE_PASSWORD = "administratorLoginPassword";
const RANDOM_PASSWORD = "random:index/randomPassword:RandomPassword";

/** Azure manages no passwords: none at all, or one that a resource of the stack made, so that it stands in no text. */
const AZURE_SERVER = check(["authConfig.passwordAuth", AZURE_PASSWORD], (subject, _context, graph) => {
  const mode = subject.view.read("authConfig.passwordAuth");
  if (mode.state === "unknown") return unknown("authConfig.passwordAuth");
  if (mode.state === "known" && mode.value === "Disabled") return PASS;
  const makers = subject.propertyDependencies[AZURE_PASSWORD] ?? [];
  if (makers.some((urn) => graph.at(urn)?.type === RANDOM_PASSWORD)) return PASS;
  const got = mode.state === "known" ? String(mode.value) : "nothing (the provider's default is Enabled)";
  return fail(
    "authConfig.passwordAuth",
    `got ${got}, expected Disabled, or a password from a ${RANDOM_PASSWORD}; set authConfig.passwordAuth to Disabled`,
  );
});

/** A server that is made from another one has that one's users and settings. */
function unlessCopied(then: Check): Check {
  const reason = "made from another server, with its users and settings";
  const restored = check(then.properties, (subject, context, graph) => {
    const mode = subject.view.read("createMode");
    if (mode.state === "unknown") return unknown("createMode");
    return mode.state === "known" && RESTORES.includes(mode.value)
      ? notApplicable(reason)
      : then.judge(subject, context, graph);
  });
  return unlessReplica(restored, reason);
}

const RESTORES: readonly unknown[] = ["PointInTimeRestore", "GeoRestore"];

/** Names that attackers try first; compared without regard to case. */
const DEFAULT_NAMES: ReadonlySet<string> = new Set([
  "admin",
  "administrator",
  "awsuser",
  "azureuser",
  "master",
  "mysql",
  "postgres",
  "root",
  "sa",
  "sqladmin",
  "user",
]);

function ownName(path: string): Check {
  return check([path], ({ view }) => {
    const reading = view.read(path);
    if (reading.state === "unknown") return unknown(path);
    if (reading.state === "absent") return fail(path, `got nothing, expected a name of its own; set ${path}`);
    const name = String(reading.value);
    return DEFAULT_NAMES.has(name.toLowerCase())
      ? fail(path, `got ${name}, expected a name that is no vendor's default; change ${path}`)
      : PASS;
  });
}

const RESTORED = "made from another database, with its users";
const CLUSTER_NAME = unlessGiven(
  ["replicationSourceIdentifier", "snapshotIdentifier", "restoreToPointInTime"],
  RESTORED,
  check(["masterUsername"], (subject, context, graph) =>
    subject.view.read("masterUsername").state === "absent" && isGiven(subject.view, "globalClusterIdentifier")
      ? notApplicable(RESTORED)
      : ownName("masterUsername").judge(subject, context, graph),
  ),
);

const IAM_LOGIN = isTrue("iamDatabaseAuthenticationEnabled", { absent: false });
/** Engines of RDS that know identities of AWS (RDS user guide, "IAM database authentication"; basis: own). */
const RDS_IDENTITY_ENGINES = ["postgres", "mysql", "mariadb"];

function runsOne(engines: readonly string[]): (subject: Subject) => boolean | "unknown" {
  return ({ view }) => {
    const engine = view.read("engine");
    if (engine.state === "unknown") return "unknown";
    // A replica and a restored database take their engine from where they come from.
    return engine.state === "absent" || engines.includes(String(engine.value));
  };
}

const FLAGS = "settings.databaseFlags";
/** MySQL's flag is written with an underscore; SQL Server knows no such login. */
const GOOGLE_IAM_LOGIN = check([FLAGS], (subject, context, graph) => {
  const version = subject.view.read("databaseVersion");
  if (version.state === "unknown") return unknown("databaseVersion");
  const engine = version.state === "known" ? String(version.value) : "";
  if (engine.startsWith("SQLSERVER")) return notApplicable("SQL Server has no login by identity");
  const name = engine.startsWith("MYSQL") ? "cloudsql_iam_authentication" : "cloudsql.iam_authentication";
  const flag = all(equals("name", name, { absent: NO_DEFAULT }), equals("value", "on", { absent: NO_DEFAULT }));
  return some(FLAGS, `the flag ${name} with the value on`, flag).judge(subject, context, graph);
});

export const DATABASE_CREDENTIAL_RULES = [
  defineRule({
    id: "SEC-02",
    name: "db-managed-credentials",
    title: "Database admin password is provider-managed, never inline",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:rds/instance:Instance": managedPassword("password"),
      "aws:rds/cluster:Cluster": CLUSTER_PASSWORD,
      "aws:docdb/cluster:Cluster": CLUSTER_PASSWORD,
      "azure-native:dbforpostgresql:Server": unlessCopied(AZURE_SERVER),
      "gcp:sql/databaseInstance:DatabaseInstance": isAbsent("rootPassword", "hand it over with rootPasswordWo"),
    },
  }),
  defineRule({
    id: "SEC-03",
    name: "db-default-admin-name",
    title: "Database admin user is not a vendor default",
    severity: "low",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:rds/instance:Instance": unlessReplica(
        unlessGiven(["snapshotIdentifier", "restoreToPointInTime"], RESTORED, ownName("username")),
        RESTORED,
      ),
      "aws:rds/cluster:Cluster": CLUSTER_NAME,
      "azure-native:dbforpostgresql:Server": unlessCopied(
        when(
          ({ view }) => {
            const mode = view.read("authConfig.passwordAuth");
            return mode.state === "unknown" ? "unknown" : mode.state === "absent" || mode.value !== "Disabled";
          },
          "nobody logs in with a password",
          ownName("administratorLogin"),
        ),
      ),
    },
  }),
  defineRule({
    id: "SEC-04",
    name: "db-identity-auth",
    title: "Database supports cloud identity authentication",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:rds/instance:Instance": when(
        runsOne(RDS_IDENTITY_ENGINES),
        "its engine has no login by identity",
        IAM_LOGIN,
      ),
      "aws:rds/cluster:Cluster": IAM_LOGIN,
      "azure-native:dbforpostgresql:Server": unlessCopied(
        all(
          isOneOf("authConfig.activeDirectoryAuth", ["Enabled"], { absent: "Disabled" }),
          isSet("authConfig.tenantId", "the directory of the identities"),
        ),
      ),
      "gcp:sql/databaseInstance:DatabaseInstance": GOOGLE_IAM_LOGIN,
    },
    // Passwords go on working beside it. Google restarts the instance for a flag, Azure needs to know the directory.
    remedies: {
      "aws:rds/instance:Instance": () => ({ iamDatabaseAuthenticationEnabled: true }),
      "aws:rds/cluster:Cluster": () => ({ iamDatabaseAuthenticationEnabled: true }),
    },
  }),
] as const;
