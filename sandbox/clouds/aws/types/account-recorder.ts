/** AWS Config, and the roles that AWS's services keep for themselves. */
import { apiError } from "../api-error.ts";
import { globalArn, parseArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { BUCKET_POLICY, findBucket, OBJECT_LOCK, settingOf } from "../bucket-lookup.ts";
import { serviceMayEncrypt } from "../key-policy.ts";
import { findKey, keyUsable } from "../key-reference.ts";
import { coversAction, principalsOf, statementsOf } from "../policy-document.ts";
import { serviceCanAssume } from "../role-reference.ts";
import { failures, pattern } from "../../checks.ts";
import { flagAt, textAt } from "../../properties.ts";
import { here, isOn, propertyOf, textOf } from "../../record-values.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const RECORDER = "aws:cfg/recorder:Recorder";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
const STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const LINKED_ROLE = "aws:iam/serviceLinkedRole:ServiceLinkedRole";
const SERVICE = "config.amazonaws.com";

/** Names that services give their role (IAM user guide, "Service-linked roles"), as far as anybody here asks for one. */
const LINKED_ROLE_NAMES: Readonly<Record<string, string>> = { [SERVICE]: "AWSServiceRoleForConfig" };

type Refuse = (code: string, message: string) => string;

function refusal(doing: string, what: string, name: string, operation: string): Refuse {
  return (code, message) =>
    apiError(`${doing} ConfigService ${what} (${name})`, `Config Service: ${operation}`, `400 ${code}`, message);
}

const recorder: ResourceType = {
  token: RECORDER,
  enums: {
    "recordingMode.recordingFrequency": ["CONTINUOUS", "DAILY"],
    "recordingGroup.recordingStrategies.useOnly": [
      "ALL_SUPPORTED_RESOURCE_TYPES",
      "INCLUSION_BY_RESOURCE_TYPES",
      "EXCLUSION_BY_RESOURCE_TYPES",
    ],
  },
  check: (inputs) => failures(arnInput(inputs, "roleArn")),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse = refusal("putting", "Configuration Recorder", name, "PutConfigurationRecorder");
    if (here(context, RECORDER).length > 0)
      return refuse(
        "MaxNumberOfConfigurationRecordersExceededException",
        `Failed to put configuration recorder '${name}' because the maximum number of configuration recorders: 1 is reached.`,
      );
    return refuseRole(inputs, context, refuse);
  },
  create: (inputs) => ({ id: textAt(inputs, "name") ?? "", outputs: {} }),
  refuseUpdate: (old, inputs, context) =>
    refuseRole(inputs, context, refusal("putting", "Configuration Recorder", old.id, "PutConfigurationRecorder")),
};

const channel: ResourceType = {
  token: CHANNEL,
  enums: {
    "snapshotDeliveryProperties.deliveryFrequency": [
      "One_Hour",
      "Three_Hours",
      "Six_Hours",
      "Twelve_Hours",
      "TwentyFour_Hours",
    ],
  },
  check: (inputs) => failures(arnInput(inputs, "s3KmsKeyArn"), arnInput(inputs, "snsTopicArn")),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse = refusal("putting", "Delivery Channel", name, "PutDeliveryChannel");
    if (here(context, RECORDER).length === 0)
      return refuse(
        "NoAvailableConfigurationRecorderException",
        "Configuration recorder is not available to put delivery channel.",
      );
    if (here(context, CHANNEL).length > 0)
      return refuse(
        "MaxNumberOfDeliveryChannelsExceededException",
        `Failed to put delivery channel '${name}' because the maximum number of delivery channels: 1 is reached.`,
      );
    return refuseDelivery(inputs, context, refuse);
  },
  create: (inputs) => ({ id: textAt(inputs, "name") ?? "", outputs: {} }),
  refuseUpdate: (old, inputs, context) =>
    refuseDelivery(inputs, context, refusal("putting", "Delivery Channel", old.id, "PutDeliveryChannel")),
  refuseDelete(record, context) {
    if (!here(context, STATUS).some((status) => isOn(status, "isEnabled"))) return undefined;
    return refusal(
      "deleting",
      "Delivery Channel",
      record.id,
      "DeleteDeliveryChannel",
    )(
      "LastDeliveryChannelDeleteFailedException",
      `Failed to delete last specified delivery channel with name '${record.id}', because there is a running configuration recorder.`,
    );
  },
};

const status: ResourceType = {
  token: STATUS,
  refuseCreate: (inputs, context) => refuseStart(inputs, context),
  create: (inputs) => ({ id: textAt(inputs, "name") ?? "", outputs: {} }),
  refuseUpdate: (_old, inputs, context) => refuseStart(inputs, context),
};

