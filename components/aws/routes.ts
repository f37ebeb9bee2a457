/** The ways out of the network: internet gateway, NAT, and one route table per kind of way. */
import { Eip } from "@pulumi/aws/ec2/eip.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import type { NetworkSpec } from "../../tiers/blueprint.ts";
import type { Zone } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import { internetBlocks } from "../internet-blocks.ts";
import { forEachRoleAndZone, forEachZone } from "./subnets.ts";
import type { ByRoleAndZone, ByZone } from "./subnets.ts";

const INTERNET = "0.0.0.0/0";

export interface Routes {
  /** Addresses of the NAT gateways, in the order of `natZones`. */
  readonly natAddresses: readonly Eip[];
  /** The gateways themselves, in the same order. */
  readonly natGateways: readonly NatGateway[];
  /** Route table of the application subnet of each zone. */
  readonly applicationTables: ByZone<RouteTable>;
}

/**
 * Creates the routes: public subnets reach the internet directly, application subnets through NAT, data subnets not at all.
 * Where egress is by allow-list, application subnets have a route to each of its blocks and none to the rest: that binds
 * also what wears another security group than the workloads'.
 * A zone without a NAT gateway of its own goes through the first one, so that adding one later only turns a route.
 */
export function createRoutes(
  owner: TenantComponent,
  spec: NetworkSpec,
  vpc: Vpc,
  subnets: ByRoleAndZone<Subnet>,
): Routes {
  const internet = owner.taggedChild(InternetGateway, "internet-gateway", "none", { vpcId: vpc.id });
  const createTable = (key: string): RouteTable =>
    owner.taggedChild(RouteTable, `route-table-${key}`, "none", { vpcId: vpc.id });
  const publicTable = createTable("public");
  const applicationTables = forEachZone((zone) => createTable(`application-${zone}`));
  const dataTable = createTable("data");

  const publicRoute = owner.child(Route, "route-public-internet", {
    routeTableId: publicTable.id,
    destinationCidrBlock: INTERNET,
    gatewayId: internet.id,
  });
  forEachRoleAndZone((role, zone) => {
    const tables = { public: publicTable, application: applicationTables[zone], data: dataTable };
    return owner.child(RouteTableAssociation, `route-table-association-${role}-${zone}`, {
      subnetId: subnets[role][zone].id,
      routeTableId: tables[role].id,
    });
  });

  const gateways = createNatGateways(owner, spec, subnets.public, publicRoute);
  routeApplicationsThroughNat(owner, spec, applicationTables, gateways);
  const nats = [...gateways.values()];
  return {
    natAddresses: nats.map(({ address }) => address),
    natGateways: nats.map(({ gateway }) => gateway),
    applicationTables,
  };
}

interface Nat {
  readonly address: Eip;
  readonly gateway: NatGateway;
}

function createNatGateways(
  owner: TenantComponent,
  spec: NetworkSpec,
  publicSubnets: ByZone<Subnet>,
  publicRoute: Route,
): ReadonlyMap<Zone, Nat> {
  return new Map(
    spec.natZones.map((zone) => {
      // Other people's allow-lists name this address: it is a resource of its own, so that a gateway made anew keeps it.
      const address = owner.taggedChild(Eip, `nat-address-${zone}`, "none", { domain: "vpc" });
      const gateway = owner.taggedChild(
        NatGateway,
        `nat-${zone}`,
        "none",
        {
          allocationId: address.allocationId,
          subnetId: publicSubnets[zone].id,
          connectivityType: "public",
          availabilityMode: "zonal",
        },
        // A NAT gateway in a subnet that cannot reach the internet yet fails.
        { dependsOn: [publicRoute] },
      );
      return [zone, { address, gateway }];
    }),
  );
}

function routeApplicationsThroughNat(
  owner: TenantComponent,
  spec: NetworkSpec,
  tables: ByZone<RouteTable>,
  gateways: ReadonlyMap<Zone, Nat>,
): void {
  const [first] = gateways.values();
  if (first === undefined) return;
  for (const zone of spec.zones) {
    for (const { key, cidr } of internetBlocks(spec)) {
      owner.child(Route, `route-application-${zone}-${key}`, {
        routeTableId: tables[zone].id,
        destinationCidrBlock: cidr,
        natGatewayId: (gateways.get(zone) ?? first).gateway.id,
      });
    }
  }
}
