/** Lambda functions, and who may call them. */
import { apiError } from "../api-error.ts";
import { regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { serviceCanAssume } from "../role-reference.ts";
import { LOG_GROUP } from "./logs.ts";
import { failures, pattern, range } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import { here, textOf } from "../../record-values.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";

const lambda: ResourceType = {
  token: FUNCTION,
  autoName: { property: "name", maxLength: 64 },
  enums: {
    packageType: ["Zip", "Image"],
    architectures: ["x86_64", "arm64"],
    "loggingConfig.logFormat": ["JSON", "Text"],
  },
  check: (inputs) =>
    failures(
      pattern(inputs, "name", /^[\w-]{1,64}$/, "must be valid function name or function ARN"),
      range(inputs, "timeout", 1, 900),
      range(inputs, "memorySize", 128, 10_240),
      arnInput(inputs, "role"),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    if (context.cloud.byId(FUNCTION, name) !== undefined)
      return apiError(
        `creating Lambda Function (${name})`,
        "Lambda: CreateFunction",
        "409 ResourceConflictException",
        `Function already exist: ${name}`,
      );
    return refuseParts("creating", "CreateFunction", inputs, context);
  },
  refuseUpdate: (_old, inputs, context) => refuseParts("updating", "UpdateFunctionConfiguration", inputs, context),
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const arn = regionalArn(context, "lambda", `function:${name}`);
    const invokeArn = `arn:${context.partition}:apigateway:${context.region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
    return { id: name, outputs: { arn, invokeArn, qualifiedArn: `${arn}:$LATEST`, version: "$LATEST" } };
  },
};

const permission: ResourceType = {
  token: PERMISSION,
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "function") ?? "";
    const refuse = (code: `${number} ${string}`, message: string): string =>
      apiError(`adding Lambda Permission (${name})`, "Lambda: AddPermission", code, message);
    if (context.cloud.byId(FUNCTION, name) === undefined)
      return refuse(
        "404 ResourceNotFoundException",
        `Function not found: ${regionalArn(context, "lambda", `function:${name}`)}`,
      );
    const id = textAt(inputs, "statementId");
    const isTaken = here(context, PERMISSION).some(
      (other) => textOf(other, "function") === name && textOf(other, "statementId") === id,
    );
    return isTaken
      ? refuse("409 ResourceConflictException", `The statement id (${id}) provided already exists.`)
      : undefined;
  },
  create(inputs, context) {
    const statementId = textAt(inputs, "statementId") ?? `terraform-${context.hex(26)}`;
    return { id: statementId, outputs: { statementId } };
  },
};

export const lambdaTypes: readonly ResourceType[] = [lambda, permission];

function refuseParts(doing: string, operation: string, inputs: Properties, context: TypeContext): string | undefined {
  const name = textAt(inputs, "name") ?? "";
  const refuse = (message: string): string =>
    apiError(
      `${doing} Lambda Function (${name})`,
      `Lambda: ${operation}`,
      "400 InvalidParameterValueException",
      message,
    );
  const role = textAt(inputs, "role");
  if (role !== undefined && !serviceCanAssume(role, "lambda.amazonaws.com", context))
    return refuse("The role defined for the function cannot be assumed by Lambda.");
  const group = textAt(inputs, "loggingConfig.logGroup");
  return group === undefined || context.cloud.byId(LOG_GROUP, group) !== undefined
    ? undefined
    : refuse(`The log group ${group} does not exist.`);
}
