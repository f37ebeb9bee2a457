import type * as pulumi from "@pulumi/pulumi";
import { planSubnets } from "../../tiers/address-plan.ts";
import type { Network, StandbyNetworkArgs } from "../contracts.ts";
import { GcpComponent } from "./gcp-component.ts";
import { regionalBlocks } from "./regional-blocks.ts";
import { createRegionalNetwork } from "./regional-network.ts";

/**
 * The tenant's network in the standby region: its own part of the home stack's VPC, which is global here and no region's.
 * A network of its own could not reach the replica: Cloud SQL is peered with the primary's VPC, and peering does not pass on.
 *
 * Creates: 1. a public, an application and a data subnetwork over the region's zones · 2. routes to what may be reached,
 * router, NAT with static addresses by tier · 3. the firewall: all refused, then what the workloads' tag allows, and the
 * home stack's range of managed services, in which the replica gets its address · 4. a log bucket under the standby region's
 * audit key, and flow logs where the blueprint wants them.
 * Does not: make the VPC, the private names of Google's APIs, or the access to managed services: those are the home stack's.
 * Cost: per NAT machine and hour, per GiB through NAT, per GiB of flow logs.
 */
export class GcpStandbyNetwork extends GcpComponent implements Network {
  readonly networkId: pulumi.Output<string>;
  readonly cidr: string;
  readonly subnetIds: Network["subnetIds"];
  readonly workloadGroupId: pulumi.Output<string>;
  readonly egressAddresses: pulumi.Output<readonly string[]>;
  readonly privateEndpoints: readonly string[];

  constructor(name: string, args: StandbyNetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("StandbyNetwork", name, args, options);
    const { home } = args;
    const { services } = regionalBlocks({ cidr: home.cidr, subnets: planSubnets(home.cidr) });
    const { contract } = createRegionalNetwork(this, args, { id: home.networkId }, [
      { key: "home-services", description: "The replica of the database", cidr: services },
    ]);

    this.networkId = home.networkId;
    this.cidr = contract.cidr;
    this.subnetIds = contract.subnetIds;
    this.workloadGroupId = contract.workloadGroupId;
    this.egressAddresses = contract.egressAddresses;
    this.privateEndpoints = contract.privateEndpoints;
    this.registerOutputs({
      networkId: this.networkId,
      subnetIds: this.subnetIds,
      workloadGroupId: this.workloadGroupId,
      egressAddresses: this.egressAddresses,
    });
  }
}
