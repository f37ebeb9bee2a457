/** Backup and DR: vaults that hold on to what they have, plans into a vault, and what is in which plan. */
import { failures, pattern, unless } from "../../checks.ts";
import { blocksAt, flagAt, numberAt, textAt } from "../../properties.ts";
import { numberOf } from "../../record-values.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { DELETION_POLICIES } from "../deletion-policy.ts";
import { projectNumber } from "../invokes.ts";
import { keyFlaw } from "../key-use.ts";
import type { Flaw } from "../named-type.ts";
import { namedType, notFound } from "../named-type.ts";
import { idOf, locationId, locationOf, nameOf, projectOf } from "../self-link.ts";

const VAULT = "gcp:backupdisasterrecovery/backupVault:BackupVault";
const PLAN = "gcp:backupdisasterrecovery/backupPlan:BackupPlan";
const ASSOCIATION = "gcp:backupdisasterrecovery/backupPlanAssociation:BackupPlanAssociation";
const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const PROJECT_MEMBER = "gcp:projects/iAMMember:IAMMember";
const SQL = "sqladmin.googleapis.com/Instance";
const OPERATOR = "roles/backupdr.cloudSqlOperator";

const ID = /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const DAY_SECONDS = 86_400;
/** Shortest and longest enforced retention, days (gcloud "backup-dr backup-vaults create": 1 day to 99 years). */
const ENFORCED_DAYS = { min: 1, max: 36_159 } as const;
/** Shortest window, hours (Backup and DR "Backup plans"). */
const WINDOW_HOURS = 6;

function placeOf({ location, id }: Properties): string | undefined {
  return typeof location === "string" ? location : locationOf(typeof id === "string" ? id : undefined);
}

function pathOf(collection: string, property: string) {
  return (inputs: Properties, context: TypeContext): string =>
    locationId(
      projectOf(inputs, context),
      textAt(inputs, "location") ?? "",
      collection,
      textAt(inputs, property) ?? "",
    );
}

function enforcedSeconds(properties: Properties): number {
  return Number.parseFloat(textAt(properties, "backupMinimumEnforcedRetentionDuration") ?? "0");
}

const vault = namedType({
  token: VAULT,
  doing: "Error creating BackupVault",
  place: placeOf,
  idOf: pathOf("backupVaults", "backupVaultId"),
  taken: (id) => `Resource '${id}' already exists`,
  enums: {
    deletionPolicy: DELETION_POLICIES,
    accessRestriction: [
      "ACCESS_RESTRICTION_UNSPECIFIED",
      "WITHIN_PROJECT",
      "WITHIN_ORGANIZATION",
      "UNRESTRICTED",
      "WITHIN_ORG_BUT_UNRESTRICTED_FOR_BA",
    ],
    backupRetentionInheritance: [
      "BACKUP_RETENTION_INHERITANCE_UNSPECIFIED",
      "INHERIT_VAULT_RETENTION",
      "MATCH_BACKUP_EXPIRE_TIME",
    ],
  },
  check: (inputs) =>
    failures(
      pattern(inputs, "backupVaultId", ID, `doesn't match regexp ${JSON.stringify(ID.source)}`),
      unless(
        enforcedSeconds(inputs) >= ENFORCED_DAYS.min * DAY_SECONDS &&
          enforcedSeconds(inputs) <= ENFORCED_DAYS.max * DAY_SECONDS,
        "backupMinimumEnforcedRetentionDuration",
        `must be between ${ENFORCED_DAYS.min} and ${ENFORCED_DAYS.max} days`,
      ),
    ),
  flaw(inputs, context) {
    const key = textAt(inputs, "encryptionConfig.kmsKeyName");
    const flaw = keyFlaw(key, "backupdr", textAt(inputs, "location") ?? "", context);
    if (flaw === undefined) return undefined;
    const message = `Backup and DR cannot use the Cloud KMS key ${key}: it must be in the location of the vault, and its service agent needs roles/cloudkms.cryptoKeyEncrypterDecrypter.`;
    return { status: "400 badRequest", message };
  },
  outputs: (inputs, context, id) => ({
    name: id,
    state: "ACTIVE",
    // What a person can raise to play a vault that is in use: it cannot be deleted then.
    backupCount: "0",
    totalStoredBytes: "0",
    serviceAccount: `vault-${projectNumber(projectOf(inputs, context))}-12345@gcp-sa-backupdr-pr.iam.gserviceaccount.com`,
  }),
  held(record, { cloud }) {
    const refuse = (message: string): string => googleError("Error deleting BackupVault", "400 badRequest", message);
    if ((numberOf(record, "backupCount") ?? 0) > 0)
      return refuse(`BackupVault '${record.id}' contains backups that are under enforced retention.`);
    const plan = cloud.find(PLAN, ({ inputs }) => textAt(inputs, "backupVault") === record.id);
    if (plan === undefined || flagAt(record.inputs, "ignoreBackupPlanReferences") === true) return undefined;
    return refuse(`BackupVault '${record.id}' is referenced by the backup plan '${plan.id}'.`);
  },
});

