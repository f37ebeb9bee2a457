import { alone, below, outside } from "../harness/breaks.ts";
import {
  NOT_YET_KNOWN,
  type OtherResource,
  type Props,
  type RuleCase,
  type RuleCases,
  type StackWideCase,
} from "../harness/rule-case.ts";
import { STAGING } from "./staging.ts";

const PREMIUM = { tier: "premium" } as const;

const VAULT_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

const NO_VAULT_LOCK = "got no lock, expected one; add a VaultLockConfiguration for the vault";

function ofVault(type: string, props: Props): OtherResource {
  return {
    type,
    name: "companion",
    props: { region: "eu-west-1", ...props },
    refersTo: { backupVaultName: ["subject"] },
  };
}

function policy(statement: Props): OtherResource {
  const denial = { Effect: "Deny", Principal: { AWS: "*" }, Action: ["backup:DeleteRecoveryPoint"], Resource: "*" };
  return ofVault("aws:backup/vaultPolicy:VaultPolicy", {
    policy: JSON.stringify({ Statement: [{ ...denial, ...statement }] }),
  });
}

function notForbidden(why: string, statement: Props): RuleCase["breaks"][number] {
  return { why, context: PREMIUM, others: [policy(statement)], reasons: [`: ${NO_VAULT_LOCK}`] };
}

const IMMUTABILITY = "properties.securitySettings.immutabilitySettings.state";

const SOFT_DELETE = "properties.securitySettings.softDeleteSettings.state";

const ENFORCED = "backupMinimumEnforcedRetentionDuration";

const TESTING_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";

const PLAN: OtherResource = { type: "aws:backup/plan:Plan", name: "plan", props: {} };

export const VAULT_CASES: RuleCases = {
  "BCK-08": [
    {
      type: "aws:backup/vault:Vault",
      compliant: { name: "acme", region: "eu-west-1" },
      others: [ofVault(VAULT_LOCK, {})],
      absent: {},
      breaks: [
        alone("no lock", NO_VAULT_LOCK),
        {
          why: "the lock of a vault of the same name in another region",
          others: [{ type: VAULT_LOCK, name: "lock", props: { region: "eu-central-1", backupVaultName: "acme" } }],
          reasons: [`: ${NO_VAULT_LOCK}`],
        },
        { why: "a policy where the tier promises a lock", others: [policy({})], reasons: [`: ${NO_VAULT_LOCK}`] },
        notForbidden("a policy that allows", { Effect: "Allow" }),
        notForbidden("a policy about something else", { Action: ["backup:StartBackupJob"] }),
        notForbidden("a policy for some", { Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
        notForbidden("a policy under a condition", { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      ],
      variants: [
        STAGING,
        { why: "a policy where the tier promises no lock", context: PREMIUM, others: [policy({})], outcome: "pass" },
        {
          why: "a policy that is not known",
          context: PREMIUM,
          others: [ofVault("aws:backup/vaultPolicy:VaultPolicy", { policy: NOT_YET_KNOWN })],
          outcome: "unknown",
        },
        {
          why: "a lock of something that is not known",
          others: [{ type: VAULT_LOCK, name: "lock", props: { backupVaultName: NOT_YET_KNOWN } }],
          outcome: "unknown",
        },
      ],
    },
    {
      type: VAULT_LOCK,
      compliant: { minRetentionDays: 1 },
      absent: { minRetentionDays: "fail" },
      breaks: [below("minRetentionDays", 1)],
    },
    {
      type: "azure-native:dataprotection:BackupVault",
      compliant: {
        properties: {
          securitySettings: { immutabilitySettings: { state: "Unlocked" }, softDeleteSettings: { state: "On" } },
        },
      },
      absent: { [IMMUTABILITY]: "fail", [SOFT_DELETE]: "pass" },
      breaks: [
        outside(IMMUTABILITY, "Disabled", "Unlocked or Locked"),
        {
          why: "soft delete off",
          change: { [SOFT_DELETE]: "Off" },
          reasons: [`${SOFT_DELETE}: got Off, expected another value; change ${SOFT_DELETE}`],
        },
      ],
      variants: [
        STAGING,
        { why: "the tier promises no lock", change: { [IMMUTABILITY]: "Disabled" }, context: PREMIUM, outcome: "pass" },
      ],
    },
    {
      type: "gcp:backupdisasterrecovery/backupVault:BackupVault",
      compliant: { [ENFORCED]: "604800s" },
      absent: { [ENFORCED]: "fail" },
      breaks: [
        {
          why: "a second less",
          change: { [ENFORCED]: "604799s" },
          reasons: [`${ENFORCED}: got 604799s, expected at least 604800s (7 days); change ${ENFORCED}`],
        },
        {
          why: "less than a framework asks",
          change: { [ENFORCED]: "2591999s" },
          context: { frameworks: ["sox"] },
          reasons: [`${ENFORCED}: got 2591999s, expected at least 2592000s (30 days); change ${ENFORCED}`],
        },
      ],
      variants: [
        STAGING,
        {
          why: "one day where the tier promises no lock",
          change: { [ENFORCED]: "86400s" },
          context: PREMIUM,
          outcome: "pass",
        },
      ],
    },
  ],
  "BCK-13": [
    {
      type: TESTING_PLAN,
      compliant: { scheduleExpression: "cron(0 5 ? * 1 *)", recoveryPointSelection: { includeVaults: ["*"] } },
      absent: { scheduleExpression: "fail", "recoveryPointSelection.includeVaults": "fail" },
      unknown: { scheduleExpression: "pass", "recoveryPointSelection.includeVaults": "pass" },
      breaks: [
        {
          why: "no vault",
          change: { "recoveryPointSelection.includeVaults": [] },
          reasons: [
            "recoveryPointSelection.includeVaults: got nothing, expected the vaults to restore from; set recoveryPointSelection.includeVaults",
          ],
        },
        {
          why: "no schedule",
          change: { scheduleExpression: "" },
          reasons: ["scheduleExpression: got nothing, expected a schedule; set scheduleExpression"],
        },
      ],
    },
  ],
};

export const BACKUP_WIDE_CASES: readonly StackWideCase[] = [
  {
    rule: "BCK-13",
    name: "plans that nobody tests",
    resources: [PLAN],
    outcome: "fail",
    reasons: [": got no RestoreTestingPlan, expected one for the backup plans; add it"],
  },
  {
    rule: "BCK-13",
    name: "plans that are tested",
    resources: [PLAN, { type: TESTING_PLAN, name: "testing", props: {} }],
    outcome: "pass",
  },
  { rule: "BCK-13", name: "no plans", resources: [], outcome: "not-applicable" },
  {
    rule: "BCK-13",
    name: "for production only",
    resources: [PLAN],
    context: { production: false },
    outcome: "not-applicable",
  },
];
