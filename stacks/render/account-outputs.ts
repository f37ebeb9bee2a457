/** What Azure and Google Cloud compute for what only an account's baseline registers: only what the components read. */
import type { Values } from "./recording.ts";

type Compute = (name: string, inputs: Values) => Values;

const nothing: Compute = () => ({});

export const ACCOUNT_OUTPUTS: Readonly<Record<string, Compute>> = {
  "azure-native:authorization:PolicyAssignment": nothing,
  "azure-native:monitor:SubscriptionDiagnosticSetting": nothing,
  "azure-native:operationalinsights:Workspace": nothing,
  "azure-native:security:Pricing": nothing,
  "azure-native:security:SecurityContact": nothing,
  "gcp:essentialcontacts/contact:Contact": nothing,
  "gcp:orgpolicy/policy:Policy": nothing,
  "gcp:projects/iAMAuditConfig:IAMAuditConfig": nothing,
  "gcp:pubsub/subscription:Subscription": nothing,
  "gcp:securitycenter/v2ProjectNotificationConfig:V2ProjectNotificationConfig": () => ({
    serviceAccount: "service-project-123456789012@security-center-api.iam.gserviceaccount.com",
  }),
};
