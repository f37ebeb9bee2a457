/** What one region has of the tenant's VPC network, which spans the world: the home region's part and the standby region's. */
import type { Network as Vpc } from "@pulumi/gcp/compute/network.js";
import type { Subnetwork } from "@pulumi/gcp/compute/subnetwork.js";
import * as pulumi from "@pulumi/pulumi";
import type { SubnetRole } from "../../tiers/vocabulary.ts";
import type { Network, NetworkArgs } from "../contracts.ts";
import { createNat, createRoutes } from "./egress.ts";
import { createFirewall, type ElsewhereBlock } from "./firewall.ts";
import { createFlowLogBucket, createFlowLogSink } from "./flow-logs.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { googleApis } from "./google-apis.ts";
import { resourceName } from "./names.ts";
import { regionalBlocks } from "./regional-blocks.ts";
import { createSubnetworks, subnetIds } from "./subnetworks.ts";

/** The part that was created: what others may know of it, and what else the region's owner builds on. */
export interface RegionalNetwork {
  readonly contract: Omit<Network, "networkId">;
  readonly subnetworks: Readonly<Record<SubnetRole, Subnetwork>>;
}

/**
 * Creates subnetworks, routes, router, NAT, firewall, the log bucket, and flow logs where the blueprint wants them.
 * @param elsewhere blocks of stores that lie in the same network, but outside of the stack's own block
 */
export function createRegionalNetwork(
  owner: GcpComponent,
  args: NetworkArgs,
  vpc: Pick<Vpc, "id">,
  elsewhere: readonly ElsewhereBlock[] = [],
): RegionalNetwork {
  const { stack, spec } = args;
  const tag = resourceName(stack, "workload");
  const subnetworks = createSubnetworks(owner, args, vpc, regionalBlocks(spec).subnets);
  createRoutes(owner, args, vpc, tag);
  const addresses = createNat(owner, args, vpc, subnetworks.application);
  createFirewall(owner, args, vpc, tag, elsewhere);
  const bucket = createFlowLogBucket(owner, args);
  if (spec.flowLogs) createFlowLogSink(owner, args, bucket);
  return {
    contract: {
      cidr: spec.cidr,
      subnetIds: subnetIds(subnetworks),
      workloadGroupId: pulumi.output(tag),
      egressAddresses: pulumi.all(addresses.map(({ address }) => address)),
      privateEndpoints: googleApis(spec).services,
    },
    subnetworks,
  };
}
