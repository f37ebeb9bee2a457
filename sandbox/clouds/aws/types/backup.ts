/** AWS Backup: vaults with their locks and policies, plans, and what they select. */
import { apiError } from "../api-error.ts";
import { parseArn, regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { keyUsable, uuidOfHex } from "../key-reference.ts";
import { policyFlaw } from "../policy-document.ts";
import { serviceCanAssume } from "../role-reference.ts";
import { failures, pattern, range } from "../../checks.ts";
import { blocksAt, flagAt, numberAt, textAt } from "../../properties.ts";
import { isOn, numberOf, textOf } from "../../record-values.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const VAULT = "aws:backup/vault:Vault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const PLAN = "aws:backup/plan:Plan";

/** Longest that a continuous backup is kept, days (AWS Backup developer guide, "Point-in-time recovery"). */
const CONTINUOUS_MAX_DAYS = 35;

/** A compliance lock can be taken back for at least three days (API `PutBackupVaultLockConfiguration`). */
const GRACE_MIN_DAYS = 3;

const vault: ResourceType = {
  token: VAULT,
  autoName: { property: "name", maxLength: 50 },
  check: (inputs) =>
    failures(
      pattern(inputs, "name", /^[\w-]{2,50}$/, "must consist of letters, numbers, and hyphens, 2 to 50 characters"),
      arnInput(inputs, "kmsKeyArn"),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse = (code: string, message: string): string =>
      apiError(`creating Backup Vault (${name})`, "Backup: CreateBackupVault", `400 ${code}`, message);
    if (context.cloud.byId(VAULT, name) !== undefined)
      return refuse("AlreadyExistsException", "Backup vault with the same name already exists");
    const key = textAt(inputs, "kmsKeyArn");
    return key === undefined || keyUsable(key, context)
      ? undefined
      : refuse("InvalidParameterValueException", `Invalid key ARN: ${key}`);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    return { id: name, outputs: { arn: vaultArn(name, context), recoveryPoints: 0 } };
  },
  refuseDelete(record) {
    if (isOn(record, "forceDestroy") || (numberOf(record, "recoveryPoints") ?? 0) === 0) return undefined;
    return apiError(
      `deleting Backup Vault (${record.id})`,
      "Backup: DeleteBackupVault",
      "400 InvalidRequestException",
      "Backup vault cannot be deleted because it contains recovery points.",
    );
  },
};

const lock: ResourceType = {
  token: LOCK,
  check: (inputs) =>
    failures(
      range(inputs, "minRetentionDays", 1, 36_500),
      range(inputs, "maxRetentionDays", 1, 36_500),
      range(inputs, "changeableForDays", GRACE_MIN_DAYS, 36_500),
    ),
  refuseCreate: (inputs, context) =>
    refuseVault(inputs, context, "Lock Configuration", "PutBackupVaultLockConfiguration"),
  create: ofVault,
};

const policy: ResourceType = {
  token: "aws:backup/vaultPolicy:VaultPolicy",
  jsonText: ["policy"],
  refuseCreate: (inputs, context) =>
    refuseVault(inputs, context, "Policy", "PutBackupVaultAccessPolicy") ?? refusePolicy(inputs),
  refuseUpdate: (_old, inputs) => refusePolicy(inputs),
  create: ofVault,
};

const plan: ResourceType = {
  token: PLAN,
  sets: ["rules"],
  refuseCreate: refuseRules("creating", "CreateBackupPlan"),
  refuseUpdate: (_old, inputs, context) => refuseRules("updating", "UpdateBackupPlan")(inputs, context),
  create(_inputs, context) {
    const id = uuidOfHex(context.hex(32));
    return {
      id,
      outputs: { arn: regionalArn(context, "backup", `backup-plan:${id}`), version: context.alphanumeric(48) },
    };
  },
};

const selection: ResourceType = {
  token: "aws:backup/selection:Selection",
  sets: ["conditions", "notResources", "resources"],
  check: (inputs) => failures(arnInput(inputs, "iamRoleArn")),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse = (message: string): string =>
      apiError(
        `creating Backup Selection (${name})`,
        "Backup: CreateBackupSelection",
        "400 InvalidParameterValueException",
        message,
      );
    const planId = textAt(inputs, "planId");
    if (planId !== undefined && context.cloud.byId(PLAN, planId) === undefined)
      return refuse(`Cannot find Backup plan with ID ${planId}`);
    const role = textAt(inputs, "iamRoleArn");
    return role === undefined || serviceCanAssume(role, "backup.amazonaws.com", context)
      ? undefined
      : refuse(`IAM Role ${role} cannot be assumed by AWS Backup`);
  },
  create: (_inputs, context) => ({ id: uuidOfHex(context.hex(32)), outputs: {} }),
};

