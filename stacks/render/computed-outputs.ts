/**
 * What the cloud computes for a resource that is registered under the recording engine: only what the components read.
 * A type that is missing here fails the test that registers it.
 */
import { ACCOUNT_OUTPUTS } from "./account-outputs.ts";
import { AZURE_OPERATION_OUTPUTS } from "./azure-operation-outputs.ts";
import { AZURE_OUTPUTS } from "./azure-outputs.ts";
import { AZURE_STORE_OUTPUTS } from "./azure-store-outputs.ts";
import { GCP_OUTPUTS } from "./gcp-outputs.ts";
import { GCP_OPERATION_OUTPUTS } from "./gcp-operation-outputs.ts";
import { GCP_STORE_OUTPUTS } from "./gcp-store-outputs.ts";
import type { Values } from "./recording.ts";

/** Where the stack's provider is pinned to; a resource may name another region itself. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Until a provider says otherwise. */
export const DEFAULT_PLACE: Place = { account: "111122223333", region: "eu-west-1" };

type Compute = (name: string, inputs: Values, place: Place) => Values;

const nothing: Compute = () => ({});

function partition({ region }: Place): string {
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

function arnOf(service: string, resource: string, place: Place): Values {
  return { arn: `arn:${partition(place)}:${service}:${place.region}:${place.account}:${resource}` };
}

const key: Compute = (name, _inputs, place) => ({ keyId: `mrk-${name}`, ...arnOf("kms", `key/${name}`, place) });

/** A role's ARN carries its path and its given name. */
const iam =
  (kind: string): Compute =>
  (name, inputs, place) => {
    const { path = "/", name: given = name } = inputs as { path?: string; name?: string };
    return { name: given, arn: `arn:${partition(place)}:iam::${place.account}:${kind}${path}${given}` };
  };

/** What the provider names itself where the program gives no name. */
const named: Compute = (name, { name: given = `${name}-0123456` }) => ({ name: given });

const COMPUTED: Readonly<Record<string, Compute>> = {
  ...ACCOUNT_OUTPUTS,
  ...AZURE_OUTPUTS,
  ...AZURE_OPERATION_OUTPUTS,
  ...AZURE_STORE_OUTPUTS,
  ...GCP_OUTPUTS,
  ...GCP_STORE_OUTPUTS,
  ...GCP_OPERATION_OUTPUTS,
  "pulumi:providers:aws": nothing,
  "pulumi:providers:random": nothing,
  "aws:accessanalyzer/analyzer:Analyzer": nothing,
  "aws:account/alternativeContact:AlternativeContact": nothing,
  "aws:amp/alertManagerDefinition:AlertManagerDefinition": nothing,
  "aws:amp/ruleGroupNamespace:RuleGroupNamespace": nothing,
  "aws:amp/workspace:Workspace": (name, _inputs, place) => ({
    ...arnOf("aps", `workspace/ws-${name}`, place),
    prometheusEndpoint: `https://aps-workspaces.${place.region}.amazonaws.com/workspaces/ws-${name}/`,
  }),
  "aws:amp/workspaceConfiguration:WorkspaceConfiguration": nothing,
  "aws:backup/plan:Plan": nothing,
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": nothing,
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": nothing,
  "aws:backup/selection:Selection": nothing,
  "aws:backup/vault:Vault": (_name, inputs, place) => arnOf("backup", `backup-vault:${String(inputs["name"])}`, place),
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": nothing,
  "aws:backup/vaultPolicy:VaultPolicy": nothing,
  "aws:cfg/deliveryChannel:DeliveryChannel": nothing,
  "aws:cfg/recorder:Recorder": nothing,
  "aws:cfg/recorderStatus:RecorderStatus": nothing,
  "aws:cloudtrail/trail:Trail": (_name, inputs, place) => arnOf("cloudtrail", `trail/${String(inputs["name"])}`, place),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": nothing,
  "aws:cloudwatch/dashboard:Dashboard": nothing,
  "aws:cloudwatch/eventRule:EventRule": nothing,
  "aws:cloudwatch/eventTarget:EventTarget": nothing,
  "aws:cloudwatch/logGroup:LogGroup": (_name, inputs, place) =>
    arnOf("logs", `log-group:${String(inputs["name"])}`, place),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": nothing,
  "aws:cloudwatch/metricAlarm:MetricAlarm": nothing,
  "aws:ebs/defaultKmsKey:DefaultKmsKey": nothing,
  "aws:ebs/encryptionByDefault:EncryptionByDefault": nothing,
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": nothing,
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": nothing,
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": nothing,
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
  "aws:elasticache/replicationGroup:ReplicationGroup": (_name, { replicationGroupId }, place) => ({
    ...arnOf("elasticache", `replicationgroup:${String(replicationGroupId)}`, place),
    configurationEndpointAddress: `clustercfg.${String(replicationGroupId)}.abc123.euw1.cache.amazonaws.com`,
  }),
  "aws:elasticache/subnetGroup:SubnetGroup": nothing,
  "aws:elasticache/user:User": (_name, { userId }, place) => arnOf("elasticache", `user:${String(userId)}`, place),
  "aws:elasticache/userGroup:UserGroup": nothing,
  "aws:guardduty/detector:Detector": nothing,
  "aws:guardduty/detectorFeature:DetectorFeature": nothing,
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": nothing,
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": (_name, { awsServiceName }, place) => ({
    arn: `arn:aws:iam::${place.account}:role/aws-service-role/${String(awsServiceName)}/AWSServiceRoleForConfig`,
  }),
  "aws:iam/policy:Policy": iam("policy"),
  "aws:iam/role:Role": iam("role"),
  "aws:iam/rolePolicy:RolePolicy": nothing,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": nothing,
  "aws:kms/alias:Alias": nothing,
  "aws:kms/key:Key": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  "aws:lambda/function:Function": (_name, inputs, place) =>
    arnOf("lambda", `function:${String(inputs["name"])}`, place),
  "aws:lambda/permission:Permission": nothing,
  "aws:rds/cluster:Cluster": (_name, { clusterIdentifier }, place) => ({
    ...arnOf("rds", `cluster:${String(clusterIdentifier)}`, place),
    clusterResourceId: "cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    endpoint: `${String(clusterIdentifier)}.cluster-abc123.${place.region}.rds.amazonaws.com`,
    readerEndpoint: `${String(clusterIdentifier)}.cluster-ro-abc123.${place.region}.rds.amazonaws.com`,
  }),
  "aws:rds/clusterInstance:ClusterInstance": nothing,
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": named,
  "aws:rds/globalCluster:GlobalCluster": nothing,
  "aws:rds/parameterGroup:ParameterGroup": named,
  "aws:rds/proxy:Proxy": (_name, inputs, place) => ({
    ...arnOf("rds", "db-proxy:prx-0123456789abcdef0", place),
    endpoint: `${String(inputs["name"])}.proxy-abc123.${place.region}.rds.amazonaws.com`,
  }),
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": () => ({ name: "default" }),
  "aws:rds/proxyTarget:ProxyTarget": nothing,
  "aws:rds/subnetGroup:SubnetGroup": nothing,
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": nothing,
  "aws:s3/bucket:Bucket": (_name, { bucket }, place) => ({
    arn: `arn:${partition(place)}:s3:::${String(bucket)}`,
    bucketRegionalDomainName: `${String(bucket)}.s3.${place.region}.amazonaws.com`,
  }),
  "aws:sns/topic:Topic": (_name, inputs, place) => arnOf("sns", String(inputs["name"]), place),
  "aws:sns/topicSubscription:TopicSubscription": nothing,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": nothing,
  "aws:s3/bucketLogging:BucketLogging": nothing,
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": nothing,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": nothing,
  "aws:s3/bucketPolicy:BucketPolicy": nothing,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": nothing,
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": nothing,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": nothing,
  "aws:s3/bucketVersioning:BucketVersioning": nothing,
  "aws:secretsmanager/secret:Secret": (_name, inputs, place) =>
    arnOf("secretsmanager", `secret:${String(inputs["name"])}-AbCdEf`, place),
  "aws:secretsmanager/secretPolicy:SecretPolicy": nothing,
  "aws:secretsmanager/secretVersion:SecretVersion": nothing,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": nothing,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": nothing,
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `${name}-value` }),
};

/** Computed outputs of one resource; `undefined` for a type the harness does not know. Components have none. */
export function computedOutputs(type: string, name: string, inputs: Values, place: Place): Values | undefined {
  if (type.startsWith("leasehold:")) return {};
  const { region } = inputs;
  return COMPUTED[type]?.(name, inputs, typeof region === "string" ? { ...place, region } : place);
}
