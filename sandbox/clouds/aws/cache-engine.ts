/** ElastiCache for Valkey as AWS offers it: versions, families, node types, parameters, endpoints. */
import { createHash } from "node:crypto";
import { DNS_SUFFIX, regionPrefix } from "./regions.ts";
import { blocksAt, textAt } from "../properties.ts";
import type { Properties, TypeContext } from "../resource-type.ts";

/** Versions by engine, oldest first. Source: ElastiCache user guide, "Supported engines and versions", stored copy 2026. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  valkey: ["7.2", "8.0", "8.1", "8.2"],
  redis: ["6.0", "6.2", "7.0", "7.1"],
};

/** The version that the engine runs in full, `8.2` → `8.2.0`; undefined where ElastiCache has none such. */
export function actualCacheVersion(engine: string, asked: string | undefined): string | undefined {
  const known = VERSIONS[engine];
  const version = asked ?? known?.at(-1);
  if (version === undefined || known === undefined) return undefined;
  return known.includes(version) || known.some((each) => `${each}.0` === version)
    ? `${version.split(".").slice(0, 2).join(".")}.0`
    : undefined;
}

/** Parameter family: `8.2` → `valkey8`. */
export function cacheFamily(engine: string, version: string): string {
  const major = version.split(".")[0] ?? "";
  return engine === "redis" && major === "6" ? "redis6.x" : `${engine}${major}`;
}

/** Whether ElastiCache knows the parameter family. */
export function isCacheFamily(family: string): boolean {
  return ["valkey7", "valkey8", "redis6.x", "redis7"].includes(family);
}

const MEMORY_SIZES = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const NODE_SIZES: Readonly<Record<string, readonly string[]>> = {
  t3: ["micro", "small", "medium"],
  t4g: ["micro", "small", "medium"],
  m6g: MEMORY_SIZES,
  m7g: MEMORY_SIZES,
  m8g: MEMORY_SIZES,
  r6g: MEMORY_SIZES,
  r6gd: MEMORY_SIZES.slice(1),
  r7g: MEMORY_SIZES,
  r8g: MEMORY_SIZES,
  c7gn: MEMORY_SIZES,
};

/** Whether ElastiCache has the node type. */
export function isNodeType(nodeType: string): boolean {
  const [, family, size] = /^cache\.([a-z0-9]+)\.([a-z0-9]+)$/.exec(nodeType) ?? [];
  return NODE_SIZES[family ?? ""]?.includes(size ?? "") ?? false;
}

/** Parameters of Valkey and Redis OSS that a group may set. Source: ElastiCache user guide, "Valkey and Redis OSS parameters". */
const PARAMETERS = [
  "acl-pubsub-default",
  "acllog-max-len",
  "active-defrag-cycle-max",
  "active-defrag-cycle-min",
  "active-defrag-ignore-bytes",
  "active-defrag-max-scan-fields",
  "active-defrag-threshold-lower",
  "active-defrag-threshold-upper",
  "active-expire-effort",
  "activedefrag",
  "activerehashing",
  "client-output-buffer-limit-normal-hard-limit",
  "client-output-buffer-limit-normal-soft-limit",
  "client-output-buffer-limit-pubsub-hard-limit",
  "client-output-buffer-limit-pubsub-soft-limit",
  "client-output-buffer-limit-replica-soft-seconds",
  "client-query-buffer-limit",
  "close-on-replica-write",
  "cluster-allow-pubsubshard-when-down",
  "cluster-allow-reads-when-down",
  "cluster-enabled",
  "cluster-require-full-coverage",
  "commandlog-large-reply-max-len",
  "commandlog-large-request-max-len",
  "databases",
  "hash-max-listpack-entries",
  "hash-max-listpack-value",
  "hll-sparse-max-bytes",
  "latency-tracking",
  "lazyfree-lazy-eviction",
  "lazyfree-lazy-expire",
  "lazyfree-lazy-server-del",
  "lazyfree-lazy-user-del",
  "lfu-decay-time",
  "lfu-log-factor",
  "list-compress-depth",
  "list-max-listpack-size",
  "lua-time-limit",
  "maxmemory-clients",
  "maxmemory-policy",
  "maxmemory-samples",
  "min-replicas-max-lag",
  "min-replicas-to-write",
  "notify-keyspace-events",
  "proto-max-bulk-len",
  "replica-lazy-flush",
  "reserved-memory-percent",
  "search-fanout-target-mode",
  "set-max-intset-entries",
  "set-max-listpack-entries",
  "set-max-listpack-value",
  "slowlog-log-slower-than",
  "slowlog-max-len",
  "stream-node-max-bytes",
  "stream-node-max-entries",
  "tcp-keepalive",
  "timeout",
  "tracking-table-max-keys",
  "zset-max-listpack-entries",
  "zset-max-listpack-value",
];

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "acl-pubsub-default": ["allchannels", "resetchannels"],
  "cluster-enabled": ["yes", "no"],
  "latency-tracking": ["yes", "no"],
  "maxmemory-policy": [
    "volatile-lru",
    "allkeys-lru",
    "volatile-lfu",
    "allkeys-lfu",
    "volatile-random",
    "allkeys-random",
    "volatile-ttl",
    "noeviction",
  ],
};

/** Why ElastiCache does not take a group's parameters; undefined when it does. */
export function cacheParameterFlaw(inputs: Properties): string | undefined {
  for (const parameter of blocksAt(inputs, "parameters")) {
    const [name, value] = [textAt(parameter, "name") ?? "", textAt(parameter, "value") ?? ""];
    if (!PARAMETERS.includes(name)) return `The parameter ${name} does not exist.`;
    if (ALLOWED[name]?.includes(value) === false) {
      return `The parameter value ${value} for parameter ${name} is not valid; allowed values are: ${ALLOWED[name].join(",")}`;
    }
  }
  return undefined;
}

/**
 * Host name of a replication group with TLS: `clustercfg.acme-production-cache.x1y2z3.euw1.cache.amazonaws.com`; without,
 * the kind stands behind the label.
 */
export function cacheHost(
  kind: "clustercfg" | "master" | "replica",
  id: string,
  hasTls: boolean,
  context: TypeContext,
): string {
  const label = BigInt(
    `0x${createHash("sha256").update(`${context.account}/${context.region}/elasticache`).digest("hex")}`,
  )
    .toString(36)
    .slice(0, 6);
  const zone = `${regionPrefix(context.region)}.cache.${DNS_SUFFIX}`;
  const plainKind = { clustercfg: "clustercfg", master: "ng", replica: "ng-ro" }[kind];
  return hasTls ? `${kind}.${id}.${label}.${zone}` : `${id}.${label}.${plainKind}.0001.${zone}`;
}

/** Nodes of a group, `<id>-0001-001` and on. */
export function memberClusters(id: string, shards: number, nodesPerShard: number): readonly string[] {
  const digits = (count: number, width: number): string => String(count).padStart(width, "0");
  return Array.from({ length: shards }, (_, shard) =>
    Array.from({ length: nodesPerShard }, (_, node) => `${id}-${digits(shard + 1, 4)}-${digits(node + 1, 3)}`),
  ).flat();
}
