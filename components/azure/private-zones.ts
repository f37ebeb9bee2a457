/** Private DNS zones: inside the network the public names of stores lead to their private addresses. */
import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import type { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs, PrivateZoneKey } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";
import { privateZoneName } from "./clouds.ts";

/**
 * Creates a zone per service and its link to the network.
 * @returns ids that are known once the link stands: what enters a name earlier could not be found by it
 */
export function createPrivateZones(
  owner: AzureComponent,
  { stack, boundary }: NetworkArgs,
  network: VirtualNetwork,
): Readonly<Record<PrivateZoneKey, pulumi.Output<string>>> {
  const create = (key: PrivateZoneKey): pulumi.Output<string> => {
    const zone = owner.taggedChild(PrivateZone, `zone-${key}`, "none", {
      resourceGroupName: boundary.boundaryName,
      privateZoneName: ownZoneName(stack, key),
      location: "global",
    });
    const link = owner.taggedChild(
      VirtualNetworkLink,
      `zone-${key}-link`,
      "none",
      {
        resourceGroupName: boundary.boundaryName,
        privateZoneName: zone.name,
        virtualNetworkLinkName: stack.name,
        location: "global",
        virtualNetwork: { id: network.id },
        registrationEnabled: false,
        resolutionPolicy: "Default",
      },
      { replaceOnChanges: ["virtualNetwork"] },
    );
    return pulumi.all([zone.id, link.id]).apply(([id]) => id);
  };
  return {
    database: create("database"),
    cache: create("cache"),
    objects: create("objects"),
    vault: create("vault"),
  };
}

/** Name of a zone of the stack: PostgreSQL takes one of the stack's own, the names of the others are given. */
export function ownZoneName({ name, region }: NetworkArgs["stack"], key: PrivateZoneKey): string {
  const zone = privateZoneName(region, key);
  return key === "database" ? `${name}.${zone}` : zone;
}
