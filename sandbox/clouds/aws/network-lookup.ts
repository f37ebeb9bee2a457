/** The network as other types see it: where a VPC, subnet or security group is, and who uses it. */
import { genericApiError } from "./api-error.ts";
import { findHere, here, propertyOf, textOf, textsOf } from "../record-values.ts";
import { isProperties } from "../properties.ts";
import type { CloudRecord, TypeContext } from "../resource-type.ts";

export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
export const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
export const DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
export const NETWORK_ACL = "aws:ec2/networkAcl:NetworkAcl";
export const DEFAULT_NETWORK_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
export const DATABASE_SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
export const CLUSTER = "aws:rds/cluster:Cluster";
export const CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
export const PROXY = "aws:rds/proxy:Proxy";
export const CACHE_SUBNET_GROUP = "aws:elasticache/subnetGroup:SubnetGroup";
export const REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";

/** An EC2 error: EC2 lists no codes in its model, and answers 400 to everything. */
export function ec2Error(doing: string, operation: string, code: string, message: string): string {
  return genericApiError(doing, `EC2: ${operation}`, `400 ${code}`, message);
}

export function findVpc(id: string | undefined, context: TypeContext): CloudRecord | undefined {
  return id === undefined ? undefined : context.cloud.byId(VPC, id);
}

export function findSubnet(id: string | undefined, context: TypeContext): CloudRecord | undefined {
  return id === undefined ? undefined : context.cloud.byId(SUBNET, id);
}

/** A security group, be it the default one of a VPC or not. */
export function findSecurityGroup(id: string | undefined, context: TypeContext): CloudRecord | undefined {
  if (id === undefined) return undefined;
  return context.cloud.byId(SECURITY_GROUP, id) ?? context.cloud.byId(DEFAULT_SECURITY_GROUP, id);
}

/** A route table, be it the main one of a VPC or not. */
export function findRouteTable(id: string | undefined, context: TypeContext): CloudRecord | undefined {
  if (id === undefined) return undefined;
  return context.cloud.byId(ROUTE_TABLE, id) ?? context.cloud.byId(DEFAULT_ROUTE_TABLE, id);
}

/** A network ACL, be it the default one of a VPC or not. */
export function findNetworkAcl(id: string | undefined, context: TypeContext): CloudRecord | undefined {
  if (id === undefined) return undefined;
  return context.cloud.byId(NETWORK_ACL, id) ?? context.cloud.byId(DEFAULT_NETWORK_ACL, id);
}

/** Records of a type in the region that lie in a VPC. */
export function inVpc(context: TypeContext, type: string, vpcId: string): readonly CloudRecord[] {
  return here(context, type).filter((record) => textOf(record, "vpcId") === vpcId);
}

/** The default security group that came with a VPC. */
export function defaultSecurityGroup(context: TypeContext, vpcId: string): CloudRecord | undefined {
  return findHere(context, DEFAULT_SECURITY_GROUP, (group) => textOf(group, "vpcId") === vpcId);
}

/** Subnets of a database or cache subnet group. */
export function groupSubnets(context: TypeContext, group: CloudRecord | undefined): readonly CloudRecord[] {
  const ids = group === undefined ? [] : textsOf(group, "subnetIds");
  return ids.flatMap((id) => findSubnet(id, context) ?? []);
}

/** The subnet group of a database or cache by name. */
export function findSubnetGroup(context: TypeContext, type: string, name: string | undefined): CloudRecord | undefined {
  return findHere(context, type, (group) => group.id === name);
}

/** What has a network interface in the subnet, and so keeps it from being deleted. */
export function usersOfSubnet(context: TypeContext, subnet: CloudRecord): readonly CloudRecord[] {
  const zone = textOf(subnet, "availabilityZone");
  const reaches = (groupType: string, name: string | undefined): boolean => {
    const group = findSubnetGroup(context, groupType, name);
    return group !== undefined && textsOf(group, "subnetIds").includes(subnet.id);
  };
  return [
    ...here(context, NAT_GATEWAY).filter((gateway) => textOf(gateway, "subnetId") === subnet.id),
    ...here(context, VPC_ENDPOINT).filter((endpoint) => textsOf(endpoint, "subnetIds").includes(subnet.id)),
    ...here(context, PROXY).filter((proxy) => textsOf(proxy, "vpcSubnetIds").includes(subnet.id)),
    ...here(context, CLUSTER_INSTANCE).filter(
      (instance) =>
        textOf(instance, "availabilityZone") === zone &&
        reaches(DATABASE_SUBNET_GROUP, textOf(instance, "dbSubnetGroupName")),
    ),
    ...here(context, REPLICATION_GROUP).filter((group) =>
      reaches(CACHE_SUBNET_GROUP, textOf(group, "subnetGroupName")),
    ),
  ];
}

/** What wears a security group or names it in a rule of another group, and so keeps it from being deleted. */
export function usersOfSecurityGroup(context: TypeContext, groupId: string): readonly CloudRecord[] {
  const wearers: readonly (readonly [type: string, property: string])[] = [
    [VPC_ENDPOINT, "securityGroupIds"],
    [CLUSTER, "vpcSecurityGroupIds"],
    [PROXY, "vpcSecurityGroupIds"],
    [REPLICATION_GROUP, "securityGroupIds"],
  ];
  return [
    ...wearers.flatMap(([type, property]) =>
      here(context, type).filter((record) => textsOf(record, property).includes(groupId)),
    ),
    ...[INGRESS_RULE, EGRESS_RULE].flatMap((type) =>
      here(context, type).filter(
        (rule) => textOf(rule, "referencedSecurityGroupId") === groupId && textOf(rule, "securityGroupId") !== groupId,
      ),
    ),
    ...here(context, SECURITY_GROUP).filter((group) => group.id !== groupId && namesGroup(group, groupId)),
  ];
}

/** Why a store cannot wear security groups: one is missing, or lies in another VPC than the store's subnets. */
export function securityGroupFlaw(
  context: TypeContext,
  groupIds: readonly string[],
  vpcId: string | undefined,
): { readonly missing: string } | { readonly elsewhere: string } | undefined {
  for (const id of groupIds) {
    const group = findSecurityGroup(id, context);
    if (group === undefined) return { missing: id };
    const groupVpc = textOf(group, "vpcId");
    if (vpcId !== undefined && groupVpc !== undefined && groupVpc !== vpcId) return { elsewhere: groupVpc };
  }
  return undefined;
}

/** Whether an inline rule of a group names another group. */
function namesGroup(group: CloudRecord, groupId: string): boolean {
  return ["ingress", "egress"].some((direction) => {
    const rules = propertyOf(group, direction);
    return Array.isArray(rules) && rules.filter(isProperties).some((rule) => mentions(rule["securityGroups"], groupId));
  });
}

function mentions(list: unknown, text: string): boolean {
  return Array.isArray(list) && list.includes(text);
}
