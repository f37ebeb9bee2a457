/** The simulated Google Cloud without engine and wire, with what stores stand on already in place. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { CloudProvider } from "../../sandbox/clouds/cloud-provider.ts";
import { readFacts } from "../../sandbox/clouds/facts.ts";
import { FaultPlan } from "../../sandbox/clouds/faults.ts";
import { checkGcpConfig, configureGcp } from "../../sandbox/clouds/gcp/configuration.ts";
import { invokes, types } from "../../sandbox/clouds/gcp/index.ts";
import { serviceAgent } from "../../sandbox/clouds/gcp/key-use.ts";
import type { CloudRecord, Properties } from "../../sandbox/clouds/resource-type.ts";
import { RecordStore } from "../../sandbox/clouds/store.ts";
import { recordRegion } from "../../sandbox/clouds/type-context.ts";
import { cloudsFolder } from "./cloud-fixture.ts";

export const PROJECT = "acme-prod";
export const REGION = "europe-west1";
export const NETWORK = `projects/${PROJECT}/global/networks/acme-production-vpc`;
export const KEY = keyIn(REGION);

const ENVIRONMENT = { GOOGLE_CREDENTIALS: "sandbox" };

/** Services that stores call. */
const SERVICES = ["backupdr", "memorystore", "sqladmin", "storage", "storagetransfer"].map(
  (name) => `${name}.googleapis.com`,
);

/** A key of the project in a region. */
export function keyIn(region: string): string {
  return `projects/${PROJECT}/locations/${region}/keyRings/acme-production/cryptoKeys/data`;
}

/** A resource that was made. */
export interface Made {
  /** Token without its package: `sql/user:User`. */
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export class SimulatedStores {
  readonly root: string;
  readonly #project: string;
  readonly #provider: CloudProvider;

  constructor({
    project = PROJECT,
    root = cloudsFolder(),
  }: { readonly project?: string; readonly root?: string } = {}) {
    this.root = root;
    this.#project = project;
    this.#provider = new CloudProvider(
      {
        name: "gcp",
        version: "9.37.0",
        types,
        invokes,
        facts: readFacts(join(import.meta.dirname, "..", "..", "sandbox", "clouds", "gcp", "facts")),
        checkConfig: (news) => checkGcpConfig(news, ENVIRONMENT),
        configure: (config) => configureGcp(config, ENVIRONMENT),
      },
      this.#store,
      new FaultPlan(root),
      () => {
        throw new Error("crashed");
      },
    );
    for (const service of SERVICES)
      this.#put("gcp:projects/service:Service", `${project}/${service}`, "global", { service });
    this.#provider.configure({ project, region: REGION, addPulumiAttributionLabel: "false" });
  }

  /** Puts what the foundation makes into the folder: a peered network with its endpoint policy, and a usable key. */
  found(...regions: readonly string[]): this {
    const put = this.#put.bind(this);
    put("gcp:compute/globalAddress:GlobalAddress", "range", "global", {
      name: "services",
      address: "10.20.6.0",
      prefixLength: 24,
    });
    put("gcp:servicenetworking/connection:Connection", "peering", "global", {
      network: NETWORK,
      reservedPeeringRanges: ["services"],
    });
    const policy = { network: NETWORK, serviceClass: "gcp-memorystore", location: REGION };
    put("gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy", "policy", REGION, policy);
    for (const region of [REGION, ...regions]) {
      put("gcp:kms/cryptoKey:CryptoKey", keyIn(region), region, { name: "data" });
      for (const service of ["backupdr", "sql", "memorystore", "storage"] as const) {
        put("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", `${keyIn(region)}/${service}`, region, {
          cryptoKeyId: keyIn(region),
          role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
          member: `serviceAccount:${serviceAgent(service, this.#project)}`,
        });
      }
    }
    return this;
  }

  /** Makes a resource. Rejects with the reasons of failed checks, one per line, or with the cloud's refusal. */
  async make(type: string, inputs: Properties): Promise<Made> {
    const filled = this.#check(type, inputs, {});
    const { id, outputs } = await this.#provider.create({ ...call(type), inputs: filled, preview: false });
    return { type, id, inputs: filled, outputs };
  }

  /** What is wrong with inputs before anything is made: `property: reason`. */
  failures(type: string, inputs: Properties): readonly string[] {
    const checked = this.#provider.check({ ...call(type), olds: {}, news: inputs, seed: new Uint8Array() });
    return checked.failures.map(({ property, reason }) => `${property}: ${reason}`);
  }

  /** Paths that a change would change; those that replace end in `!`. */
  changes(made: Made, news: Properties): readonly string[] {
    const inputs = this.#check(made.type, news, made.inputs);
    const plan = this.#provider.diff({ ...call(made.type), olds: made.inputs, news: inputs, outputs: made.outputs });
    return plan.changes.map(({ path, replaces }) => (replaces ? `${path}!` : path)).sort();
  }

