/** Subnetworks: one per role, over all zones of the region. */
import type { Network as Vpc } from "@pulumi/gcp/compute/network.js";
import { Subnetwork } from "@pulumi/gcp/compute/subnetwork.js";
import type * as pulumi from "@pulumi/pulumi";
import type { SubnetRole, Zone } from "../../tiers/vocabulary.ts";
import type { Network, NetworkArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { resourceName } from "./names.ts";

/** Every flow, per minute: a sample would not be evidence. */
const FLOW_LOGS = {
  aggregationInterval: "INTERVAL_1_MIN",
  flowSampling: 1,
  metadata: "INCLUDE_ALL_METADATA",
} as const;

/** Creates the subnetworks of a stack in its region. */
export function createSubnetworks(
  owner: GcpComponent,
  { stack, boundary, spec }: NetworkArgs,
  vpc: Pick<Vpc, "id">,
  blocks: Readonly<Record<SubnetRole, string>>,
): Readonly<Record<SubnetRole, Subnetwork>> {
  const subnetwork = (role: SubnetRole): Subnetwork =>
    owner.child(Subnetwork, `subnet-${role}`, {
      project: boundary.boundaryName,
      region: stack.region,
      name: resourceName(stack, role),
      network: vpc.id,
      ipCidrRange: blocks[role],
      purpose: "PRIVATE",
      stackType: "IPV4_ONLY",
      // Machines here have no public address; without this they could not reach Google's APIs.
      privateIpGoogleAccess: true,
      ...(spec.flowLogs ? { logConfig: FLOW_LOGS } : {}),
    });
  return { public: subnetwork("public"), application: subnetwork("application"), data: subnetwork("data") };
}

/** Ids as the contract has them: a subnetwork spans the zones of its region, so each zone names the same one. */
export function subnetIds(subnets: Readonly<Record<SubnetRole, Subnetwork>>): Network["subnetIds"] {
  const everywhere = ({ id }: Subnetwork): Readonly<Record<Zone, pulumi.Output<string>>> => ({ a: id, b: id, c: id });
  return {
    public: everywhere(subnets.public),
    application: everywhere(subnets.application),
    data: everywhere(subnets.data),
  };
}
