/** The private endpoint of a store: its address in the tenant's network, and the only way in. */
import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import { PrivateEndpoint } from "@pulumi/azure-native/network/privateEndpoint.js";
import type * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs, Network, PrivateZoneKey } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";
import { stackResourceName } from "./names.ts";
import { privateZoneId } from "./store-wiring.ts";

/** Names of private endpoints: 2 to 64 characters (Azure: "Naming rules and restrictions for Azure resources"). */
const MAX_ENDPOINT_NAME_LENGTH = 64;

export interface StoreEndpoint {
  /** Logical key, e.g. `data-endpoint`. */
  readonly key: string;
  /** Name inside the resource group, after the stack's, e.g. `objects-data`. */
  readonly name: string;
  readonly target: pulumi.Output<string>;
  /** Which of the target's services answers: `blob`, `redisEnterprise`. */
  readonly subresource: string;
  readonly zone: PrivateZoneKey;
  readonly dependsOn?: readonly pulumi.Resource[];
}

/**
 * Creates the endpoint in the data subnet, and lets it enter its name into the private zone, so that the store's public
 * name leads to it from inside the network.
 * @returns the entry of the name, after which the store can be reached.
 */
export function createStoreEndpoint(
  owner: AzureComponent,
  { stack, network, boundary }: ComponentArgs<unknown> & { readonly network: Network },
  { key, name, target, subresource, zone, dependsOn = [] }: StoreEndpoint,
): PrivateDnsZoneGroup {
  const resourceGroupName = boundary.boundaryName;
  const endpointName = stackResourceName(stack, name, MAX_ENDPOINT_NAME_LENGTH);
  const endpoint = owner.taggedChild(
    PrivateEndpoint,
    key,
    "none",
    {
      resourceGroupName,
      privateEndpointName: endpointName,
      location: stack.region,
      customNetworkInterfaceName: `${endpointName}-nic`,
      // Subnets span all zones.
      subnet: { id: network.subnetIds.data.a },
      privateLinkServiceConnections: [{ name: endpointName, privateLinkServiceId: target, groupIds: [subresource] }],
    },
    { dependsOn: [...dependsOn] },
  );
  return owner.child(PrivateDnsZoneGroup, `${key}-name`, {
    resourceGroupName,
    privateEndpointName: endpoint.name,
    privateDnsZoneGroupName: "default",
    privateDnsZoneConfigs: [{ name: subresource.toLowerCase(), privateDnsZoneId: privateZoneId(network, zone) }],
  });
}