export const backupTypes: readonly ResourceType[] = [vault, lock, policy, plan, selection];

function vaultArn(name: string, context: TypeContext): string {
  return regionalArn(context, "backup", `backup-vault:${name}`);
}

/** What belongs to a vault has the vault's name as its id. */
function ofVault(inputs: Properties, context: TypeContext): { id: string; outputs: Properties } {
  const id = textAt(inputs, "backupVaultName") ?? "";
  return { id, outputs: { backupVaultArn: vaultArn(id, context) } };
}

function refuseVault(inputs: Properties, context: TypeContext, words: string, operation: string): string | undefined {
  const name = textAt(inputs, "backupVaultName") ?? "";
  if (context.cloud.byId(VAULT, name) !== undefined) return undefined;
  return apiError(
    `creating Backup Vault ${words} (${name})`,
    `Backup: ${operation}`,
    "400 ResourceNotFoundException",
    `Backup vault ${name} does not exist`,
  );
}

function refusePolicy(inputs: Properties): string | undefined {
  const flaw = policyFlaw(inputs["policy"], "resource");
  if (flaw === undefined) return undefined;
  return apiError(
    `creating Backup Vault Policy (${textAt(inputs, "backupVaultName") ?? ""})`,
    "Backup: PutBackupVaultAccessPolicy",
    "400 InvalidParameterValueException",
    `Provided policy document is invalid: ${flaw}`,
  );
}

function refuseRules(
  doing: string,
  operation: string,
): (inputs: Properties, context: TypeContext) => string | undefined {
  return (inputs, context) => {
    const flaw = blocksAt(inputs, "rules")
      .map((rule) => ruleFlaw(rule, context))
      .find((found) => found !== undefined);
    if (flaw === undefined) return undefined;
    const name = textAt(inputs, "name") ?? "";
    return apiError(
      `${doing} Backup Plan (${name})`,
      `Backup: ${operation}`,
      "400 InvalidParameterValueException",
      flaw,
    );
  };
}

function ruleFlaw(rule: Properties, context: TypeContext): string | undefined {
  const target = textAt(rule, "targetVaultName");
  const locked = target === undefined ? undefined : context.cloud.byId(LOCK, target);
  const days = numberAt(rule, "lifecycle.deleteAfter");
  if (target !== undefined && context.cloud.byId(VAULT, target) === undefined)
    return `Backup vault ${target} does not exist`;
  if (flagAt(rule, "enableContinuousBackup") === true && (days ?? Infinity) > CONTINUOUS_MAX_DAYS)
    return `The retention of continuous backups must be between 1 and ${CONTINUOUS_MAX_DAYS} days`;
  if (locked !== undefined && days !== undefined && !within(locked, days))
    return `Retention of ${days} days lies outside the lock of backup vault ${target}`;
  const start = numberAt(rule, "startWindow");
  const completion = numberAt(rule, "completionWindow");
  if (start !== undefined && completion !== undefined && completion < start + 60)
    return "Completion window must be at least 60 minutes greater than start window";
  const lost = blocksAt(rule, "copyActions")
    .map((action) => textAt(action, "destinationVaultArn"))
    .find((arn) => arn !== undefined && !vaultExists(arn, context));
  return lost === undefined ? undefined : `Destination backup vault ${lost} does not exist`;
}

function within(locked: CloudRecord, days: number): boolean {
  return (
    days >= (numberOf(locked, "minRetentionDays") ?? 0) && days <= (numberOf(locked, "maxRetentionDays") ?? Infinity)
  );
}

/** Vaults of other accounts are taken on trust. */
function vaultExists(arn: string, context: TypeContext): boolean {
  if (parseArn(arn)?.account !== context.account) return true;
  return context.cloud.find(VAULT, (record) => textOf(record, "arn") === arn) !== undefined;
}
