import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import * as pulumi from "@pulumi/pulumi";
import type { Network, NetworkArgs, PrivateZoneKey } from "../contracts.ts";
import { AzureComponent } from "./azure-component.ts";
import { createFlowLog, createFlowLogAccount } from "./flow-logs.ts";
import { networkName } from "./names.ts";
import { createNatGateways } from "./nat-gateways.ts";
import { createPrivateZones } from "./private-zones.ts";
import { createSecurityGroups, createWorkloadGroup } from "./security-groups.ts";
import { createStoreEndpoint } from "./store-endpoint.ts";
import { createSubnets } from "./subnets.ts";

/** Services with a private endpoint; PostgreSQL needs none, since its servers stand in the network themselves. */
const ENDPOINT_SERVICES: readonly PrivateZoneKey[] = ["cache", "objects", "vault"];

/**
 * The tenant's own virtual network in one environment.
 *
 * Creates: 1. the network · 2. the workloads' application security group, and a security group per use of subnets that
 * allows what it names and denies the rest · 3. NAT gateways with fixed addresses by tier · 4. subnets: application one per
 * zone, each behind a NAT gateway, public, data (private endpoints) and database (PostgreSQL alone) across zones · 5.
 * private DNS zones with links · 6. the private endpoint of the vault, which is closed to everyone else in every tier ·
 * 7. an account under the audit key, and the flow logs in it where the blueprint wants them.
 * Does not: peer with other networks, carry IPv6, or open any port to the internet. The endpoints of stores are theirs; so
 * is the one of the standby vault, which only the disaster-recovery stack's network needs.
 * Cost: per NAT gateway, address and private endpoint and hour, per GiB through them, per GiB of flow logs.
 */
export class AzureNetwork extends AzureComponent implements Network {
  readonly networkId: pulumi.Output<string>;
  readonly cidr: string;
  readonly subnetIds: Network["subnetIds"];
  readonly workloadGroupId: pulumi.Output<string>;
  readonly egressAddresses: pulumi.Output<readonly string[]>;
  readonly natIds: readonly pulumi.Output<string>[];
  readonly privateEndpoints: readonly string[];
  readonly databaseSubnetId: pulumi.Output<string>;
  readonly privateZoneIds: Readonly<Record<PrivateZoneKey, pulumi.Output<string>>>;

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("Network", name, args, options);
    const network = this.createNetwork(args);
    const workloads = createWorkloadGroup(this, args);
    const groups = createSecurityGroups(this, args, workloads);
    const nat = createNatGateways(this, args);
    const subnets = createSubnets(this, args, network, groups, nat.byZone);

    this.networkId = network.id;
    this.cidr = args.spec.cidr;
    this.subnetIds = {
      public: everyZone(subnets.public.id),
      application: {
        a: subnets.application.a.id,
        b: subnets.application.b.id,
        c: subnets.application.c.id,
      },
      data: everyZone(subnets.data.id),
    };
    this.databaseSubnetId = subnets.database.id;
    this.workloadGroupId = workloads.id;
    this.egressAddresses = pulumi.all([...nat.addresses]);
    this.natIds = args.spec.natZones.flatMap((zone) => nat.byZone[zone]?.id ?? []);
    this.privateEndpoints = ENDPOINT_SERVICES;
    this.privateZoneIds = createPrivateZones(this, args, network);
    this.createVaultEndpoint(args);
    const account = createFlowLogAccount(this, args);
    if (args.spec.flowLogs) createFlowLog(this, args, network, account);
    this.registerOutputs({
      networkId: this.networkId,
      subnetIds: this.subnetIds,
      databaseSubnetId: this.databaseSubnetId,
      workloadGroupId: this.workloadGroupId,
      egressAddresses: this.egressAddresses,
    });
  }

  private createNetwork({ stack, spec, boundary }: NetworkArgs): VirtualNetwork {
    return this.taggedChild(VirtualNetwork, "vnet", "none", {
      resourceGroupName: boundary.boundaryName,
      virtualNetworkName: networkName(stack),
      location: stack.region,
      addressSpace: { addressPrefixes: [spec.cidr] },
      // Where the hosts can: what others cannot encrypt still runs under the stores' own TLS.
      encryption: { enabled: true, enforcement: "AllowUnencrypted" },
    });
  }

  /** Here and not with the vault: keys come before the network, since its flow logs are encrypted from the first line. */
  private createVaultEndpoint(args: NetworkArgs): void {
    const { vault } = args.keys;
    if (vault === undefined) throw new Error("the keys have no vault to make an endpoint for");
    createStoreEndpoint(
      this,
      { ...args, network: this },
      { key: "vault-endpoint", name: "vault", target: vault.vaultId, subresource: "vault", zone: "vault" },
    );
  }
}

/** Azure's subnets span zones. */
function everyZone(id: pulumi.Output<string>): Network["subnetIds"]["data"] {
  return { a: id, b: id, c: id };
}
