import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { Cluster } from "@pulumi/aws/rds/cluster.js";
import { ClusterInstance } from "@pulumi/aws/rds/clusterInstance.js";
import { ClusterParameterGroup } from "@pulumi/aws/rds/clusterParameterGroup.js";
import { GlobalCluster } from "@pulumi/aws/rds/globalCluster.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../tiers/names.ts";
import { ZONES } from "../../tiers/vocabulary.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import { TenantComponent } from "../component.ts";
import type { Database, DatabaseArgs } from "../contracts.ts";
import { awsManagedPolicyArn } from "./arn.ts";
import { createDatabaseSecurityGroup, databaseUsers, grantLogins, grantSnapshots } from "./database-access.ts";
import {
  CLUSTER_IGNORED_CHANGES,
  EXPORTED_LOGS,
  GLOBAL_CLUSTER_REPLACED_BY,
  clusterArgs,
  clusterIdentifier,
  globalClusterArgs,
  nodeArgs,
} from "./database-cluster.ts";
import type { ClusterWiring, ExportedLog } from "./database-cluster.ts";
import { clusterParameters, nodeParameters } from "./database-parameters.ts";
import { createDatabaseProxy, proxyName, proxyResourceId } from "./database-proxy.ts";
import { roleName, rolePath } from "./role-names.ts";
import { serviceTrust } from "./service-trust.ts";
import { createStoreLogGroup } from "./store-log-group.ts";

/** Name of the generated secret that holds the master password. */
const MASTER_SECRET = "database-master";

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

  /** @throws Error when the stack's secrets hold no master password. */
  constructor(name: string, args: DatabaseArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Database", name, args, options);
    const { stack, spec } = args;
    const master = masterSecret(args);
    const logGroups = this.createLogGroups(args);
    const securityGroup = createDatabaseSecurityGroup(this, args);
    const wiring = this.createWiring(args, securityGroup, master.password);
    const cluster = this.createCluster(args, wiring, logGroups);
    const nodes = this.createNodes(args, wiring, cluster);
    if (spec.globalCluster) this.createGlobalCluster(args, cluster, nodes);
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
    this.registerOutputs({
      databaseId: this.databaseId,
      host: this.host,
      readerHost: this.readerHost,
      masterSecretId: this.masterSecretId,
    });
  }

  /** All of them in every tier: a downgrade keeps what its proxy logged, and the next upgrade finds the group again. */
  private createLogGroups({ stack, spec, keys }: DatabaseArgs): Record<ExportedLog | "proxy", LogGroup> {
    const create = (key: string, name: string): LogGroup =>
      createStoreLogGroup(this, `log-${key}`, { name, retentionDays: spec.logRetentionDays, dataKey: keys.keys.data });
    const ofCluster = (log: ExportedLog): LogGroup =>
      create(log, `/aws/rds/cluster/${clusterIdentifier(stack)}/${log}`);
    return {
      postgresql: ofCluster("postgresql"),
      "iam-db-auth-error": ofCluster("iam-db-auth-error"),
      proxy: create("proxy", `/aws/rds/proxy/${proxyName(stack)}`),
    };
  }

  private createWiring(
    args: DatabaseArgs,
    securityGroup: SecurityGroup,
    masterPassword: pulumi.Output<string>,
  ): ClusterWiring {
    const { stack, spec, network, keys } = args;
    const subnets = this.taggedChild(SubnetGroup, "subnet-group", "none", {
      name: physicalName([stack.tenant, stack.environment, "database"], 255),
      description: "Data subnets of all three zones",
      subnetIds: ZONES.map((zone) => network.subnetIds.data[zone]),
    });
    const clusterGroup = this.taggedChild(ClusterParameterGroup, "cluster-parameters", "none", {
      description: "What every database of a tenant enforces and records",
      family: spec.parameterFamily,
      parameters: clusterParameters(spec),
    });
    const nodeGroup = this.taggedChild(ParameterGroup, "node-parameters", "none", {
      description: "What the tier decides for each node",
      family: spec.parameterFamily,
      parameters: nodeParameters(spec),
    });
    const monitoring = spec.enhancedMonitoringSeconds > 0 ? this.createMonitoringRole(args) : undefined;
    return {
      subnetGroupName: subnets.name,
      securityGroupId: securityGroup.id,
      clusterParameterGroupName: clusterGroup.name,
      nodeParameterGroupName: nodeGroup.name,
      dataKey: keys.keys.data,
      masterPassword,
      ...(monitoring === undefined ? {} : { monitoringRoleArn: monitoring.arn }),
    };
  }

  /** The role in which RDS writes operating-system metrics to the account's log group `RDSOSMetrics`. */
  private createMonitoringRole({ stack }: DatabaseArgs): Role {
    const role = this.taggedChild(Role, "monitoring-role", "none", {
      name: roleName(stack, "database-monitoring"),
      path: rolePath(stack),
      description: "Delivers operating-system metrics of the database's nodes",
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": stack.account },
      }),
    });
    this.child(RolePolicyAttachment, "monitoring-role-policy", {
      role: role.name,
      policyArn: awsManagedPolicyArn(stack, "service-role/AmazonRDSEnhancedMonitoringRole"),
    });
    return role;
  }

  private createCluster(
    { stack, spec }: DatabaseArgs,
    wiring: ClusterWiring,
    logGroups: Record<ExportedLog, LogGroup>,
  ): Cluster {
    return this.taggedChild(Cluster, "cluster", "confidential", clusterArgs(stack, spec, this.rules, wiring), {
      // RDS makes a missing log group itself, without key and retention.
      dependsOn: EXPORTED_LOGS.map((log) => logGroups[log]),
      ignoreChanges: [...CLUSTER_IGNORED_CHANGES],
    });
  }

  /** A node leaves before its successor comes, since both have one name; the other nodes serve meanwhile. */
  private createNodes(
    { stack, spec, facts }: DatabaseArgs,
    wiring: ClusterWiring,
    cluster: Cluster,
  ): ClusterInstance[] {
    const common = { stack, spec, rules: this.rules, wiring, facts, clusterId: cluster.id };
    return spec.nodes.map((node) =>
      this.taggedChild(ClusterInstance, node.key, "confidential", nodeArgs(common, node), {
        deleteBeforeReplace: true,
      }),
    );
  }

  private createGlobalCluster({ stack }: DatabaseArgs, cluster: Cluster, nodes: readonly ClusterInstance[]): void {
    this.taggedChild(GlobalCluster, "global", "confidential", globalClusterArgs(stack, this.rules, cluster.arn), {
      dependsOn: [...nodes],
      replaceOnChanges: [...GLOBAL_CLUSTER_REPLACED_BY],
    });
  }
}

/**
 * The generated master password and where it is kept.
 * @throws Error when the stack's secrets hold none: blueprint and secrets disagree.
 */
function masterSecret({ secrets, generated }: DatabaseArgs): {
  password: pulumi.Output<string>;
  secretId: pulumi.Output<string>;
} {
  const password = generated[MASTER_SECRET];
  const reference = secrets.secrets[MASTER_SECRET];
  if (password === undefined || reference === undefined) {
    throw new Error(`the stack's secrets hold no generated ${MASTER_SECRET}, which the database's master user needs`);
  }
  return { password, secretId: reference.secretId };
}
