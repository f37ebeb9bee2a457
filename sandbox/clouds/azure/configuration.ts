/** Provider configuration of the simulated Azure: credentials, subscription and region, in the provider's words. */
import type { CloudConfiguration } from "../cloud-provider.ts";
import type { LabelForm } from "../labels.ts";
import { textAt, UNKNOWN } from "../properties.ts";
import type { Checked } from "../provider.ts";
import { type CheckFailure, CloudRefusal, type Properties } from "../resource-type.ts";

/** What the Azure provider of the SDK takes, and what the engine adds. */
const KEYS = new Set([
  "auxiliaryTenantIds",
  "clientCertificatePassword",
  "clientCertificatePath",
  "clientId",
  "clientSecret",
  "disableInstanceDiscovery",
  "disablePulumiPartnerId",
  "environment",
  "location",
  "metadataHost",
  "msiEndpoint",
  "oidcRequestToken",
  "oidcRequestUrl",
  "oidcToken",
  "oidcTokenFilePath",
  "partnerId",
  "subscriptionId",
  "tenantId",
  "useDefaultAzureCredential",
  "useMsi",
  "useOidc",
  "version",
  "pluginDownloadURL",
]);

/** The provider has no default tags: a resource has what the program gives it. */
const LABELS: LabelForm = { own: "tags" };

// The provider's own texts, pulumi-azure-native v3.
const NO_CREDENTIALS =
  "failed to load application credentials:\nCould not create Azure credentials: please run 'az login' to setup account, or set ARM_CLIENT_ID and ARM_CLIENT_SECRET. See https://www.pulumi.com/registry/packages/azure-native/installation-configuration/";
const NO_SUBSCRIPTION = "subscription_id must be configured";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Credentials, subscription and known keys; values that are not yet known pass. */
export function checkAzureConfig(news: Properties, environment: NodeJS.ProcessEnv): Checked {
  const failures: CheckFailure[] = Object.keys(news)
    .filter((key) => !KEYS.has(key))
    .map((key) => ({ property: key, reason: "could not validate provider configuration: Invalid or unknown key" }));
  const subscription = subscriptionOf(news, environment);
  if (clientOf(news, environment) === undefined) failures.push({ property: "", reason: NO_CREDENTIALS });
  else if (news["subscriptionId"] !== UNKNOWN && subscription === undefined)
    failures.push({ property: "subscriptionId", reason: NO_SUBSCRIPTION });
  else if (subscription !== undefined && !GUID.test(subscription))
    failures.push({ property: "subscriptionId", reason: `invalid subscription id '${subscription}': not a GUID` });
  return { inputs: news, failures };
}

/**
 * Subscription and region of a configuration. The client id `sandbox-<subscription id>` may act in that subscription, any
 * other in every one. Throws a `CloudRefusal` where it may not.
 */
export function configureAzure(config: Properties, environment: NodeJS.ProcessEnv): CloudConfiguration {
  const subscription = subscriptionOf(config, environment);
  const client = clientOf(config, environment);
  if (client === undefined) throw new CloudRefusal(NO_CREDENTIALS);
  if (subscription === undefined) throw new CloudRefusal(NO_SUBSCRIPTION);
  const own = /^sandbox-(.+)$/.exec(client)?.[1];
  if (own !== undefined && own.toLowerCase() !== subscription.toLowerCase()) {
    throw new CloudRefusal(
      `Status=403 Code="AuthorizationFailed" Message="The client '${client}' does not have authorization to perform action over scope '/subscriptions/${subscription}' or the scope is invalid."`,
    );
  }
  return { account: subscription, region: textAt(config, "location") ?? "", defaultTags: {}, labelForm: LABELS };
}

function clientOf(config: Properties, environment: NodeJS.ProcessEnv): string | undefined {
  return [textAt(config, "clientId"), environment["ARM_CLIENT_ID"], environment["AZURE_CLIENT_ID"]].find(isSet);
}

function subscriptionOf(config: Properties, environment: NodeJS.ProcessEnv): string | undefined {
  return [
    textAt(config, "subscriptionId"),
    environment["ARM_SUBSCRIPTION_ID"],
    environment["AZURE_SUBSCRIPTION_ID"],
  ].find(isSet);
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
