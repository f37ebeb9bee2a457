/** The plan's blocks as subnets of Azure, which span zones: one per zone only where something in a zone hangs on it. */
import type { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import type { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import { Subnet } from "@pulumi/azure-native/network/subnet.js";
import type { SubnetArgs } from "@pulumi/azure-native/network/subnet.js";
import type { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import { addressBlock, canonicalBlock, partOf } from "../../tiers/address-block.ts";
import type { NetworkSpec } from "../../tiers/blueprint.ts";
import { ZONES } from "../../tiers/vocabulary.ts";
import type { SubnetRole, Zone } from "../../tiers/vocabulary.ts";
import type { NetworkArgs } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";

/** Who sits in a subnet: the blueprint's roles, and PostgreSQL, which shares its subnet with nobody. */
export const SUBNET_USES = ["public", "application", "data", "database"] as const;
export type SubnetUse = (typeof SUBNET_USES)[number];

export interface AzureSubnets {
  readonly public: Subnet;
  readonly application: Readonly<Record<Zone, Subnet>>;
  /** Private endpoints of the stores and the vault. */
  readonly data: Subnet;
  readonly database: Subnet;
}

/** Blocks of a use; of the application one per zone, else the one block around the blocks of all zones or a half of it. */
export function blocksOf(spec: Pick<NetworkSpec, "subnets">, use: SubnetUse): readonly string[] {
  switch (use) {
    case "public":
      return [blockAround(spec, "public")];
    case "application":
      return ZONES.map((zone) => plannedCidr(spec, "application", zone));
    case "data":
      return [halfOf(blockAround(spec, "data"), 0)];
    case "database":
      return [halfOf(blockAround(spec, "data"), 1)];
    default:
      return use satisfies never;
  }
}

/**
 * Creates the subnets one after the other, since Azure refuses two changes of one network at a time. None has Azure's own
 * way out to the internet: what leaves, leaves through a NAT gateway.
 */
export function createSubnets(
  owner: AzureComponent,
  { spec, boundary, stack }: Pick<NetworkArgs, "spec" | "boundary" | "stack">,
  network: VirtualNetwork,
  groups: Readonly<Record<SubnetUse, NetworkSecurityGroup>>,
  natGateways: Readonly<Record<Zone, NatGateway | undefined>>,
): AzureSubnets {
  let previous: Subnet | undefined;
  const create = (use: SubnetUse, key: string, cidr: string, own: Partial<SubnetArgs>): Subnet => {
    previous = owner.child(
      Subnet,
      `subnet-${key}`,
      {
        resourceGroupName: boundary.boundaryName,
        virtualNetworkName: network.name,
        subnetName: key,
        addressPrefix: cidr,
        defaultOutboundAccess: false,
        networkSecurityGroup: { id: groups[use].id },
        // Without these two the security group would not hold for private endpoints.
        privateEndpointNetworkPolicies: "Enabled",
        privateLinkServiceNetworkPolicies: "Enabled",
        ...own,
      },
      previous === undefined ? {} : { dependsOn: [previous] },
    );
    return previous;
  };
  const [first] = spec.natZones;
  const application = (zone: Zone, index: number): Subnet => {
    const nat = natGateways[zone] ?? (first === undefined ? undefined : natGateways[first]);
    return create("application", `application-${zone}`, blocksOf(spec, "application")[index] ?? "", {
      ...(nat === undefined ? {} : { natGateway: { id: nat.id } }),
    });
  };
  return {
    public: create("public", "public", onlyBlock(spec, "public"), {}),
    application: { a: application("a", 0), b: application("b", 1), c: application("c", 2) },
    data: create("data", "data", onlyBlock(spec, "data"), {}),
    database: create("database", "database", onlyBlock(spec, "database"), {
      delegations: [{ name: "postgresql", serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }],
      // The write-ahead log goes to storage from inside the subnet, which has no other way out.
      serviceEndpoints: [{ service: "Microsoft.Storage", locations: [stack.region] }],
    }),
  };
}

function onlyBlock(spec: NetworkSpec, use: Exclude<SubnetUse, "application">): string {
  return blocksOf(spec, use)[0] ?? "";
}

/** Smallest block around the blocks of all zones; the plan leaves room for it between the roles. */
function blockAround(spec: Pick<NetworkSpec, "subnets">, role: SubnetRole): string {
  const blocks = ZONES.map((zone) => addressBlock(plannedCidr(spec, role, zone)));
  const [first] = blocks;
  if (first === undefined) throw new Error(`the blueprint plans no subnet ${role}`);
  const [address] = first.cidr.split("/");
  for (let prefixLength = first.prefixLength; prefixLength > 0; prefixLength -= 1) {
    const around = canonicalBlock(`${address}/${prefixLength}`) ?? "";
    const { first: low, last: high } = addressBlock(around);
    if (blocks.every((block) => low <= block.first && block.last <= high)) return around;
  }
  throw new Error(`the blocks of the subnets ${role} have no block around them`);
}

function halfOf(cidr: string, index: 0 | 1): string {
  const half = partOf(cidr, addressBlock(cidr).prefixLength + 1, index);
  if (half === undefined) throw new Error(`block ${cidr} has no halves`);
  return half;
}

function plannedCidr(spec: Pick<NetworkSpec, "subnets">, role: SubnetRole, zone: Zone): string {
  const plan = spec.subnets.find((subnet) => subnet.role === role && subnet.zone === zone);
  if (plan === undefined) throw new Error(`the blueprint plans no subnet ${role} in zone ${zone}`);
  return plan.cidr;
}
