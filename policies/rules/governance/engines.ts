/** Engines that their makers still mend, and that take what is mended by themselves. */
import { all, check, equals, isNoneOf, isTrue, NO_DEFAULT, shown, value, when } from "../../checks.ts";
import { fail, notApplicable, PASS, unknown } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import { merged } from "../../remedy.ts";
import type { Subject } from "../../subject.ts";
import { isSupported, OLDEST_SUPPORTED, type SupportedEngine } from "../../supported-versions.ts";

type Engines = Readonly<Record<string, SupportedEngine>>;

const RDS: Engines = { postgres: "RDS PostgreSQL", mysql: "RDS MySQL", mariadb: "RDS MariaDB" };
const AURORA: Engines = { ...RDS, "aurora-postgresql": "Aurora PostgreSQL", "aurora-mysql": "Aurora MySQL" };
const CACHES: Engines = { valkey: "ElastiCache Valkey", redis: "ElastiCache Redis" };

function why(engine: SupportedEngine, version: string): string | undefined {
  return isSupported(engine, version)
    ? undefined
    : `got ${version}, expected at least ${OLDEST_SUPPORTED[engine]} for ${engine}; upgrade`;
}

/** Without a version the service takes its own, which it supports; other engines have other calendars. */
function byEngine(engines: Engines, path: string, standard?: string): Check {
  return check([path], ({ view }) => {
    const version = view.read(path);
    const kind = view.read("engine");
    if (version.state === "absent") return PASS;
    if (version.state === "unknown" || kind.state === "unknown") return unknown(path);
    const engine = engines[kind.state === "known" ? String(kind.value) : (standard ?? "")];
    if (engine === undefined) return notApplicable("an engine without a calendar of ours");
    const reason = why(engine, String(version.value));
    return reason === undefined ? PASS : fail(path, reason);
  });
}

const LIFE = "engineLifecycleSupport";

/** Extended support costs, and lets an engine grow old; only PostgreSQL and MySQL have it. */
function withoutExtendedSupport(engines: readonly string[]): Check {
  return when(
    ({ view }: Subject) => {
      const engine = view.read("engine");
      return engine.state === "unknown"
        ? "unknown"
        : engine.state === "known" && engines.includes(String(engine.value));
    },
    "an engine without extended support",
    equals(LIFE, "open-source-rds-extended-support-disabled", { absent: "open-source-rds-extended-support" }),
  );
}

/** `POSTGRES_17`, `MYSQL_8_0_36`, `VALKEY_8_0`. */
function fromWord(path: string, engines: Engines): Check {
  return value(path, { absent: NO_DEFAULT }, (got) => {
    const [, kind = "", version = ""] = /^([A-Z]+)_([0-9_]+)/.exec(String(got)) ?? [];
    const engine = engines[kind];
    return engine === undefined ? undefined : why(engine, version.replaceAll("_", "."));
  });
}

const TRACK = "settings.maintenanceWindow.updateTrack";

export const ENGINE_RULES = [
  defineRule({
    id: "GOV-04",
    name: "engine-supported-auto-patch",
    title: "Engines have a supported version and take minor versions by themselves",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:rds/instance:Instance": all(
        isTrue("autoMinorVersionUpgrade", { absent: true }),
        byEngine(RDS, "engineVersion"),
        withoutExtendedSupport(["postgres", "mysql"]),
        // Ended in August 2024: nothing can be verified with it.
        isNoneOf("caCertIdentifier", ["rds-ca-2019"], { absent: undefined }),
      ),
      "aws:rds/cluster:Cluster": all(
        byEngine(AURORA, "engineVersion"),
        withoutExtendedSupport(["aurora-postgresql", "aurora-mysql", "postgres", "mysql"]),
      ),
      "aws:rds/clusterInstance:ClusterInstance": all(
        isTrue("autoMinorVersionUpgrade", { absent: true }),
        isNoneOf("caCertIdentifier", ["rds-ca-2019"], { absent: undefined }),
      ),
      "aws:elasticache/replicationGroup:ReplicationGroup": all(
        isTrue("autoMinorVersionUpgrade", { absent: true }),
        byEngine(CACHES, "engineVersion", "redis"),
      ),
      // Azure patches by itself; without a version it takes a supported one.
      "azure-native:dbforpostgresql:Server": value("version", { absent: undefined }, (got) =>
        got === undefined ? undefined : why("Azure PostgreSQL", shown(got)),
      ),
      "azure-native:redis:Redis": all(
        value("redisVersion", { absent: undefined }, (got) =>
          got === undefined || got === "latest" ? undefined : why("Azure Redis", shown(got)),
        ),
        equals("updateChannel", "Stable", { absent: "Stable" }),
      ),
      "gcp:sql/databaseInstance:DatabaseInstance": all(
        fromWord("databaseVersion", { POSTGRES: "Cloud SQL PostgreSQL", MYSQL: "Cloud SQL MySQL" }),
        isNoneOf(TRACK, ["canary"], { absent: undefined }),
      ),
      "gcp:memorystore/instance:Instance": value("engineVersion", { absent: undefined }, (got) => {
        const version = /^VALKEY_([0-9_]+)/.exec(String(got))?.[1]?.replaceAll("_", ".");
        return version === undefined ? undefined : why("Memorystore Valkey", version);
      }),
    },
    remedies: {
      "aws:rds/instance:Instance": merged({ autoMinorVersionUpgrade: true }),
      "aws:rds/clusterInstance:ClusterInstance": merged({ autoMinorVersionUpgrade: true }),
      "aws:elasticache/replicationGroup:ReplicationGroup": merged({ autoMinorVersionUpgrade: true }),
    },
  }),
] as const;
