import { Network as Vpc } from "@pulumi/gcp/compute/network.js";
import { Policy as DnsPolicy } from "@pulumi/gcp/dns/policy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Network, NetworkArgs } from "../contracts.ts";
import { GcpComponent } from "./gcp-component.ts";
import { createGoogleApisZone } from "./google-apis.ts";
import { knownAfter } from "./known-after.ts";
import { createManagedServices } from "./managed-services.ts";
import { resourceName } from "./names.ts";
import { regionalBlocks } from "./regional-blocks.ts";
import { createRegionalNetwork } from "./regional-network.ts";

/**
 * The tenant's own VPC network in one environment.
 *
 * Creates: 1. the network, without a subnetwork or route of Google's own · 2. a public, an application and a data subnetwork
 * that span the region's zones · 3. routes to what may be reached, router, NAT with static addresses by tier · 4. the
 * firewall: all refused, then what the workloads' tag allows · 5. the private zone of Google's APIs · 6. private services
 * access for Cloud SQL and the endpoint policy for Memorystore · 7. a log bucket under the audit key, and flow and DNS logs
 * where the blueprint wants them.
 * Does not: peer with other tenants' networks, carry IPv6, or open any port to the internet.
 * Cost: per NAT machine and hour, per GiB through NAT, per GiB of flow logs.
 */
export class GcpNetwork extends GcpComponent implements Network {
  readonly networkId: pulumi.Output<string>;
  readonly cidr: string;
  readonly subnetIds: Network["subnetIds"];
  readonly workloadGroupId: pulumi.Output<string>;
  readonly egressAddresses: pulumi.Output<readonly string[]>;
  readonly privateEndpoints: readonly string[];

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("Network", name, args, options);
    const vpc = this.createVpc(args);
    const { contract, subnetworks } = createRegionalNetwork(this, args, vpc);
    createGoogleApisZone(this, args, vpc);
    const { services } = regionalBlocks(args.spec);
    const { peering, endpoints } = createManagedServices(this, args, vpc, services, subnetworks.data);
    this.createDnsPolicy(args, vpc);

    // A store in the network needs peering and endpoints first.
    this.networkId = knownAfter(vpc.id, [peering.network, endpoints.network]);
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

  /** No description: it is create-only, and a word in it must not cost a network. */
  private createVpc({ stack, boundary }: NetworkArgs): Vpc {
    return this.child(Vpc, "vpc", {
      project: boundary.boundaryName,
      name: resourceName(stack, "vpc"),
      autoCreateSubnetworks: false,
      // What may be reached gets a route of its own; decided at creation, so the same in every tier.
      deleteDefaultRoutesOnCreate: true,
      routingMode: "REGIONAL",
      mtu: 1460,
      networkFirewallPolicyEnforcementOrder: "AFTER_CLASSIC_FIREWALL",
    });
  }

  private createDnsPolicy({ stack, boundary, spec }: NetworkArgs, vpc: Vpc): void {
    this.child(DnsPolicy, "dns-policy", {
      project: boundary.boundaryName,
      name: resourceName(stack, "dns"),
      description: "How the network resolves names",
      enableInboundForwarding: false,
      enableLogging: spec.flowLogs,
      networks: [{ networkUrl: vpc.id }],
    });
  }
}
