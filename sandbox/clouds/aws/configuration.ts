/** Provider configuration of the simulated AWS: credentials, region, pinned account and default tags, in the provider's words. */
import { isProperties, textAt, UNKNOWN } from "../properties.ts";
import type { Checked } from "../provider.ts";
import { type CheckFailure, CloudRefusal, type Properties } from "../resource-type.ts";
import { type Labels, labelsOf } from "../labels.ts";
import type { CloudConfiguration } from "../cloud-provider.ts";

/** What the AWS provider of the SDK takes, and what the engine adds. */
const KEYS = new Set([
  "accessKey",
  "allowedAccountIds",
  "assumeRoleWithWebIdentity",
  "assumeRoles",
  "customCaBundle",
  "defaultTags",
  "ec2MetadataServiceEndpoint",
  "ec2MetadataServiceEndpointMode",
  "endpoints",
  "forbiddenAccountIds",
  "httpProxy",
  "httpsProxy",
  "ignoreTags",
  "insecure",
  "maxRetries",
  "noProxy",
  "profile",
  "region",
  "retryMode",
  "s3UsEast1RegionalEndpoint",
  "s3UsePathStyle",
  "secretKey",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "skipCredentialsValidation",
  "skipMetadataApiCheck",
  "skipRegionValidation",
  "skipRequestingAccountId",
  "stsRegion",
  "tagPolicyCompliance",
  "token",
  "tokenBucketRateLimiterCapacity",
  "useDualstackEndpoint",
  "useFipsEndpoint",
  "userAgents",
  "version",
  "pluginDownloadURL",
]);

/** Set by the SDK's caller or by the shell; any of them counts as credentials. */
const CREDENTIAL_VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"] as const;

/** Account of credentials that name none, where the configuration pins none. */
const ANY_ACCOUNT = "000000000000";

// The provider's own texts, pulumi-aws v6 and later.
const NO_CREDENTIALS = [
  "No valid credential sources found.",
  "Please see https://www.pulumi.com/registry/packages/aws/installation-configuration/ for more information about providing credentials.",
].join("\n");
const NO_REGION =
  "Missing region information\nMake sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`.";

/** Environment variables that the provider reads. */
export type ProviderEnvironment = Readonly<Record<string, string | undefined>>;

/** Credentials, region and known keys; values that are not yet known pass. */
export function checkAwsConfig(news: Properties, environment: ProviderEnvironment): Checked {
  const failures: CheckFailure[] = Object.keys(news)
    .filter((key) => !KEYS.has(key))
    .map((key) => ({ property: key, reason: "could not validate provider configuration: Invalid or unknown key" }));
  if (!hasCredentials(news, environment)) failures.push({ property: "", reason: NO_CREDENTIALS });
  else if (news["region"] !== UNKNOWN && regionOf(news, environment) === undefined)
    failures.push({ property: "", reason: NO_REGION });
  return { inputs: news, failures };
}

/**
 * Account, region and default tags of a configuration. The access key id `sandbox-<12 digits>` belongs to that account;
 * any other may act in the pinned account. Throws a `CloudRefusal` for an account that is not allowed, or no region.
 */
export function configureAws(config: Properties, environment: ProviderEnvironment): CloudConfiguration {
  const region = regionOf(config, environment);
  if (region === undefined) throw new CloudRefusal(NO_REGION);
  const allowed = accountsOf(config["allowedAccountIds"]);
  const account = accountOfCredentials(config, environment) ?? allowed[0] ?? ANY_ACCOUNT;
  const isForbidden = accountsOf(config["forbiddenAccountIds"]).includes(account);
  if (isForbidden || (allowed.length > 0 && !allowed.includes(account))) {
    throw new CloudRefusal(`AWS account ID not allowed: ${account}`);
  }
  return { account, region, defaultTags: defaultTagsOf(config["defaultTags"]) };
}

function hasCredentials(config: Properties, environment: ProviderEnvironment): boolean {
  const isConfigured = [config["accessKey"], config["profile"]].some(
    (value) => typeof value === "string" && value !== "",
  );
  return isConfigured || CREDENTIAL_VARIABLES.some((name) => isSet(environment[name]));
}

function accountOfCredentials(config: Properties, environment: ProviderEnvironment): string | undefined {
  const keyId = textAt(config, "accessKey") ?? environment["AWS_ACCESS_KEY_ID"] ?? "";
  return /^sandbox-(\d{12})$/.exec(keyId)?.[1];
}

function regionOf(config: Properties, environment: ProviderEnvironment): string | undefined {
  return [textAt(config, "region"), environment["AWS_REGION"], environment["AWS_DEFAULT_REGION"]].find(isSet);
}

function accountsOf(value: unknown): readonly string[] {
  const list = decode(value);
  return Array.isArray(list) ? list.map(String) : [];
}

function defaultTagsOf(value: unknown): Labels {
  const block = decode(value);
  return isProperties(block) ? labelsOf(block["tags"]) : {};
}

/** Configuration that is no text arrives as JSON text. */
function decode(value: unknown): unknown {
  if (typeof value !== "string" || value === UNKNOWN) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
