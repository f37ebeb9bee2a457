import { AccessPolicyAssignment } from "@pulumi/azure-native/redisenterprise/accessPolicyAssignment.js";
import { Database } from "@pulumi/azure-native/redisenterprise/database.js";
import { RedisEnterprise } from "@pulumi/azure-native/redisenterprise/redisEnterprise.js";
import * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { Cache, CacheArgs } from "../contracts.ts";
import { AzureComponent } from "./azure-component.ts";
import { createStoreEndpoint } from "./store-endpoint.ts";
import { usableKey, versionedKeyUri } from "./store-wiring.ts";

/** Names of clusters: 1 to 60 letters, digits and single hyphens (SDK docstring: RedisEnterpriseArgs.clusterName), a host name of the region. */
const MAX_CLUSTER_NAME_LENGTH = 60;

/** The only name that a cluster's one database may have. */
const DATABASE_NAME = "default";

/** Managed Redis listens here and nowhere else, whatever port Redis has elsewhere (azure-docs, articles/redis overview 2025-05). */
const PORT = 10_000;

/** The only access policy there is (SDK docstring: AccessPolicyAssignmentArgs.accessPolicyName): every command on every key. */
const ACCESS_POLICY = "default";

/**
 * Workloads that log in. Only programs: with the one policy there is, a person who may look could also write and empty.
 * What lies in a cache can be made again, so backup has none.
 */
const CACHE_WORKLOADS = ["app", "migration"] as const satisfies readonly Workload[];

/** What Azure takes at creation only, and the provider would send as an update: the engine plans the replacement instead. */
const CLUSTER_REPLACED_BY = ["highAvailability", "location"] as const;
const DATABASE_REPLACED_BY = ["clusteringPolicy", "port"] as const;

/** Stable name of the cache, so that a second create after a crash is refused instead of doubled. */
export function cacheName(stack: Pick<StackSpec, "name">): string {
  return physicalName([stack.name, "cache"], MAX_CLUSTER_NAME_LENGTH);
}

/**
 * Redis for one tenant: Azure Managed Redis.
 *
 * Creates: 1. the cluster: own key, TLS 1.2, no public address, every shard with a replica in another zone · 2. its one
 * database: cluster protocol, no access keys, from a plan with snapshots on data written to disk every 12 hours · 3. a
 * private endpoint in the tenant's network · 4. a login with an identity for each program.
 * Shards and replicas are Azure's own: a size has its shards, and each has exactly one replica. That replica is there in
 * every tier, since it cannot be taken away (`highAvailability`), which makes the smallest tier two nodes.
 * Does not: keep a program to its own keys or commands (there is one policy); keep anything that exists nowhere else; take
 * backups (persistence survives the loss of nodes, not of the cache); follow a rotated key before the next `up`, since
 * Azure takes this key by version.
 * Cost: per size and hour, twice for the replica.
 */
export class AzureCache extends AzureComponent implements Cache {
  readonly cacheId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly users: Cache["users"];

  constructor(name: string, args: CacheArgs, options?: pulumi.ComponentResourceOptions) {
    super("Cache", name, args, options);
    const cluster = this.createCluster(args);
    const database = this.createDatabase(args, cluster);
    const reached = createStoreEndpoint(this, args, {
      key: "endpoint",
      name: "cache",
      target: cluster.id,
      subresource: "redisEnterprise",
      zone: "cache",
      dependsOn: [database],
    });
    this.assignAccess(args, cluster, database, reached);

    // Known once there is something in it to watch.
    this.cacheId = pulumi.all([cluster.id, database.id]).apply(([id]) => id);
    this.host = cluster.hostName;
    this.port = PORT;
    // One logs in under the object id of one's identity; Azure knows no other name.
    const { app, migration } = args.identity.principals;
    this.users = { app: app.principalId, migration: migration.principalId };
    this.registerOutputs({ cacheId: this.cacheId, host: this.host });
  }

  /** Zones are Azure's choice: with high availability it spreads over those that the region has, and takes no list. */
  private createCluster({ stack, spec, keys, boundary }: CacheArgs): RedisEnterprise {
    const dataKey = keys.keys.data;
    const { identityId } = usableKey(dataKey);
    return this.taggedChild(
      RedisEnterprise,
      "cluster",
      "confidential",
      {
        resourceGroupName: boundary.boundaryName,
        clusterName: cacheName(stack),
        location: stack.region,
        sku: { name: spec.nodeClass },
        highAvailability: "Enabled",
        minimumTlsVersion: "1.2",
        publicNetworkAccess: "Disabled",
        identity: { type: "UserAssigned", userAssignedIdentities: [identityId] },
        encryption: {
          customerManagedKeyEncryption: {
            keyEncryptionKeyUrl: versionedKeyUri(dataKey),
            keyEncryptionKeyIdentity: {
              identityType: "userAssignedIdentity",
              userAssignedIdentityResourceId: identityId,
            },
          },
        },
      },
      { replaceOnChanges: [...CLUSTER_REPLACED_BY] },
    );
  }

  private createDatabase({ spec, boundary }: CacheArgs, cluster: RedisEnterprise): Database {
    return this.child(
      Database,
      "database",
      {
        resourceGroupName: boundary.boundaryName,
        clusterName: cluster.name,
        databaseName: DATABASE_NAME,
        port: PORT,
        clientProtocol: "Encrypted",
        accessKeysAuthentication: "Disabled",
        clusteringPolicy: "OSSCluster",
        evictionPolicy: "AllKeysLRU",
        deferUpgrade: "NotDeferred",
        persistence:
          spec.snapshotRetentionDays > 0
            ? { aofEnabled: false, rdbEnabled: true, rdbFrequency: "12h" }
            : { aofEnabled: false, rdbEnabled: false },
      },
      { replaceOnChanges: [...DATABASE_REPLACED_BY] },
    );
  }

  /** One after the other: a cluster that is busy with one change refuses the next. */
  private assignAccess(
    { identity, boundary }: CacheArgs,
    cluster: RedisEnterprise,
    database: Database,
    after: pulumi.Resource,
  ): void {
    let last = after;
    for (const workload of CACHE_WORKLOADS) {
      last = this.child(
        AccessPolicyAssignment,
        `access-${workload}`,
        {
          resourceGroupName: boundary.boundaryName,
          clusterName: cluster.name,
          databaseName: database.name,
          accessPolicyAssignmentName: workload,
          accessPolicyName: ACCESS_POLICY,
          user: { objectId: identity.principals[workload].principalId },
        },
        { dependsOn: [last] },
      );
    }
  }
}
