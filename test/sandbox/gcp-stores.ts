/** The simulated Google Cloud with what stores stand on already in place. */
import assert from "node:assert/strict";
import { serviceAgent } from "../../sandbox/clouds/gcp/key-use.ts";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { PROJECT, REGION, SimulatedGcp, type Made, type Place } from "./simulated-gcp.ts";

export { PROJECT, REGION, refused, type Made } from "./simulated-gcp.ts";

export const NETWORK = `projects/${PROJECT}/global/networks/acme-production-vpc`;
export const KEY = keyIn(REGION);

/** Services that stores call. */
const SERVICES = ["backupdr", "memorystore", "sqladmin", "storage", "storagetransfer"].map(
  (name) => `${name}.googleapis.com`,
);

/** A key of the project in a region. */
export function keyIn(region: string): string {
  return `projects/${PROJECT}/locations/${region}/keyRings/acme-production/cryptoKeys/data`;
}

export class SimulatedStores extends SimulatedGcp {
  constructor(place: Place = {}) {
    super(place);
    for (const service of SERVICES)
      this.#put("gcp:projects/service:Service", `${this.account}/${service}`, "global", { service });
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
          member: `serviceAccount:${serviceAgent(service, this.account)}`,
        });
      }
    }
    return this;
  }

  /** Paths that a change would change; those that replace end in `!`. */
  changes(made: Made, news: Properties): readonly string[] {
    return this.plan(made, news)
      .changes.map(({ path, replaces }) => (replaces ? `${path}!` : path))
      .sort();
  }

  /** What a person does who edits the outputs of a record. */
  edit(type: string, id: string, outputs: Properties): void {
    const record = this.record(type, id);
    assert.ok(record);
    this.store.replace({ ...record, outputs: { ...record.outputs, ...outputs } });
  }

  #put(type: string, id: string, region: string, inputs: Properties): void {
    this.store.replace({ type, id, name: id, account: this.account, region, inputs, labels: {}, outputs: {} });
  }
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
