/** The ways out: routes to exactly what may be reached, and NAT behind addresses that stay. */
import { Address } from "@pulumi/gcp/compute/address.js";
import type { Network } from "@pulumi/gcp/compute/network.js";
import { Route } from "@pulumi/gcp/compute/route.js";
import { Router } from "@pulumi/gcp/compute/router.js";
import { RouterNat } from "@pulumi/gcp/compute/routerNat.js";
import type { Subnetwork } from "@pulumi/gcp/compute/subnetwork.js";
import type { NetworkArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { googleApis } from "./google-apis.ts";
import { internetBlocks } from "../internet-blocks.ts";
import { resourceName } from "./names.ts";

const ROUTE_PRIORITY = 1000;
/** Ports of one machine on an address: grows by itself from the one to the other; Cloud NAT takes powers of two. */
const PORTS_PER_MACHINE = { min: 64, max: 4096 } as const;

/**
 * Creates one route per block that may be reached, for machines with the workloads' tag only. The network was made without
 * Google's own route to everywhere, so what is not named here is out of reach even where a firewall rule is loosened.
 */
export function createRoutes(owner: GcpComponent, args: NetworkArgs, vpc: Pick<Network, "id">, tag: string): void {
  const { stack, boundary, spec } = args;
  const apis = googleApis(spec);
  for (const { key, cidr } of [{ key: apis.key, cidr: apis.cidr }, ...internetBlocks(spec)]) {
    owner.child(Route, `route-${key}`, {
      project: boundary.boundaryName,
      name: resourceName(stack, key),
      network: vpc.id,
      destRange: cidr,
      nextHopGateway: "default-internet-gateway",
      priority: ROUTE_PRIORITY,
      tags: [tag],
    });
  }
}

/**
 * Creates router, NAT and one static address per NAT zone of the blueprint. Cloud NAT is one regional service that outlives
 * a zone by itself, so the zones only count its addresses. Cost: per machine and hour, per GiB, per address and hour.
 */
export function createNat(
  owner: GcpComponent,
  args: NetworkArgs,
  vpc: Pick<Network, "id">,
  application: Subnetwork,
): readonly Address[] {
  const { stack, boundary, spec } = args;
  const place = { project: boundary.boundaryName, region: stack.region };
  const router = owner.child(Router, "router", { ...place, name: resourceName(stack, "router"), network: vpc.id });
  const addresses = spec.natZones.map((zone) =>
    owner.labelledChild(Address, `nat-address-${zone}`, "none", {
      ...place,
      name: resourceName(stack, `nat-${zone}`),
      addressType: "EXTERNAL",
      networkTier: "PREMIUM",
    }),
  );
  owner.child(RouterNat, "nat", {
    ...place,
    name: resourceName(stack, "nat"),
    router: router.name,
    natIpAllocateOption: "MANUAL_ONLY",
    natIps: addresses.map(({ selfLink }) => selfLink),
    sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
    subnetworks: [{ name: application.id, sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
    enableDynamicPortAllocation: true,
    enableEndpointIndependentMapping: false,
    minPortsPerVm: PORTS_PER_MACHINE.min,
    maxPortsPerVm: PORTS_PER_MACHINE.max,
    logConfig: { enable: true, filter: "ERRORS_ONLY" },
  });
  return addresses;
}
