/** What Azure does to blobs by itself as they age. */
import type { input } from "@pulumi/azure-native/types/index.js";
import type { Ageing } from "../bucket-shape.ts";

type Actions = input.storage.ManagementPolicyActionArgs;

/**
 * The rules of one account, or undefined where nothing ages: Azure takes no policy without a rule. Blobs move to cheaper
 * tiers, older versions and blobs go when their time is over. A retired bucket loses nothing by age.
 * The archive tier is not offered in zone-redundant accounts (azure-docs lifecycle-management-overview), so what would be
 * archived becomes cold instead: about as cheap to keep, dearer to read, there at once.
 */
export function ageingPolicy(ageing: Ageing): input.storage.ManagementPolicySchemaArgs | undefined {
  const rules = [...cheaperTiers(ageing), ...(ageing.retired ? [] : endOfLife(ageing))];
  return rules.length === 0 ? undefined : { rules };
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
