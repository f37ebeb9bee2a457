/** Services that use the audit key in their own name, each for the stack's own resource alone. */
import type { StackSpec } from "../../tiers/blueprint.ts";
import { ALERTING_SERVICES } from "./alert-services.ts";
import { stackArn } from "./arn.ts";
import type { ResourceStatement } from "./policy-document.ts";

type Statement = ResourceStatement<string>;

/** CloudTrail encrypts in its own name (CloudTrail user guide, "Configure AWS KMS key policies"), here for the stack's trail. */
export function trailUse(stack: StackSpec): Statement {
  const trailArn = stackArn(stack, "cloudtrail", `trail/${stack.name}`);
  return {
    Sid: "TrailOfThisStack",
    Effect: "Allow",
    Principal: { Service: ["cloudtrail.amazonaws.com"] },
    Action: ["kms:DescribeKey", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceArn": trailArn } },
  };
}

/** Whoever publishes to an encrypted topic needs its key (SNS developer guide, "Key management"); the context names the topic. */
export function alertTopicUse(stack: Pick<StackSpec, "name" | "account" | "region">): Statement {
  return {
    Sid: "AlertTopicsOfThisStack",
    Effect: "Allow",
    Principal: { Service: ALERTING_SERVICES },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": stackArn(stack, "sns", `${stack.name}-*`) } },
  };
}
