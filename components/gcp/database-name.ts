/** The name of the primary, for who knows the database by its contract only. */
import type * as pulumi from "@pulumi/pulumi";
import type { Database } from "../contracts.ts";

/** Name of the instance: the last part of its self link. */
export function instanceName({ databaseId }: Pick<Database, "databaseId">): pulumi.Output<string> {
  return databaseId.apply((id) => id.slice(id.lastIndexOf("/") + 1));
}
