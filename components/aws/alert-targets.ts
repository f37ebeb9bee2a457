/** What the alerts' targets stand for on AWS: the dimensions under which each resource of the stack sends its numbers. */
import type * as pulumi from "@pulumi/pulumi";
import type { MonitoringArgs } from "../contracts.ts";
import { present } from "../present.ts";
import { vaultName } from "./backup-vault.ts";
import { bucketName } from "./bucket.ts";
import { REPLICATION_RULE } from "./bucket-replication.ts";
import { cacheId } from "./cache-names.ts";
import { clusterIdentifier } from "./database-cluster.ts";
import { proxyName } from "./database-proxy.ts";

/** Dimension → value; what is named by the stack itself is known before anything exists. */
export type Dimensions = Readonly<Record<string, pulumi.Input<string>>>;

type Find = (args: MonitoringArgs) => readonly Dimensions[];

const cluster = ({ stack }: MonitoringArgs): string => clusterIdentifier(stack);
const has = (role: "writer" | "reader", { watched }: MonitoringArgs): boolean =>
  watched.database.nodes.some((node) => node.role === role);
const readers: Find = (args) => [{ DBClusterIdentifier: cluster(args), Role: "READER" }];
/** A cluster that follows another region has readers only, until one takes over: there the role is not asked for. */
const writer: Find = (args) => [
  { DBClusterIdentifier: cluster(args), ...(has("writer", args) ? { Role: "WRITER" } : {}) },
];

const FIND: Readonly<Record<string, Find>> = {
  "database-writer": writer,
  "database-readers": readers,
  "database-roles": (args) =>
    has("writer", args) && has("reader", args) ? [...writer(args), ...readers(args)] : writer(args),
  "database-volume": (args) => [{ DBClusterIdentifier: cluster(args) }],
  "database-proxy": ({ stack }) => [{ ProxyName: proxyName(stack) }],
  "database-proxy-pool": ({ stack }) => [
    { ProxyName: proxyName(stack), TargetGroup: "default", TargetRole: "READ_WRITE" },
  ],
  "cache-nodes": cacheNodes,
  "bucket-sizes": ({ stack, watched }) =>
    present(watched.objects, "buckets").buckets.map(({ name }) => ({
      BucketName: bucketName(stack, name, stack.region),
      StorageType: "StandardStorage",
    })),
  "bucket-replications": ({ stack, watched }) =>
    present(watched.objects, "buckets").buckets.flatMap(({ name, replicaRegion }) =>
      replicaRegion === undefined
        ? []
        : [
            {
              SourceBucket: bucketName(stack, name, stack.region),
              DestinationBucket: bucketName(stack, `${name}-replica`, replicaRegion),
              RuleId: REPLICATION_RULE,
            },
          ],
    ),
  "nat-gateways": ({ network }) => (network.natIds ?? []).map((id) => ({ NatGatewayId: id })),
  "vault-aurora": ({ stack }) => [{ BackupVaultName: vaultName(stack), ResourceType: "Aurora" }],
  "trail-log": ({ audit }) => [{ LogGroupName: present(audit, "the record").logName }],
};

/** Log groups that filters read, by target. */
const LOG_GROUPS: Readonly<Record<string, (args: MonitoringArgs) => pulumi.Input<string> | undefined>> = {
  "database-postgresql-log": ({ database }) => database.logName,
  "trail-log": ({ audit }) => {
    const { logId, logName } = present(audit, "the record");
    return logId.apply(() => logName);
  },
};

/**
 * The dimensions behind a target, one entry per resource.
 * @throws Error for a target that AWS does not have: the catalogue and this table disagree.
 */
export function dimensionsOf(target: string | undefined, args: MonitoringArgs): readonly Dimensions[] {
  const find = target === undefined ? undefined : FIND[target];
  if (find === undefined) throw new Error(`no resource of AWS stands behind the alert target ${target}`);
  return find(args);
}

/** Name of the log group behind a target. Throws as {@link dimensionsOf}. */
export function logGroupOf(target: string | undefined, args: MonitoringArgs): pulumi.Input<string> {
  const find = target === undefined ? undefined : LOG_GROUPS[target]?.(args);
  if (find === undefined) throw new Error(`no log group of AWS stands behind the alert target ${target}`);
  return find;
}

/** `acme-production-cache-0001-001`: shards and their nodes are numbered from 1 (ElastiCache user guide, "Finding connection endpoints"). */
function cacheNodes({ stack, watched }: MonitoringArgs): readonly Dimensions[] {
  const { shards, replicasPerShard } = present(watched.cache, "a cache");
  const numbered = (count: number, digits: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, "0"));
  return numbered(shards, 4).flatMap((shard) =>
    numbered(1 + replicasPerShard, 3).map((node) => ({
      CacheClusterId: `${cacheId(stack)}-${shard}-${node}`,
      CacheNodeId: "0001",
    })),
  );
}
