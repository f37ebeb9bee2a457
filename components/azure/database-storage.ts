/** The server's disk: Premium SSD in fixed sizes, each with a performance tier that may be raised apart from the size. */
import type { input } from "@pulumi/azure-native/types/index.js";
import type { DatabaseSpec } from "../../tiers/blueprint.ts";

/**
 * The disk that the blueprint has chosen. It grows by itself and never shrinks. Premium SSD and not v2: v2 cannot grow by
 * itself, and a server cannot change between them.
 * @throws Error where the blueprint has no disk, which resolve gives every server on Azure
 */
export function storageArgs({ disk }: Pick<DatabaseSpec, "disk">): input.dbforpostgresql.StorageArgs {
  if (disk === undefined) throw new Error("the blueprint's database has no disk");
  return {
    type: disk.type,
    storageSizeGB: disk.sizeGib,
    ...(disk.performanceTier === undefined ? {} : { tier: disk.performanceTier }),
    autoGrow: "Enabled",
  };
}
