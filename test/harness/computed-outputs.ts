/**
 * What the cloud computes for a resource that is registered under the recording engine: only what the components read.
 * A type that is missing here fails the test that registers it.
 */
import type { Values } from "./recorded-registrations.ts";

type Compute = (name: string, inputs: Values) => Values;

const ACCOUNT = "111122223333";
const nothing: Compute = () => ({});

function arn(service: string, kind: string): Compute {
  return (name, { region = "eu-west-1" }) => ({
    arn: `arn:aws:${service}:${String(region)}:${ACCOUNT}:${kind}${name}`,
  });
}

function and(...parts: readonly Compute[]): Compute {
  return (name, inputs) => Object.assign({}, ...parts.map((part) => part(name, inputs))) as Values;
}

/** A role's ARN carries its path and its given name. */
const iam =
  (kind: string): Compute =>
  (name, inputs) => {
    const { path = "/", name: given = name } = inputs as { path?: string; name?: string };
    return { name: given, arn: `arn:aws:iam::${ACCOUNT}:${kind}${path}${given}` };
  };

/** What the provider names itself where the program gives no name. */
const named: Compute = (name, { name: given = `${name}-0123456` }) => ({ name: given });

const COMPUTED: Readonly<Record<string, Compute>> = {
  "pulumi:providers:aws": nothing,
  "pulumi:providers:random": nothing,
  "aws:cloudwatch/logGroup:LogGroup": (_name, inputs) => ({
    arn: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:${String(inputs["name"])}`,
  }),
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": nothing,
  "aws:ec2/defaultRouteTable:DefaultRouteTable": nothing,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": nothing,
  "aws:ec2/eip:Eip": (name) => ({ allocationId: `${name}-allocation`, publicIp: "203.0.113.7" }),
  "aws:ec2/flowLog:FlowLog": nothing,
  "aws:ec2/internetGateway:InternetGateway": nothing,
  "aws:ec2/natGateway:NatGateway": nothing,
  "aws:ec2/networkAcl:NetworkAcl": nothing,
  "aws:ec2/route:Route": nothing,
  "aws:ec2/routeTable:RouteTable": nothing,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": nothing,
  "aws:ec2/securityGroup:SecurityGroup": nothing,
  "aws:ec2/subnet:Subnet": nothing,
  "aws:ec2/vpc:Vpc": (name) => ({
    defaultNetworkAclId: `${name}-default-acl`,
    defaultRouteTableId: `${name}-default-table`,
    defaultSecurityGroupId: `${name}-default-group`,
  }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": (name) => ({ prefixListId: `${name}-prefixes` }),
  "aws:elasticache/parameterGroup:ParameterGroup": named,
  "aws:elasticache/replicationGroup:ReplicationGroup": (_name, { replicationGroupId }) => ({
    arn: `arn:aws:elasticache:eu-west-1:${ACCOUNT}:replicationgroup:${String(replicationGroupId)}`,
    configurationEndpointAddress: `clustercfg.${String(replicationGroupId)}.abc123.euw1.cache.amazonaws.com`,
  }),
  "aws:elasticache/subnetGroup:SubnetGroup": nothing,
  "aws:elasticache/user:User": (_name, { userId }) => ({
    arn: `arn:aws:elasticache:eu-west-1:${ACCOUNT}:user:${String(userId)}`,
  }),
  "aws:elasticache/userGroup:UserGroup": nothing,
  "aws:iam/policy:Policy": iam("policy"),
  "aws:iam/role:Role": iam("role"),
  "aws:iam/rolePolicy:RolePolicy": nothing,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": nothing,
  "aws:kms/alias:Alias": nothing,
  "aws:kms/key:Key": and(arn("kms", "key/"), (name) => ({ keyId: `mrk-${name}` })),
  "aws:kms/replicaKey:ReplicaKey": and(arn("kms", "key/"), (name) => ({ keyId: `mrk-${name}` })),
  "aws:rds/cluster:Cluster": (_name, { clusterIdentifier }) => ({
    arn: `arn:aws:rds:eu-west-1:${ACCOUNT}:cluster:${String(clusterIdentifier)}`,
    clusterResourceId: "cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    endpoint: `${String(clusterIdentifier)}.cluster-abc123.eu-west-1.rds.amazonaws.com`,
    readerEndpoint: `${String(clusterIdentifier)}.cluster-ro-abc123.eu-west-1.rds.amazonaws.com`,
  }),
  "aws:rds/clusterInstance:ClusterInstance": nothing,
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": named,
  "aws:rds/globalCluster:GlobalCluster": nothing,
  "aws:rds/parameterGroup:ParameterGroup": named,
  "aws:rds/proxy:Proxy": (_name, inputs) => ({
    arn: `arn:aws:rds:eu-west-1:${ACCOUNT}:db-proxy:prx-0123456789abcdef0`,
    endpoint: `${String(inputs["name"])}.proxy-abc123.eu-west-1.rds.amazonaws.com`,
  }),
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": () => ({ name: "default" }),
  "aws:rds/proxyTarget:ProxyTarget": nothing,
  "aws:rds/subnetGroup:SubnetGroup": nothing,
  "aws:s3/bucket:Bucket": (_name, { bucket, region = "eu-west-1" }) => ({
    arn: `arn:aws:s3:::${String(bucket)}`,
    bucketRegionalDomainName: `${String(bucket)}.s3.${String(region)}.amazonaws.com`,
  }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": nothing,
  "aws:s3/bucketLogging:BucketLogging": nothing,
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": nothing,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": nothing,
  "aws:s3/bucketPolicy:BucketPolicy": nothing,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": nothing,
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": nothing,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": nothing,
  "aws:s3/bucketVersioning:BucketVersioning": nothing,
  "aws:secretsmanager/secret:Secret": (_name, inputs) => ({
    arn: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${String(inputs["name"])}-AbCdEf`,
  }),
  "aws:secretsmanager/secretPolicy:SecretPolicy": nothing,
  "aws:secretsmanager/secretVersion:SecretVersion": nothing,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": nothing,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": nothing,
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `${name}-value` }),
};

/** Computed outputs of one resource; `undefined` for a type the harness does not know. Components have none. */
export function computedOutputs(type: string, name: string, inputs: Values): Values | undefined {
  return type.startsWith("leasehold:") ? {} : COMPUTED[type]?.(name, inputs);
}
