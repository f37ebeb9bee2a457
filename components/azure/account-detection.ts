/** Threats and weak settings, found by Microsoft Defender for Cloud and told to the security contact. */
import { PolicyAssignment } from "@pulumi/azure-native/authorization/policyAssignment.js";
import { Pricing } from "@pulumi/azure-native/security/pricing.js";
import { SecurityContact } from "@pulumi/azure-native/security/securityContact.js";
import type * as pulumi from "@pulumi/pulumi";
import type { DetectionSpec } from "../../tiers/account/account-blueprint.ts";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";

interface Plan {
  /** Azure's name of what is covered. */
  readonly pricingName: string;
  /** Where a plan comes in several sizes (SDK docstring: security.Pricing.subPlan). */
  readonly subPlan?: string;
}

/** What tenants have on Azure, and the plan that watches it, by the key of its child. */
const PLANS = {
  clusters: { pricingName: "Containers" },
  databases: { pricingName: "OpenSourceRelationalDatabases" },
  keys: { pricingName: "KeyVaults" },
  machines: { pricingName: "VirtualMachines", subPlan: "P2" },
  management: { pricingName: "Arm", subPlan: "PerSubscription" },
  objects: { pricingName: "StorageAccounts", subPlan: "DefenderForStorageV2" },
  posture: { pricingName: "CloudPosture" },
} as const satisfies Readonly<Record<string, Plan>>;

const SEVERITIES = { medium: "Medium" } as const satisfies Record<DetectionSpec["leastSeverity"], string>;

/** The initiative "Microsoft cloud security benchmark", the same in every directory (Azure Policy: built-in initiatives). */
const BENCHMARK = "/providers/Microsoft.Authorization/policySetDefinitions/1f3afdf9-d0c9-4c3d-847f-89da613e70a8";

/** The name is Azure's own: a subscription has one contact. */
const CONTACT_NAME = "default";

/** @returns ids of the plans */
export function createDetection(
  owner: AzureComponent,
  { stack, spec }: AccountBaselineArgs,
): Readonly<Record<string, pulumi.Output<string>>> {
  const scope = `/subscriptions/${stack.account}`;
  const plans = Object.entries<Plan>(PLANS).map(([key, { pricingName, subPlan }]) => {
    const plan = owner.child(Pricing, `plan-${key}`, {
      scopeId: scope.slice(1),
      pricingName,
      pricingTier: "Standard",
      // No resource below may opt out.
      enforce: "True",
      ...(subPlan === undefined ? {} : { subPlan }),
    });
    return [key, plan.id] as const;
  });
  createContact(owner, { stack, spec });
  owner.child(PolicyAssignment, "benchmark", {
    scope,
    policyAssignmentName: stack.name,
    displayName: `Microsoft cloud security benchmark of ${stack.accountName}`,
    description: "Judges every resource of the subscription",
    policyDefinitionId: BENCHMARK,
    enforcementMode: "Default",
  });
  return Object.fromEntries(plans);
}

function createContact(owner: AzureComponent, { stack, spec }: Pick<AccountBaselineArgs, "stack" | "spec">): void {
  const telephone = spec.securityContact?.telephone;
  owner.child(SecurityContact, "security-contact", {
    securityContactName: CONTACT_NAME,
    isEnabled: true,
    emails: spec.securityContact?.email ?? stack.contacts.security,
    ...(telephone === undefined ? {} : { phone: telephone }),
    notificationsByRole: { state: "On", roles: ["Owner"] },
    notificationsSources: [
      { sourceType: "Alert", minimalSeverity: SEVERITIES[spec.detection.leastSeverity] },
      { sourceType: "AttackPath", minimalRiskLevel: SEVERITIES[spec.detection.leastSeverity] },
    ],
  });
}
