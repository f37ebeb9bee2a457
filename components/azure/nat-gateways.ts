/** The way out to the internet: a NAT gateway with an address of its own in each zone that the blueprint names. */
import { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Zone } from "../../tiers/vocabulary.ts";
import type { NetworkArgs } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";

/** Azure's least, minutes: what idles longer frees its port. */
const IDLE_TIMEOUT_MINUTES = 4;

export interface NatGateways {
  readonly byZone: Readonly<Record<Zone, NatGateway | undefined>>;
  readonly addresses: readonly pulumi.Output<string>[];
}

/**
 * Creates gateways and addresses, each pinned to its zone: a gateway serves several zones, but goes down with its own.
 * Adding a zone leaves the addresses of the others as they are, which stand in other people's allow-lists.
 */
export function createNatGateways(owner: AzureComponent, { stack, spec, facts, boundary }: NetworkArgs): NatGateways {
  const place = { resourceGroupName: boundary.boundaryName, location: stack.region };
  const byZone: Record<Zone, NatGateway | undefined> = { a: undefined, b: undefined, c: undefined };
  const addresses = spec.natZones.map((zone) => {
    const zones = [facts.zoneIds[zone]];
    const address = owner.taggedChild(
      PublicIPAddress,
      `nat-address-${zone}`,
      "none",
      {
        ...place,
        publicIpAddressName: stackResourceName(stack, `nat-${zone}`, NAME_MAX.network),
        sku: { name: "Standard", tier: "Regional" },
        publicIPAllocationMethod: "Static",
        publicIPAddressVersion: "IPv4",
        idleTimeoutInMinutes: IDLE_TIMEOUT_MINUTES,
        zones,
      },
      { replaceOnChanges: ["zones"] },
    );
    byZone[zone] = owner.taggedChild(
      NatGateway,
      `nat-${zone}`,
      "none",
      {
        ...place,
        natGatewayName: stackResourceName(stack, `nat-${zone}`, NAME_MAX.network),
        sku: { name: "Standard" },
        publicIpAddresses: [{ id: address.id }],
        idleTimeoutInMinutes: IDLE_TIMEOUT_MINUTES,
        zones,
      },
      { replaceOnChanges: ["zones", "sku.name"] },
    );
    return address.ipAddress.apply(knownAddress);
  });
  return { byZone, addresses };
}

/** The SDK leaves the address of a static one open. */
function knownAddress(address: string | undefined): string {
  if (address === undefined) throw new Error("a static public address has no address");
  return address;
}
