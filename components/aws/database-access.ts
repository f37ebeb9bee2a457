/** Who reaches the database, who may log in as whom, and who may take snapshots of it. */
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type { Cluster } from "@pulumi/aws/rds/cluster.js";
import * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import type { DatabaseArgs } from "../contracts.ts";
import { stackArn } from "./arn.ts";
import { clusterIdentifier } from "./database-cluster.ts";
import { grantTo } from "./grant.ts";
import type { IdentityStatement } from "./policy-document.ts";
import { letInOnPort } from "./store-ingress.ts";

/** Workloads with a database user. Backup reads snapshots, never rows. */
export const DATABASE_WORKLOADS = ["app", "migration", "admin"] as const satisfies readonly Workload[];
/** One of {@link DATABASE_WORKLOADS}. */
export type DatabaseWorkload = (typeof DATABASE_WORKLOADS)[number];

/**
 * Database users that log in with an identity: `<tenant>_<workload>`, hyphens as underscores, so that none needs quotes.
 * An administrator creates them once with the master password: `CREATE USER acme_app; GRANT rds_iam TO acme_app;`.
 */
export function databaseUsers(tenant: string): Readonly<Record<DatabaseWorkload, string>> {
  const prefix = tenant.replaceAll("-", "_");
  return { app: `${prefix}_app`, migration: `${prefix}_migration`, admin: `${prefix}_admin` };
}

/** Creates the cluster's security group: PostgreSQL in from the stack's workloads, nothing out. */
export function createDatabaseSecurityGroup(
  owner: TenantComponent,
  { network, spec }: Pick<DatabaseArgs, "network" | "spec">,
): SecurityGroup {
  const group = owner.taggedChild(SecurityGroup, "security-group", "none", {
    vpcId: network.networkId,
    // Replaces the group: words that never need to change.
    description: "PostgreSQL of the tenant",
  });
  letInOnPort(owner, "security-group-ingress-workloads", {
    into: group.id,
    from: network.workloadGroupId,
    port: spec.port,
    description: "Workloads of the tenant",
  });
  return group;
}

/**
 * The right to log in as the users of one database and, where there is one, through its proxy.
 * Names the cluster by its resource id, which a restored or recreated cluster does not share. No conditions: RDS Proxy
 * supports no global condition key (Aurora user guide, "Quotas and limitations for RDS Proxy").
 * @param loginTargets `cluster-…` and `prx-…` resource ids.
 */
export function loginStatement(
  stack: StackSpec,
  loginTargets: readonly pulumi.Output<string>[],
  users: readonly string[],
): IdentityStatement {
  return {
    Sid: "LogIn",
    Effect: "Allow",
    Action: "rds-db:connect",
    Resource: loginTargets.flatMap((target) =>
      users.map((user) => pulumi.interpolate`${stackArn(stack, "rds-db", "dbuser:")}${target}/${user}`),
    ),
  };
}

/** Grants each workload the login as its own user, directly and through the proxy. */
export function grantLogins(
  owner: TenantComponent,
  { stack, identity }: Pick<DatabaseArgs, "stack" | "identity">,
  cluster: Cluster,
  proxyId: pulumi.Output<string> | undefined,
): void {
  const users = databaseUsers(stack.tenant);
  const targets = proxyId === undefined ? [cluster.clusterResourceId] : [cluster.clusterResourceId, proxyId];
  for (const workload of DATABASE_WORKLOADS) {
    const statement = loginStatement(stack, targets, [users[workload]]);
    owner.child(RolePolicy, `grant-${workload}`, grantTo(identity.principals[workload], [statement]));
  }
}

/**
 * Grants backup the rights to take, copy and find snapshots of exactly this cluster. A snapshot is encrypted with the
 * cluster's key, for which RDS needs a grant; it may make none for anything but itself.
 */
export function grantSnapshots(owner: TenantComponent, { stack, identity, keys }: DatabaseArgs): void {
  const identifier = clusterIdentifier(stack);
  const statements: readonly IdentityStatement[] = [
    {
      Sid: "SnapshotDatabase",
      Effect: "Allow",
      Action: [
        "rds:AddTagsToResource",
        "rds:CopyDBClusterSnapshot",
        "rds:CreateDBClusterSnapshot",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBClusters",
        "rds:ListTagsForResource",
      ],
      Resource: [
        stackArn(stack, "rds", `cluster:${identifier}`),
        // Taken by hand or by a tool, and taken by RDS itself (`rds:<cluster>-<date>`).
        stackArn(stack, "rds", `cluster-snapshot:${identifier}-*`),
        stackArn(stack, "rds", `cluster-snapshot:rds:${identifier}-*`),
      ],
    },
    {
      Sid: "EncryptSnapshots",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:DescribeKey"],
      Resource: keys.keys.data.keyId,
      Condition: {
        StringEquals: { "kms:ViaService": `rds.${stack.region}.amazonaws.com` },
        BoolIfExists: { "kms:GrantIsForAWSResource": "true" },
      },
    },
  ];
  owner.child(RolePolicy, "grant-backup", grantTo(identity.principals.backup, statements));
}
