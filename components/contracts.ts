/**
 * What the component of a role promises on every cloud. Stacks and other components know only these.
 * Ids are in the cloud's own form (ARN, ARM id, self link); nothing here is a secret, only references to secrets.
 */
import type * as pulumi from "@pulumi/pulumi";
import type {
  Blueprint,
  CacheSpec,
  DatabaseSpec,
  IdentitySpec,
  KeysSpec,
  NetworkSpec,
  ObjectsSpec,
  SecretsSpec,
  StackLabels,
  StackSpec,
} from "../tiers/blueprint.ts";
import type { DataClass, KeyPurpose, SubnetRole, Workload, Zone } from "../tiers/vocabulary.ts";
import type { Lifecycle } from "./lifecycle.ts";

/** Facts of the account that are read once, before the first resource, and frozen in the stack's outputs. */
export interface AccountFacts {
  readonly account: string;
  /** The account's zone behind each zone key, by the cloud's stable id (`euw1-az1`), not by its shuffled letter. */
  readonly zoneIds: Readonly<Record<Zone, string>>;
  /** The account's own name of the same zone (`eu-west-1b`), for services that place a node by name only. */
  readonly zoneNames: Readonly<Record<Zone, string>>;
  /** Azure: id of the Entra tenant that the subscription trusts, which vaults and role definitions name. */
  readonly directoryId?: string;
  /** Google Cloud: the project's number, from which the names of service agents are made. */
  readonly projectNumber?: string;
}

/** What encloses a stack: the account on AWS, a resource group on Azure, the project with its services on Google Cloud. */
export interface Boundary {
  /** Name by which resources place themselves inside; known once they may. */
  readonly boundaryName: pulumi.Output<string>;
}

/** What every component is told besides its own section. */
export interface ComponentArgs<Spec> {
  readonly stack: StackSpec;
  readonly labels: StackLabels;
  /** Whether the stack is in use, disposable or on its way out: decides protection, retention and final snapshots. */
  readonly lifecycle: Lifecycle;
  readonly facts: AccountFacts;
  readonly boundary: Boundary;
  /** The plain section of the blueprint. */
  readonly spec: Spec;
}

export interface Network {
  readonly networkId: pulumi.Output<string>;
  readonly cidr: string;
  /** Subnets by role and zone; where subnets span zones, each zone names the same one. */
  readonly subnetIds: Readonly<Record<SubnetRole, Readonly<Record<Zone, pulumi.Output<string>>>>>;
  /** What a workload wears to be let into stores: security group, application security group, network tag. */
  readonly workloadGroupId: pulumi.Output<string>;
  /** Addresses from which the stack leaves to the internet, for other people's allow-lists. */
  readonly egressAddresses: pulumi.Output<readonly string[]>;
  /** Names of the services reached through private endpoints. */
  readonly privateEndpoints: readonly string[];
}

export interface KeyRef {
  readonly purpose: KeyPurpose;
  /** Id that a store takes to encrypt with it. */
  readonly keyId: pulumi.Output<string>;
  /** Name for people and policies. */
  readonly alias: string;
  /** The key's replica in the standby region; absent where none is. */
  readonly replicaKeyId?: pulumi.Output<string>;
}

export interface Keys {
  readonly keys: Readonly<Record<KeyPurpose, KeyRef>>;
}

export interface Principal {
  readonly workload: Workload;
  /** Id that a grant names. */
  readonly principalId: pulumi.Output<string>;
  /** Name to which a store attaches its grant. */
  readonly principalName: pulumi.Output<string>;
}

/** Identity holds who; each store grants what, so that rights name the exact store. */
export interface Identity {
  readonly principals: Readonly<Record<Workload, Principal>>;
}

export interface SecretRef {
  readonly name: string;
  /** Where the value can be fetched by those allowed to; never the value. */
  readonly secretId: pulumi.Output<string>;
}

export interface Secrets {
  readonly secrets: Readonly<Record<string, SecretRef>>;
}

export interface Database {
  readonly databaseId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  /** Balances over the readers; the writer's host where there is none. */
  readonly readerHost: pulumi.Output<string>;
  /** Host of the connection pooler; absent below premium. */
  readonly proxyHost?: pulumi.Output<string>;
  readonly port: number;
  readonly databaseName: string;
  /** Database users that log in with an identity, by workload. */
  readonly users: Readonly<Partial<Record<Workload, string>>>;
  readonly masterSecretId: pulumi.Output<string>;
}

export interface Cache {
  readonly cacheId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly users: Readonly<Partial<Record<Workload, string>>>;
}

export interface BucketRef {
  readonly bucketId: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
}

export interface Objects {
  readonly buckets: Readonly<Record<string, BucketRef>>;
}

/** Arguments of what encloses the stack: there is no section, since a stack has exactly one. */
export type BoundaryArgs = Omit<ComponentArgs<unknown>, "boundary" | "spec">;
export type NetworkArgs = ComponentArgs<NetworkSpec> & { readonly keys: Keys };
export type KeysArgs = ComponentArgs<KeysSpec>;
export type IdentityArgs = ComponentArgs<IdentitySpec>;
export type SecretsArgs = ComponentArgs<SecretsSpec> & {
  readonly network: Network;
  readonly keys: Keys;
  readonly identity: Identity;
};
export type DatabaseArgs = ComponentArgs<DatabaseSpec> & {
  readonly network: Network;
  readonly keys: Keys;
  readonly identity: Identity;
  readonly secrets: Secrets;
  readonly generated: GeneratedSecrets;
};
export type CacheArgs = ComponentArgs<CacheSpec> & {
  readonly network: Network;
  readonly keys: Keys;
  readonly identity: Identity;
};
export type ObjectsArgs = ComponentArgs<ObjectsSpec> & {
  readonly network: Network;
  readonly keys: Keys;
  readonly identity: Identity;
};

/** Values of generated secrets, by name, handed from secrets to the store that needs them; always Pulumi secrets. */
export type GeneratedSecrets = Readonly<Record<string, pulumi.Output<string>>>;

type Built<Contract> = pulumi.ComponentResource & Contract;
type Build<Args, Contract> = new (name: string, args: Args, opts?: pulumi.ComponentResourceOptions) => Built<Contract>;

/** What a cloud's folder exports: a new cloud implements this, and the compiler lists what is missing. */
export interface CloudModule {
  /** One explicit provider per package, pinned to region and account, with the stack's labels as defaults where it can. */
  readonly createProviders: (blueprint: Blueprint) => pulumi.ProviderResource[];
  /** Reads what only the account knows. Throws a `RunError` when the account lacks what the blueprint needs. */
  readonly readAccountFacts: (blueprint: Blueprint, providers: pulumi.ProviderResource[]) => Promise<AccountFacts>;
  /** Absent where the account itself is the boundary and needs no resource. */
  readonly Boundary?: Build<BoundaryArgs, Boundary>;
  readonly Keys: Build<KeysArgs, Keys>;
  readonly Network: Build<NetworkArgs, Network>;
  readonly Identity: Build<IdentityArgs, Identity>;
  readonly Secrets: Build<SecretsArgs, Secrets & { readonly generated: GeneratedSecrets }>;
  readonly Database: Build<DatabaseArgs, Database>;
  readonly Cache: Build<CacheArgs, Cache>;
  readonly Objects: Build<ObjectsArgs, Objects>;
}

/** Label values that depend on what a resource holds. */
export interface ResourceLabels {
  readonly component: string;
  readonly dataClass: DataClass;
}
