/** Who may do what with a key: one policy per purpose and region. */
import type { KeySpec, StackSpec } from "../../tiers/blueprint.ts";
import { stackName } from "../../tiers/stack-name.ts";
import type { KeyPurpose } from "../../tiers/vocabulary.ts";
import { accountPrincipal, arnAt } from "./arn.ts";
import { ACCESS_LOG_SERVICE } from "./bucket-policy.ts";
import { alertTopicUse, trailUse } from "./key-policy-services.ts";
import { logGroupPatterns } from "./log-groups.ts";
import { plainPolicyDocument } from "./policy-document.ts";
import type { ResourceStatement } from "./policy-document.ts";

/** AWS services through which a key of each purpose is used; a direct call to KMS with the key is refused. */
const SERVICES_BY_PURPOSE = {
  /** Database clusters (with their snapshots and performance insights), caches, buckets. */
  data: ["rds", "elasticache", "s3"],
  /** The audit bucket, and the numbers of the cluster; others use the key as services of their own, see below. */
  audit: ["s3", "aps"],
  /** Backup vaults and the copies in them. */
  backup: ["backup", "rds", "s3"],
  secrets: ["secretsmanager"],
} as const satisfies Record<KeyPurpose, readonly string[]>;

/** Purposes whose key encrypts log groups: records of access under `audit`, engine logs that may quote data under `data`. */
const LOG_PURPOSES: readonly KeyPurpose[] = ["audit", "data"];

/** Everything an administrator needs to run a key, and nothing that reads what it encrypts. */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  // The service-linked role that carries rotations to replicas acts under IAM, which this statement lets decide.
  "kms:SynchronizeMultiRegionKey",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
  "kms:UpdatePrimaryRegion",
] as const;

/** Using a key. Wildcards only where KMS has variants of one call (`ReEncryptFrom`, `GenerateDataKeyWithoutPlaintext`). */
export const KEY_USE = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
] as const;

/** Where a key lies: a replica is used through the services of its own region. */
export interface KeyPlace {
  readonly stack: StackSpec;
  readonly spec: KeySpec;
  /** Region of this key: the stack's, or the replica's. */
  readonly region: string;
}

/**
 * The key policy. The account decides through IAM who administers and who uses the key, but use is possible only through
 * the services of its purpose, from this account, and never by a principal that is labelled with another tenant.
 */
export function keyPolicy(place: KeyPlace): string {
  return plainPolicyDocument([
    administration(place),
    useThroughServices(place),
    grantsForServices(place),
    ...(LOG_PURPOSES.includes(place.spec.purpose) ? [cloudWatchLogs(place)] : []),
    ...(holdsAccessLogs(place) ? [accessLogs(place)] : []),
    ...(isHomeOf(place, "audit") ? [trailUse(place.stack)] : []),
    ...(holdsTopics(place) ? [alertTopicUse(userOf(place))] : []),
    denyOtherAccounts(place),
    denyOtherTenants(place),
    denyLockOut(),
    denyHastyDeletion(place),
  ]);
}

/** The services of a purpose, as `kms:ViaService` names them, in every region where copies of the data may lie. */
export function viaServices({ stack, spec }: Pick<KeyPlace, "stack" | "spec">): readonly string[] {
  const regions = spec.replicaRegion === undefined ? [stack.region] : [stack.region, spec.replicaRegion];
  return SERVICES_BY_PURPOSE[spec.purpose].flatMap((service) =>
    regions.map((region) => `${service}.${region}.amazonaws.com`),
  );
}

type Statement = ResourceStatement<string>;

/** The stack whose logs and topics lie under a key: production's replica serves the stack in its own region. */
function userOf({ stack, region }: KeyPlace): Pick<StackSpec, "name" | "account" | "region"> {
  const { account, tenant, environment } = stack;
  const isHome = region === stack.region || environment !== "production";
  return isHome ? stack : { name: stackName(tenant, "disaster-recovery"), account, region };
}

export function administration({ stack }: { readonly stack: Pick<StackSpec, "account" | "region"> }): Statement {
  return {
    Sid: "AccountAdministersKey",
    Effect: "Allow",
    Principal: { AWS: [accountPrincipal(stack)] },
    Action: ADMINISTRATION,
    Resource: "*",
  };
}

