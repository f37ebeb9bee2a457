/** Relational databases refuse connections without TLS. */
import { check, isOneOf, isTrue } from "../../checks.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { View } from "../../view.ts";
import { groupDecides, parameterOf } from "./parameter-groups.ts";

/** The parameter that refuses plain connections, and from which major version on it is set without saying so. */
interface Demand {
  readonly parameter: string;
  readonly onFrom?: number;
}

/**
 * By family or engine without its version (Amazon RDS user guide, "Using SSL/TLS with a DB instance"). Oracle has an option
 * instead, Db2 a certificate: nothing there that a parameter says.
 */
const DEMANDS: Readonly<Record<string, Demand>> = {
  "aurora-mysql": { parameter: "require_secure_transport" },
  "aurora-postgresql": { parameter: "rds.force_ssl", onFrom: 17 },
  mariadb: { parameter: "require_secure_transport" },
  mysql: { parameter: "require_secure_transport" },
  postgres: { parameter: "rds.force_ssl", onFrom: 15 },
  sqlserver: { parameter: "rds.force_ssl" },
};

const ON: ReadonlySet<string> = new Set(["1", "on", "true"]);

/** `aurora-postgresql17` and `sqlserver-se-16.0` as engine and major version. */
function demandOf(family: string): { readonly demand: Demand; readonly major: number } | undefined {
  const [engine, demand] =
    Object.entries(DEMANDS)
      .toSorted(([a], [b]) => b.length - a.length)
      .find(([name]) => family.startsWith(name)) ?? [];
  if (engine === undefined || demand === undefined) return undefined;
  return { demand, major: Number.parseInt(/(\d+)/.exec(family.slice(engine.length))?.[1] ?? "0", 10) };
}

/** The parameters of one group; those of an Aurora member's own group decide nothing here. */
function requiresTls(kind: "instance" | "cluster"): Check {
  return check(["family", "parameters"], ({ view }) => {
    const family = view.read("family");
    if (family.state === "unknown") return unknown("family");
    const name = family.state === "known" ? String(family.value) : "";
    if (kind === "instance" && name.startsWith("aurora")) return notApplicable("the cluster's group decides");
    const wanted = demandOf(name);
    if (wanted === undefined) return notApplicable("an engine without such a parameter");
    return judgeParameter(view, wanted.demand, wanted.major);
  });
}

function judgeParameter(view: View, { parameter, onFrom }: Demand, major: number): Finding {
  const reading = parameterOf(view, parameter);
  if (reading.state === "unknown") return unknown("parameters");
  const isDefault = reading.state === "absent";
  const holds = isDefault ? onFrom !== undefined && major >= onFrom : ON.has(String(reading.value).toLowerCase());
  const got = isDefault ? "nothing (the provider's default is 0)" : String(reading.value);
  return holds ? PASS : fail("parameters", `got ${parameter} ${got}, expected 1; set it in the group`);
}

/** What an engine does with the group that AWS brings along. */
function defaultOfEngine(view: View): Finding {
  const [engine, version] = [view.read("engine"), view.read("engineVersion")];
  if (engine.state === "unknown") return unknown("engine");
  const wanted = demandOf(engine.state === "known" ? String(engine.value) : "");
  if (wanted === undefined) return notApplicable("an engine without such a parameter");
  const { parameter, onFrom } = wanted.demand;
  if (onFrom !== undefined && version.state === "unknown") return unknown("engineVersion");
  const major = version.state === "known" ? Number.parseInt(String(version.value), 10) : 0;
  return onFrom !== undefined && major >= onFrom
    ? PASS
    : fail("", `got the default parameter group, expected one with ${parameter} 1; add a group`);
}

/** Azure's server parameters, one resource each; without any the server refuses plain connections and TLS below 1.2. */
const AZURE_PARAMETERS: Readonly<Record<string, (value: string) => string | undefined>> = {
  require_secure_transport: (got) => (ON.has(got.toLowerCase()) ? undefined : `got ${got}, expected on; set it to on`),
  ssl_min_protocol_version: (got) =>
    /^TLSv1\.[23]$/i.test(got) ? undefined : `got ${got}, expected TLSv1.2 or TLSv1.3; set it to TLSv1.2`,
  tls_version: (got) =>
    got.split(",").every((one) => /^TLSv1\.[23]$/i.test(one.trim()))
      ? undefined
      : `got ${got}, expected TLSv1.2 or TLSv1.3; take the older ones out`,
};

const azureParameter: Check = check(["configurationName", "value"], ({ view }) => {
  // Outputs name it `name`.
  const name = ["configurationName", "name"].map((path) => view.read(path)).find(({ state }) => state !== "absent");
  if (name?.state === "unknown") return unknown("configurationName");
  const judge = name?.state === "known" ? AZURE_PARAMETERS[String(name.value)] : undefined;
  if (judge === undefined) return notApplicable("a parameter that is not about TLS");
  const got = view.read("value");
  if (got.state === "unknown") return unknown("value");
  const why = got.state === "known" ? judge(String(got.value)) : undefined;
  return why === undefined ? PASS : fail("value", why);
});

const GCP_MODES = ["ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"] as const;

export const DATABASE_TRANSPORT_RULES = [
  defineRule({
    id: "TLS-01",
    name: "db-require-tls",
    title: "Relational database rejects non-TLS connections",
    severity: "critical",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:rds/parameterGroup:ParameterGroup": requiresTls("instance"),
      "aws:rds/clusterParameterGroup:ClusterParameterGroup": requiresTls("cluster"),
      "aws:rds/instance:Instance": groupDecides(
        "parameterGroupName",
        "aws:rds/parameterGroup:ParameterGroup",
        defaultOfEngine,
      ),
      "aws:rds/cluster:Cluster": groupDecides(
        "dbClusterParameterGroupName",
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        defaultOfEngine,
      ),
      "aws:rds/proxy:Proxy": isTrue("requireTls", { absent: false }),
      "azure-native:dbformysql:Configuration": azureParameter,
      "azure-native:dbforpostgresql:Configuration": azureParameter,
      "gcp:sql/databaseInstance:DatabaseInstance": isOneOf("settings.ipConfiguration.sslMode", GCP_MODES, {
        absent: "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
      }),
    },
    remedies: {
      "aws:rds/proxy:Proxy": settingTo({ requireTls: true }),
      "gcp:sql/databaseInstance:DatabaseInstance": settingTo({ "settings.ipConfiguration.sslMode": "ENCRYPTED_ONLY" }),
    },
  }),
] as const;
