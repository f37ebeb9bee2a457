/** Who may do what with the keys of an account. */
import type { AccountBaselineArgs } from "../contracts.ts";
import { accountPrincipal, arnAt } from "./arn.ts";
import { ACCESS_LOG_SERVICE } from "./bucket-policy.ts";
import { administration, denyHastyDeletion, denyLockOut, denyOtherAccounts, KEY_USE } from "./key-policy.ts";
import { plainPolicyDocument } from "./policy-document.ts";
import type { ResourceStatement } from "./policy-document.ts";

/** `record`: trail, configuration history, findings. `disks`: volumes and snapshots that name no key of their own. */
export type BaselineKeyPurpose = "record" | "disks";

type Statement = ResourceStatement<string>;
type Stack = AccountBaselineArgs["stack"];

/** The policy of one key in one region. */
export function baselineKeyPolicy(
  { stack, spec }: AccountBaselineArgs,
  purpose: BaselineKeyPurpose,
  region: string,
): string {
  return plainPolicyDocument([
    administration({ stack }),
    ...(purpose === "record" ? recordStatements(stack, region) : [disks(stack, region)]),
    denyOtherAccounts({ stack }),
    denyLockOut(),
    denyHastyDeletion({ spec: spec.key }),
  ]);
}

/** Name of the account's trail, which its key and bucket let in. */
export function trailName(stack: Stack): string {
  return stack.name;
}

/** ARN of the account's trail: known before it exists. */
export function trailArn(stack: Stack): string {
  return arnAt(stack, "cloudtrail", `trail/${trailName(stack)}`, { region: stack.region, account: stack.account });
}

function recordStatements(stack: Stack, region: string): readonly Statement[] {
  const ofAccount = { StringEquals: { "aws:SourceAccount": stack.account } };
  const everywhere = [findings(stack, region)];
  if (region !== stack.region) return everywhere;
  return [
    ...everywhere,
    {
      Sid: "AccountReadsRecords",
      Effect: "Allow",
      Principal: { AWS: [accountPrincipal(stack)] },
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: "*",
      Condition: {
        StringEquals: { "kms:CallerAccount": stack.account, "kms:ViaService": `s3.${region}.amazonaws.com` },
      },
    },
    {
      // CloudTrail user guide, "Configure AWS KMS key policies for CloudTrail": the context names the account's trails.
      Sid: "TrailEncrypts",
      Effect: "Allow",
      Principal: { Service: ["cloudtrail.amazonaws.com"] },
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn(stack) },
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": arnAt(stack, "cloudtrail", "trail/*", {
            region: "*",
            account: stack.account,
          }),
        },
      },
    },
    {
      Sid: "TrailLooksAtKey",
      Effect: "Allow",
      Principal: { Service: ["cloudtrail.amazonaws.com"] },
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trailArn(stack) } },
    },
    {
      // AWS Config developer guide, "Permissions for the KMS key": what its service-linked role delivers.
      Sid: "ConfigurationHistoryEncrypts",
      Effect: "Allow",
      Principal: { Service: ["config.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: ofAccount,
    },
    {
      Sid: "AccessLogsEncrypt",
      Effect: "Allow",
      Principal: { Service: [ACCESS_LOG_SERVICE] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: ofAccount,
    },
  ];
}

/** Events on their way to an encrypted topic. */
function findings(stack: Stack, region: string): Statement {
  return {
    Sid: "FindingsEncrypt",
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com"] },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      ArnLike: { "aws:SourceArn": arnAt(stack, "events", `rule/${stack.name}-*`, { region, account: stack.account }) },
    },
  };
}

/**
 * As AWS's own key for disks has it: every principal of the account that may use EC2, so that services which start machines
 * under a role of their own can read a disk's key, too.
 */
function disks(stack: Stack, region: string): Statement {
  return {
    Sid: "AccountUsesKeyForDisks",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: [...KEY_USE, "kms:CreateGrant"],
    Resource: "*",
    Condition: {
      StringEquals: { "kms:CallerAccount": stack.account, "kms:ViaService": `ec2.${region}.amazonaws.com` },
    },
  };
}
