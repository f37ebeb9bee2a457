import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { ParameterGroup } from "@pulumi/aws/elasticache/parameterGroup.js";
import { ReplicationGroup } from "@pulumi/aws/elasticache/replicationGroup.js";
import { SubnetGroup } from "@pulumi/aws/elasticache/subnetGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../tiers/names.ts";
import { ZONES } from "../../tiers/vocabulary.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import { TenantComponent } from "../component.ts";
import type { Cache, CacheArgs } from "../contracts.ts";
import { cacheId, cacheUsers } from "./cache-names.ts";
import { CACHE_PARAMETERS } from "./cache-parameters.ts";
import { createCacheAccess, grantCacheLogins } from "./cache-users.ts";
import type { CacheAccess } from "./cache-users.ts";
import { finalSnapshotName } from "./final-snapshot.ts";
import { letInOnPort } from "./store-ingress.ts";
import { createStoreLogGroup } from "./store-log-group.ts";

const LOG_TYPES = ["slow-log", "engine-log"] as const;
type LogType = (typeof LOG_TYPES)[number];

/**
 * Redis-compatible cache for one tenant: Amazon ElastiCache for Valkey.
 *
 * Creates: 1. log groups with key and retention · 2. a security group: in from the stack's workloads on one port, nothing
 * out · 3. the subnet group over all three zones, and the parameter group (cluster mode on) · 4. users that log in with an
 * identity and see only the tenant's keys · 5. the replication group: own key, TLS only, shards and replicas by tier ·
 * 6. grants: log in as one's own user.
 * Does not: keep anything that exists nowhere else; replication is asynchronous and a failover may lose the last writes.
 * Cost: per node and hour (shards × (1 + replicas)), per GiB of snapshots beyond the free one. Cluster mode makes the
 * smallest tier no dearer: one shard without a replica is one node.
 */
export class AwsCache extends TenantComponent implements Cache {
  readonly cacheId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly users: Readonly<Partial<Record<Workload, string>>>;

  constructor(name: string, args: CacheArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Cache", name, args, options);
    const logGroups = this.createLogGroups(args);
    const securityGroup = this.createSecurityGroup(args);
    const subnets = this.createSubnetGroup(args);
    const parameters = this.createParameterGroup(args);
    const access = createCacheAccess(this, args);
    const cache = this.createReplicationGroup(args, { logGroups, securityGroup, subnets, parameters, access });
    grantCacheLogins(this, args, cache.arn, access.users);

    this.cacheId = cache.arn;
    this.host = cache.configurationEndpointAddress;
    this.port = args.spec.port;
    this.users = cacheUsers(args.stack);
    this.registerOutputs({ cacheId: this.cacheId, host: this.host });
  }

  /**
   * Under `/aws/vendedlogs/`, which one rule of the account's log policy covers; any other name would add a rule per
   * tenant to a policy of at most 5,120 characters (CloudWatch Logs user guide, "Enabling logging from AWS services").
   */
  private createLogGroups({ stack, spec, keys }: CacheArgs): Record<LogType, LogGroup> {
    const create = (type: LogType): LogGroup =>
      createStoreLogGroup(this, type, {
        name: `/aws/vendedlogs/elasticache/${stack.name}-cache/${type}`,
        retentionDays: spec.logRetentionDays,
        dataKey: keys.keys.data,
      });
    return { "slow-log": create("slow-log"), "engine-log": create("engine-log") };
  }

  private createSecurityGroup({ network, spec }: CacheArgs): SecurityGroup {
    const group = this.taggedChild(SecurityGroup, "security-group", "none", {
      vpcId: network.networkId,
      // Replaces the group: words that never need to change.
      description: "Valkey of the tenant",
    });
    letInOnPort(this, "security-group-ingress-workloads", {
      into: group.id,
      from: network.workloadGroupId,
      port: spec.port,
      description: "Workloads of the tenant",
    });
    return group;
  }

  private createSubnetGroup({ stack, network }: CacheArgs): SubnetGroup {
    return this.taggedChild(SubnetGroup, "subnet-group", "none", {
      name: physicalName([stack.tenant, stack.environment, "cache"], 255),
      description: "Data subnets of all three zones",
      subnetIds: ZONES.map((zone) => network.subnetIds.data[zone]),
    });
  }

  private createParameterGroup({ spec }: CacheArgs): ParameterGroup {
    return this.taggedChild(ParameterGroup, "parameters", "none", {
      description: "Cluster mode, eviction, channels by user",
      family: spec.parameterFamily,
      parameters: [...CACHE_PARAMETERS],
    });
  }

  /**
   * Every input that would replace the group is the same in all tiers; node class, shards and replicas change in place.
   * ElastiCache places the nodes: a primary and its replicas in different zones. Naming zones would replace on a change.
   * The version has no patch part, so that AWS may apply patches unseen. The catalogue chooses the newest minor of a major
   * (a test): behind one to which AWS had raised it by itself, it would ask for a downgrade, and the provider replaces for that.
   */
  private createReplicationGroup(
    { stack, spec, keys }: CacheArgs,
    parts: {
      readonly logGroups: Record<LogType, LogGroup>;
      readonly securityGroup: SecurityGroup;
      readonly subnets: SubnetGroup;
      readonly parameters: ParameterGroup;
      readonly access: CacheAccess;
    },
  ): ReplicationGroup {
    const id = cacheId(stack);
    const dataKey = keys.keys.data;
    return this.taggedChild(ReplicationGroup, "replication-group", "confidential", {
      replicationGroupId: id,
      description: `Cache of ${stack.name}`,
      engine: "valkey",
      engineVersion: spec.engineVersion,
      autoMinorVersionUpgrade: true,
      nodeType: spec.nodeClass,
      port: spec.port,
      networkType: "ipv4",
      ipDiscovery: "ipv4",
      clusterMode: "enabled",
      numNodeGroups: spec.shards,
      replicasPerNodeGroup: spec.replicasPerShard,
      // Cluster mode demands it, also where there is no replica to fail over to.
      automaticFailoverEnabled: true,
      multiAzEnabled: spec.replicasPerShard > 0,
      parameterGroupName: parts.parameters.name,
      subnetGroupName: parts.subnets.name,
      securityGroupIds: [parts.securityGroup.id],
      atRestEncryptionEnabled: true,
      kmsKeyId: dataKey.keyId,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: [parts.access.groupId],
      snapshotRetentionLimit: spec.snapshotRetentionDays,
      snapshotWindow: spec.snapshotWindowUtc,
      ...(this.rules.finalSnapshot ? { finalSnapshotIdentifier: finalSnapshotName(id, dataKey) } : {}),
      maintenanceWindow: spec.maintenanceWindowUtc,
      // Resizing is online, and ElastiCache refuses to change log delivery in any other way.
      applyImmediately: true,
      logDeliveryConfigurations: LOG_TYPES.map((logType) => ({
        destination: parts.logGroups[logType].name,
        destinationType: "cloudwatch-logs",
        logFormat: "json",
        logType,
      })),
    });
  }
}
