import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { ComponentArgs } from "./component-args.ts";
import type { Database } from "./database.ts";
import type { HomeStack } from "./home-stack.ts";
import type { Network } from "./network.ts";

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

export type DatabaseReplicaArgs = ComponentArgs<DatabaseSpec> & {
  readonly network: Network;
  readonly home: HomeStack;
};
