/** A simulated Azure to test stores with, and a resource group to make them in. */
import { checkAzureConfig, configureAzure } from "../../sandbox/clouds/azure/configuration.ts";
import { invokes, types } from "../../sandbox/clouds/azure/index.ts";
import type { CheckFailure, Properties } from "../../sandbox/clouds/resource-type.ts";
import { SimulatedCloud, type Made } from "./simulated-cloud.ts";

export type { Made as MadeStore } from "./simulated-cloud.ts";

export const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
export const GROUP_NAME = "rg-acme";
export const GROUP_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP_NAME}`;

const ENVIRONMENT = { ARM_CLIENT_ID: "sandbox" };
const REGION = "westeurope";

export class StoreCloud extends SimulatedCloud {
  constructor({ account = SUBSCRIPTION, root }: { readonly account?: string; readonly root?: string } = {}) {
    super({
      package: "azure-native",
      folder: "azure",
      types,
      invokes,
      checkConfig: (news) => checkAzureConfig(news, ENVIRONMENT),
      configure: (config) => configureAzure(config, ENVIRONMENT),
      account,
      region: REGION,
      config: { subscriptionId: account, location: REGION },
      root,
    });
  }

  /** A cloud with a resource group in it. */
  static async withGroup(place: { readonly account?: string; readonly root?: string } = {}): Promise<StoreCloud> {
    const cloud = new StoreCloud(place);
    await cloud.make("resources:ResourceGroup", { resourceGroupName: GROUP_NAME, location: REGION }, "group");
    return cloud;
  }

  /** Makes a resource in the group, unless the inputs name another one. */
  override make(type: string, inputs: Properties = {}, name?: string): Promise<Made> {
    return super.make(type, { resourceGroupName: GROUP_NAME, ...inputs }, name);
  }

  /** Changes only the inputs that are named. */
  override change(made: Made, changes: Properties): Promise<Made> {
    return super.change(made, { ...made.inputs, ...changes });
  }

  override replacing(made: Made, changes: Properties): readonly string[] {
    return super.replacing(made, { ...made.inputs, ...changes });
  }

  /** Outputs of a resource as the cloud has them by now; undefined where it is gone. */
  outputs(made: Made): Properties | undefined {
    return this.records(made.type).find(({ id }) => id === made.id)?.outputs;
  }

  protected override failureText({ property, reason }: CheckFailure): string {
    return `${property}: ${reason}`;
  }
}

/** What Azure answers, as the provider prints it. */
export function answer(code: `${number} ${string}`, message: string): { readonly message: string } {
  const [status, name] = code.split(" ");
  return { message: `Status=${status} Code="${name}" Message="${message}"` };
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
export function readerInputs(source: Made, serverName: string, own: Properties = {}): Properties {
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
export async function makeAccount(cloud: StoreCloud, accountName: string, own: Properties = {}): Promise<Made> {
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
