import type * as pulumi from "@pulumi/pulumi";
import type { AccountStackSpec } from "../../tiers/account/account-blueprint.ts";
import type { Blueprint, StackLabels, StackSpec } from "../../tiers/blueprint.ts";
import type { AccountBaseline, AccountBaselineArgs, BaselineFacts } from "./account-baseline.ts";
import type { AccountFacts } from "./account-facts.ts";
import type { Audit, AuditArgs } from "./audit.ts";
import type { Backup, BackupArgs } from "./backup.ts";
import type { Boundary, BoundaryArgs } from "./boundary.ts";
import type { Cache, CacheArgs } from "./cache.ts";
import type { DatabaseReplica, DatabaseReplicaArgs } from "./database-replica.ts";
import type { Database, DatabaseArgs } from "./database.ts";
import type { Identity, IdentityArgs } from "./identity.ts";
import type { Keys, KeysArgs } from "./keys.ts";
import type { Monitoring, MonitoringArgs } from "./monitoring.ts";
import type { Network, NetworkArgs, StandbyNetworkArgs } from "./network.ts";
import type { Objects, ObjectsArgs } from "./objects.ts";
import type { GeneratedSecrets, Secrets, SecretsArgs } from "./secrets.ts";

/** What the providers of a stack are pinned to. */
export interface ProviderPlace {
  readonly stack: Pick<StackSpec, "account" | "region" | "fipsEndpoints">;
  readonly labels: StackLabels;
}

type Build<Args, Contract> = new (
  name: string,
  args: Args,
  opts?: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource & Contract;

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
  readonly Backup: Build<BackupArgs, Backup>;
  readonly Audit: Build<AuditArgs, Audit>;
  /** Watches a home stack, and the stack in the standby region, which has less to watch. */
  readonly Monitoring: Build<MonitoringArgs, Monitoring>;
  /** The network of a stack in the standby region; absent where one that knows nothing of home will do. */
  readonly StandbyNetwork?: Build<StandbyNetworkArgs, Network>;
  readonly DatabaseReplica: Build<DatabaseReplicaArgs, DatabaseReplica>;
  /** What exists once per account; a stack of its own. */
  readonly AccountBaseline: Build<AccountBaselineArgs, AccountBaseline>;
  /** Reads what the baseline needs of the account; absent where it needs nothing. Throws as {@link readAccountFacts}. */
  readonly readBaselineFacts?: (
    stack: AccountStackSpec,
    providers: pulumi.ProviderResource[],
  ) => Promise<BaselineFacts>;
}
