/** Sections of the blueprint that stores stand on: network, keys, identity, secrets. */
import type { KeyPurpose, SubnetRole, Workload, Zone } from "./vocabulary.ts";

export interface NetworkSpec {
  /** The environment's block; `cell` in a pooled stack, which has none of its own. Replaces: the network and everything in it. */
  readonly cidr: string;
  /** Zones in which subnets exist: three in every dedicated tier, so that no upgrade needs a new subnet group. */
  readonly zones: readonly Zone[];
  /** Zones in which nodes are placed, a prefix of `zones`. */
  readonly activeZones: readonly Zone[];
  readonly subnets: readonly SubnetPlan[];
  /** Zones with a NAT gateway; the other active zones route through the first. Cost: per gateway hour and GiB. */
  readonly natZones: readonly Zone[];
  /** `object-storage`: gateway endpoint only. `all`: a private endpoint for every cloud service the stack uses. Cost: per endpoint and zone hour. */
  readonly privateEndpoints: "object-storage" | "all";
  /** `open`: application subnets reach the internet on 443. `allow-list`: only `egressAllowList`; nothing else leaves. */
  readonly egress: "open" | "allow-list";
  /** CIDR blocks that workloads may reach when `egress` is `allow-list`; the stack's own block and endpoints are always reachable. */
  readonly egressAllowList: readonly string[];
  readonly flowLogs: boolean;
  readonly flowLogRetentionDays: number;
  /** Block of the stack in the other region, whose database servers may reach those of this one; absent where none has to. */
  readonly peerCidr?: string;
}

export interface SubnetPlan {
  readonly role: SubnetRole;
  readonly zone: Zone;
  readonly cidr: string;
}

export interface KeysSpec {
  /** Who owns the keys: the tenant's stack, or the cell for pooled tenants. */
  readonly owner: "tenant" | "cell";
  readonly keys: readonly KeySpec[];
}

export interface KeySpec {
  readonly purpose: KeyPurpose;
  /** `hardware`: must be backed by a hardware security module. Replaces: on clouds where protection is fixed at creation. */
  readonly protection: "software" | "hardware";
  /** Days between automatic rotations, raised to what the service offers. */
  readonly rotationDays: number;
  /** Days between the order to delete a key and its destruction: 7–30. */
  readonly deletionWindowDays: number;
  /** Usable in other regions by a replica. On from the first day: cannot be switched on later. */
  readonly multiRegion: boolean;
  /** Region of the replica that copies and disaster recovery need; absent where nothing is copied. */
  readonly replicaRegion?: string;
  /** The bucket of access logs lies under it, into which object storage writes in its own name, not in a principal's. */
  readonly encryptsAccessLogs: boolean;
}

export interface IdentitySpec {
  readonly workloads: readonly WorkloadSpec[];
  /** A boundary that no policy of a workload can exceed. */
  readonly permissionsBoundary: boolean;
  /** Human roles (admin) need a second factor. */
  readonly multiFactorForHumans: boolean;
  /** How long an assumed session lasts, minutes (60–720). */
  readonly sessionMinutes: number;
}

export interface WorkloadSpec {
  readonly name: Workload;
  /** A person's role rather than a program's. */
  readonly human: boolean;
  /** Who may assume it. All empty: nobody (default deny). */
  readonly trust: TrustSpec;
}

export interface TrustSpec {
  /** Ids of principals in the cloud's own form (on AWS: role or user ARNs). */
  readonly principals: readonly string[];
  /** Token issuers, e.g. a CI system or a cluster. */
  readonly tokenIssuers: readonly { readonly issuer: string; readonly subject: string; readonly audience: string }[];
  /** Service account of the tenant's cluster. */
  readonly serviceAccounts: readonly { readonly namespace: string; readonly name: string }[];
}

export interface SecretsSpec {
  readonly secrets: readonly SecretSpec[];
  /** Days in which a deleted secret can be restored: 7–30. */
  readonly recoveryWindowDays: number;
  /** Region with a replica of each secret, so that disaster recovery can log in; absent: none. */
  readonly replicaRegion?: string;
}

export interface SecretSpec {
  /** Stable key, e.g. `database-master`, `application`. */
  readonly name: string;
  readonly description: string;
  /** `generated`: made by the stack. `external`: an empty container that the tenant's people or programs fill. */
  readonly content: "generated" | "external";
  /** How it gets a new value. `on-demand`: raise `generation`. `owner`: whoever fills it. Shown by explain and reports. */
  readonly rotation: "on-demand" | "owner";
  /** Longest time between rotations, days: what frameworks ask for; a year where none asks. */
  readonly rotationDays: number;
  /** Counts up to rotate a generated secret in place. */
  readonly generation: number;
}
