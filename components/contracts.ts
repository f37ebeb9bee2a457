/**
 * What the component of a role promises on every cloud. Stacks and other components know only these.
 * Ids are in the cloud's own form (ARN, ARM id, self link); nothing here is a secret, only references to secrets.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { AccountBaselineSpec, AccountStackSpec } from "../tiers/account/account-blueprint.ts";
import type {
  AuditSpec,
  BackupSpec,
  Blueprint,
  CacheSpec,
  DatabaseSpec,
  IdentitySpec,
  KeysSpec,
  MonitoringSpec,
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
  /** Google Cloud: e-mail of the service agent that encrypts the project's log buckets; the project decides its form. */
  readonly logEncryptionAgent?: string;
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
  /** What translates addresses on the way out, for those who watch it; absent where the cloud numbers none. */
  readonly natIds?: readonly pulumi.Output<string>[];
  /** Names of the services reached through private endpoints. */
  readonly privateEndpoints: readonly string[];
  /** Azure: the subnet handed over to PostgreSQL, which nothing else may share. */
  readonly databaseSubnetId?: pulumi.Output<string>;
  /** Azure: the private DNS zones in which servers and private endpoints enter their names; endpoints lie in the data subnet. */
  readonly privateZoneIds?: Readonly<Record<PrivateZoneKey, pulumi.Output<string>>>;
}

/** Services of Azure that answer under a private name. */
export const PRIVATE_ZONE_KEYS = ["database", "cache", "objects", "vault"] as const;
export type PrivateZoneKey = (typeof PRIVATE_ZONE_KEYS)[number];

export interface KeyRef {
  readonly purpose: KeyPurpose;
  /** Id that a store takes to encrypt with it. */
  readonly keyId: pulumi.Output<string>;
  /** Name for people and policies. */
  readonly alias: string;
  /** The key's replica in the standby region; absent where none is. */
  readonly replicaKeyId?: pulumi.Output<string>;
  /** Azure: the key with its current version, for services that do not look for a newer one themselves. */
  readonly versionedKeyId?: pulumi.Output<string>;
  /** Azure: the identity in whose name a store uses the key; it may use this key and no other. */
  readonly identityId?: pulumi.Output<string>;
  /** Azure: likewise for the replica; it lives in the standby region, as geo-redundant backups demand. */
  readonly replicaIdentityId?: pulumi.Output<string>;
}

export interface Keys {
  readonly keys: Readonly<Record<KeyPurpose, KeyRef>>;
  /** Azure: the vault in which keys and secrets lie. */
  readonly vault?: VaultRef;
  /** Azure: the one in the standby region; absent where nothing is copied. */
  readonly standbyVault?: VaultRef;
}

export interface VaultRef {
  readonly vaultId: pulumi.Output<string>;
  readonly vaultName: pulumi.Output<string>;
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
  /** Balances over the readers, or is the first of them where nothing does; the writer's host where there is none. */
  readonly readerHost: pulumi.Output<string>;
  /** Every reader, where no host balances over them and a client must. */
  readonly readerHosts?: readonly pulumi.Output<string>[];
  /** Host of the connection pooler; absent below premium. */
  readonly proxyHost?: pulumi.Output<string>;
  /** Port of the pooler, where it is not that of the database. */
  readonly proxyPort?: number;
  readonly port: number;
  readonly databaseName: string;
  /** Database users that log in with an identity, by workload. */
  readonly users: Readonly<Partial<Record<Workload, string>>>;
  readonly masterSecretId: pulumi.Output<string>;
  /** AWS: name of the global database around the cluster, which one in another region joins; absent where there is none. */
  readonly globalId?: pulumi.Output<string>;
  /** Azure: every server by the key of its node: `writer`, `reader-b`. */
  readonly serverIds?: Readonly<Record<string, pulumi.Output<string>>>;
  /** What holds the log of its statements, known once it exists, for those who count lines in it; absent where a name suffices. */
  readonly logName?: pulumi.Output<string>;
}

/** A database in the standby region that follows the one at home until somebody promotes it. */
export interface DatabaseReplica extends Pick<
  Database,
  "databaseId" | "port" | "databaseName" | "serverIds" | "logName"
