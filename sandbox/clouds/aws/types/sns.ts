/** SNS topics and who reads them. */
import { apiError } from "../api-error.ts";
import { regionalArn } from "../arn.ts";
import { keyUsable } from "../key-reference.ts";
import { policyFlaw } from "../policy-document.ts";
import { failures, numberIn, pattern } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import { findHere, textOf } from "../../record-values.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";

export const TOPIC = "aws:sns/topic:Topic";
const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";

/** Protocols whose reader has to confirm before anything arrives. */
const CONFIRMED: readonly string[] = ["email", "email-json", "http", "https"];

const topic: ResourceType = {
  token: TOPIC,
  autoName: { property: "name", maxLength: 256 },
  jsonText: ["policy", "deliveryPolicy"],
  check: (inputs) =>
    failures(
      pattern(inputs, "name", /^[\w-]{1,256}$/, "invalid name: letters, numbers, underscores and hyphens"),
      numberIn(inputs, "signatureVersion", [1, 2]),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    if (findTopic(topicArn(name, context), context) !== undefined)
      return refuse("creating", name, "CreateTopic", "Topic already exists with different attributes");
    return refuseAttributes("creating", inputs, context);
  },
  refuseUpdate: (_old, inputs, context) => refuseAttributes("updating", inputs, context),
  create(inputs, context) {
    const arn = topicArn(textAt(inputs, "name") ?? "", context);
    return { id: arn, outputs: { arn, owner: context.account, beginningArchiveTime: "" } };
  },
};

const subscription: ResourceType = {
  token: "aws:sns/topicSubscription:TopicSubscription",
  enums: {
    protocol: ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"],
    filterPolicyScope: ["MessageAttributes", "MessageBody"],
  },
  refuseCreate(inputs, context) {
    const arn = textAt(inputs, "topic") ?? "";
    const endpoint = textAt(inputs, "endpoint") ?? "";
    const protocol = textAt(inputs, "protocol");
    const refused = (code: string, message: string): string =>
      apiError(`creating SNS Topic Subscription (${arn})`, "SNS: Subscribe", `400 ${code}`, message);
    if (findTopic(arn, context) === undefined) return refused("NotFound", "Topic does not exist");
    if (protocol === "email" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(endpoint))
      return refused("InvalidParameter", "Invalid parameter: Email address");
    if (protocol !== "lambda") return undefined;
    const called = findHere(context, FUNCTION, (record) => textOf(record, "arn") === endpoint);
    if (called === undefined) return refused("InvalidParameter", "Invalid parameter: Lambda endpoint ARN");
    const mayCall = findHere(
      context,
      PERMISSION,
      (record) =>
        textOf(record, "function") === called.id &&
        textOf(record, "principal") === "sns.amazonaws.com" &&
        [undefined, arn].includes(textOf(record, "sourceArn")),
    );
    // SNS takes it and never reaches the function; the sandbox says so at once.
    return mayCall === undefined ? refused("AuthorizationError", `SNS may not call ${endpoint}`) : undefined;
  },
  create(inputs, context) {
    const arn = `${textAt(inputs, "topic") ?? ""}:${context.hex(8)}-${context.hex(12, "rest")}`;
    const pendingConfirmation = CONFIRMED.includes(textAt(inputs, "protocol") ?? "");
    return {
      id: arn,
      outputs: {
        arn,
        ownerId: context.account,
        pendingConfirmation,
        confirmationWasAuthenticated: !pendingConfirmation,
      },
    };
  },
};

export const topicTypes: readonly ResourceType[] = [topic, subscription];

function topicArn(name: string, context: TypeContext): string {
  return regionalArn(context, "sns", name);
}

function findTopic(arn: string, context: TypeContext) {
  return findHere(context, TOPIC, (record) => textOf(record, "arn") === arn);
}

function refuse(doing: string, name: string, operation: string, message: string): string {
  return apiError(
    `${doing} SNS Topic (${name})`,
    `SNS: ${operation}`,
    "400 InvalidParameter",
    `Invalid parameter: ${message}`,
  );
}

function refuseAttributes(doing: string, inputs: Properties, context: TypeContext): string | undefined {
  const name = textAt(inputs, "name") ?? "";
  const key = textAt(inputs, "kmsMasterKeyId");
  if (key !== undefined && key !== "alias/aws/sns" && !keyUsable(key, context))
    return refuse(doing, name, "CreateTopic", `KMS key ${key} does not exist or is not enabled`);
  const flaw = inputs["policy"] === undefined ? undefined : policyFlaw(inputs["policy"], "resource");
  return flaw === undefined ? undefined : refuse(doing, name, "SetTopicAttributes", `Policy Error: ${flaw}`);
}
