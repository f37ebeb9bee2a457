/** The environment in which the engine, its program and its plugins run against the simulated clouds. */
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SandboxLayout } from "./layout.ts";

/** Tells the simulated clouds where their folder lies. */
export const CLOUDS_VARIABLE = "LEASEHOLD_CLOUDS";
/** Tells the language host's launcher where the checkout lies. */
export const PROJECT_VARIABLE = "LEASEHOLD_PROJECT";
/** Tells the launchers which Node.js to run (24 or newer). */
export const NODE_VARIABLE = "LEASEHOLD_NODE";
/** Absolute path of the engine that `pulumi` in the sandbox's `bin` stands for. */
export const ENGINE_VARIABLE = "LEASEHOLD_ENGINE";

/**
 * Who one is in the simulated clouds: the access key id (on Azure the client id) `sandbox` may act in every account,
 * `sandbox-<account or subscription>` belongs to that one, none at all is refused as the real provider refuses it.
 */
const EVERY_ACCOUNT = "sandbox";
const SANDBOX_ACCESS_KEY_ID = /^sandbox(-\d{12})?$/;
/** The same on Google Cloud, where a project has an id of its owner's choice. */
const SANDBOX_GOOGLE_CREDENTIALS = /^sandbox(-[a-z][a-z0-9-]+)?$/;
const SANDBOX_CLIENT_ID = /^sandbox(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/i;

/** What would lead the simulated provider, or anything else in the program, to a real account. */
const REAL_CREDENTIALS = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "GOOGLE_CLOUD_KEYFILE_JSON",
  "GCLOUD_KEYFILE_JSON",
  "GOOGLE_OAUTH_ACCESS_TOKEN",
  "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT",
  "GOOGLE_PROJECT",
  "GOOGLE_CLOUD_PROJECT",
  "GCLOUD_PROJECT",
  "CLOUDSDK_CORE_PROJECT",
  "GOOGLE_REGION",
  "GCLOUD_REGION",
  "CLOUDSDK_COMPUTE_REGION",
  "ARM_SUBSCRIPTION_ID",
  "ARM_TENANT_ID",
  "ARM_CLIENT_CERTIFICATE_PATH",
  "ARM_CLIENT_CERTIFICATE_PASSWORD",
  "ARM_OIDC_TOKEN",
  "ARM_OIDC_TOKEN_FILE_PATH",
  "ARM_OIDC_REQUEST_TOKEN",
  "ARM_OIDC_REQUEST_URL",
  "ARM_USE_MSI",
  "ARM_USE_OIDC",
  "ARM_ENVIRONMENT",
  "ARM_LOCATION",
  "AZURE_CLIENT_ID",
  "AZURE_CLIENT_SECRET",
  "AZURE_SUBSCRIPTION_ID",
  "AZURE_TENANT_ID",
] as const;

/** What would lead the engine to another backend, another passphrase or another stack. */
const FOREIGN_ENGINE_SETTINGS = [
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE",
  "PULUMI_CONFIG",
  "PULUMI_STACK",
] as const;

/**
 * What the sandbox adds to the environment; `undefined` means that the variable must not be set. Spread it over
 * `process.env`: `{ ...process.env, ...sandboxEnvironment(layout, engine) }`.
 * @param engine absolute path of the engine's executable
 * @param ambient the environment it is added to: PATH is extended and sandbox credentials in it are kept; default `process.env`
 */
export function sandboxEnvironment(
  layout: SandboxLayout,
  engine: string,
  ambient: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries([...FOREIGN_ENGINE_SETTINGS, ...REAL_CREDENTIALS].map((name) => [name, undefined])),
    ...engineSettings(layout),
    ...sandboxCredentials(ambient),
    [CLOUDS_VARIABLE]: layout.clouds,
    [PROJECT_VARIABLE]: layout.root,
    [NODE_VARIABLE]: process.execPath,
    [ENGINE_VARIABLE]: engine,
    PATH: searchPath(layout, ambient["PATH"]),
  };
}

function engineSettings(layout: SandboxLayout): NodeJS.ProcessEnv {
  return {
    PULUMI_HOME: layout.home,
    PULUMI_BACKEND_URL: backendUrl(layout),
    PULUMI_CONFIG_PASSPHRASE_FILE: layout.passphrase,
    PULUMI_CREDENTIAL_STORE: "plaintext",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    // A real provider that happens to lie on PATH would be preferred to the simulated one.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    // For whoever calls the engine without `--config-file`: what is not told stays out of `stacks/`, and the secrets of a
    // stack keep the key its state names.
    PULUMI_OPTION_CONFIG_FILE: join(layout.stacks, "any-stack.yaml"),
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
  };
}

/**
 * Without the attributes that the file backend would keep beside each state (`<stack>.json.attrs`): nothing reads them,
 * they are not written atomically, and a run that is killed just then would leave a state that cannot be loaded.
 */
function backendUrl({ state }: SandboxLayout): string {
  const url = pathToFileURL(state);
  url.searchParams.set("metadata", "skip");
  return url.href;
}

/** Sandbox credentials that are set already stay, so that a person can try the wrong account; anything else is replaced. */
function sandboxCredentials(ambient: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = (name: string, pattern: RegExp): string => {
    const given = ambient[name];
    return given !== undefined && pattern.test(given) ? given : EVERY_ACCOUNT;
  };
  return {
    AWS_ACCESS_KEY_ID: kept("AWS_ACCESS_KEY_ID", SANDBOX_ACCESS_KEY_ID),
    AWS_SECRET_ACCESS_KEY: "sandbox",
    ARM_CLIENT_ID: kept("ARM_CLIENT_ID", SANDBOX_CLIENT_ID),
    ARM_CLIENT_SECRET: "sandbox",
    GOOGLE_CREDENTIALS: kept("GOOGLE_CREDENTIALS", SANDBOX_GOOGLE_CREDENTIALS),
  };
}

/** The sandbox's `pulumi` first, then the checkout's Node.js and tools; each once, however often it is applied. */
function searchPath(layout: SandboxLayout, ambient = ""): string {
  const first = [layout.bin, join(layout.root, "node_modules", ".bin")];
  return [...first, ...ambient.split(delimiter).filter((entry) => entry !== "" && !first.includes(entry))].join(
    delimiter,
  );
}
