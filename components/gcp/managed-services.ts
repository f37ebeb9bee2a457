/** How Google's managed stores come into the network: Cloud SQL by peering, Memorystore by private endpoints. */
import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress.js";
import type { Network } from "@pulumi/gcp/compute/network.js";
import type { Subnetwork } from "@pulumi/gcp/compute/subnetwork.js";
import { ServiceConnectionPolicy } from "@pulumi/gcp/networkconnectivity/serviceConnectionPolicy.js";
import { Connection } from "@pulumi/gcp/servicenetworking/connection.js";
import { addressBlock } from "../../tiers/address-block.ts";
import type { NetworkArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { resourceName } from "./names.ts";

/** What must stand before a store can be placed in the network. */
export interface ManagedServices {
  readonly peering: Connection;
  readonly endpoints: ServiceConnectionPolicy;
}

/**
 * Creates the range and the peering of private services access, and the policy that lets Memorystore make its endpoints in
 * the data subnetwork. The range is fixed in size and place from the first day: each service takes a /24 of it per region.
 */
export function createManagedServices(
  owner: GcpComponent,
  args: NetworkArgs,
  vpc: Network,
  services: string,
  data: Subnetwork,
): ManagedServices {
  const { stack, boundary } = args;
  const project = boundary.boundaryName;
  const [address] = services.split("/");
  const range = owner.labelledChild(GlobalAddress, "services-range", "none", {
    project,
    name: resourceName(stack, "services"),
    purpose: "VPC_PEERING",
    addressType: "INTERNAL",
    address,
    prefixLength: addressBlock(services).prefixLength,
    network: vpc.id,
  });
  const peering = owner.child(Connection, "services-peering", {
    network: vpc.id,
    service: "servicenetworking.googleapis.com",
    reservedPeeringRanges: [range.name],
    // A peering that an earlier run left unrecorded is taken over with the range it should have.
    updateOnCreationFail: true,
    // Cloud SQL lets go of a peering hours after its last instance; a disposable stack does not wait for that.
    ...(owner.rules.forceDestroy ? { deletionPolicy: "ABANDON" } : {}),
  });
  const endpoints = owner.labelledChild(ServiceConnectionPolicy, "memorystore-policy", "none", {
    project,
    location: stack.region,
    name: resourceName(stack, "memorystore"),
    network: vpc.id,
    serviceClass: "gcp-memorystore",
    description: "Lets Memorystore place its endpoints in the data subnetwork",
    pscConfig: { subnetworks: [data.id] },
  });
  return { peering, endpoints };
}