  /** Changes a resource in place; throws when the change would replace it. */
  async change(made: Made, news: Properties): Promise<Made> {
    const replacing = this.changes(made, news).filter((path) => path.endsWith("!"));
    if (replacing.length > 0) throw new Error(`would replace because of ${replacing.join(", ")}`);
    const inputs = this.#check(made.type, news, made.inputs);
    const update = { ...call(made.type), id: made.id, olds: made.inputs, news: inputs, preview: false };
    return { ...made, inputs, outputs: await this.#provider.update({ ...update, outputs: made.outputs }) };
  }

  async remove(made: Made): Promise<void> {
    await this.#provider.delete({ ...call(made.type), id: made.id, outputs: made.outputs });
  }

  /** Outputs as a refresh reads them; undefined when the provider says that it is gone. */
  async read(made: Made): Promise<Properties | undefined> {
    return (await this.#provider.read({ ...made, ...call(made.type) }))?.outputs;
  }

  invoke(token: string, args: Properties = {}): Properties {
    return this.#provider.invoke(`gcp:${token}`, args);
  }

  /** The record in the folder; undefined where there is none. */
  record(type: string, id: string, region = REGION): CloudRecord | undefined {
    const token = `gcp:${type}`;
    const place = recordRegion(types.get(token), region);
    return this.#store.read({ account: this.#project, region: place, type: token }, id);
  }

  /** Ids of every record of a type. */
  ids(type: string): readonly string[] {
    return this.#store.list(this.#project, `gcp:${type}`).map(({ id }) => id);
  }

  /** What a person does who edits the outputs of a record. */
  edit(type: string, id: string, outputs: Properties): void {
    const record = this.record(type, id);
    assert.ok(record);
    this.#store.replace({ ...record, outputs: { ...record.outputs, ...outputs } });
  }

  #put(type: string, id: string, region: string, inputs: Properties): void {
    this.#store.replace({ type, id, name: id, account: this.#project, region, inputs, labels: {}, outputs: {} });
  }

  get #store(): RecordStore {
    return new RecordStore(join(this.root, "gcp"));
  }

  #check(type: string, news: Properties, olds: Properties): Properties {
    const checked = this.#provider.check({ ...call(type), olds, news, seed: new Uint8Array() });
    if (checked.failures.length > 0) throw new Error(checked.failures.map(({ reason }) => reason).join("\n"));
    return checked.inputs;
  }
}

/** Asserts the exact words in which something is refused. */
export async function refused(attempt: Promise<unknown>, message: string): Promise<void> {
  await assert.rejects(attempt, { message });
}

/** Inputs with other settings of Cloud SQL. */
export function withSettings(inputs: Properties, settings: Properties): Properties {
  return { ...inputs, settings: { ...(inputs["settings"] as Properties), ...settings } };
}

/** Inputs of a Cloud SQL instance that Google takes. */
export const SQL_INPUTS: Properties = {
  name: "acme-production-database",
  databaseVersion: "POSTGRES_17",
  encryptionKeyName: KEY,
  rootPasswordWo: "correct-horse-battery",
  rootPasswordWoVersion: "1",
  deletionProtection: false,
  settings: {
    edition: "ENTERPRISE",
    tier: "db-custom-2-8192",
    availabilityType: "ZONAL",
    diskSize: 100,
    databaseFlags: [{ name: "cloudsql.iam_authentication", value: "on" }],
    backupConfiguration: {
      enabled: true,
      pointInTimeRecoveryEnabled: true,
      transactionLogRetentionDays: 7,
      backupRetentionSettings: { retainedBackups: 30 },
    },
    ipConfiguration: { ipv4Enabled: false, privateNetwork: NETWORK },
  },
};

/** Inputs of a Memorystore instance that Google takes. */
export const CACHE_INPUTS: Properties = {
  instanceId: "acme-production-cache",
  location: REGION,
  mode: "CLUSTER",
  nodeType: "STANDARD_SMALL",
  engineVersion: "VALKEY_8_0",
  shardCount: 2,
  replicaCount: 1,
  authorizationMode: "IAM_AUTH",
  transitEncryptionMode: "SERVER_AUTHENTICATION",
  kmsKey: KEY,
  zoneDistributionConfig: { mode: "MULTI_ZONE" },
  desiredAutoCreatedEndpoints: [{ network: NETWORK, projectId: PROJECT }],
  deletionProtectionEnabled: false,
};

function call(type: string): { readonly urn: string; readonly type: string } {
  return { urn: `urn:pulumi:acme-production::leasehold::gcp:${type}::test`, type: `gcp:${type}` };
}
