/** What the tests of the simulated AWS stand on: a network, roles, keys. */
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { ACCOUNT, REGION, type Made, type SimulatedAws, text } from "./simulated-aws.ts";

const VERSION = "2012-10-17";

/** A policy document as JSON. */
export function policy(...statements: readonly Properties[]): string {
  return JSON.stringify({ Version: VERSION, Statement: statements });
}

/** A role that one service may assume. */
export function makeRole(cloud: SimulatedAws, name: string, service: string): Promise<Made> {
  const trust = { Effect: "Allow", Principal: { Service: [service] }, Action: "sts:AssumeRole" };
  return cloud.make("iam/role:Role", { name, assumeRolePolicy: policy(trust) }, name);
}

/** Lets the account do everything with a key. */
export const ACCOUNT_STATEMENT: Properties = {
  Sid: "Account",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "kms:*",
  Resource: "*",
};

/** Lets CloudWatch Logs encrypt with a key, for groups below one name. */
export function logsStatement(region: string, groups: string): Properties {
  return {
    Sid: "Logs",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ["kms:Encrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${ACCOUNT}:log-group:${groups}` },
    },
  };
}

/** A key that stores and log groups below `/acme/` can use. */
export function makeKey(cloud: SimulatedAws, inputs: Properties = {}, name = "key"): Promise<Made> {
  const allowed = policy(ACCOUNT_STATEMENT, logsStatement(REGION, "/acme/*"));
  return cloud.make("kms/key:Key", { policy: allowed, ...inputs }, name);
}

/** A VPC with a subnet per zone, an internet gateway and a security group. */
export interface Network {
  readonly vpc: Made;
  readonly subnets: readonly Made[];
  readonly gateway: Made;
  readonly group: Made;
  readonly subnetIds: readonly string[];
}

/** Makes a network in 10.20.0.0/20. */
export async function makeNetwork(cloud: SimulatedAws, name = "net"): Promise<Network> {
  const vpc = await cloud.make("ec2/vpc:Vpc", { cidrBlock: "10.20.0.0/20", enableDnsHostnames: true }, name);
  const subnets: Made[] = [];
  for (const [index, letter] of ["a", "b", "c"].entries()) {
    const inputs = { vpcId: vpc.id, cidrBlock: `10.20.${index}.0/24`, availabilityZone: `${REGION}${letter}` };
    subnets.push(await cloud.make("ec2/subnet:Subnet", inputs, `${name}-${letter}`));
  }
  const gateway = await cloud.make("ec2/internetGateway:InternetGateway", { vpcId: vpc.id }, name);
  const group = await cloud.make("ec2/securityGroup:SecurityGroup", { vpcId: vpc.id, name: `${name}-stores` }, name);
  return { vpc, subnets, gateway, group, subnetIds: subnets.map(({ id }) => id) };
}

/** A database with what it needs: subnet group, key. */
export interface DatabaseParts {
  readonly network: Network;
  readonly key: Made;
  readonly subnetGroup: Made;
  /** Inputs of a cluster that RDS takes. */
  readonly cluster: Properties;
}

/** Makes the parts of a database, and returns inputs of a cluster that RDS takes. */
export async function makeDatabaseParts(cloud: SimulatedAws): Promise<DatabaseParts> {
  const network = await makeNetwork(cloud);
  const key = await makeKey(cloud);
  const subnetGroup = await cloud.make("rds/subnetGroup:SubnetGroup", {
    name: "acme-data",
    subnetIds: network.subnetIds,
  });
  const cluster = {
    clusterIdentifier: "acme-production",
    engine: "aurora-postgresql",
    engineVersion: "17.9",
    masterUsername: "leasehold",
    masterPasswordWo: "correct-horse-battery",
    masterPasswordWoVersion: 1,
    dbSubnetGroupName: subnetGroup.id,
    vpcSecurityGroupIds: [network.group.id],
    storageEncrypted: true,
    kmsKeyId: text(key, "arn"),
    finalSnapshotIdentifier: "acme-production-final",
  };
  return { network, key, subnetGroup, cluster };
}

/** Makes the parts of a cache, and returns inputs of a replication group in cluster mode that ElastiCache takes. */
export async function makeCacheParts(
  cloud: SimulatedAws,
): Promise<{ readonly network: Network; readonly inputs: Properties }> {
  const network = await makeNetwork(cloud);
  const key = await makeKey(cloud);
  const subnets = await cloud.make("elasticache/subnetGroup:SubnetGroup", {
    name: "acme-cache",
    subnetIds: network.subnetIds,
  });
  const parameters = await cloud.make("elasticache/parameterGroup:ParameterGroup", {
    name: "acme-cache",
    family: "valkey8",
    parameters: [{ name: "cluster-enabled", value: "yes" }],
  });
  const user = await cloud.make("elasticache/user:User", {
    userId: "acme-app",
    userName: "acme-app",
    engine: "valkey",
    accessString: "on ~* +@all",
    authenticationMode: { type: "iam" },
  });
  const users = await cloud.make("elasticache/userGroup:UserGroup", {
    userGroupId: "acme-users",
    engine: "valkey",
    userIds: [user.id],
  });
  await cloud.make("cloudwatch/logGroup:LogGroup", { name: "/acme/slow-log" });
  const inputs = {
    replicationGroupId: "acme-cache",
    description: "cache",
    engine: "valkey",
    engineVersion: "8.2",
    nodeType: "cache.r7g.large",
    clusterMode: "enabled",
    numNodeGroups: 2,
    replicasPerNodeGroup: 1,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    parameterGroupName: parameters.id,
    subnetGroupName: subnets.id,
    securityGroupIds: [network.group.id],
    atRestEncryptionEnabled: true,
    kmsKeyId: text(key, "arn"),
    transitEncryptionEnabled: true,
    userGroupIds: [users.id],
    snapshotWindow: "03:00-04:00",
    maintenanceWindow: "sun:04:00-sun:05:00",
    logDeliveryConfigurations: [
      { destination: "/acme/slow-log", destinationType: "cloudwatch-logs", logFormat: "json", logType: "slow-log" },
    ],
  };
  return { network, inputs };
}

/** Inputs without some of them. */
export function without(inputs: Properties, ...left: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !left.includes(key)));
}