/** A longer enforced retention than a plan's needs `forceUpdate`; once the vault is locked, a shorter one is refused. */
const enforcing: ResourceType = {
  ...vault,
  refuseUpdate(old, inputs, context) {
    const refuse = (message: string): string => googleError(`Error updating BackupVault "${old.id}"`, "400", message);
    const seconds = enforcedSeconds(inputs);
    if (textAt(old.inputs, "effectiveTime") !== undefined && seconds < enforcedSeconds(old.inputs))
      return refuse("The minimum enforced retention of a locked backup vault cannot be decreased.");
    const shorter = context.cloud.find(
      PLAN,
      (plan) => textAt(plan.inputs, "backupVault") === old.id && shortestSeconds(plan.inputs) < seconds,
    );
    if (shorter !== undefined && flagAt(inputs, "forceUpdate") !== true)
      return refuse(`The backup plan '${shorter.id}' keeps backups for a shorter time; set force_update.`);
    return vault.refuseUpdate?.(old, inputs, context);
  },
};

function shortestSeconds(plan: Properties): number {
  const days = blocksAt(plan, "backupRules").map((rule) => numberAt(rule, "backupRetentionDays") ?? 0);
  return Math.min(...days) * DAY_SECONDS;
}

const plan = namedType({
  token: PLAN,
  doing: "Error creating BackupPlan",
  place: placeOf,
  idOf: pathOf("backupPlans", "backupPlanId"),
  taken: (id) => `Resource '${id}' already exists`,
  enums: {
    deletionPolicy: DELETION_POLICIES,
    "backupRules.standardSchedule.recurrenceType": ["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"],
  },
  check: (inputs) =>
    failures(
      pattern(inputs, "backupPlanId", ID, `doesn't match regexp ${JSON.stringify(ID.source)}`),
      ...blocksAt(inputs, "backupRules").map((rule) => {
        const start = numberAt(rule, "standardSchedule.backupWindow.startHourOfDay") ?? 0;
        const end = numberAt(rule, "standardSchedule.backupWindow.endHourOfDay") ?? 24;
        const isSound = start >= 0 && end <= 24 && end - start >= WINDOW_HOURS;
        return unless(isSound, "backupRules", `the backup window must be at least ${WINDOW_HOURS} hours of one day`);
      }),
    ),
  flaw(inputs, { cloud }): Flaw | undefined {
    const id = idOf(textAt(inputs, "backupVault") ?? "");
    const found = cloud.find(VAULT, (record) => record.id === id);
    if (found === undefined) return notFound(id);
    if (shortestSeconds(inputs) >= enforcedSeconds(found.inputs)) return undefined;
    return {
      status: "400 badRequest",
      message: "Backup retention must be at least the minimum enforced retention of the backup vault.",
    };
  },
  outputs: (inputs, context, id) => ({
    name: id,
    backupVaultServiceAccount: serviceAccountOf(textAt(inputs, "backupVault") ?? "", context),
    supportedResourceTypes: [textAt(inputs, "resourceType")],
  }),
  held: (record, { cloud }) => {
    const used = cloud.find(ASSOCIATION, ({ inputs }) => textAt(inputs, "backupPlan") === record.id);
    if (used === undefined) return undefined;
    const message = `BackupPlan '${record.id}' is in use by '${used.id}'.`;
    return googleError("Error deleting BackupPlan", "400 badRequest", message);
  },
});

function serviceAccountOf(vaultId: string, { cloud }: TypeContext): string {
  const found = cloud.find(VAULT, (record) => record.id === idOf(vaultId));
  return textAt(found?.outputs ?? {}, "serviceAccount") ?? "";
}

const association = namedType({
  token: ASSOCIATION,
  doing: "Error creating BackupPlanAssociation",
  place: placeOf,
  idOf: pathOf("backupPlanAssociations", "backupPlanAssociationId"),
  taken: (id) => `Resource '${id}' already exists`,
  flaw(inputs, context) {
    const planId = idOf(textAt(inputs, "backupPlan") ?? "");
    const found = context.cloud.find(PLAN, (record) => record.id === planId);
    if (found === undefined) return notFound(planId);
    return textAt(inputs, "resourceType") === SQL ? instanceFlaw(inputs, found, context) : undefined;
  },
  outputs: (_inputs, context, id) => ({
    name: id,
    dataSource: `${id}/dataSources/${context.hex(12)}`,
    rulesConfigInfos: [],
  }),
});

function instanceFlaw(inputs: Properties, found: CloudRecord, { cloud }: TypeContext): Flaw | undefined {
  const resource = textAt(inputs, "resource") ?? "";
  const instance = cloud.find(INSTANCE, (record) => record.name === nameOf(resource));
  if (instance === undefined) return notFound(resource);
  if (textAt(found.inputs, "resourceType") !== SQL)
    return { status: "400 badRequest", message: `The backup plan ${found.id} is not for ${SQL}.` };
  const member = `serviceAccount:${String(found.outputs["backupVaultServiceAccount"])}`;
  const grant = cloud.find(
    PROJECT_MEMBER,
    (record) => textAt(record.inputs, "role") === OPERATOR && textAt(record.inputs, "member") === member,
  );
  if (grant !== undefined) return undefined;
  return { status: "403 forbidden", message: `${member} needs ${OPERATOR} on ${resource}.` };
}

export const backupTypes: readonly ResourceType[] = [enforcing, plan, association];
