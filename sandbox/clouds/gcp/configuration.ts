/** Provider configuration of the simulated Google Cloud: credentials, project, region and default labels, in the provider's words. */
import type { CloudConfiguration } from "../cloud-provider.ts";
import { type LabelForm, type Labels, labelsOf } from "../labels.ts";
import { isProperties, textAt, UNKNOWN } from "../properties.ts";
import type { Checked } from "../provider.ts";
import { type CheckFailure, CloudRefusal, type Properties } from "../resource-type.ts";

/** What the Google Cloud provider of the SDK takes, besides one `…CustomEndpoint` per service, and what the engine adds. */
const KEYS = new Set([
  "accessToken",
  "addPulumiAttributionLabel",
  "batching",
  "billingProject",
  "credentials",
  "defaultLabels",
  "deletionPolicy",
  "disableGooglePartnerName",
  "externalCredentials",
  "googlePartnerName",
  "impersonateServiceAccount",
  "impersonateServiceAccountDelegates",
  "pluginDownloadURL",
  "pollInterval",
  "preferGlobalEndpoints",
  "preferRegionalEndpoints",
  "project",
  "pulumiAttributionLabelAdditionStrategy",
  "region",
  "requestReason",
  "requestTimeout",
  "scopes",
  "universeDomain",
  "userProjectOverride",
  "version",
  "zone",
]);

/** Set by the SDK's caller or by the shell, in the order in which the provider asks for them. */
const CREDENTIAL_VARIABLES = [
  "GOOGLE_CREDENTIALS",
  "GOOGLE_CLOUD_KEYFILE_JSON",
  "GCLOUD_KEYFILE_JSON",
  "GOOGLE_OAUTH_ACCESS_TOKEN",
  "GOOGLE_APPLICATION_CREDENTIALS",
] as const;
const PROJECT_VARIABLES = [
  "GOOGLE_PROJECT",
  "GOOGLE_CLOUD_PROJECT",
  "GCLOUD_PROJECT",
  "CLOUDSDK_CORE_PROJECT",
] as const;
const REGION_VARIABLES = ["GOOGLE_REGION", "GCLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"] as const;

/** Labels are an input of a resource's own; all of them show as outputs. */
const LABELS: LabelForm = { own: "labels", allOutputs: ["effectiveLabels", "pulumiLabels"] };

/** The provider's own text. */
const NO_CREDENTIALS =
  "Attempted to load application default credentials since neither `credentials` nor `access_token` was set in the provider block.  " +
  "No credentials loaded. To use your gcloud credentials, run 'gcloud auth application-default login'.  " +
  "Original error: google: could not find default credentials. See https://cloud.google.com/docs/authentication/external/set-up-adc for more information";

/** Environment variables that the provider reads. */
export type ProviderEnvironment = Readonly<Record<string, string | undefined>>;

/** Credentials and known keys; values that are not yet known pass. */
export function checkGcpConfig(news: Properties, environment: ProviderEnvironment): Checked {
  const failures: CheckFailure[] = Object.keys(news)
    .filter((key) => !KEYS.has(key) && !key.endsWith("CustomEndpoint"))
    .map((key) => ({ property: key, reason: "could not validate provider configuration: Invalid or unknown key" }));
  if (credentialsOf(news, environment) === undefined) failures.push({ property: "", reason: NO_CREDENTIALS });
  return { inputs: news, failures };
}

/**
 * Project, region and default labels of a configuration. The credentials `sandbox-<project id>` belong to that project;
 * any others may act in the configured one. Throws a `CloudRefusal` where there is no project, or it is not theirs.
 */
export function configureGcp(config: Properties, environment: ProviderEnvironment): CloudConfiguration {
  const project = first(textAt(config, "project"), ...PROJECT_VARIABLES.map((name) => environment[name]));
  if (project === undefined) throw new CloudRefusal("project: required field is not set");
  const own = /^sandbox-(.+)$/.exec(credentialsOf(config, environment) ?? "")?.[1];
  if (own !== undefined && own !== project) throw new CloudRefusal(permissionDenied(project));
  const region = first(textAt(config, "region"), ...REGION_VARIABLES.map((name) => environment[name])) ?? "";
  return { account: project, region, defaultTags: defaultLabelsOf(config), labelForm: LABELS };
}

/** As the APIs answer a caller who may not act in a project, or names one that does not exist. */
function permissionDenied(project: string): string {
  return (
    `googleapi: Error 403: Caller does not have required permission to use project ${project}. Grant the caller the ` +
    "roles/serviceusage.serviceUsageConsumer role, or a custom role with the serviceusage.services.use permission, by visiting " +
    `https://console.developers.google.com/iam-admin/iam/project?project=${project} and then retry., forbidden`
  );
}

function credentialsOf(config: Properties, environment: ProviderEnvironment): string | undefined {
  return first(
    textAt(config, "credentials"),
    textAt(config, "accessToken"),
    ...CREDENTIAL_VARIABLES.map((name) => environment[name]),
  );
}

function first(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== "");
}

/** The attribution label is the provider's own addition; the default strategy gives it to what is created. */
function defaultLabelsOf(config: Properties): Labels {
  const addsAttribution = decode(config["addPulumiAttributionLabel"]) !== false;
  return {
    ...labelsOf(decode(config["defaultLabels"])),
    ...(addsAttribution ? { "goog-pulumi-provisioned": "true" } : {}),
  };
}

/** Configuration that is no text arrives as JSON text. */
function decode(value: unknown): unknown {
  if (isProperties(value) || typeof value !== "string" || value === UNKNOWN) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
