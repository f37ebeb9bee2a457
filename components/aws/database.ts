import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Cluster } from "@pulumi/aws/rds/cluster.js";
import type { ClusterInstance } from "@pulumi/aws/rds/clusterInstance.js";
import { GlobalCluster } from "@pulumi/aws/rds/globalCluster.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../tiers/vocabulary.ts";
import { TenantComponent } from "../component.ts";
import type { Database, DatabaseArgs } from "../contracts.ts";
import { masterSecret } from "../master-secret.ts";
import { createDatabaseSecurityGroup, databaseUsers, grantLogins, grantSnapshots } from "./database-access.ts";
import {
  CLUSTER_IGNORED_CHANGES,
  EXPORTED_LOGS,
  GLOBAL_CLUSTER_REPLACED_BY,
  clusterArgs,
  globalClusterArgs,
  masterArgs,
} from "./database-cluster.ts";
import type { ClusterWiring, ExportedLog } from "./database-cluster.ts";
import { createClusterLogGroups, createClusterNodes, createClusterWiring } from "./database-parts.ts";
import { createDatabaseProxy, proxyName, proxyResourceId } from "./database-proxy.ts";
import { createStoreLogGroup } from "./store-log-group.ts";

/**
 * PostgreSQL for one tenant: Amazon Aurora, a cluster in every tier, so that every change of tier is in place.
 *
 * Creates: 1. log groups with key and retention · 2. a security group: in from the stack's workloads and the proxy on one
 * port, nothing out · 3. the subnet group over all three zones, and parameter groups (TLS only, SCRAM, pgaudit) · 4. the
 * cluster: own key, identity login, backups, insights · 5. a node per entry of the blueprint, each in its zone ·
 * 6. from enterprise a global database around it · 7. from premium a connection pooler that knows no password ·
 * 8. grants: log in as one's own user; take and copy snapshots.
 * Does not: create the users and the extension pgaudit inside PostgreSQL (an administrator does once, with the master
 * password); make the replica in the standby region (the disaster-recovery stack does).
 * Cost: per node and hour, per GiB stored, per million operations; insights beyond 7 days; the proxy per vCPU and hour.
 */
export class AwsDatabase extends TenantComponent implements Database {
  readonly databaseId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly readerHost: pulumi.Output<string>;
  readonly proxyHost?: pulumi.Output<string>;
  readonly port: number;
  readonly databaseName: string;
  readonly users: Readonly<Partial<Record<Workload, string>>>;
  readonly masterSecretId: pulumi.Output<string>;
  readonly logName: pulumi.Output<string>;
  readonly globalId?: pulumi.Output<string>;
  readonly subnetGroupName: pulumi.Output<string>;

  /** @throws Error when the stack's secrets hold no master password. */
  constructor(name: string, args: DatabaseArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Database", name, args, options);
    const { stack, spec } = args;
    const master = masterSecret(args);
    const logGroups = this.createLogGroups(args);
    const securityGroup = createDatabaseSecurityGroup(this, args);
    const wiring = createClusterWiring(this, args, securityGroup);
    const cluster = this.createCluster(args, wiring, master.password, logGroups);
    const nodes = createClusterNodes(this, args, wiring, cluster);
    if (spec.globalCluster) this.globalId = this.createGlobalCluster(args, cluster, nodes).id;
    const target = { cluster, nodes, securityGroup, logGroup: logGroups.proxy };
    const proxy = spec.proxy === undefined ? undefined : createDatabaseProxy(this, args, spec.proxy, target);
    grantLogins(this, args, cluster, proxy === undefined ? undefined : proxyResourceId(proxy));
    grantSnapshots(this, args);

    this.databaseId = cluster.arn;
    this.host = cluster.endpoint;
    this.readerHost = cluster.readerEndpoint;
    if (proxy !== undefined) this.proxyHost = proxy.endpoint;
    this.port = spec.port;
    this.databaseName = spec.databaseName;
    this.users = databaseUsers(stack.tenant);
    this.masterSecretId = master.secretId;
    this.logName = logGroups.postgresql.name;
    this.subnetGroupName = wiring.subnetGroupName;
    this.registerOutputs({
      databaseId: this.databaseId,
      host: this.host,
      readerHost: this.readerHost,
      masterSecretId: this.masterSecretId,
    });
  }

  /** All of them in every tier: a downgrade keeps what its proxy logged, and the next upgrade finds the group again. */
  private createLogGroups(args: DatabaseArgs): Record<ExportedLog | "proxy", LogGroup> {
    const { stack, spec, keys } = args;
    return {
      ...createClusterLogGroups(this, args),
      proxy: createStoreLogGroup(this, "log-proxy", {
        name: `/aws/rds/proxy/${proxyName(stack)}`,
        retentionDays: spec.logRetentionDays,
        dataKey: keys.keys.data,
      }),
    };
  }

  private createCluster(
    { stack, spec }: DatabaseArgs,
    wiring: ClusterWiring,
    masterPassword: pulumi.Output<string>,
    logGroups: Record<ExportedLog, LogGroup>,
  ): Cluster {
    const args = { ...clusterArgs(stack, spec, this.rules, wiring), ...masterArgs(spec, masterPassword) };
    return this.taggedChild(Cluster, "cluster", "confidential", args, {
      // RDS makes a missing log group itself, without key and retention.
      dependsOn: EXPORTED_LOGS.map((log) => logGroups[log]),
      ignoreChanges: [...CLUSTER_IGNORED_CHANGES],
    });
  }

  private createGlobalCluster(
    { stack }: DatabaseArgs,
    cluster: Cluster,
    nodes: readonly ClusterInstance[],
  ): GlobalCluster {
    return this.taggedChild(
      GlobalCluster,
      "global",
      "confidential",
      globalClusterArgs(stack, this.rules, cluster.arn),
      {
        dependsOn: [...nodes],
        replaceOnChanges: [...GLOBAL_CLUSTER_REPLACED_BY],
      },
    );
  }
}
