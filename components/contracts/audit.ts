import type * as pulumi from "@pulumi/pulumi";
import type { AuditSpec } from "../../tiers/blueprint.ts";
import type { Cache } from "./cache.ts";
import type { ComponentArgs } from "./component-args.ts";
import type { Database } from "./database.ts";
import type { Keys } from "./keys.ts";
import type { Network } from "./network.ts";
import type { Objects } from "./objects.ts";

/** Where the record of what was done lies. */
export interface Audit {
  /** What holds the searchable part: log group, workspace, log bucket. */
  readonly logId: pulumi.Output<string>;
  readonly logName: string;
  /** What writes the record; absent where the account baseline does. */
  readonly trailId?: pulumi.Output<string>;
}

export type AuditArgs = ComponentArgs<AuditSpec> & {
  readonly keys: Keys;
  readonly objects: Objects;
  /** Azure: what else is told to record; on other clouds each store tells itself. */
  readonly network: Network;
  readonly database: Database;
  readonly cache: Cache;
  /** What must be finished before the first record, such as the policy of the bucket that takes it. */
  readonly after: readonly pulumi.Resource[];
};
