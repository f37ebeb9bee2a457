/** Customer-managed keys as stores see them: they must exist, lie in the store's region, and let its service agent use them. */
import { textAt } from "../properties.ts";
import type { TypeContext } from "../resource-type.ts";
import { projectNumber } from "./invokes.ts";
import { idOf, locationOf } from "./self-link.ts";

const CRYPTO_KEY = "gcp:kms/cryptoKey:CryptoKey";
const CRYPTO_KEY_MEMBER = "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember";
const USE = "roles/cloudkms.cryptoKeyEncrypterDecrypter";

/** A service whose agent uses keys, and how the agent is called. */
const AGENTS = {
  backupdr: "gcp-sa-backupdr",
  sql: "gcp-sa-cloud-sql",
  storage: "gs-project-accounts",
  memorystore: "gcp-sa-memorystore",
  pubsub: "gcp-sa-pubsub",
  secretmanager: "gcp-sa-secretmanager",
  logging: "gcp-sa-logging",
} as const;

/** What is wrong with a key for a store in a location. */
export type KeyFlaw = "absent" | "elsewhere" | "forbidden";

/** Name of the project's service agent of a service. */
export function serviceAgent(service: keyof typeof AGENTS, project: string): string {
  // The agent that encrypts log buckets has a name of its own form.
  const user = service === "logging" ? `cmek-p${projectNumber(project)}` : `service-${projectNumber(project)}`;
  return `${user}@${AGENTS[service]}.iam.gserviceaccount.com`;
}

/**
 * The flaw of a key that a store is to lie under; undefined for a key that it can use, and where no key is named.
 * @param location region of the store
 */
export function keyFlaw(
  keyName: string | undefined,
  service: keyof typeof AGENTS,
  location: string,
  context: TypeContext,
): KeyFlaw | undefined {
  if (keyName === undefined) return undefined;
  const key = idOf(keyName);
  if (locationOf(key) !== location) return "elsewhere";
  if (context.cloud.byId(CRYPTO_KEY, key, location) === undefined) return "absent";
  const member = `serviceAccount:${serviceAgent(service, context.account)}`;
  const grant = context.cloud.find(
    CRYPTO_KEY_MEMBER,
    ({ inputs }) =>
      idOf(textAt(inputs, "cryptoKeyId") ?? "") === key &&
      textAt(inputs, "role") === USE &&
      textAt(inputs, "member") === member,
  );
  return grant === undefined ? "forbidden" : undefined;
}
