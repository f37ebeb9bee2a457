/** Who may reach a bucket, and where requests to it are logged. */
import {
  BUCKET_POLICY,
  bucketSetting,
  findBucket,
  OBJECT_LOCK,
  PUBLIC_ACCESS_BLOCK,
  settingOf,
} from "../bucket-lookup.ts";
import type { BucketFlaw } from "../bucket-lookup.ts";
import { parseArn } from "../arn.ts";
import { each, failures } from "../../checks.ts";
import {
  asTexts,
  coversAction,
  matchesGlob,
  policyFlaw,
  policySize,
  principalsOf,
  refusePolicyText,
  statementsOf,
} from "../policy-document.ts";
import type { Statement } from "../policy-document.ts";
import { isOn, propertyOf } from "../../record-values.ts";
import { unknownPrincipal } from "../role-reference.ts";
import { textAt, valueAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const POLICY_MAX = 20_480;
const LOGGING_SERVICE = "logging.s3.amazonaws.com";
/** Actions on objects, and on the bucket itself; each needs a resource of its kind in its statement. */
const OBJECT_ACTIONS =
  /^s3:((Get|Put|Delete|Restore)Object.*|Replicate(Object|Delete|Tags)|BypassGovernanceRetention|AbortMultipartUpload|ListMultipartUploadParts)$/;
const BUCKET_ACTIONS =
  /^s3:(ListBucket.*|(Get|Put|Delete)Bucket.*|(Get|Put)(Encryption|Lifecycle|Replication)Configuration)$/;

const bucketPolicy: ResourceType = bucketSetting({
  token: BUCKET_POLICY,
  words: "Policy",
  operation: "PutBucketPolicy",
  jsonText: ["policy"],
  check: (inputs) => failures(each(inputs, "policy", (policy) => refusePolicyText("policy", policy))),
  flaw: bucketPolicyFlaw,
});

const logging: ResourceType = bucketSetting({
  token: "aws:s3/bucketLogging:BucketLogging",
  words: "Logging",
  operation: "PutBucketLogging",
  enums: {
    "targetObjectKeyFormat.partitionedPrefix.partitionDateSource": ["EventTime", "DeliveryTime"],
    "targetGrants.permission": ["FULL_CONTROL", "READ", "WRITE"],
  },
  flaw: loggingFlaw,
});

export const bucketPolicyTypes: readonly ResourceType[] = [bucketPolicy, logging];

function bucketPolicyFlaw(bucket: CloudRecord, inputs: Properties, context: TypeContext): BucketFlaw | undefined {
  const policy = valueAt(inputs, "policy");
  const malformed = (message: string): BucketFlaw => ({ code: "400 MalformedPolicy", message });
  const flaw = policyFlaw(policy, "resource");
  if (flaw !== undefined) return malformed(flaw);
  if (policySize(policy) > POLICY_MAX)
    return malformed(`Normalized policy document exceeds the maximum allowed size of ${POLICY_MAX} bytes.`);
  if (unknownPrincipal(policy, context) !== undefined) return malformed("Invalid principal in policy");
  for (const statement of statementsOf(policy)) {
    const wrong = statementFlaw(statement, bucket);
    if (wrong !== undefined) return malformed(wrong);
  }
  const block = settingOf(bucket, PUBLIC_ACCESS_BLOCK, context);
  if (block === undefined || !isOn(block, "blockPublicPolicy") || !statementsOf(policy).some(isPublic))
    return undefined;
  const message = `User: arn:${context.partition}:iam::${context.account}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:${context.partition}:s3:::${bucket.id}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`;
  return { code: "403 AccessDenied", message };
}

function statementFlaw(statement: Statement, bucket: CloudRecord): string | undefined {
  const actions = asTexts(statement["Action"]);
  if (actions.some((action) => action !== "*" && !action.startsWith("s3:"))) return "Policy has invalid action";
  const resources = asTexts(statement["Resource"]);
  const paths = resources.map((resource) => (resource === "*" ? "*" : (parseArn(resource)?.resource ?? "")));
  if (paths.some((path) => !matchesGlob(path.split("/")[0] ?? "", bucket.id))) return "Policy has invalid resource";
  const misplaced = actions.some(
    (action) =>
      (OBJECT_ACTIONS.test(action) && paths.every((path) => !path.includes("/") && path !== "*")) ||
      (BUCKET_ACTIONS.test(action) && paths.every((path) => path.includes("/"))),
  );
  return misplaced && paths.length > 0 ? "Action does not apply to any resource(s) in statement" : undefined;
}

function isPublic(statement: Statement): boolean {
  return (
    statement["Effect"] === "Allow" &&
    statement["Condition"] === undefined &&
    principalsOf(statement, "AWS").includes("*")
  );
}

/** S3 delivers logs to a bucket of the same region and account that lets its logging service in and is not locked. */
function loggingFlaw(bucket: CloudRecord, inputs: Properties, context: TypeContext): BucketFlaw | undefined {
  const invalid = (message: string): BucketFlaw => ({ code: "400 InvalidTargetBucketForLogging", message });
  const target = findBucket(textAt(inputs, "targetBucket"), context);
  if (target === undefined) return invalid("The target bucket for logging does not exist");
  if (target.region !== bucket.region) {
    return { code: "403 CrossLocationLoggingProhibited", message: "Cross S3 location logging not allowed." };
  }
  const lock = settingOf(target, OBJECT_LOCK, context);
  if (lock !== undefined && propertyOf(lock, "rule") !== undefined) {
    return invalid("The target bucket for logging cannot have a default retention period.");
  }
  const policy = settingOf(target, BUCKET_POLICY, context);
  const letsIn = statementsOf(policy && propertyOf(policy, "policy")).some(
    (statement) =>
      statement["Effect"] === "Allow" &&
      principalsOf(statement, "Service").includes(LOGGING_SERVICE) &&
      coversAction(statement, "s3:PutObject"),
  );
  return letsIn
    ? undefined
    : invalid("You must give the log-delivery group WRITE and READ_ACP permissions to the target bucket");
}
