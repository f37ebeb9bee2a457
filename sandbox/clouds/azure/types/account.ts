/** What hangs on the subscription itself: Defender's plans and contact, the export of the activity log, policy assignments. */
import { placesOf } from "../../paths.ts";
import { textAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { alreadyExists, armError, invalidReference } from "../arm-error.ts";
import { armId, findById, parseArmId } from "../arm-id.ts";
import { findAny, refuseMissingScope, register } from "../known-types.ts";

/** What is known of one type on the subscription. */
interface SubscriptionType extends Pick<ResourceType, "check" | "enums" | "sets" | "refuseUpdate" | "refuseDelete"> {
  readonly token: string;
  readonly armType: string;
  /** Input with the own name. */
  readonly name: string;
  /** Inputs that name resources which must exist. */
  readonly references?: readonly string[];
  /** Input with the scope, where it is one; default: the subscription. */
  readonly scope?: string;
  /** What Azure says of a wish. */
  readonly flaw?: (inputs: Properties, context: TypeContext) => string | undefined;
  /** There from the first day: whoever makes it only changes it. */
  readonly preset?: true;
  readonly outputs?: (inputs: Properties) => Properties;
}

function onSubscription(own: SubscriptionType): ResourceType {
  const { armType, name: nameInput, references = [], scope, flaw, preset, outputs, ...type } = own;
  register(armType, own.token);
  const scopeOf = (inputs: Properties, { account }: TypeContext): string => {
    const given = scope === undefined ? undefined : textAt(inputs, scope);
    return given === undefined ? `/subscriptions/${account}` : `/${given.replace(/^\//, "")}`;
  };
  const nameOf = (inputs: Properties): string => textAt(inputs, nameInput) ?? "";
  const idOf = (inputs: Properties, context: TypeContext): string =>
    armId(scopeOf(inputs, context), armType, [nameOf(inputs)]);
  const refuse = (inputs: Properties, context: TypeContext): string | undefined => {
    const missing = references
      .flatMap((path) => placesOf(inputs, path))
      .flatMap(({ value }) => (typeof value === "string" ? [value] : []))
      .find((id) => parseArmId(id)?.subscription === context.account && findAny(context, id) === undefined);
    return missing === undefined ? flaw?.(inputs, context) : invalidReference(missing, idOf(inputs, context));
  };
  return {
    ...type,
    scope: "global",
    fileBy: "name",
    autoName: { property: nameInput, maxLength: 64, separator: "", digits: 8 },
    adopts: (inputs, context) => (preset === true ? findById(context, own.token, idOf(inputs, context)) : undefined),
    refuseCreate(inputs, context) {
      const id = idOf(inputs, context);
      if (preset !== true && findById(context, own.token, id) !== undefined) return alreadyExists(id);
      return refuseMissingScope(scopeOf(inputs, context), context) ?? refuse(inputs, context);
    },
    create(inputs, context) {
      const name = nameOf(inputs);
      return { id: idOf(inputs, context), name, outputs: { name, type: armType, ...outputs?.(inputs) } };
    },
    refuseCreateOnly: (_old, paths) =>
      armError("400 InvalidUpdate", `Changing property '${paths.join("', '")}' is not allowed.`),
    refuseUpdate: (old, inputs, context) => refuse(inputs, context) ?? own.refuseUpdate?.(old, inputs, context),
  };
}

/** Plans that come in sizes, and those (SDK docstring: security.Pricing.subPlan). */
const SUB_PLANS: Readonly<Record<string, readonly string[]>> = {
  VirtualMachines: ["P1", "P2"],
  StorageAccounts: ["DefenderForStorageV2", "PerStorageAccount", "PerTransaction"],
  Arm: ["PerSubscription", "PerApiCall"],
  KeyVaults: ["PerKeyVault", "PerTransaction"],
};

const PLANS = [
  "AI",
  "Api",
  "AppServices",
  "Arm",
  "CloudPosture",
  "Containers",
  "CosmosDbs",
  "Discovery",
  "FoundationalCspm",
  "KeyVaults",
  "OpenSourceRelationalDatabases",
  "SqlServerVirtualMachines",
  "SqlServers",
  "StorageAccounts",
  "VirtualMachines",
];

const pricing = onSubscription({
  token: "azure-native:security:Pricing",
  armType: "Microsoft.Security/pricings",
  name: "pricingName",
  scope: "scopeId",
  preset: true,
  enums: { pricingTier: ["Free", "Standard"], enforce: ["True", "False"], pricingName: PLANS },
  flaw(inputs) {
    const [plan, subPlan] = [textAt(inputs, "pricingName") ?? "", textAt(inputs, "subPlan")];
    if (subPlan === undefined || SUB_PLANS[plan]?.includes(subPlan) === true) return undefined;
    return armError("400 BadRequest", `Sub plan '${subPlan}' is not supported for the plan '${plan}'.`);
  },
  outputs: () => ({ inherited: "False", freeTrialRemainingTime: "PT0S" }),
});

const contact = onSubscription({
  token: "azure-native:security:SecurityContact",
  armType: "Microsoft.Security/securityContacts",
  name: "securityContactName",
  preset: true,
  enums: {
    securityContactName: ["default"],
    "notificationsByRole.state": ["On", "Off"],
    "notificationsByRole.roles": ["AccountAdmin", "ServiceAdmin", "Owner", "Contributor"],
    "notificationsSources.sourceType": ["Alert", "AttackPath"],
  },
  flaw: (inputs) =>
    (textAt(inputs, "emails") ?? "").split(";").every((email) => /^[^@\s;]+@[^@\s;]+\.[^@\s;]+$/.test(email.trim()))
      ? undefined
      : armError("400 BadRequest", "The e-mail addresses of the security contact are not valid."),
});

/** Settings a subscription may have (Azure Monitor: "Diagnostic settings", limits). */
const SETTINGS_MAX = 5;
const SETTING = "azure-native:monitor:SubscriptionDiagnosticSetting";

const activityLog = onSubscription({
  token: SETTING,
  armType: "Microsoft.Insights/diagnosticSettings",
  name: "name",
  references: ["storageAccountId", "workspaceId"],
  enums: {
    "logs.category": [
      "Administrative",
      "Alert",
      "Autoscale",
      "Policy",
      "Recommendation",
      "ResourceHealth",
      "Security",
      "ServiceHealth",
    ],
  },
  flaw(inputs, context) {
    const targets = ["storageAccountId", "workspaceId", "eventHubAuthorizationRuleId", "marketplacePartnerId"];
    if (targets.every((target) => textAt(inputs, target) === undefined))
      return armError("400 BadRequest", "At least one data sink needs to be specified in the diagnostic setting.");
    const others = context.cloud.all(SETTING).filter(({ name }) => name !== textAt(inputs, "name"));
    if (others.length >= SETTINGS_MAX)
      return armError("409 Conflict", `The limit of ${SETTINGS_MAX} diagnostic settings was reached.`);
    const twin = others.find((other) =>
      ["storageAccountId", "workspaceId"].some(
        (target) => textAt(inputs, target) !== undefined && textAt(other.inputs, target) === textAt(inputs, target),
      ),
    );
    return twin && armError("409 Conflict", `Data sink is already used in diagnostic setting '${twin.name}'.`);
  },
});

const assignment = onSubscription({
  token: "azure-native:authorization:PolicyAssignment",
  armType: "Microsoft.Authorization/policyAssignments",
  name: "policyAssignmentName",
  scope: "scope",
  enums: { enforcementMode: ["Default", "DoNotEnforce", "Enroll"] },
  check: (inputs): readonly CheckFailure[] => {
    const id = textAt(inputs, "policyDefinitionId");
    const form = /\/providers\/Microsoft\.Authorization\/policy(Set)?Definitions\/[^/]+$/i;
    return id === undefined || form.test(id)
      ? []
      : [{ property: "policyDefinitionId", reason: `'${id}' is not the id of a policy or an initiative` }];
  },
  flaw: (inputs) =>
    textAt(inputs, "policyDefinitionId") === undefined
      ? armError("400 InvalidRequestContent", "The policy assignment must have a property 'policyDefinitionId'.")
      : undefined,
});

export const subscriptionTypes: readonly ResourceType[] = [pricing, contact, activityLog, assignment];
