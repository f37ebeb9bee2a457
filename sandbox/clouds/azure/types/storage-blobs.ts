/** What lies in a storage account: the blob service's settings, containers, ageing, and copies to another account. */
import { blockAt, blocksAt, flagAt, numberAt, textAt, textsAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armId, findById, groupId, groupOf } from "../arm-id.ts";
import { armType } from "../arm-type.ts";
import { guidOf } from "../guid.ts";
import {
  accountOf,
  BLOB_CONTAINER,
  BLOB_SERVICE,
  isZoneRedundant,
  keepsVersions,
  MANAGEMENT_POLICY,
  REPLICATION_POLICY,
  serviceOf,
  STORAGE_ACCOUNT,
} from "../storage-lookup.ts";

const LONGEST_SOFT_DELETE_DAYS = 365;
const ALWAYS_DEFAULT = { pattern: /^default$/, maxLength: 7, words: "must be 'default'" };

const blobService: ResourceType = armType({
  token: BLOB_SERVICE,
  armType: "Microsoft.Storage/storageAccounts/blobServices",
  names: ["accountName", "blobServicesName"],
  naming: ALWAYS_DEFAULT,
  parent: STORAGE_ACCOUNT,
  check: (inputs) => [
    ...days(inputs, "deleteRetentionPolicy.days", LONGEST_SOFT_DELETE_DAYS),
    ...days(inputs, "containerDeleteRetentionPolicy.days", LONGEST_SOFT_DELETE_DAYS),
    ...days(inputs, "changeFeed.retentionInDays", 146_000),
  ],
  outputs: (inputs, context) => ({ sku: blockAt(accountOf(inputs, context)?.inputs ?? {}, "sku") ?? {} }),
  refuseCreate: refuseRestore,
  refuseUpdate: (_old, inputs, context) => refuseRestore(inputs, context),
});

const container: ResourceType = armType({
  token: BLOB_CONTAINER,
  armType: "Microsoft.Storage/storageAccounts/blobServices/containers",
  names: ["accountName", "=default", "containerName"],
  naming: {
    pattern: /^(\$root|\$web|\$logs|[a-z0-9](-?[a-z0-9]){2,62})$/,
    maxLength: 63,
    words:
      "must be between 3 and 63 characters in length and use numbers, lower-case letters and dash (-) only, each dash between letters or numbers",
  },
  enums: { publicAccess: ["Container", "Blob", "None"] },
  outputs: () => ({
    deleted: false,
    deletedTime: "",
    hasImmutabilityPolicy: false,
    hasLegalHold: false,
    lastModifiedTime: "2026-01-01T00:00:00Z",
    leaseState: "Available",
    leaseStatus: "Unlocked",
    remainingRetentionDays: 0,
    version: "",
  }),
  refuseCreate: (inputs, context) =>
    refuseMissingAccount(inputs, context) ?? refusePublic(inputs, context) ?? refuseImmutable(inputs, context),
  refuseUpdate: (_old, inputs, context) => refusePublic(inputs, context),
});

const managementPolicy: ResourceType = armType({
  token: MANAGEMENT_POLICY,
  armType: "Microsoft.Storage/storageAccounts/managementPolicies",
  names: ["accountName", "managementPolicyName"],
  naming: ALWAYS_DEFAULT,
  parent: STORAGE_ACCOUNT,
  outputs: () => ({ lastModifiedTime: "2026-01-01T00:00:00.0000000Z" }),
  refuseCreate: refuseRules,
  refuseUpdate: (_old, inputs, context) => refuseRules(inputs, context),
});

const replicationPolicy: ResourceType = armType({
  token: REPLICATION_POLICY,
  armType: "Microsoft.Storage/storageAccounts/objectReplicationPolicies",
  names: ["accountName", "objectReplicationPolicyId"],
  naming: { pattern: /^(default|[0-9a-f-]{36})$/i, maxLength: 36, words: "must be 'default' or the id of a policy" },
  parent: STORAGE_ACCOUNT,
  references: { sourceAccount: STORAGE_ACCOUNT, destinationAccount: STORAGE_ACCOUNT },
  refuseCreate: refuseReplication,
  outputs(inputs, _context, id) {
    const isDestination = textAt(inputs, "objectReplicationPolicyId") === "default";
    const policyId = isDestination ? guidOf("replication", id) : textAt(inputs, "objectReplicationPolicyId");
    // Azure also gives each rule an id, inside an input, where the simulated cloud puts none.
    return isDestination ? { policyId } : { policyId, enabledTime: "2026-01-01T00:00:00.0000000Z" };
  },
});

export const storageBlobTypes: readonly ResourceType[] = [blobService, container, managementPolicy, replicationPolicy];

function days(inputs: Properties, property: string, most: number): readonly CheckFailure[] {
  const value = numberAt(inputs, property);
  if (value === undefined || (value >= 1 && value <= most)) return [];
  return [{ property, reason: `expected 1 to ${most} days, got ${value}` }];
}

