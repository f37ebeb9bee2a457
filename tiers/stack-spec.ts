/** What a stack is: who, where, under which promises; and the labels it puts on everything. */
import type { Cloud, Environment, Framework, SecurityLevel, Tier } from "./vocabulary.ts";

export interface StackSpec {
  /** `<tenant>-<environment>`, also the Pulumi stack's name and the prefix of physical names. */
  readonly name: string;
  readonly tenant: string;
  /** The customer's name for people. */
  readonly tenantName: string;
  readonly environment: Environment;
  readonly tier: Tier;
  readonly cloud: Cloud;
  readonly region: string;
  /** Where copies lie and disaster recovery starts; absent where the tier promises none and none was named. */
  readonly standbyRegion?: string;
  /** Account, subscription or project id to which the provider is pinned. */
  readonly account: string;
  /** Law group of the region, as in `data/regions.yaml`. */
  readonly jurisdiction: string;
  readonly securityLevel: SecurityLevel;
  readonly frameworks: readonly Framework[];
  /** `pooled` (slice of a cell), `dedicated` (own stores and network) or `dedicated-account`. */
  readonly isolation: "pooled" | "dedicated" | "dedicated-account";
  /** Pulumi `protect`, `retainOnDelete`, the cloud's deletion protection and final snapshots on everything authoritative. */
  readonly deletionProtection: boolean;
  /** FIPS 140-3 endpoints of the cloud's API only. */
  readonly fipsEndpoints: boolean;
  readonly availabilityObjectivePercent: number;
  readonly contacts: { readonly owner: string; readonly security: string; readonly billing: string };
}

/** Labels that every resource of the stack carries; `component` and `data-class` are added where the resource is made. */
export interface StackLabels {
  readonly tenant: string;
  readonly tier: string;
  readonly environment: string;
  readonly region: string;
  readonly owner: string;
  readonly "managed-by": "leasehold";
}
