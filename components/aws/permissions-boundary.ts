/** The ceiling of every workload: whatever a store, or a person by mistake, grants, nothing beyond this takes effect. */
import type { StackSpec } from "../../tiers/blueprint.ts";
import { arnAt, stackArn } from "./arn.ts";
import { cacheId, cacheUsers } from "./cache-names.ts";
import { databaseUsers } from "./database-access.ts";
import { logGroupPatterns } from "./log-groups.ts";
import { plainPolicyDocument } from "./policy-document.ts";
import type { Conditions, IdentityStatement } from "./policy-document.ts";

type Statement = IdentityStatement<string>;

/**
 * Logging in to a store, which knows few condition keys or none: a replication group `aws:SourceIp` and
 * `aws:ResourceTag` only, RDS Proxy none at all (ElastiCache user guide, "Authenticating with IAM"; Aurora user guide,
 * "Quotas and limitations for RDS Proxy"). A key that is missing is "not equal", so what denies by such a key leaves
 * logins out; they name the exact user and store instead.
 */
const LOGINS = ["elasticache:Connect", "rds-db:connect"] as const;

/**
 * The permissions boundary of a stack's workloads. It grants nothing; it allows to be granted what this tenant's own
 * stores need, in the regions where its data may lie, and nothing that runs the account or removes a protection.
 */
export function permissionsBoundary(stack: StackSpec): string {
  return plainPolicyDocument([
    ownObjects(stack),
    ownDatabases(stack),
    ownDatabaseUsers(stack),
    ownCaches(stack),
    ownSecrets(stack),
    ownKeys(stack),
    ownKeyGrants(stack),
    ownLogs(stack),
    telemetry(),
    denyOtherTenants(stack),
    ...denyForeignSessions(stack),
    denyOtherRegions(stack),
  ]);
}

/** Where the tenant's data and its copies lie. */
function regions(stack: StackSpec): readonly string[] {
  return stack.standbyRegion === undefined ? [stack.region] : [stack.region, stack.standbyRegion];
}

/** ARNs in each of the stack's regions. */
function inRegions(stack: StackSpec, service: string, resource: string): readonly string[] {
  return regions(stack).map((region) => arnAt(stack, service, resource, { region, account: stack.account }));
}

function taggedAsOwn({ tenant, environment }: StackSpec): Conditions<string> {
  return { StringEquals: { "aws:ResourceTag/tenant": tenant, "aws:ResourceTag/environment": environment } };
}

function ownObjects(stack: StackSpec): Statement {
  const bucket = arnAt(stack, "s3", `${stack.name}-*`);
  return {
    Sid: "OwnObjects",
    Effect: "Allow",
    Action: [
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
      "s3:GetBucket*",
      "s3:GetObject*",
      "s3:ListBucket*",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
      "s3:PutObjectLegalHold",
      "s3:PutObjectRetention",
      "s3:PutObjectTagging",
      "s3:RestoreObject",
    ],
    Resource: [bucket, `${bucket}/*`],
    Condition: { StringEquals: { "aws:ResourceAccount": stack.account } },
  };
}

function ownDatabases(stack: StackSpec): Statement {
  return {
    Sid: "OwnDatabases",
    Effect: "Allow",
    Action: [
      "rds:AddTagsToResource",
      "rds:CopyDBClusterSnapshot",
      "rds:CreateDBClusterSnapshot",
      "rds:Describe*",
      "rds:ListTagsForResource",
    ],
    Resource: [
      `cluster:${stack.name}-*`,
      `cluster-snapshot:${stack.name}-*`,
      `cluster-snapshot:rds:${stack.name}-*`,
    ].flatMap((resource) => inRegions(stack, "rds", resource)),
  };
}

