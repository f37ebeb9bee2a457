/** What Azure does to blobs by itself as they age. */
import type { input } from "@pulumi/azure-native/types/index.js";
import type { Ageing } from "../bucket-shape.ts";

type Actions = input.storage.ManagementPolicyActionArgs;

/**
 * The rules of one account: blobs move to cheaper tiers, older versions and blobs go when their time is over.
 * The archive tier is not offered in zone-redundant accounts (azure-docs lifecycle-management-overview), so what would be
 * archived becomes cold instead: about as cheap to keep, dearer to read, there at once.
 */
export function ageingPolicy(ageing: Ageing): input.storage.ManagementPolicySchemaArgs {
  return { rules: [...cheaperTiers(ageing), ...endOfLife(ageing)] };
}

function cheaperTiers({
  infrequentAccessAfterDays,
  archiveAfterDays,
}: Ageing): input.storage.ManagementPolicyRuleArgs[] {
  const baseBlob = {
    ...(infrequentAccessAfterDays === undefined ? {} : { tierToCool: modifiedBefore(infrequentAccessAfterDays) }),
    ...(archiveAfterDays === undefined ? {} : { tierToCold: modifiedBefore(archiveAfterDays) }),
  };
  return Object.keys(baseBlob).length === 0 ? [] : [rule("cheaper-tiers", ["blockBlob"], { baseBlob })];
}

function endOfLife({ noncurrentRetentionDays, expireAfterDays }: Ageing): input.storage.ManagementPolicyRuleArgs[] {
  return [
    rule("older-versions", ["blockBlob", "appendBlob"], {
      version: { delete: { daysAfterCreationGreaterThan: noncurrentRetentionDays } },
    }),
    ...(expireAfterDays === undefined
      ? []
      : [
          // Logs are append blobs.
          rule("end-of-retention", ["blockBlob", "appendBlob"], {
            baseBlob: { delete: modifiedBefore(expireAfterDays) },
          }),
        ]),
  ];
}

function modifiedBefore(days: number): input.storage.DateAfterModificationArgs {
  return { daysAfterModificationGreaterThan: days };
}

function rule(name: string, blobTypes: string[], actions: Actions): input.storage.ManagementPolicyRuleArgs {
  return { name, enabled: true, type: "Lifecycle", definition: { filters: { blobTypes }, actions } };
}
