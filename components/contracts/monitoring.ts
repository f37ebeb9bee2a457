import type * as pulumi from "@pulumi/pulumi";
import type { Blueprint, MonitoringSpec } from "../../tiers/blueprint.ts";
import type { Audit } from "./audit.ts";
import type { Backup } from "./backup.ts";
import type { Cache } from "./cache.ts";
import type { ComponentArgs } from "./component-args.ts";
import type { Database } from "./database.ts";
import type { Keys } from "./keys.ts";
import type { Network } from "./network.ts";
import type { Objects } from "./objects.ts";

/** Where numbers, alerts and pictures are. */
export interface Monitoring {
  /** What alerts are sent to, by route. */
  readonly topicIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Address of the dashboard, for people. */
  readonly dashboardUrl: pulumi.Output<string>;
  /** Where the tenant's cluster writes its numbers; absent without a cluster. */
  readonly metricsEndpoint?: pulumi.Output<string>;
}

/** A stack in the standby region has a network and a replica to watch; the rest is at home, and absent here. */
export type MonitoringArgs = ComponentArgs<MonitoringSpec> & {
  /** How large what is watched is: counts and names are plain. */
  readonly watched: Pick<Blueprint, "network" | "database"> & Partial<Pick<Blueprint, "cache" | "objects">>;
  readonly network: Network;
  readonly keys: Keys;
  readonly database: Pick<Database, "databaseId" | "serverIds" | "logName">;
  readonly cache?: Cache;
  readonly objects?: Objects;
  readonly backup?: Backup;
  readonly audit?: Audit;
};
