import type * as pulumi from "@pulumi/pulumi";
import type { NetworkSpec } from "../../tiers/blueprint.ts";
import type { SubnetRole, Zone } from "../../tiers/vocabulary.ts";
import type { ComponentArgs } from "./component-args.ts";
import type { HomeStack } from "./home-stack.ts";
import type { Keys } from "./keys.ts";

/** Services of Azure that answer under a private name. */
export type PrivateZoneKey = "database" | "cache" | "objects" | "vault";

/** Where the stack's resources lie and how they reach others. */
export interface Network {
  readonly networkId: pulumi.Output<string>;
  readonly cidr: string;
  /** Subnets by role and zone; where subnets span zones, each zone names the same one. */
  readonly subnetIds: Readonly<Record<SubnetRole, Readonly<Record<Zone, pulumi.Output<string>>>>>;
  /** What a workload wears to be let into stores: security group, application security group, network tag. */
  readonly workloadGroupId: pulumi.Output<string>;
  /** Addresses from which the stack leaves to the internet, for other people's allow-lists. */
  readonly egressAddresses: pulumi.Output<readonly string[]>;
  /** What translates addresses on the way out, for those who watch it; absent where the cloud numbers none. */
  readonly natIds?: readonly pulumi.Output<string>[];
  /** Names of the services reached through private endpoints. */
  readonly privateEndpoints: readonly string[];
  /** Azure: the subnet handed over to PostgreSQL, which nothing else may share. */
  readonly databaseSubnetId?: pulumi.Output<string>;
  /** Azure: the private DNS zones in which servers and private endpoints enter their names; endpoints lie in the data subnet. */
  readonly privateZoneIds?: Readonly<Record<PrivateZoneKey, pulumi.Output<string>>>;
}

export type NetworkArgs = ComponentArgs<NetworkSpec> & { readonly keys: Keys };

export type StandbyNetworkArgs = NetworkArgs & { readonly home: HomeStack };