/** The exact users, of any cluster and proxy: their ids are known only later, and a log-in has no tags to ask for. */
function ownDatabaseUsers(stack: StackSpec): Statement {
  return {
    Sid: "OwnDatabaseUsers",
    Effect: "Allow",
    Action: "rds-db:connect",
    Resource: Object.values(databaseUsers(stack.tenant)).flatMap((user) =>
      inRegions(stack, "rds-db", `dbuser:*/${user}`),
    ),
  };
}

/** By their exact ids, since a long one is cut; only where the stack lies, since a cache is not copied to other regions. */
function ownCaches(stack: StackSpec): Statement {
  const id = cacheId(stack);
  const users = Object.values(cacheUsers(stack)).map((user) => `user:${user}`);
  return {
    Sid: "OwnCaches",
    Effect: "Allow",
    Action: [
      "elasticache:Connect",
      "elasticache:CreateSnapshot",
      "elasticache:Describe*",
      "elasticache:ListTagsForResource",
    ],
    Resource: [`replicationgroup:${id}`, `snapshot:${id}-*`, ...users].map((resource) =>
      stackArn(stack, "elasticache", resource),
    ),
  };
}

function ownSecrets(stack: StackSpec): Statement {
  return {
    Sid: "OwnSecrets",
    Effect: "Allow",
    Action: [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:ListSecretVersionIds",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ],
    Resource: inRegions(stack, "secretsmanager", `secret:${stack.tenant}/${stack.environment}/*`),
  };
}

function ownKeys(stack: StackSpec): Statement {
  return {
    Sid: "OwnKeys",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: inRegions(stack, "kms", "key/*"),
    Condition: taggedAsOwn(stack),
  };
}

function ownKeyGrants(stack: StackSpec): Statement {
  return {
    Sid: "OwnKeysForServices",
    Effect: "Allow",
    Action: "kms:CreateGrant",
    Resource: inRegions(stack, "kms", "key/*"),
    Condition: { ...taggedAsOwn(stack), Bool: { "kms:GrantIsForAWSResource": "true" } },
  };
}

function ownLogs(stack: StackSpec): Statement {
  return {
    Sid: "OwnLogs",
    Effect: "Allow",
    Action: [
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:PutLogEvents",
      "logs:StartQuery",
    ],
    Resource: logGroupPatterns(stack).map((pattern) => stackArn(stack, "logs", `log-group:${pattern}`)),
  };
}

/** Calls that name no resource. */
function telemetry(): Statement {
  return {
    Sid: "Telemetry",
    Effect: "Allow",
    Action: [
      "cloudwatch:PutMetricData",
      "logs:GetQueryResults",
      "sts:GetCallerIdentity",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ],
    Resource: "*",
  };
}

/** Two tenants may share an account: what is labelled with another one stays closed, whoever grants it. */
function denyOtherTenants({ tenant }: StackSpec): Statement {
  return {
    Sid: "DenyOtherTenants",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: {
      StringNotEquals: { "aws:ResourceTag/tenant": tenant },
      Null: { "aws:ResourceTag/tenant": "false" },
    },
  };
}

/**
 * A role whose labels were changed, or a session that was tagged as another tenant's, loses everything. Two statements,
 * since the conditions of one hold only together.
 */
function denyForeignSessions({ tenant, environment }: StackSpec): readonly Statement[] {
  const deny = (label: string, value: string): Statement => ({
    Sid: `DenyOther${label}Session`,
    Effect: "Deny",
    NotAction: LOGINS,
    Resource: "*",
    Condition: { StringNotEquals: { [`aws:PrincipalTag/${label.toLowerCase()}`]: value } },
  });
  return [deny("Tenant", tenant), deny("Environment", environment)];
}

function denyOtherRegions(stack: StackSpec): Statement {
  return {
    Sid: "DenyOtherRegions",
    Effect: "Deny",
    // The token service may answer from a region of its own.
    NotAction: [...LOGINS, "sts:*"],
    Resource: "*",
    Condition: { StringNotEquals: { "aws:RequestedRegion": regions(stack) } },
  };
}
