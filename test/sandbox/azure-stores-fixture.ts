/** A simulated Azure to test stores with: their types, and a resource group to make them in. */
import { join } from "node:path";
import { checkAzureConfig, configureAzure } from "../../sandbox/clouds/azure/configuration.ts";
import { invokes, types } from "../../sandbox/clouds/azure/index.ts";
import { CloudProvider } from "../../sandbox/clouds/cloud-provider.ts";
import { readFacts } from "../../sandbox/clouds/facts.ts";
import { FaultPlan } from "../../sandbox/clouds/faults.ts";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { RecordStore } from "../../sandbox/clouds/store.ts";
import { cloudsFolder } from "./cloud-fixture.ts";

export const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
export const GROUP_NAME = "rg-acme";
export const GROUP_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP_NAME}`;

const FACTS_FOLDER = join(import.meta.dirname, "..", "..", "sandbox", "clouds", "azure", "facts");
const ENVIRONMENT = { ARM_CLIENT_ID: "sandbox" };

/** A resource that was made. */
export interface MadeStore {
  /** Token without its package: `storage:StorageAccount`. */
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export class StoreCloud {
  readonly root: string;
  readonly #provider: CloudProvider;
  readonly #store: RecordStore;

  constructor({ account = SUBSCRIPTION, root = cloudsFolder() }: { account?: string; root?: string } = {}) {
    this.root = root;
    this.#store = new RecordStore(join(root, "azure"));
    this.#provider = new CloudProvider(
      {
        name: "azure-native",
        version: "3.28.0",
        types,
        invokes,
        facts: readFacts(FACTS_FOLDER),
        checkConfig: (news) => checkAzureConfig(news, ENVIRONMENT),
        configure: (config) => configureAzure(config, ENVIRONMENT),
      },
      this.#store,
      new FaultPlan(root),
      () => {
        throw new Error("crashed");
      },
    );
    this.#provider.configure({ subscriptionId: account, location: "westeurope" });
  }

  /** A cloud with a resource group in it. */
  static async withGroup(place: { account?: string; root?: string } = {}): Promise<StoreCloud> {
    const cloud = new StoreCloud(place);
    await cloud.make("resources:ResourceGroup", { resourceGroupName: GROUP_NAME, location: "westeurope" }, "group");
    return cloud;
  }

  /** Makes a resource in the group. Rejects with the reasons of failed checks, one per line, or with the cloud's refusal. */
  async make(type: string, inputs: Properties, name = "test"): Promise<MadeStore> {
    const filled = this.#check(type, name, { resourceGroupName: GROUP_NAME, ...inputs }, {});
    const { id, outputs } = await this.#provider.create({ ...call(type, name), inputs: filled, preview: false });
    return { type, name, id, inputs: filled, outputs };
  }

  /** Changes a resource; rejects when the change would replace it, or with the cloud's refusal. */
  async change(made: MadeStore, changes: Properties): Promise<MadeStore> {
    const inputs = this.#check(made.type, made.name, { ...made.inputs, ...changes }, made.inputs);
    const replacing = this.replacing(made, changes);
    if (replacing.length > 0) throw new Error(`would replace because of ${replacing.join(", ")}`);
    const update = { ...call(made.type, made.name), id: made.id, olds: made.inputs, news: inputs, preview: false };
    return { ...made, inputs, outputs: await this.#provider.update({ ...update, outputs: made.outputs }) };
  }

  /** Inputs whose change the provider would plan as a replacement. */
  replacing(made: MadeStore, changes: Properties): readonly string[] {
    const news = this.#check(made.type, made.name, { ...made.inputs, ...changes }, made.inputs);
    const { changes: found } = this.#provider.diff({
      ...call(made.type, made.name),
      olds: made.inputs,
      news,
      outputs: made.outputs,
    });
    return found.filter((change) => change.replaces).map((change) => change.path);
  }

  async remove(made: MadeStore): Promise<void> {
    await this.#provider.delete({ ...call(made.type, made.name), id: made.id, outputs: made.outputs });
  }

  /** Outputs of a resource as the cloud has them by now; undefined where it is gone. */
  outputs(made: MadeStore): Properties | undefined {
    return this.#store.list(SUBSCRIPTION, `azure-native:${made.type}`).find(({ id }) => id === made.id)?.outputs;
  }

  /** Ids of what lies in the cloud of a type. */
  ids(type: string): readonly string[] {
    return this.#store.list(SUBSCRIPTION, `azure-native:${type}`).map(({ id }) => id);
  }

  #check(type: string, name: string, news: Properties, olds: Properties): Properties {
    const checked = this.#provider.check({ ...call(type, name), olds, news, seed: new Uint8Array() });
    if (checked.failures.length > 0)
      throw new Error(checked.failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
    return checked.inputs;
  }
}

/** What Azure answers, as the provider prints it. */
export function answer(code: `${number} ${string}`, message: string): { readonly message: string } {
  const [status, name] = code.split(" ");
  return { message: `Status=${status} Code="${name}" Message="${message}"` };
}

function call(type: string, name: string): { readonly urn: string; readonly type: string } {
  const token = `azure-native:${type}`;
  return { urn: `urn:pulumi:acme-production::leasehold::${token}::${name}`, type: token };
}

/** A server as it is made. */
export const SERVER_INPUTS = {
  serverName: "acme-db",
  location: "westeurope",
  administratorLogin: "leasehold",
  administratorLoginPassword: "not-a-password",
  authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Enabled" },
  availabilityZone: "1",
  backup: { backupRetentionDays: 30, geoRedundantBackup: "Disabled" },
  sku: { name: "Standard_D4ds_v5", tier: "GeneralPurpose" },
  storage: { storageSizeGB: 128, tier: "P30", autoGrow: "Enabled" },
  version: "17",
};
/** A size that is for trying out. */
export const BURST_SIZE = { sku: { name: "Standard_B2s", tier: "Burstable" } };

/** What a server that follows another one is made of. */
export function readerInputs(source: MadeStore, serverName: string, own: Properties = {}): Properties {
  return {
    serverName,
    location: "westeurope",
    createMode: "Replica",
    sourceServerResourceId: source.id,
    sku: SERVER_INPUTS.sku,
    storage: SERVER_INPUTS.storage,
    ...own,
  };
}

/** A storage account as it is made. */
export const ACCOUNT_INPUTS = {
  accountName: "acmedata",
  kind: "StorageV2",
  location: "westeurope",
  sku: { name: "Standard_ZRS" },
};

/** An account with versions, a feed of changes and a container `data`. */
export async function makeAccount(cloud: StoreCloud, accountName: string, own: Properties = {}): Promise<MadeStore> {
  const made = await cloud.make("storage:StorageAccount", { ...ACCOUNT_INPUTS, accountName, ...own }, accountName);
  const of = { accountName, blobServicesName: "default" };
  await cloud.make(
    "storage:BlobServiceProperties",
    { ...of, isVersioningEnabled: true, changeFeed: { enabled: true } },
    `${accountName}-service`,
  );
  await cloud.make("storage:BlobContainer", { accountName, containerName: "data" }, `${accountName}-container`);
  return made;
}
