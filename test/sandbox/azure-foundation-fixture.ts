/** What tests of the simulated Azure's foundation make: vaults, networks, what hangs on a scope. */
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { GROUP_ID, type MadeStore, type StoreCloud } from "./azure-stores-fixture.ts";

export const GUID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
export const READER = `${GROUP_ID.split("/resourceGroups")[0]}/providers/Microsoft.Authorization/roleDefinitions/${GUID}`;

export function vaultInputs(vaultName: string, own: Properties = {}): Properties {
  const properties = {
    tenantId: GUID,
    sku: { family: "A", name: "premium" },
    enablePurgeProtection: true,
    softDeleteRetentionInDays: 30,
    ...own,
  };
  return { vaultName, location: "westeurope", properties };
}

export async function makeNetwork(cloud: StoreCloud): Promise<MadeStore> {
  const addressSpace = { addressPrefixes: ["10.20.0.0/20"] };
  return cloud.make(
    "network:VirtualNetwork",
    { virtualNetworkName: "net", location: "westeurope", addressSpace },
    "net",
  );
}

/** Makes what hangs on a scope and so lies in no group of its own. */
export function onScope(cloud: StoreCloud, type: string, inputs: Properties, name = "test"): Promise<MadeStore> {
  return cloud.make(type, { resourceGroupName: undefined, ...inputs }, name);
}
