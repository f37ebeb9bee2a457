/** How the servers of two regions reach each other: both networks joined, and both private zones known in both. */
import { VirtualNetworkPeering } from "@pulumi/azure-native/network/virtualNetworkPeering.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AzureComponent } from "./azure-component.ts";
import { groupNameOfId, nameOfId } from "./store-wiring.ts";

/** One end. */
export interface ReplicationEnd {
  readonly stackName: string;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly networkId: pulumi.Output<string>;
  /** Taken from what it names, which must stand first. */
  readonly networkName: pulumi.Output<string>;
  /** Zone in which this end's database server has its name. */
  readonly zoneName: pulumi.Output<string>;
}

/** The end in another stack, from ids that it put out. */
export function endOf(
  stackName: string,
  networkId: pulumi.Output<string>,
  zoneId: pulumi.Output<string>,
): ReplicationEnd {
  return {
    stackName,
    resourceGroupName: groupNameOfId(networkId),
    networkId,
    networkName: nameOfId(networkId),
    zoneName: nameOfId(zoneId),
  };
}

/**
 * Creates both halves of the peering and both links (azure-databases-docs, concepts-networking-private, "Replication across
 * Azure regions and virtual networks"). All belong to the stack in the standby region, also those that lie in the home
 * stack's network and zone: each names something of the standby, which the home stack cannot know, and goes with it.
 * @returns what must stand before a server can follow one at the other end
 */
export function createReplicationPath(
  owner: AzureComponent,
  home: ReplicationEnd,
  standby: ReplicationEnd,
): readonly pulumi.Resource[] {
  const toHome = createPeering(owner, "peering-to-home", standby, home);
  // Azure refuses to change one network from both ends at once.
  const fromHome = createPeering(owner, "peering-from-home", home, standby, toHome);
  return [
    toHome,
    fromHome,
    createLink(owner, "zone-link-to-home", home, standby),
    createLink(owner, "zone-link-from-home", standby, home),
  ];
}

function createPeering(
  owner: AzureComponent,
  key: string,
  from: ReplicationEnd,
  to: ReplicationEnd,
  after?: pulumi.Resource,
): VirtualNetworkPeering {
  return owner.child(
    VirtualNetworkPeering,
    key,
    {
      resourceGroupName: from.resourceGroupName,
      virtualNetworkName: from.networkName,
      virtualNetworkPeeringName: to.stackName,
      remoteVirtualNetwork: { id: to.networkId },
      allowVirtualNetworkAccess: true,
      // Nothing that comes from elsewhere passes through, and nobody uses the other's gateways.
      allowForwardedTraffic: false,
      allowGatewayTransit: false,
      useRemoteGateways: false,
    },
    { replaceOnChanges: ["remoteVirtualNetwork"], ...(after === undefined ? {} : { dependsOn: [after] }) },
  );
}

/** The names of one end's database, in the other end's network. */
function createLink(
  owner: AzureComponent,
  key: string,
  zone: ReplicationEnd,
  reader: ReplicationEnd,
): VirtualNetworkLink {
  return owner.taggedChild(
    VirtualNetworkLink,
    key,
    "none",
    {
      resourceGroupName: zone.resourceGroupName,
      privateZoneName: zone.zoneName,
      virtualNetworkLinkName: reader.stackName,
      location: "global",
      virtualNetwork: { id: reader.networkId },
      registrationEnabled: false,
      resolutionPolicy: "Default",
    },
    { replaceOnChanges: ["virtualNetwork"] },
  );
}
