import type * as pulumi from "@pulumi/pulumi";
import type { BackupSpec } from "../../tiers/blueprint.ts";
import type { ComponentArgs } from "./component-args.ts";
import type { Database } from "./database.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";

/** Where copies of the stores lie. */
export interface Backup {
  readonly vaultId: pulumi.Output<string>;
  readonly vaultName: string;
  /** The vault in the standby region; absent without copies there. */
  readonly copyVaultId?: pulumi.Output<string>;
}

export type BackupArgs = ComponentArgs<BackupSpec> & {
  readonly keys: Keys;
  readonly database: Database;
  readonly objects: Objects;
};
