/** The provider's own `deletionPolicy`: whether it deletes, refuses to, or only lets go. */
import { textAt } from "../properties.ts";
import type { CloudRecord, ResourceType } from "../resource-type.ts";

/** Why the provider refuses to delete under `PREVENT`. */
export function preventedDeletion(record: CloudRecord): string | undefined {
  if (textAt(record.inputs, "deletionPolicy") !== "PREVENT") return undefined;
  return `cannot destroy ${record.name} without setting deletion_policy="DELETE" and running \`pulumi up\``;
}

/** Under `ABANDON` the provider forgets the resource and the cloud keeps it. */
export const abandonable = {
  refuseDelete: preventedDeletion,
  leaves: (record) => (textAt(record.inputs, "deletionPolicy") === "ABANDON" ? record : undefined),
} satisfies Pick<ResourceType, "refuseDelete" | "leaves">;

/** Values of the input. */
export const DELETION_POLICIES = ["ABANDON", "DELETE", "PREVENT"] as const;
