import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Cluster } from "@pulumi/aws/rds/cluster.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../tiers/vocabulary.ts";
import { TenantComponent } from "../component.ts";
import type { DatabaseReplica, DatabaseReplicaArgs } from "../contracts.ts";
import { createDatabaseSecurityGroup, databaseUsers, grantLogins } from "./database-access.ts";
import { CLUSTER_IGNORED_CHANGES, EXPORTED_LOGS, clusterArgs, followerArgs } from "./database-cluster.ts";
import type { ClusterWiring, ExportedLog } from "./database-cluster.ts";
import { createClusterLogGroups, createClusterNodes, createClusterWiring } from "./database-parts.ts";

/**
 * The tenant's database in the standby region: a secondary cluster of the home stack's Aurora global database.
 *
 * Creates: 1. log groups with key and retention · 2. a security group: in from this network's workloads on one port,
 * nothing out · 3. subnet group, parameter groups (as at home, since after a failover they hold) · 4. the cluster: joined
 * to the global database, under the replica of the home stack's data key, with backups of its own · 5. a node per entry of
 * the blueprint, all readers · 6. grants: the home stack's workloads log in here as the users they have at home.
 * Does not: have a master user or password (both come with the data); take over by itself (`leasehold runbook` has the
 * commands). It goes before its home: the provider takes it out of the global database first.
 * Cost: per node and hour, per GiB stored and replicated, per million operations.
 */
export class AwsDatabaseReplica extends TenantComponent implements DatabaseReplica {
  readonly databaseId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly databaseName: string;
  readonly users: Readonly<Partial<Record<Workload, string>>>;
  readonly logName: pulumi.Output<string>;

  /** @throws Error when the home stack has no global database to join. */
  constructor(name: string, args: DatabaseReplicaArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:DatabaseReplica", name, args, options);
    const { stack, spec, home } = args;
    const place = { ...args, keys: home.keys };
    const logGroups = createClusterLogGroups(this, place);
    const securityGroup = createDatabaseSecurityGroup(this, args);
    const wiring = createClusterWiring(this, place, securityGroup);
    const cluster = this.createCluster(args, wiring, logGroups);
    createClusterNodes(this, place, wiring, cluster);
    grantLogins(this, { stack, identity: home.identity }, cluster, undefined);

    this.databaseId = cluster.arn;
    this.host = cluster.readerEndpoint;
    this.port = spec.port;
    this.databaseName = spec.databaseName;
    this.users = databaseUsers(stack.tenant);
    this.logName = logGroups.postgresql.name;
    this.registerOutputs({ databaseId: this.databaseId, host: this.host });
  }

  private createCluster(
    { stack, spec, home }: DatabaseReplicaArgs,
    wiring: ClusterWiring,
    logGroups: Record<ExportedLog, LogGroup>,
  ): Cluster {
    const { globalId, region } = home;
    if (globalId === undefined) throw new Error(`${home.stackName} has no global database to join`);
    const args = { ...clusterArgs(stack, spec, this.rules, wiring), ...followerArgs({ globalId, region }) };
    return this.taggedChild(Cluster, "cluster", "confidential", args, {
      // RDS makes a missing log group itself, without key and retention.
      dependsOn: EXPORTED_LOGS.map((log) => logGroups[log]),
      // A failover takes it out of its role, and back home into it again.
      ignoreChanges: [...CLUSTER_IGNORED_CHANGES],
    });
  }
}