/** A restore to a point in time is made from versions, the change feed and what was soft-deleted for longer. */
function refuseRestore(inputs: Properties, context: TypeContext): string | undefined {
  const account = accountOf(inputs, context);
  const isImmutable =
    account !== undefined && flagAt(account.inputs, "immutableStorageWithVersioning.enabled") === true;
  if (isImmutable && flagAt(inputs, "isVersioningEnabled") === false) {
    return armError(
      "409 FeatureNotSupported",
      "Versioning cannot be disabled on an account with version-level immutability.",
    );
  }
  if (flagAt(inputs, "restorePolicy.enabled") !== true) return undefined;
  const isReady =
    flagAt(inputs, "isVersioningEnabled") === true &&
    flagAt(inputs, "changeFeed.enabled") === true &&
    flagAt(inputs, "deleteRetentionPolicy.enabled") === true;
  if (!isReady) {
    return armError(
      "400 InvalidRequestPropertyValue",
      "Blob restore needs versioning, change feed and soft delete of blobs to be enabled.",
    );
  }
  const restore = numberAt(inputs, "restorePolicy.days") ?? 0;
  const kept = numberAt(inputs, "deleteRetentionPolicy.days") ?? 0;
  if (restore >= 1 && restore < kept) return undefined;
  return armError(
    "400 InvalidRequestPropertyValue",
    `The restore policy days (${restore}) must be greater than 0 and less than the delete retention policy days (${kept}).`,
  );
}

/** The level between account and container is always there, so the account is what must be. */
function refuseMissingAccount(inputs: Properties, context: TypeContext): string | undefined {
  if (accountOf(inputs, context) !== undefined) return undefined;
  const id = armId(groupId(context.account, groupOf(inputs) ?? ""), "Microsoft.Storage/storageAccounts", [
    textAt(inputs, "accountName") ?? "",
  ]);
  return armError(
    "404 ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type 'storageAccounts/blobServices/containers', because the parent resource '${id}' could not be found.`,
  );
}

function refusePublic(inputs: Properties, context: TypeContext): string | undefined {
  const access = textAt(inputs, "publicAccess") ?? "None";
  const account = accountOf(inputs, context);
  if (access === "None" || (account !== undefined && flagAt(account.inputs, "allowBlobPublicAccess") === true))
    return undefined;
  return armError("409 PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
}

function refuseImmutable(inputs: Properties, context: TypeContext): string | undefined {
  if (flagAt(inputs, "immutableStorageWithVersioning.enabled") !== true) return undefined;
  const account = accountOf(inputs, context);
  if (account !== undefined && keepsVersions(account, context)) return undefined;
  return armError(
    "409 FeatureNotSupported",
    "Version-level immutability needs versioning to be enabled on the account.",
  );
}

/** The archive tier is not offered in zone-redundant accounts (azure-docs lifecycle-management-overview). */
function refuseRules(inputs: Properties, context: TypeContext): string | undefined {
  const rules = blocksAt(inputs, "policy.rules");
  if (rules.length === 0)
    return armError("400 InvalidValuesForRequestParameters", "A management policy needs at least one rule.");
  const account = accountOf(inputs, context);
  const isArchiving = rules.some((rule) =>
    ["baseBlob", "version", "snapshot"].some(
      (of) => blockAt(rule, `definition.actions.${of}.tierToArchive`) !== undefined,
    ),
  );
  if (isArchiving && account !== undefined && isZoneRedundant(textAt(account.inputs, "sku.name") ?? "")) {
    return armError(
      "400 InvalidValuesForRequestParameters",
      "The archive tier is not supported by the redundancy of this account.",
    );
  }
  const tiered = rules.find(
    (rule) =>
      textsAt(rule, "definition.filters.blobTypes").includes("appendBlob") &&
      ["tierToCool", "tierToCold", "tierToArchive"].some(
        (to) => blockAt(rule, `definition.actions.baseBlob.${to}`) !== undefined,
      ),
  );
  if (tiered === undefined) return undefined;
  return armError("400 InvalidValuesForRequestParameters", "Append blobs take delete actions only.");
}

function refuseReplication(inputs: Properties, context: TypeContext): string | undefined {
  const [source, destination] = ["sourceAccount", "destinationAccount"].map((path) =>
    findById(context, STORAGE_ACCOUNT, textAt(inputs, path)),
  );
  if (source === undefined || destination === undefined) {
    return armError(
      "400 InvalidRequestPropertyValue",
      "Source and destination account must be whole resource ids of existing accounts where replication across tenants is not allowed.",
    );
  }
  if (flagAt(serviceOf(source, context) ?? {}, "changeFeed.enabled") !== true) {
    return armError("409 ChangeFeedNotEnabled", `Change feed is not enabled on the source account ${source.name}.`);
  }
  for (const account of [source, destination]) {
    if (!keepsVersions(account, context))
      return armError("409 VersioningNotEnabled", `Blob versioning is not enabled on the account ${account.name}.`);
  }
  for (const rule of blocksAt(inputs, "rules")) {
    const missing = (
      [
        [source, "sourceContainer"],
        [destination, "destinationContainer"],
      ] as const
    ).find(
      ([account, path]) =>
        findById(context, BLOB_CONTAINER, `${account.id}/blobServices/default/containers/${textAt(rule, path)}`) ===
        undefined,
    );
    if (missing !== undefined)
      return armError(
        "404 ContainerNotFound",
        `The container ${textAt(rule, missing[1])} does not exist in ${missing[0].name}.`,
      );
  }
  return undefined;
}