> {
  /** Users of the home database, which came with the data. */
  readonly users: Readonly<Partial<Record<Workload, pulumi.Input<string>>>>;
  /** Answers reads; over all nodes where the cloud balances them. */
  readonly host: pulumi.Output<string>;
}

/** The home stack as the stack in the standby region knows it: from its outputs, never from its resources. */
export interface HomeStack {
  readonly stackName: string;
  readonly region: string;
  /** Keys in the standby region, as that region's stores take them. */
  readonly keys: Keys;
  readonly identity: Identity;
  readonly databaseId: pulumi.Output<string>;
  /** AWS: as {@link Database.globalId}. */
  readonly globalId?: pulumi.Output<string>;
  readonly networkId: pulumi.Output<string>;
  /** Block of the home network. */
  readonly cidr: string;
  /** Azure: the private DNS zone in which the home database has its name. */
  readonly databaseZoneId?: pulumi.Output<string>;
}

export interface Cache {
  readonly cacheId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port: number;
  /** Users that log in with an identity, by workload; on Azure each is the identity's own object id. */
  readonly users: Readonly<Partial<Record<Workload, pulumi.Input<string>>>>;
}

export interface BucketRef {
  readonly bucketId: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
}

export interface Objects {
  readonly buckets: Readonly<Record<string, BucketRef>>;
}

/** Where copies of the stores lie. */
export interface Backup {
  readonly vaultId: pulumi.Output<string>;
  readonly vaultName: string;
  /** The vault in the standby region; absent without copies there. */
  readonly copyVaultId?: pulumi.Output<string>;
}

/** Where the record of what was done lies. */
export interface Audit {
  /** What holds the searchable part: log group, workspace, log bucket. */
  readonly logId: pulumi.Output<string>;
  readonly logName: string;
  /** What writes the record; absent where the account baseline does. */
  readonly trailId?: pulumi.Output<string>;
}

