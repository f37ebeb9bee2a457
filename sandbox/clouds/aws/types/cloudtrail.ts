/** CloudTrail: trails, which look whether they may write before they exist. */
import { apiError } from "../api-error.ts";
import { regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { BUCKET_POLICY, findBucket, settingOf } from "../bucket-lookup.ts";
import { serviceMayEncrypt } from "../key-policy.ts";
import { findKey, keyUsable } from "../key-reference.ts";
import { coversAction, principalsOf, statementsOf } from "../policy-document.ts";
import { serviceCanAssume } from "../role-reference.ts";
import { logGroupExists } from "./logs.ts";
import { failures, pattern } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import { here, propertyOf } from "../../record-values.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const TRAIL = "aws:cloudtrail/trail:Trail";
const SERVICE = "cloudtrail.amazonaws.com";

/** Trails of a region and account; no request raises it (feasibility fact `cloudtrail.trails`). */
const MAX_TRAILS = 5;

const trail: ResourceType = {
  token: TRAIL,
  autoName: { property: "name", maxLength: 128 },
  check: (inputs) =>
    failures(
      pattern(
        inputs,
        "name",
        /^[A-Za-z0-9][\w.-]{1,126}[A-Za-z0-9]$/,
        "3 to 128 letters, numbers, periods, underscores and dashes",
      ),
      arnInput(inputs, "kmsKeyId"),
      arnInput(inputs, "cloudWatchLogsRoleArn"),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse = refusal("creating", "CreateTrail", name);
    if (here(context, TRAIL).some(({ id }) => id === trailArn(name, context)))
      return refuse("TrailAlreadyExistsException", `Trail ${name} already exists for customer: ${context.account}`);
    if (here(context, TRAIL).length >= MAX_TRAILS)
      return refuse(
        "MaximumNumberOfTrailsExceededException",
        `User: ${context.account} already has ${MAX_TRAILS} trails in ${context.region}.`,
      );
    return refuseDelivery(inputs, context, refuse);
  },
  create(inputs, context) {
    const arn = trailArn(textAt(inputs, "name") ?? "", context);
    return { id: arn, outputs: { arn, homeRegion: context.region, snsTopicArn: "" } };
  },
  refuseUpdate: (old, inputs, context) => refuseDelivery(inputs, context, refusal("updating", "UpdateTrail", old.name)),
};

export const trailTypes: readonly ResourceType[] = [trail];

type Refuse = (code: string, message: string) => string;

function refusal(doing: string, operation: string, name: string): Refuse {
  return (code, message) =>
    apiError(`${doing} CloudTrail Trail (${name})`, `CloudTrail: ${operation}`, `400 ${code}`, message);
}

function trailArn(name: string, context: TypeContext): string {
  return regionalArn(context, "cloudtrail", `trail/${name}`);
}

/** Bucket, key, log group: each must let the service in. */
function refuseDelivery(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const name = textAt(inputs, "s3BucketName") ?? "";
  const bucket = findBucket(name, context);
  if (bucket === undefined) return refuse("S3BucketDoesNotExistException", `S3 bucket ${name} does not exist!`);
  const rights = statementsOf(propertyOf(settingOf(bucket, BUCKET_POLICY, context) ?? bucket, "policy")).filter(
    (statement) => statement["Effect"] === "Allow" && principalsOf(statement, "Service").includes(SERVICE),
  );
  const allows = (action: string): boolean => rights.some((statement) => coversAction(statement, action));
  if (!allows("s3:GetBucketAcl") || !allows("s3:PutObject"))
    return refuse("InsufficientS3BucketPolicyException", `Incorrect S3 bucket policy is detected for bucket: ${name}`);
  return refuseKey(inputs, context, refuse) ?? refuseLogGroup(inputs, context, refuse);
}

function refuseKey(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const reference = textAt(inputs, "kmsKeyId");
  if (reference === undefined) return undefined;
  const key = findKey(reference, context);
  const arn = trailArn(textAt(inputs, "name") ?? "", context);
  const letsIn = key === undefined || serviceMayEncrypt(propertyOf(key, "policy"), SERVICE, "aws:SourceArn", arn);
  return keyUsable(reference, context) && letsIn
    ? undefined
    : refuse("InsufficientEncryptionPolicyException", "Insufficient permissions to access S3 bucket or KMS key.");
}

function refuseLogGroup(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const group = textAt(inputs, "cloudWatchLogsGroupArn");
  const role = textAt(inputs, "cloudWatchLogsRoleArn");
  if (group === undefined) return undefined;
  if (!group.endsWith(":*") || !logGroupExists(group, context))
    return refuse(
      "InvalidCloudWatchLogsLogGroupArnException",
      "CloudTrail cannot validate the specified log group ARN.",
    );
  return role !== undefined && serviceCanAssume(role, SERVICE, context)
    ? undefined
    : refuse("InvalidCloudWatchLogsRoleArnException", "Access denied. Check the trust relationships for your role.");
}
