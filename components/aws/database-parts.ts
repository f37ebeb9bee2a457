/** What every cluster of a tenant stands on, whether it is written to or follows another: logs, groups, roles and nodes. */
import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import type { Cluster } from "@pulumi/aws/rds/cluster.js";
import { ClusterInstance } from "@pulumi/aws/rds/clusterInstance.js";
import { ClusterParameterGroup } from "@pulumi/aws/rds/clusterParameterGroup.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import type { DatabaseSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import { ZONES } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import type { ComponentArgs, Keys, Network } from "../contracts.ts";
import { awsManagedPolicyArn } from "./arn.ts";
import { clusterIdentifier, nodeArgs } from "./database-cluster.ts";
import type { ClusterWiring, ExportedLog } from "./database-cluster.ts";
import { clusterParameters, nodeParameters } from "./database-parameters.ts";
import { roleName, rolePath } from "./role-names.ts";
import { serviceTrust } from "./service-trust.ts";
import { createStoreLogGroup } from "./store-log-group.ts";

/** Where a cluster lies and what encrypts it. */
export type ClusterPlace = ComponentArgs<DatabaseSpec> & { readonly network: Network; readonly keys: Keys };

/** Creates the groups to which a cluster exports; in every tier, so that the next upgrade finds them again. */
export function createClusterLogGroups(
  owner: TenantComponent,
  { stack, spec, keys }: ClusterPlace,
): Record<ExportedLog, LogGroup> {
  const create = (log: ExportedLog): LogGroup =>
    createStoreLogGroup(owner, `log-${log}`, {
      name: `/aws/rds/cluster/${clusterIdentifier(stack)}/${log}`,
      retentionDays: spec.logRetentionDays,
      dataKey: keys.keys.data,
    });
  return { postgresql: create("postgresql"), "iam-db-auth-error": create("iam-db-auth-error") };
}

/** Creates subnet group, parameter groups and, where the blueprint wants operating-system metrics, their role. */
export function createClusterWiring(
  owner: TenantComponent,
  args: ClusterPlace,
  securityGroup: SecurityGroup,
): ClusterWiring {
  const { stack, spec, network, keys } = args;
  const subnets = owner.taggedChild(SubnetGroup, "subnet-group", "none", {
    name: physicalName([stack.tenant, stack.environment, "database"], 255),
    description: "Data subnets of all three zones",
    subnetIds: ZONES.map((zone) => network.subnetIds.data[zone]),
  });
  const clusterGroup = owner.taggedChild(ClusterParameterGroup, "cluster-parameters", "none", {
    description: "What every database of a tenant enforces and records",
    family: spec.parameterFamily,
    parameters: clusterParameters(spec),
  });
  const nodeGroup = owner.taggedChild(ParameterGroup, "node-parameters", "none", {
    description: "What the tier decides for each node",
    family: spec.parameterFamily,
    parameters: nodeParameters(spec),
  });
  const monitoring = spec.enhancedMonitoringSeconds > 0 ? createMonitoringRole(owner, args) : undefined;
  return {
    subnetGroupName: subnets.name,
    securityGroupId: securityGroup.id,
    clusterParameterGroupName: clusterGroup.name,
    nodeParameterGroupName: nodeGroup.name,
    dataKey: keys.keys.data,
    ...(monitoring === undefined ? {} : { monitoringRoleArn: monitoring.arn }),
  };
}

/** The role in which RDS writes operating-system metrics to the account's log group `RDSOSMetrics`. */
function createMonitoringRole(owner: TenantComponent, { stack }: ClusterPlace): Role {
  const role = owner.taggedChild(Role, "monitoring-role", "none", {
    name: roleName(stack, "database-monitoring"),
    path: rolePath(stack),
    description: "Delivers operating-system metrics of the database's nodes",
    assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": stack.account },
    }),
  });
  owner.child(RolePolicyAttachment, "monitoring-role-policy", {
    role: role.name,
    policyArn: awsManagedPolicyArn(stack, "service-role/AmazonRDSEnhancedMonitoringRole"),
  });
  return role;
}

/** A node leaves before its successor comes, since both have one name; the other nodes serve meanwhile. */
export function createClusterNodes(
  owner: TenantComponent,
  { stack, spec, facts }: ClusterPlace,
  wiring: ClusterWiring,
  cluster: Cluster,
): ClusterInstance[] {
  const common = { stack, spec, rules: owner.rules, wiring, facts, clusterId: cluster.id };
  return spec.nodes.map((node) =>
    owner.taggedChild(ClusterInstance, node.key, "confidential", nodeArgs(common, node), {
      deleteBeforeReplace: true,
    }),
  );
}
