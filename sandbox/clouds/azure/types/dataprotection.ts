/** Backup vaults, their policies, and what they protect. */
import { blocksAt, numberAt, textAt, textsAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { findById, isSameId } from "../arm-id.ts";
import { armType, childrenOf } from "../arm-type.ts";
import { findAny } from "../known-types.ts";
import { ROLE_ASSIGNMENT } from "./authorization.ts";
import { IDENTITY } from "./managedidentity.ts";

export const BACKUP_VAULT = "azure-native:dataprotection:BackupVault";
const POLICY = "azure-native:dataprotection:BackupPolicy";
const INSTANCE = "azure-native:dataprotection:BackupInstance";

const SOFT_DELETE_DAYS = { min: 14, max: 180 } as const;
const SECURITY = "properties.securitySettings";
const IMMUTABILITY = `${SECURITY}.immutabilitySettings.state`;
const SOFT_DELETE = `${SECURITY}.softDeleteSettings.state`;
const ENCRYPTION = `${SECURITY}.encryptionSettings`;
const CROSS_REGION = "properties.featureSettings.crossRegionRestoreSettings.state";

/** SDK docstring: BackupSchedule.repeatingTimeIntervals. */
const INTERVAL = /^R\/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?\/P\d+[DWM]$/;

/** What cannot be left once it is reached, by path. */
const ONE_WAY: readonly (readonly [path: string, state: string, code: `${number} ${string}`, what: string])[] = [
  [IMMUTABILITY, "Locked", "400 UserErrorImmutabilityCannotBeDisabled", "Immutability that is locked"],
  [SOFT_DELETE, "AlwaysOn", "400 UserErrorSoftDeleteStateCannotBeChanged", "Soft delete that is always on"],
  [CROSS_REGION, "Enabled", "400 UserErrorCrossRegionRestoreCannotBeDisabled", "Cross region restore"],
  [
    `${ENCRYPTION}.state`,
    "Enabled",
    "400 UserErrorEncryptionCannotBeDisabled",
    "Encryption with a customer-managed key",
  ],
];

const vault = armType({
  token: BACKUP_VAULT,
  armType: "Microsoft.DataProtection/backupVaults",
  names: ["vaultName"],
  naming: {
    pattern: /^[A-Za-z][A-Za-z0-9-]{1,49}$/,
    maxLength: 50,
    words: "must have 2 to 50 letters, numbers and hyphens, and begin with a letter",
  },
  references: {
    "identity.userAssignedIdentities": IDENTITY,
    [`${ENCRYPTION}.kekIdentity.identityId`]: IDENTITY,
  },
  enums: {
    "properties.storageSettings.type": ["GeoRedundant", "LocallyRedundant", "ZoneRedundant"],
    "properties.storageSettings.datastoreType": ["ArchiveStore", "OperationalStore", "VaultStore"],
    [IMMUTABILITY]: ["Disabled", "Unlocked", "Locked"],
    [SOFT_DELETE]: ["Off", "On", "AlwaysOn"],
  },
  check(inputs): readonly CheckFailure[] {
    const property = `${SECURITY}.softDeleteSettings.retentionDurationInDays`;
    const days = numberAt(inputs, property);
    if (days === undefined || (days >= SOFT_DELETE_DAYS.min && days <= SOFT_DELETE_DAYS.max)) return [];
    return [{ property, reason: `expected ${SOFT_DELETE_DAYS.min} to ${SOFT_DELETE_DAYS.max} days, got ${days}` }];
  },
  refuseCreate: refuseVault,
  refuseUpdate(old, inputs) {
    const left = ONE_WAY.find(([path, state]) => textAt(old.inputs, path) === state && textAt(inputs, path) !== state);
    if (left !== undefined) return armError(left[2], `${left[3]} cannot be switched off.`);
    return refuseVault(inputs);
  },
  refuseDelete(record, context) {
    const [instance] = childrenOf(record, [INSTANCE], context);
    if (instance === undefined) return undefined;
    return armError(
      "400 UserErrorVaultContainsBackupInstances",
      `The backup vault '${record.name}' cannot be deleted as it contains backup instances, such as '${instance.name}'.`,
    );
  },
  afterDelete(record, context, writer) {
    for (const policy of childrenOf(record, [POLICY], context)) writer.remove(policy);
  },
});

const policy = armType({
  token: POLICY,
  armType: "Microsoft.DataProtection/backupVaults/backupPolicies",
  names: ["vaultName", "backupPolicyName"],
  naming: {
    pattern: /^[A-Za-z][A-Za-z0-9-]{2,149}$/,
    maxLength: 150,
    words: "must have 3 to 150 letters, numbers and hyphens, and begin with a letter",
  },
  parent: BACKUP_VAULT,
  check: (inputs) =>
    blocksAt(inputs, "properties.policyRules").flatMap((rule) =>
      textsAt(rule, "trigger.schedule.repeatingTimeIntervals")
        .filter((interval) => !INTERVAL.test(interval))
        .map((interval) => ({
          property: "properties.policyRules.trigger.schedule.repeatingTimeIntervals",
          reason: `expected R/<date>T<time>/<duration>, got '${interval}'`,
        })),
    ),
  usedBy: { [INSTANCE]: ["properties.policyInfo.policyId"] },
  inUse: (record) =>
    armError(
      "400 UserErrorPolicyHasAssociatedBackupInstances",
      `The policy '${record.name}' cannot be deleted as backup instances use it.`,
    ),
});

const instance = armType({
  token: INSTANCE,
  armType: "Microsoft.DataProtection/backupVaults/backupInstances",
  names: ["vaultName", "backupInstanceName"],
  naming: { pattern: /^[\w.-]{1,260}$/, maxLength: 260, words: "must have at most 260 letters, numbers, _ . and -" },
  parent: BACKUP_VAULT,
  references: {
    "properties.policyInfo.policyId": POLICY,
    "properties.identityDetails.userAssignedIdentityArmUrl": IDENTITY,
  },
  refuseCreate: (inputs, context) => refuseSource(inputs, context),
  refuseUpdate(old, inputs, context) {
    if (!isImmutable(old, context) || retentionOf(inputs, context) >= retentionOf(old.inputs, context))
      return undefined;
    return armError(
      "400 UserErrorImmutableVaultRetentionCannotBeReduced",
      "The vault is immutable: a policy that keeps copies for a shorter time cannot be assigned.",
    );
  },
  refuseDelete(record, context) {
    if (!isImmutable(record, context)) return undefined;
    return armError(
      "400 UserErrorImmutableVaultDeleteNotAllowed",
      `The vault is immutable: the copies of '${record.name}' cannot be deleted before their time.`,
    );
  },
});

export const backupTypes: readonly ResourceType[] = [vault, policy, instance];

function refuseVault(inputs: Properties): string | undefined {
  const [storage] = blocksAt(inputs, "properties.storageSettings");
  if (textAt(inputs, CROSS_REGION) !== "Enabled" || textAt(storage ?? {}, "type") === "GeoRedundant") return undefined;
  return armError(
    "400 UserErrorCrossRegionRestoreNeedsGeoRedundancy",
    "Cross region restore can be enabled only for a vault with geo-redundant storage.",
  );
}

/** Azure tries to read the source in the name of the identity before it takes the instance. */
function refuseSource(inputs: Properties, context: TypeContext): string | undefined {
  const source = textAt(inputs, "properties.dataSourceInfo.resourceID");
  const identity = textAt(inputs, "properties.identityDetails.userAssignedIdentityArmUrl");
  if (source === undefined || identity === undefined) return undefined;
  if (findAny(context, source) === undefined)
    return armError("400 UserErrorDataSourceNotFound", `The data source '${source}' could not be found.`);
  const principal = textAt(findById(context, IDENTITY, identity)?.outputs ?? {}, "principalId");
  const isGranted = context.cloud
    .all(ROLE_ASSIGNMENT)
    .some(
      (grant) =>
        isSameId(textAt(grant.inputs, "scope"), source) && isSameId(textAt(grant.inputs, "principalId"), principal),
    );
  if (isGranted) return undefined;
  return armError(
    "400 UserErrorMissingDatasourcePermissions",
    `Appropriate permissions to perform the operation are missing: the vault's identity has no role on '${source}'.`,
  );
}

function vaultOf(record: CloudRecord, context: TypeContext): CloudRecord | undefined {
  return findById(context, BACKUP_VAULT, record.id.split("/").slice(0, -2).join("/"));
}

function isImmutable(record: CloudRecord, context: TypeContext): boolean {
  const state = textAt(vaultOf(record, context)?.inputs ?? {}, IMMUTABILITY);
  return state === "Unlocked" || state === "Locked";
}

/** Days for which the policy of an instance keeps copies. */
function retentionOf(inputs: Properties, context: TypeContext): number {
  const assigned = findById(context, POLICY, textAt(inputs, "properties.policyInfo.policyId"));
  const durations = blocksAt(assigned?.inputs ?? {}, "properties.policyRules").flatMap((rule) =>
    blocksAt(rule, "lifecycles").map((cycle) => textAt(cycle, "deleteAfter.duration") ?? ""),
  );
  return Math.max(0, ...durations.map((duration) => Number(/^P(\d+)D$/.exec(duration)?.[1] ?? 0)));
}
