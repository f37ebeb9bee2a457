/** Which quotas of an account a fleet meets first: what one stack takes of each, counted on the example tenants. */
import { fact } from "../../tiers/feasibility.ts";
import type { Registration } from "../harness/recorded-registrations.ts";
import { recordStack } from "../harness/whole-tenant.ts";
import { table } from "./markdown.ts";
import { number } from "./tier-table.ts";

interface Quota {
  readonly what: string;
  /** Id in `tiers/data/feasibility-aws.yaml`. */
  readonly fact: string;
  /** A fact with several numbers, `300 / 300`: which of them. */
  readonly part?: number;
  /** How much of it one stack takes. */
  readonly taken: (registrations: readonly Registration[]) => number;
}

const QUOTAS: readonly Quota[] = [
  { what: "VPCs per region", fact: "vpc.vpcs", taken: count("aws:ec2/vpc:Vpc") },
  { what: "Elastic IP addresses per region", fact: "vpc.eip", taken: count("aws:ec2/eip:Eip") },
  { what: "internet gateways per region", fact: "vpc.igw", taken: count("aws:ec2/internetGateway:InternetGateway") },
  { what: "NAT gateways per zone (zone a)", fact: "vpc.nat", taken: count("aws:ec2/natGateway:NatGateway", /-nat-a$/) },
  {
    what: "gateway endpoints per region",
    fact: "vpc.endpoints",
    part: 1,
    taken: count("aws:ec2/vpcEndpoint:VpcEndpoint", /-endpoint-s3$/),
  },
  {
    what: "security groups per region",
    fact: "vpc.sg",
    taken: (all) => count("aws:ec2/securityGroup:SecurityGroup")(all) + count("aws:ec2/vpc:Vpc")(all),
  },
  { what: "database clusters per region", fact: "rds.clusters", taken: count("aws:rds/cluster:Cluster") },
  { what: "database nodes per region", fact: "rds.instances", taken: count("aws:rds/clusterInstance:ClusterInstance") },
  { what: "RDS proxies per region", fact: "rds.proxies", taken: count("aws:rds/proxy:Proxy") },
  {
    what: "database parameter groups per region",
    fact: "rds.paramGroups",
    taken: count("aws:rds/parameterGroup:ParameterGroup"),
  },
  {
    what: "database subnet groups per region",
    fact: "rds.subnetGroups",
    taken: count("aws:rds/subnetGroup:SubnetGroup"),
  },
  { what: "cache nodes per region", fact: "ec.nodes", taken: cacheNodes },
  {
    what: "cache user groups per region",
    fact: "ec.users",
    part: 1,
    taken: count("aws:elasticache/userGroup:UserGroup"),
  },
  { what: "buckets per account", fact: "s3.buckets", taken: count("aws:s3/bucket:Bucket") },
  { what: "IAM roles per account", fact: "iam.roles", taken: count("aws:iam/role:Role") },
  { what: "customer-managed policies per account", fact: "iam.policies", taken: count("aws:iam/policy:Policy") },
  { what: "KMS keys per region", fact: "kms.keys", taken: count("aws:kms/key:Key") },
];

/** The stacks that are counted: the first tenants of three tiers that the project ships. */
const EXAMPLES = [
  { tier: "standard", stack: "globex-production" },
  { tier: "premium", stack: "acme-production" },
  { tier: "enterprise", stack: "initech-production" },
] as const;

/** A row per quota, the tightest for a premium stack first. */
export async function quotaTable(): Promise<string> {
  const counted: (readonly Registration[])[] = [];
  for (const { stack } of EXAMPLES) counted.push((await recordStack(stack)).registrations);
  const rows = QUOTAS.map((quota) => {
    const limit = limitOf(quota);
    const taken = counted.map(quota.taken);
    return { quota, limit, taken, fits: Math.floor(limit / Math.max(1, taken[1] ?? 1)) };
  }).sort((a, b) => a.fits - b.fits);
  return table(
    [
      "quota",
      "default",
      ...EXAMPLES.map(({ tier, stack }) => `${tier} (\`${stack}\`)`),
      "premium stacks that fit",
      "fact",
    ],
    rows.map(({ quota, limit, taken, fits }) => [
      quota.what,
      number(limit),
      ...taken.map(number),
      number(fits),
      `\`${quota.fact}\``,
    ]),
  );
}

function count(type: string, name?: RegExp): Quota["taken"] {
  return (registrations) =>
    registrations.filter((each) => each.type === type && (name === undefined || name.test(each.name))).length;
}

function cacheNodes(registrations: readonly Registration[]): number {
  return registrations
    .filter(({ type }) => type === "aws:elasticache/replicationGroup:ReplicationGroup")
    .reduce(
      (sum, { inputs }) => sum + Number(inputs["numNodeGroups"]) * (Number(inputs["replicasPerNodeGroup"]) + 1),
      0,
    );
}

/** @throws TypeError when the fact is printed otherwise */
function limitOf({ fact: id, part = 0 }: Quota): number {
  const limit = Number(String(fact(id).value).split(" / ")[part]);
  if (!Number.isInteger(limit)) throw new TypeError(`the fact ${id} holds no number at ${part}`);
  return limit;
}
