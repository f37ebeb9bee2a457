/** Managed Service for Prometheus: workspaces, their retention, rules and alert managers. */
import { apiError } from "../api-error.ts";
import { regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { keyUsable, uuidOfHex } from "../key-reference.ts";
import { failures, range, textLength } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const WORKSPACE = "aws:amp/workspace:Workspace";

const workspace: ResourceType = {
  token: WORKSPACE,
  check: (inputs) => failures(textLength(inputs, "alias", 1, 100), arnInput(inputs, "kmsKeyArn")),
  // An alias can be changed, but not taken away.
  replaces: (old, news) => (old["alias"] !== undefined && news["alias"] === undefined ? ["alias"] : []),
  refuseCreate(inputs, context) {
    const key = textAt(inputs, "kmsKeyArn");
    if (key === undefined || keyUsable(key, context)) return undefined;
    return apiError(
      "creating Prometheus Workspace",
      "amp: CreateWorkspace",
      "400 ValidationException",
      `The KMS key ${key} does not exist or is not enabled`,
    );
  },
  create(_inputs, context) {
    const id = `ws-${uuidOfHex(context.hex(32))}`;
    return {
      id,
      outputs: {
        arn: regionalArn(context, "aps", `workspace/${id}`),
        prometheusEndpoint: `https://aps-workspaces.${context.region}.amazonaws.com/workspaces/${id}/`,
      },
    };
  },
};

const configuration: ResourceType = {
  token: "aws:amp/workspaceConfiguration:WorkspaceConfiguration",
  check: (inputs) => failures(range(inputs, "retentionPeriodInDays", 1, 1095)),
  refuseCreate: (inputs, context) =>
    refuseLost(inputs, context, "Workspace Configuration", "UpdateWorkspaceConfiguration"),
  create: ofWorkspace,
};

const rules: ResourceType = {
  token: "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
  autoName: { property: "name", maxLength: 128 },
  refuseCreate: (inputs, context) => refuseLost(inputs, context, "Rule Group Namespace", "CreateRuleGroupsNamespace"),
  create(inputs, context) {
    const workspaceId = textAt(inputs, "workspaceId") ?? "";
    const arn = regionalArn(context, "aps", `rulegroupsnamespace/${workspaceId}/${textAt(inputs, "name") ?? ""}`);
    return { id: arn, outputs: { arn } };
  },
};

const alertManager: ResourceType = {
  token: "aws:amp/alertManagerDefinition:AlertManagerDefinition",
  refuseCreate: (inputs, context) =>
    refuseLost(inputs, context, "Alert Manager Definition", "CreateAlertManagerDefinition") ?? refuseDefinition(inputs),
  refuseUpdate: (_old, inputs) => refuseDefinition(inputs),
  create: ofWorkspace,
};

export const prometheusTypes: readonly ResourceType[] = [workspace, configuration, rules, alertManager];

function ofWorkspace(inputs: Properties): { id: string; outputs: Properties } {
  return { id: textAt(inputs, "workspaceId") ?? "", outputs: {} };
}

function refuseLost(inputs: Properties, context: TypeContext, words: string, operation: string): string | undefined {
  const id = textAt(inputs, "workspaceId") ?? "";
  if (context.cloud.byId(WORKSPACE, id) !== undefined) return undefined;
  return apiError(
    `creating Prometheus ${words} (${id})`,
    `amp: ${operation}`,
    "404 ResourceNotFoundException",
    `Workspace not found: ${id}`,
  );
}

/** The alert manager's own configuration is a text under one key. */
function refuseDefinition(inputs: Properties): string | undefined {
  if (/\balertmanager_config\b/.test(textAt(inputs, "definition") ?? "alertmanager_config")) return undefined;
  return apiError(
    `creating Prometheus Alert Manager Definition (${textAt(inputs, "workspaceId") ?? ""})`,
    "amp: CreateAlertManagerDefinition",
    "400 ValidationException",
    "alertmanager_config is required",
  );
}
