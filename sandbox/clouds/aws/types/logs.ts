/** CloudWatch Logs groups, and the flow logs that write to them. */
import { apiError } from "../api-error.ts";
import { parseArn, regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { failures, numberIn, pattern, textLength } from "../../checks.ts";
import { findKey, keyUsable } from "../key-reference.ts";
import { serviceMayEncrypt } from "../key-policy.ts";
import { ec2Error, findSubnet, findVpc } from "../network-lookup.ts";
import { findHere, here, isOn, propertyOf, textOf } from "../../record-values.ts";
import { serviceCanAssume } from "../role-reference.ts";
import { textAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const BUCKET = "aws:s3/bucket:Bucket";

/** The retentions that CloudWatch Logs offers, days (API `PutRetentionPolicy`); 0: for ever. */
const RETENTIONS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Fields of a flow log that names none: version 2 of the record. */
const FLOW_LOG_FORMAT = [
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
]
  .map((field) => `\${${field}}`)
  .join(" ");

const logGroup: ResourceType = {
  token: LOG_GROUP,
  autoName: { property: "name", maxLength: 512 },
  enums: { logGroupClass: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"] },
  check: (inputs) =>
    failures(
      textLength(inputs, "name", 1, 512),
      pattern(
        inputs,
        "name",
        /^[\w./#-]+$/,
        "isn't a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed)",
      ),
      numberIn(inputs, "retentionInDays", RETENTIONS),
      arnInput(inputs, "kmsKeyId"),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse: Refuse = (code, message) =>
      apiError(`creating CloudWatch Logs Log Group (${name})`, "CloudWatch Logs: CreateLogGroup", code, message);
    if (name.startsWith("aws/")) {
      return refuse("400 InvalidParameterException", "Log groups starting with AWS/ are reserved for AWS.");
    }
    if (context.cloud.byId(LOG_GROUP, name) !== undefined) {
      return refuse("400 ResourceAlreadyExistsException", "The specified log group already exists");
    }
    return refuseKey(inputs, context, name, refuse);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    return { id: name, name, outputs: logGroupOutputs(name, context) };
  },
  refuseUpdate: (old, inputs, context) =>
    refuseKey(inputs, context, old.id, (code, message) =>
      apiError(`updating CloudWatch Logs Log Group (${old.id})`, "CloudWatch Logs: AssociateKmsKey", code, message),
    ),
  refuseDelete(record) {
    if (isOn(record, "skipDestroy") || !isOn(record, "deletionProtectionEnabled")) return undefined;
    return apiError(
      `deleting CloudWatch Logs Log Group (${record.id})`,
      "CloudWatch Logs: DeleteLogGroup",
      "400 ValidationException",
      "Cannot delete log group with deletion protection enabled. Disable deletion protection and try again.",
    );
  },
  leaves: (record) => (isOn(record, "skipDestroy") ? record : undefined),
};

const flowLog: ResourceType = {
  token: FLOW_LOG,
  enums: {
    trafficType: ["ACCEPT", "REJECT", "ALL"],
    logDestinationType: ["cloud-watch-logs", "s3", "kinesis-data-firehose"],
    "destinationOptions.fileFormat": ["plain-text", "parquet"],
  },
  check: (inputs) =>
    failures(
      numberIn(inputs, "maxAggregationInterval", [60, 600]),
      arnInput(inputs, "logDestination"),
      arnInput(inputs, "iamRoleArn"),
    ),
  refuseCreate(inputs, context) {
    const refuse = (code: string, message: string): string =>
      ec2Error("creating Flow Log", "CreateFlowLogs", code, message);
    const [vpcId, subnetId] = [textAt(inputs, "vpcId"), textAt(inputs, "subnetId")];
    if (vpcId !== undefined && findVpc(vpcId, context) === undefined) {
      return refuse("InvalidVpcId.NotFound", `The vpc ID '${vpcId}' does not exist`);
    }
    if (subnetId !== undefined && findSubnet(subnetId, context) === undefined) {
      return refuse("InvalidSubnetId.NotFound", `The subnet ID '${subnetId}' does not exist`);
    }
    if (textAt(inputs, "trafficType") === undefined) {
      return refuse("MissingParameter", "The request must contain the parameter TrafficType");
    }
    return refuseDelivery(inputs, context, refuse) ?? refuseTwin(inputs, context, refuse);
  },
  create(_inputs, context) {
    const id = `fl-0${context.hex(16)}`;
    return { id, outputs: { arn: regionalArn(context, "ec2", `vpc-flow-log/${id}`), logFormat: FLOW_LOG_FORMAT } };
  },
};

export const logTypes: readonly ResourceType[] = [logGroup, flowLog];

/** What the cloud knows of a log group, also of one that a service made by itself. */
export function logGroupOutputs(name: string, context: TypeContext): Properties {
  return {
    arn: regionalArn(context, "logs", `log-group:${name}`),
    deletionProtectionEnabled: false,
    logGroupClass: "STANDARD",
  };
}

/** Whether a log group with this ARN, with or without its trailing `:*`, exists in the region. */
export function logGroupExists(arn: string, context: TypeContext): boolean {
  return findHere(context, LOG_GROUP, (group) => textOf(group, "arn") === arn.replace(/:\*$/, "")) !== undefined;
}

type Refuse = (code: `${number} ${string}`, message: string) => string;

/** CloudWatch Logs encrypts in its own name, so the key's policy must let it in for this very group. */
function refuseKey(inputs: Properties, context: TypeContext, name: string, refuse: Refuse): string | undefined {
  const reference = textAt(inputs, "kmsKeyId");
  if (reference === undefined) return undefined;
  const arn = regionalArn(context, "logs", `log-group:${name}`);
  const key = findKey(reference, context);
  const service = `logs.${context.region}.amazonaws.com`;
  const letsIn =
    key === undefined ||
    serviceMayEncrypt(propertyOf(key, "policy"), service, "kms:EncryptionContext:aws:logs:arn", arn);
  if (keyUsable(reference, context) && letsIn) return undefined;
  return refuse(
    "400 InvalidParameterException",
    `The specified KMS key does not exist or is not allowed to be used with Arn '${arn}'`,
  );
}

function refuseDelivery(
  inputs: Properties,
  context: TypeContext,
  refuse: (code: string, message: string) => string,
): string | undefined {
  const [destination, roleArn] = [textAt(inputs, "logDestination"), textAt(inputs, "iamRoleArn")];
  if ((textAt(inputs, "logDestinationType") ?? "cloud-watch-logs") !== "cloud-watch-logs") {
    const bucket = parseArn(destination)?.resource.split("/")[0] ?? "";
    const exists = context.cloud.everywhere(BUCKET).some((record) => record.id === bucket);
    return exists ? undefined : refuse("InvalidParameter", `LogDestination: ${bucket} does not exist`);
  }
  if (roleArn === undefined) {
    return refuse(
      "InvalidParameter",
      "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.",
    );
  }
  if (!serviceCanAssume(roleArn, "vpc-flow-logs.amazonaws.com", context)) {
    return refuse("InvalidParameter", `Unable to assume given IAM role: ${roleArn}`);
  }
  if (destination !== undefined && logGroupExists(destination, context)) return undefined;
  return refuse("InvalidParameter", `LogDestination: ${destination} does not exist`);
}

function refuseTwin(
  inputs: Properties,
  context: TypeContext,
  refuse: (code: string, message: string) => string,
): string | undefined {
  const same = ["vpcId", "subnetId", "eniId", "logDestination", "trafficType"];
  const twin = here(context, FLOW_LOG).some((other) =>
    same.every((property) => other.inputs[property] === inputs[property]),
  );
  if (!twin) return undefined;
  return refuse(
    "FlowLogAlreadyExists",
    "Error. There is an existing Flow Log with the same configuration and log destination.",
  );
}
