/** The connection pooler in front of the database: RDS Proxy, identities from end to end, no password anywhere. */
import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type { Cluster } from "@pulumi/aws/rds/cluster.js";
import type { ClusterInstance } from "@pulumi/aws/rds/clusterInstance.js";
import { Proxy as RdsProxy } from "@pulumi/aws/rds/proxy.js";
import { ProxyDefaultTargetGroup } from "@pulumi/aws/rds/proxyDefaultTargetGroup.js";
import { ProxyTarget } from "@pulumi/aws/rds/proxyTarget.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseSpec, StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import { ZONES } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import type { DatabaseArgs } from "../contracts.ts";
import { DATABASE_WORKLOADS, databaseUsers, loginStatement } from "./database-access.ts";
import { policyDocument } from "./policy-document.ts";
import { roleName, rolePath } from "./role-names.ts";
import { serviceTrust } from "./service-trust.ts";
import { letInOnPort } from "./store-ingress.ts";

/** RDS Proxy listens here for PostgreSQL, whatever the database's own port (Aurora user guide, "Limitations for RDS Proxy"). */
const PROXY_PORT = 5432;

/** Seconds a client waits for a connection of the pool before it gets an error; the service's default, 0–300. */
const BORROW_TIMEOUT_SECONDS = 120;

type ProxySpec = NonNullable<DatabaseSpec["proxy"]>;

/** What the proxy stands in front of. */
export interface ProxyTargetParts {
  readonly cluster: Cluster;
  readonly nodes: readonly ClusterInstance[];
  /** Security group of the cluster. */
  readonly securityGroup: SecurityGroup;
  /** RDS writes the proxy's log to it by name. */
  readonly logGroup: LogGroup;
}

/** Stable name of the proxy, since RDS names its log group after it. Unique among the account's proxies in the region. */
export function proxyName(stack: StackSpec): string {
  return physicalName([stack.tenant, stack.environment, "database"], 63);
}

/**
 * Creates the proxy with its security group, role and pool. It lies in the data subnets of all three zones, of which RDS
 * picks two. Replaces: on a change of subnets.
 */
export function createDatabaseProxy(
  owner: TenantComponent,
  args: DatabaseArgs,
  spec: ProxySpec,
  target: ProxyTargetParts,
): RdsProxy {
  const { stack, network } = args;
  const securityGroup = createSecurityGroup(owner, args, target.securityGroup);
  const { role, logIn } = createRole(owner, stack, target.cluster);
  const proxy = owner.taggedChild(
    RdsProxy,
    "proxy",
    "internal",
    {
      name: proxyName(stack),
      engineFamily: "POSTGRESQL",
      defaultAuthScheme: "IAM_AUTH",
      requireTls: true,
      roleArn: role.arn,
      vpcSubnetIds: ZONES.map((zone) => network.subnetIds.data[zone]),
      vpcSecurityGroupIds: [securityGroup.id],
      idleClientTimeout: spec.idleTimeoutMinutes * 60,
      // The debug log holds the text of statements, and with it the customer's data.
      debugLogging: false,
    },
    { dependsOn: [logIn, target.logGroup] },
  );
  createPool(owner, args.spec, spec, proxy, target);
  return proxy;
}

/** The id under which logins through a proxy are granted: `…:db-proxy:prx-0123…` → `prx-0123…`. */
export function proxyResourceId(proxy: RdsProxy): pulumi.Output<string> {
  return proxy.arn.apply((arn) => arn.slice(arn.lastIndexOf(":") + 1));
}

/**
 * The pool as a whole percentage of `max_connections`, the only form RDS Proxy takes, 1–100. Rounded up, so that the
 * pool is never smaller than promised.
 */
export function poolPercent(maxPoolConnections: number, maxConnections: number): number {
  return Math.min(100, Math.ceil((100 * maxPoolConnections) / maxConnections));
}

function createSecurityGroup(
  owner: TenantComponent,
  { network, spec }: DatabaseArgs,
  database: SecurityGroup,
): SecurityGroup {
  const group = owner.taggedChild(SecurityGroup, "proxy-security-group", "none", {
    vpcId: network.networkId,
    description: "Connection pooler of the tenant",
  });
  letInOnPort(owner, "proxy-security-group-ingress-workloads", {
    into: group.id,
    from: network.workloadGroupId,
    port: PROXY_PORT,
    description: "Workloads of the tenant",
  });
  owner.taggedChild(SecurityGroupEgressRule, "proxy-security-group-egress-database", "none", {
    securityGroupId: group.id,
    description: "The database behind the pooler",
    referencedSecurityGroupId: database.id,
    ipProtocol: "tcp",
    fromPort: spec.port,
    toPort: spec.port,
  });
  letInOnPort(owner, "security-group-ingress-proxy", {
    into: database.id,
    from: group.id,
    port: spec.port,
    description: "Connection pooler of the tenant",
  });
  return group;
}

/** The role in which the proxy logs in to the database as the user its client named. */
function createRole(owner: TenantComponent, stack: StackSpec, cluster: Cluster): { role: Role; logIn: RolePolicy } {
  const users = databaseUsers(stack.tenant);
  const role = owner.taggedChild(Role, "proxy-role", "none", {
    name: roleName(stack, "database-proxy"),
    path: rolePath(stack),
    description: "The database's connection pooler",
    // No condition: RDS Proxy supports no global condition key.
    assumeRolePolicy: serviceTrust("rds.amazonaws.com"),
  });
  const statement = loginStatement(
    stack,
    [cluster.clusterResourceId],
    DATABASE_WORKLOADS.map((workload) => users[workload]),
  );
  const logIn = owner.child(RolePolicy, "proxy-role-policy", { role: role.name, policy: policyDocument([statement]) });
  return { role, logIn };
}

function createPool(
  owner: TenantComponent,
  database: DatabaseSpec,
  spec: ProxySpec,
  proxy: RdsProxy,
  { cluster, nodes }: ProxyTargetParts,
): void {
  const maxConnectionsPercent = poolPercent(spec.maxPoolConnections, database.maxConnections);
  const pool = owner.child(ProxyDefaultTargetGroup, "proxy-pool", {
    dbProxyName: proxy.name,
    connectionPoolConfig: {
      maxConnectionsPercent,
      maxIdleConnectionsPercent: Math.floor(maxConnectionsPercent / 2),
      connectionBorrowTimeout: BORROW_TIMEOUT_SECONDS,
    },
  });
  owner.child(
    ProxyTarget,
    "proxy-target",
    { dbProxyName: proxy.name, targetGroupName: pool.name, dbClusterIdentifier: cluster.id },
    // A cluster without a node is a target that never becomes available.
    { dependsOn: [...nodes] },
  );
}
