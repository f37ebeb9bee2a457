/** Services that a VPC endpoint can lead to, and the prefix lists behind gateway endpoints. */
import { createHash } from "node:crypto";

/** Reached through routes, at no cost. */
const GATEWAY_SERVICES = ["s3", "dynamodb"];

/** Reached through a network interface. Source: AWS PrivateLink guide, "AWS services that integrate with AWS PrivateLink". */
const INTERFACE_SERVICES = [
  "access-analyzer",
  "acm-pca",
  "airflow.api",
  "airflow.env",
  "airflow.ops",
  "aps",
  "aps-workspaces",
  "athena",
  "autoscaling",
  "backup",
  "backup-gateway",
  "bedrock",
  "bedrock-runtime",
  "cloudformation",
  "cloudtrail",
  "cloudwatch",
  "codebuild",
  "config",
  "data-servicediscovery",
  "dynamodb",
  "ebs",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "eks",
  "eks-auth",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "email-smtp",
  "events",
  "evidently",
  "execute-api",
  "fis",
  "glue",
  "grafana",
  "grafana-workspace",
  "guardduty",
  "guardduty-data",
  "inspector2",
  "kafka",
  "kinesis-firehose",
  "kinesis-streams",
  "kms",
  "kms-fips",
  "lambda",
  "logs",
  "macie2",
  "monitoring",
  "organizations",
  "rds",
  "rds-data",
  "rds-fips",
  "redshift",
  "rolesanywhere",
  "s3",
  "sagemaker.api",
  "sagemaker.runtime",
  "scheduler",
  "secretsmanager",
  "secretsmanager-fips",
  "securityhub",
  "servicediscovery",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "states",
  "sts",
  "synthetics",
  "tagging",
  "transfer",
  "xray",
];

/** The short name of a service of the region: `com.amazonaws.eu-west-1.kms` → `kms`; undefined where it does not exist. */
export function endpointService(serviceName: string, region: string, type: string): string | undefined {
  const prefix = `com.amazonaws.${region}.`;
  if (!serviceName.startsWith(prefix)) return undefined;
  const service = serviceName.slice(prefix.length);
  const known = type === "Gateway" ? GATEWAY_SERVICES : INTERFACE_SERVICES;
  return known.includes(service) ? service : undefined;
}

/** Id of the list of a gateway service's addresses in a region. */
export function prefixListId(service: string, region: string): string {
  return `pl-${createHash("sha256").update(`${region}/${service}`).digest("hex").slice(0, 8)}`;
}

/** Whether the region has a prefix list with this id. */
export function isPrefixList(id: string, region: string): boolean {
  return GATEWAY_SERVICES.some((service) => prefixListId(service, region) === id);
}

/** Blocks of a gateway service, as its prefix list shows them (of the documentation block RFC 5737, not the real ones). */
export function prefixListBlocks(service: string): readonly string[] {
  return service === "s3" ? ["203.0.113.0/26", "203.0.113.64/26"] : ["203.0.113.128/26"];
}
