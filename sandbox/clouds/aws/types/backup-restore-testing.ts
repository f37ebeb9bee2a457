/** AWS Backup: plans that restore copies to prove that they can be, and what they restore. */
import { apiError } from "../api-error.ts";
import { regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { serviceCanAssume } from "../role-reference.ts";
import { failures, pattern, range } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import type { ResourceType } from "../../resource-type.ts";

const PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const NAME = /^[0-9A-Za-z_]{1,50}$/;
const NAME_WORDS = "must contain only alphanumeric characters, and underscores, 1 to 50 characters";

const plan: ResourceType = {
  token: PLAN,
  autoName: { property: "name", maxLength: 50 },
  sets: ["recoveryPointSelection.includeVaults", "recoveryPointSelection.recoveryPointTypes"],
  enums: {
    "recoveryPointSelection.algorithm": ["LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW"],
    "recoveryPointSelection.recoveryPointTypes": ["CONTINUOUS", "SNAPSHOT"],
  },
  check: (inputs) =>
    failures(
      pattern(inputs, "name", NAME, NAME_WORDS),
      range(inputs, "startWindowHours", 0, 168),
      range(inputs, "recoveryPointSelection.selectionWindowDays", 1, 365),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    if (context.cloud.byId(PLAN, name) === undefined) return undefined;
    return apiError(
      `creating Backup Restore Testing Plan (${name})`,
      "Backup: CreateRestoreTestingPlan",
      "400 AlreadyExistsException",
      "Restore testing plan with the same name already exists",
    );
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    return { id: name, outputs: { arn: regionalArn(context, "backup", `restore-testing-plan:${name}`) } };
  },
};

const selection: ResourceType = {
  token: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  autoName: { property: "name", maxLength: 50 },
  sets: ["protectedResourceArns"],
  check: (inputs) =>
    failures(
      pattern(inputs, "name", NAME, NAME_WORDS),
      arnInput(inputs, "iamRoleArn"),
      range(inputs, "validationWindowHours", 1, 168),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const planName = textAt(inputs, "restoreTestingPlanName") ?? "";
    const role = textAt(inputs, "iamRoleArn");
    const refuse = (code: string, message: string): string =>
      apiError(
        `creating Backup Restore Testing Selection (${name})`,
        "Backup: CreateRestoreTestingSelection",
        `400 ${code}`,
        message,
      );
    if (context.cloud.byId(PLAN, planName) === undefined)
      return refuse("ResourceNotFoundException", `Restore testing plan ${planName} does not exist`);
    return role === undefined || serviceCanAssume(role, "backup.amazonaws.com", context)
      ? undefined
      : refuse("InvalidParameterValueException", `IAM Role ${role} cannot be assumed by AWS Backup`);
  },
  create: (inputs) => ({
    id: `${textAt(inputs, "name") ?? ""}:${textAt(inputs, "restoreTestingPlanName") ?? ""}`,
    outputs: {},
  }),
};

export const restoreTestingTypes: readonly ResourceType[] = [plan, selection];