/** Where numbers, alerts and pictures are. */
export interface Monitoring {
  /** What alerts are sent to, by route. */
  readonly topicIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Address of the dashboard, for people. */
  readonly dashboardUrl: pulumi.Output<string>;
  /** Where the tenant's cluster writes its numbers; absent without a cluster. */
  readonly metricsEndpoint?: pulumi.Output<string>;
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

export type BackupArgs = ComponentArgs<BackupSpec> & {
  readonly keys: Keys;
  readonly database: Database;
  readonly objects: Objects;
};
export type AuditArgs = ComponentArgs<AuditSpec> & {
  readonly keys: Keys;
  readonly objects: Objects;
  /** Azure: what else is told to record; on other clouds each store tells itself. */
  readonly network?: Network;
  readonly database?: Database;
  readonly cache?: Cache;
  /** What must be finished before the first record, such as the policy of the bucket that takes it. */
  readonly after: readonly pulumi.Resource[];
};
/** What is watched at least: a stack in the standby region has a network and a replica, and the rest is at home. */
export type WatchArgs = ComponentArgs<MonitoringSpec> & {
  readonly watched: Pick<Blueprint, "network" | "database"> & Partial<Pick<Blueprint, "cache" | "objects">>;
  readonly network: Network;
  readonly keys: Keys;
  readonly database: Pick<Database, "databaseId" | "serverIds" | "logName">;
  readonly cache?: Cache;
  readonly objects?: Objects;
  readonly backup?: Backup;
  readonly audit?: Audit;
};
export type StandbyNetworkArgs = NetworkArgs & { readonly home: HomeStack };
export type DatabaseReplicaArgs = ComponentArgs<DatabaseSpec> & {
  readonly network: Network;
  readonly home: HomeStack;
};
export type MonitoringArgs = ComponentArgs<MonitoringSpec> & {
  /** How large what is watched is: counts and names are plain. */
  readonly watched: Pick<Blueprint, "network" | "database" | "cache" | "objects">;
  readonly network: Network;
  readonly keys: Keys;
  readonly database: Database;
  readonly cache: Cache;
  readonly objects: Objects;
  readonly backup: Backup;
  readonly audit: Audit;
};

/** What exists once per account: evidence for every tenant in it. */
export interface AccountBaseline {
  /** The store of the record of what was done: bucket, storage account, log bucket. */
  readonly recordId: pulumi.Output<string>;
  readonly recordName: string;
  /** What writes into it. */
  readonly trailId: pulumi.Output<string>;
  /** The key that encrypts it. */
  readonly keyId: pulumi.Output<string>;
  /** What detects threats, by region, or by plan where it is not regional. */
  readonly detectionIds: Readonly<Record<string, pulumi.Output<string>>>;
}

/** What only the account knows and its baseline needs: no zones. */
export type BaselineFacts = Pick<AccountFacts, "directoryId" | "projectNumber" | "logEncryptionAgent">;

export interface AccountBaselineArgs {
  readonly stack: AccountStackSpec;
  readonly labels: StackLabels;
  readonly lifecycle: Lifecycle;
  readonly facts: BaselineFacts;
  readonly spec: AccountBaselineSpec;
}

/** What the providers of a stack are pinned to. */
export interface ProviderPlace {
  readonly stack: Pick<StackSpec, "account" | "region" | "fipsEndpoints">;
  readonly labels: StackLabels;
}

/** Values of generated secrets, by name, handed from secrets to the store that needs them; always Pulumi secrets. */
export type GeneratedSecrets = Readonly<Record<string, pulumi.Output<string>>>;

type Built<Contract> = pulumi.ComponentResource & Contract;
type Build<Args, Contract> = new (name: string, args: Args, opts?: pulumi.ComponentResourceOptions) => Built<Contract>;

/** What a cloud's folder exports: a new cloud implements this, and the compiler lists what is missing. */
export interface CloudModule {
  /** One explicit provider per package, pinned to region and account, with the stack's labels as defaults where it can. */
  readonly createProviders: (place: ProviderPlace) => pulumi.ProviderResource[];
  /** Reads what only the account knows. Throws a `RunError` when the account lacks what the blueprint needs. */
  readonly readAccountFacts: (
    blueprint: Pick<Blueprint, "stack" | "network">,
    providers: pulumi.ProviderResource[],
  ) => Promise<AccountFacts>;
  /** Absent where the account itself is the boundary and needs no resource. */
  readonly Boundary?: Build<BoundaryArgs, Boundary>;
  readonly Keys: Build<KeysArgs, Keys>;
  readonly Network: Build<NetworkArgs, Network>;
  readonly Identity: Build<IdentityArgs, Identity>;
  readonly Secrets: Build<SecretsArgs, Secrets & { readonly generated: GeneratedSecrets }>;
  readonly Database: Build<DatabaseArgs, Database>;
  readonly Cache: Build<CacheArgs, Cache>;
  readonly Objects: Build<ObjectsArgs, Objects>;
  // Optional until every cloud has them; the stack leaves out what is missing and lists it as a gap.
  readonly Backup?: Build<BackupArgs, Backup>;
  readonly Audit?: Build<AuditArgs, Audit>;
  readonly Monitoring?: Build<MonitoringArgs, Monitoring>;
  /** The network of a stack in the standby region; absent where one that knows nothing of home will do. */
  readonly StandbyNetwork?: Build<StandbyNetworkArgs, Network>;
  readonly DatabaseReplica?: Build<DatabaseReplicaArgs, DatabaseReplica>;
  readonly StandbyMonitoring?: Build<WatchArgs, Monitoring>;
  /** What exists once per account; a stack of its own. */
  readonly AccountBaseline?: Build<AccountBaselineArgs, AccountBaseline>;
  /** Reads what the baseline needs of the account; absent where it needs nothing. Throws as {@link readAccountFacts}. */
  readonly readBaselineFacts?: (
    stack: AccountStackSpec,
    providers: pulumi.ProviderResource[],
  ) => Promise<BaselineFacts>;
}

/** Label values that depend on what a resource holds. */
export interface ResourceLabels {
  readonly component: string;
  readonly dataClass: DataClass;
}
