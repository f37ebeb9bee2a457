/** Parameters of the Valkey cache. */

/** One parameter; ElastiCache takes all values as text. */
export interface CacheParameter {
  readonly name: string;
  readonly value: string;
}

/**
 * Parameters of every tier. Cluster mode is on from the first day: it can be set only when the parameter group is made,
 * and a cache without it could not grow beyond one shard.
 */
export const CACHE_PARAMETERS: readonly CacheParameter[] = [
  { name: "cluster-enabled", value: "yes" },
  // A full cache makes room with what was used least, also among keys that never expire: it is never the only copy.
  { name: "maxmemory-policy", value: "allkeys-lru" },
  // Kept free for replication and snapshots; node classes are chosen so that the promised memory lies beside it.
  { name: "reserved-memory-percent", value: "25" },
  // Users reach the channels their access string names and no others; the service's default is all.
  { name: "acl-pubsub-default", value: "resetchannels" },
  { name: "latency-tracking", value: "yes" },
  // Ten milliseconds; the log is fetched in rounds, and what no longer fits between two is lost.
  { name: "slowlog-log-slower-than", value: "10000" },
  { name: "slowlog-max-len", value: "1024" },
];
