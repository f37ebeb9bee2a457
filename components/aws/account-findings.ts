/** The way of findings to the security contact, complete in each region: it works while any other is down. */
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import type { DetectionSpec } from "../../tiers/account/account-blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { BaselineKeys } from "./account-keys.ts";
import { arnAt } from "./arn.ts";
import { plainPolicyDocument } from "./policy-document.ts";

/** Where a severity begins on GuardDuty's scale of 1 to 10 (GuardDuty user guide, "Severity levels for findings"). */
const LEAST_SEVERITIES = { medium: 4 } as const satisfies Record<DetectionSpec["leastSeverity"], number>;

const CALLS = ["AWS API Call via CloudTrail"] as const;

interface Pattern {
  readonly description: string;
  readonly pattern: Readonly<Record<string, unknown>>;
}

/** What is told at once, by the key of its rule. */
function patterns({ spec }: AccountBaselineArgs): Readonly<Record<string, Pattern>> {
  const severity = [{ numeric: [">=", LEAST_SEVERITIES[spec.detection.leastSeverity]] }];
  return {
    threats: {
      description: "A threat that GuardDuty found",
      pattern: { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], detail: { severity } },
    },
    access: {
      description: "Something that others than the account can reach",
      pattern: {
        source: ["aws.access-analyzer"],
        "detail-type": ["Access Analyzer Finding"],
        detail: { status: ["ACTIVE"] },
      },
    },
    root: {
      description: "The account's root user did something",
      pattern: {
        "detail-type": [...CALLS, "AWS Console Sign In via CloudTrail"],
        detail: { userIdentity: { type: ["Root"] } },
      },
    },
    tampering: {
      description: "Somebody changed or switched off what records and detects",
      pattern: { "detail-type": CALLS, detail: { eventSource: TAMPERED_SERVICES, eventName: TAMPERING } },
    },
    network: {
      description: "Somebody changed a border of a network: security groups, access lists, gateways, routes",
      pattern: { "detail-type": CALLS, detail: { eventSource: ["ec2.amazonaws.com"], eventName: BORDERS } },
    },
  };
}

const TAMPERED_SERVICES = [
  "access-analyzer.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "config.amazonaws.com",
  "ec2.amazonaws.com",
  "guardduty.amazonaws.com",
  "iam.amazonaws.com",
  "s3.amazonaws.com",
] as const;

const TAMPERING = [
  "DeleteAccountPasswordPolicy",
  "DeleteAccountPublicAccessBlock",
  "DeleteAnalyzer",
  "DeleteConfigurationRecorder",
  "DeleteDeliveryChannel",
  "DeleteDetector",
  "DeleteTrail",
  "DisableEbsEncryptionByDefault",
  "DisableSnapshotBlockPublicAccess",
  "PutAccountPublicAccessBlock",
  "PutConfigurationRecorder",
  "PutEventSelectors",
  "StopConfigurationRecorder",
  "StopLogging",
  "UpdateAccountPasswordPolicy",
  "UpdateDetector",
  "UpdateTrail",
] as const;

/** CIS AWS Foundations Benchmark 3.0.0, sections 4.10 to 4.13; a deployment that changes one is told too. */
const BORDERS = [
  "AttachInternetGateway",
  "AuthorizeSecurityGroupEgress",
  "AuthorizeSecurityGroupIngress",
  "CreateCustomerGateway",
  "CreateInternetGateway",
  "CreateNetworkAcl",
  "CreateNetworkAclEntry",
  "CreateRoute",
  "CreateRouteTable",
  "CreateSecurityGroup",
  "DeleteCustomerGateway",
  "DeleteInternetGateway",
  "DeleteNetworkAcl",
  "DeleteNetworkAclEntry",
  "DeleteRoute",
  "DeleteRouteTable",
  "DeleteSecurityGroup",
  "DetachInternetGateway",
  "DisassociateRouteTable",
  "ModifySecurityGroupRules",
  "ReplaceNetworkAclAssociation",
  "ReplaceNetworkAclEntry",
  "ReplaceRoute",
  "ReplaceRouteTableAssociation",
  "RevokeSecurityGroupEgress",
  "RevokeSecurityGroupIngress",
] as const;

/** Creates the topic of one region, who reads it, and a rule for each thing that is told. */
export function createFindingsRoute(
  owner: TenantComponent,
  args: AccountBaselineArgs,
  region: string,
  keys: BaselineKeys,
): void {
  const { stack } = args;
  const name = `${stack.name}-findings`;
  const topic = owner.taggedChild(Topic, `findings-${region}`, "internal", {
    region,
    name,
    displayName: `${stack.name} findings`,
    kmsMasterKeyId: keys.record.in(region),
    // Signed with SHA-256.
    signatureVersion: 2,
    policy: topicPolicy(args, region, name),
  });
  owner.child(TopicSubscription, `findings-email-${region}`, {
    region,
    topic: topic.arn,
    protocol: "email",
    endpoint: stack.contacts.security,
  });
  for (const [key, { description, pattern }] of Object.entries(patterns(args))) {
    const rule = owner.taggedChild(EventRule, `findings-${key}-${region}`, "none", {
      region,
      name: `${stack.name}-${key}`,
      description,
      eventPattern: JSON.stringify(pattern),
      state: "ENABLED",
    });
    owner.child(EventTarget, `findings-${key}-target-${region}`, {
      region,
      rule: rule.name,
      targetId: "findings",
      arn: topic.arn,
    });
  }
}

/** The account's own rules publish, nobody else does anything, nobody in clear. */
function topicPolicy({ stack }: AccountBaselineArgs, region: string, name: string): string {
  const place = { region, account: stack.account };
  const Resource = arnAt(stack, "sns", name, place);
  return plainPolicyDocument([
    {
      Sid: "FindingsOfThisAccountPublish",
      Effect: "Allow",
      Principal: { Service: ["events.amazonaws.com"] },
      Action: "sns:Publish",
      Resource,
      Condition: { ArnLike: { "aws:SourceArn": arnAt(stack, "events", `rule/${stack.name}-*`, place) } },
    },
    {
      Sid: "DenyPlainHttp",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "sns:Publish",
      Resource,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