function useThroughServices(place: KeyPlace): Statement {
  return {
    Sid: "AccountUsesKeyThroughServices",
    Effect: "Allow",
    Principal: { AWS: [accountPrincipal(place.stack)] },
    Action: KEY_USE,
    Resource: "*",
    Condition: {
      StringEquals: { "kms:CallerAccount": place.stack.account, "kms:ViaService": viaServices(place) },
    },
  };
}

function grantsForServices(place: KeyPlace): Statement {
  return {
    Sid: "ServicesHoldGrantsForTheirResources",
    Effect: "Allow",
    Principal: { AWS: [accountPrincipal(place.stack)] },
    Action: "kms:CreateGrant",
    Resource: "*",
    Condition: {
      Bool: { "kms:GrantIsForAWSResource": "true" },
      StringEquals: { "kms:CallerAccount": place.stack.account, "kms:ViaService": viaServices(place) },
    },
  };
}

/** CloudWatch Logs calls in its own name; the encryption context names the log group for which it does. */
function cloudWatchLogs(place: KeyPlace): Statement {
  const { stack, region } = place;
  const groups = logGroupPatterns(userOf(place)).map((pattern) =>
    arnAt(stack, "logs", `log-group:${pattern}`, { region, account: stack.account }),
  );
  return {
    Sid: "LogGroupsOfThisStack",
    Effect: "Allow",
    Principal: { Service: [`logs.${region}.amazonaws.com`] },
    Action: KEY_USE,
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": groups } },
  };
}

/** S3 delivers access logs within a region, so a replica never holds any. */
function holdsAccessLogs({ stack, spec, region }: KeyPlace): boolean {
  return spec.encryptsAccessLogs && region === stack.region;
}

/** S3 delivers access logs in its own name (S3 user guide, "Permissions for log delivery"), here for the stack's buckets. */
function accessLogs({ stack }: KeyPlace): Statement {
  return {
    Sid: "AccessLogsOfOwnBuckets",
    Effect: "Allow",
    Principal: { Service: [ACCESS_LOG_SERVICE] },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: {
      StringEquals: { "aws:SourceAccount": stack.account },
      ArnLike: { "aws:SourceArn": arnAt(stack, "s3", `${stack.name}-*`) },
    },
  };
}

/** Alerts are told in the region of the stack that they are about. */
function holdsTopics(place: KeyPlace): boolean {
  return place.spec.purpose === "audit" && userOf(place).region === place.region;
}

/** The trail lies in the home region; a replica of the key does not encrypt it. */
function isHomeOf({ stack, spec, region }: KeyPlace, purpose: KeyPurpose): boolean {
  return spec.purpose === purpose && region === stack.region;
}

/** Holds against grants too, which a key policy without it would not bound. */
export function denyOtherAccounts({ stack }: { readonly stack: Pick<StackSpec, "account"> }): Statement {
  return {
    Sid: "DenyOtherAccounts",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "kms:*",
    Resource: "*",
    Condition: {
      StringNotEquals: { "aws:PrincipalAccount": stack.account },
      Bool: { "aws:PrincipalIsAWSService": "false" },
    },
  };
}

/** Two tenants may share an account. A principal without a tenant label (a deployer, a service) is left to IAM. */
function denyOtherTenants({ stack }: KeyPlace): Statement {
  return {
    Sid: "DenyPrincipalsOfOtherTenants",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "kms:*",
    Resource: "*",
    Condition: {
      StringNotEquals: { "aws:PrincipalTag/tenant": stack.tenant },
      Null: { "aws:PrincipalTag/tenant": "false" },
    },
  };
}

export function denyLockOut(): Statement {
  return {
    Sid: "DenyPolicyThatLocksOut",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "kms:PutKeyPolicy",
    Resource: "*",
    Condition: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } },
  };
}

export function denyHastyDeletion({ spec }: { readonly spec: Pick<KeySpec, "deletionWindowDays"> }): Statement {
  return {
    Sid: "DenyDeletionBeforeWindow",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "kms:ScheduleKeyDeletion",
    Resource: "*",
    Condition: {
      NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": String(spec.deletionWindowDays) },
    },
  };
}
