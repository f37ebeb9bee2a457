/** The simulated Google Cloud of one project. */
import { checkGcpConfig, configureGcp } from "../../sandbox/clouds/gcp/configuration.ts";
import { invokes, types } from "../../sandbox/clouds/gcp/index.ts";
import { SimulatedCloud, type Made } from "./simulated-cloud.ts";

export { refused, type Made } from "./simulated-cloud.ts";

export const PROJECT = "acme-prod";
export const REGION = "europe-west1";

const ENVIRONMENT = { GOOGLE_CREDENTIALS: "sandbox" };

/** Where a simulated provider acts. */
export interface Place {
  readonly project?: string;
  readonly defaultLabels?: Readonly<Record<string, string>>;
  /** Folder of the clouds; another provider on the same folder sees the same world. */
  readonly root?: string;
}

export class SimulatedGcp extends SimulatedCloud {
  constructor({ project = PROJECT, defaultLabels = {}, root }: Place = {}) {
    const labels = JSON.stringify(defaultLabels);
    super({
      package: "gcp",
      folder: "gcp",
      types,
      invokes,
      checkConfig: (news) => checkGcpConfig(news, ENVIRONMENT),
      configure: (config) => configureGcp(config, ENVIRONMENT),
      account: project,
      region: REGION,
      config: { project, region: REGION, defaultLabels: labels, addPulumiAttributionLabel: "false" },
      root,
    });
  }

  /** Switches services on, by the part of the address before `.googleapis.com`. */
  async enable(...services: readonly string[]): Promise<void> {
    for (const service of services) {
      await this.make(
        "projects/service:Service",
        { service: `${service}.googleapis.com`, disableOnDestroy: false },
        service,
      );
    }
  }
}

/** A ring with a key that a service's agent may use, in a project whose service is on. */
export async function makeKey(
  cloud: SimulatedGcp,
  agentOf: "pubsub" | "secretmanager",
  location = REGION,
): Promise<Made> {
  await cloud.enable("cloudkms", agentOf);
  const agent = await cloud.make(
    "projects/serviceIdentity:ServiceIdentity",
    { service: `${agentOf}.googleapis.com` },
    agentOf,
  );
  const ring = await cloud.make(
    "kms/keyRing:KeyRing",
    { name: `ring-${agentOf}`, location },
    `ring-${agentOf}-${location}`,
  );
  const key = await cloud.make(
    "kms/cryptoKey:CryptoKey",
    { name: "data", keyRing: ring.id },
    `key-${agentOf}-${location}`,
  );
  await cloud.make(
    "kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
    { cryptoKeyId: key.id, role: "roles/cloudkms.cryptoKeyEncrypterDecrypter", member: agent.outputs["member"] },
    `grant-${agentOf}-${location}`,
  );
  return key;
}