const linkedRole: ResourceType = {
  token: LINKED_ROLE,
  scope: "global",
  autoName: "none",
  check: (inputs) =>
    failures(
      pattern(inputs, "awsServiceName", /\./, "must be a full service hostname e.g. elasticbeanstalk.amazonaws.com"),
    ),
  refuseCreate(inputs, context) {
    const service = textAt(inputs, "awsServiceName") ?? "";
    const name = LINKED_ROLE_NAMES[service];
    const refuse = (message: string): string =>
      apiError(
        `creating IAM Service Linked Role (${service})`,
        "IAM: CreateServiceLinkedRole",
        "400 InvalidInput",
        message,
      );
    if (name === undefined) return refuse(`Service role ${service} is not supported in the sandbox.`);
    const taken = context.cloud.find(LINKED_ROLE, (role) => textOf(role, "awsServiceName") === service);
    return taken && refuse(`Service role name ${name} has been taken in this account, please try a different suffix.`);
  },
  create(inputs, context) {
    const service = textAt(inputs, "awsServiceName") ?? "";
    const name = LINKED_ROLE_NAMES[service] ?? "";
    const path = `/aws-service-role/${service}/`;
    const arn = globalArn(context, "iam", `role${path}${name}`);
    return {
      id: arn,
      name,
      // Records hold no clocks; a date that every fresh sandbox shows.
      outputs: { arn, name, path, createDate: "2026-01-01T00:00:00Z", uniqueId: `AROA${context.alphanumeric(17)}` },
    };
  },
  refuseDelete(record, context) {
    const arn = textOf(record, "arn");
    if (!context.cloud.all(RECORDER).some((each) => textOf(each, "roleArn") === arn)) return undefined;
    return `deleting IAM Service Linked Role (${arn}): waiting for completion: unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: A service-linked role is in use by a configuration recorder`;
  },
};

export const recorderTypes: readonly ResourceType[] = [recorder, channel, status, linkedRole];

function refuseRole(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const arn = textAt(inputs, "roleArn") ?? "";
  const isLinked = parseArn(arn)?.resource.startsWith(`role/aws-service-role/${SERVICE}/`) ?? false;
  const exists = isLinked
    ? context.cloud.byId(LINKED_ROLE, arn) !== undefined
    : serviceCanAssume(arn, SERVICE, context);
  return exists
    ? undefined
    : refuse("InvalidRoleException", "The role ARN is invalid or the service cannot assume it.");
}

/** Bucket and key must let the service in, and the bucket may not lock by itself what is put into it. */
function refuseDelivery(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const name = textAt(inputs, "s3BucketName") ?? "";
  const bucket = findBucket(name, context);
  if (bucket === undefined) return refuse("NoSuchBucketException", `Cannot find a S3 bucket with name '${name}'.`);
  const key = textAt(inputs, "s3KmsKeyArn");
  if (letsIn(bucket, context) && !locksByDefault(bucket, context) && keyLetsIn(key, bucket, context)) return undefined;
  return refuse(
    "InsufficientDeliveryPolicyException",
    `Insufficient delivery policy to s3 bucket: ${name}, unable to write to bucket, provided s3 key prefix is '${textAt(inputs, "s3KeyPrefix") ?? "null"}', provided kms key is '${key ?? "null"}'.`,
  );
}

function letsIn(bucket: CloudRecord, context: TypeContext): boolean {
  const rights = statementsOf(propertyOf(settingOf(bucket, BUCKET_POLICY, context) ?? bucket, "policy")).filter(
    (statement) => statement["Effect"] === "Allow" && principalsOf(statement, "Service").includes(SERVICE),
  );
  return ["s3:GetBucketAcl", "s3:ListBucket", "s3:PutObject"].every((action) =>
    rights.some((statement) => coversAction(statement, action)),
  );
}

/** AWS Config developer guide, "Managing the Delivery Channel". */
function locksByDefault(bucket: CloudRecord, context: TypeContext): boolean {
  const lock = settingOf(bucket, OBJECT_LOCK, context);
  return lock !== undefined && propertyOf(lock, "rule") !== undefined;
}

/** The key lies in the bucket's region. */
function keyLetsIn(reference: string | undefined, bucket: CloudRecord, context: TypeContext): boolean {
  if (reference === undefined) return true;
  const key = findKey(reference, context, bucket.region);
  const isLetIn = key === undefined || serviceMayEncrypt(propertyOf(key, "policy"), SERVICE, "aws:SourceArn", "");
  return keyUsable(reference, context, bucket.region) && isLetIn;
}

function refuseStart(inputs: Properties, context: TypeContext): string | undefined {
  const name = textAt(inputs, "name") ?? "";
  const refuse = refusal("starting", "Configuration Recorder", name, "StartConfigurationRecorder");
  if (context.cloud.byId(RECORDER, name) === undefined)
    return refuse(
      "NoSuchConfigurationRecorderException",
      `Cannot find configuration recorder with the specified name '${name}'.`,
    );
  return flagAt(inputs, "isEnabled") === true && here(context, CHANNEL).length === 0
    ? refuse(
        "NoAvailableDeliveryChannelException",
        "Delivery channel is not available to start configuration recorder.",
      )
    : undefined;
}
