import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { GeneratedSecrets, Secrets } from "./secrets.ts";
import type { StoreArgs } from "./store-args.ts";

/** The PostgreSQL of the stack. */
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
  /** AWS: the subnets in which a copy of it can be restored. */
  readonly subnetGroupName?: pulumi.Output<string>;
  /** Azure: every server by the key of its node: `writer`, `reader-b`. */
  readonly serverIds?: Readonly<Record<string, pulumi.Output<string>>>;
  /** What holds the log of its statements, known once it exists, for those who count lines in it; absent where a name suffices. */
  readonly logName?: pulumi.Output<string>;
}

export type DatabaseArgs = StoreArgs<DatabaseSpec> & {
  readonly secrets: Secrets;
  readonly generated: GeneratedSecrets;
};
