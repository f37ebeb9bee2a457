/** Backups that nobody can shorten or delete, and that are known to come back. */
import { all, atLeast, check, isNoneOf, isOneOf, isSet, when } from "../../checks.ts";
import { withThreshold } from "../../checks.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { regionOf } from "../../region.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { promisesLockedBackups } from "../../tier-promises.ts";
import type { View } from "../../view.ts";

const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const POLICY = "aws:backup/vaultPolicy:VaultPolicy";
const TESTING_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const SECONDS_PER_DAY = 86_400;

function inProduction(then: Check): Check {
  return when((_subject, context) => context.production, "for production only", then);
}

/** What names a vault and lies in its region: vaults of two regions may have one name. */
function companionsOf(vault: Subject, type: string, graph: Graph): readonly Subject[] {
  const region = regionOf(vault);
  return graph.pointingAt(vault, type, "backupVaultName").filter((companion) => {
    const other = regionOf(companion);
    return region.state !== "known" || other.state !== "known" || region.value === other.value;
  });
}

/** A lock; where the tier does not promise one, a policy of the vault that lets nobody delete does. */
function lockedVault(subject: Subject, context: Parameters<Check["judge"]>[1], graph: Graph): Finding {
  if (companionsOf(subject, LOCK, graph).length > 0) return PASS;
  const open = graph.hasUndecided(LOCK, "backupVaultName", subject);
  if (!promisesLockedBackups(context)) {
    const policies = companionsOf(subject, POLICY, graph).map(({ view }) => view.json("policy"));
    const answers = policies.map(forbidsDeletion);
    if (answers.includes(true)) return PASS;
    if (answers.includes("unknown") || graph.hasUndecided(POLICY, "backupVaultName", subject)) return unknown("policy");
  }
  return open
    ? unknown("backupVaultName")
    : fail("", "got no lock, expected one; add a VaultLockConfiguration for the vault");
}

/** A statement that denies everybody, without a condition, to delete what was backed up. */
function forbidsDeletion(policy: View): boolean | "unknown" {
  const statements = policy.items("Statement");
  if (statements === undefined) return "unknown";
  return statements.some((statement) => {
    const effect = statement.read("Effect");
    const actions = statement.items("Action") ?? [];
    const denied = actions
      .map((action) => action.read(""))
      .some(
        (action) =>
          action.state === "known" && ["backup:DeleteRecoveryPoint", "backup:*", "*"].includes(String(action.value)),
      );
    const everybody = ["Principal", "Principal.AWS"].some((path) => {
      const principal = statement.read(path);
      return principal.state === "known" && principal.value === "*";
    });
    const always = statement.read("Condition").state === "absent";
    return effect.state === "known" && effect.value === "Deny" && denied && everybody && always;
  });
}

/** `3024000s` is 35 days. */
function enforcedDays(path: string): Check {
  return check([path], ({ view }, context) =>
    withThreshold(promisesLockedBackups(context) ? "backupRetentionDays" : 1, context, (limit) => {
      const reading = view.read(path);
      if (reading.state === "unknown") return unknown(path);
      const seconds = reading.state === "known" ? Number(String(reading.value).replace(/s$/, "")) : 0;
      if (seconds >= limit * SECONDS_PER_DAY) return PASS;
      const got = reading.state === "known" ? String(reading.value) : "nothing";
      return fail(path, `got ${got}, expected at least ${limit * SECONDS_PER_DAY}s (${limit} days); change ${path}`);
    }),
  );
}

const IMMUTABILITY = "properties.securitySettings.immutabilitySettings.state";
const SOFT_DELETE = "properties.securitySettings.softDeleteSettings.state";

export const VAULT_RULES = [
  defineRule({
    id: "BCK-08",
    name: "backup-immutable",
    title: "Backup vaults are locked, so that backups cannot be shortened or deleted",
    severity: "medium",
    scope: "stack",
    appliesTo: "regulated",
    // A lock that nobody can lift again (compliance mode, Locked, AlwaysOn) is the tenant's own choice: no rule asks for what cannot be undone.
    checks: {
      "aws:backup/vault:Vault": inProduction(check([], lockedVault)),
      [LOCK]: atLeast("minRetentionDays", 1, { absent: 0 }),
      "azure-native:dataprotection:BackupVault": inProduction(
        all(
          when(
            (_subject, context) => promisesLockedBackups(context),
            "the tier promises no lock",
            isOneOf(IMMUTABILITY, ["Unlocked", "Locked"], { absent: "Disabled" }),
          ),
          isNoneOf(SOFT_DELETE, ["Off"], { absent: "On" }),
        ),
      ),
      "gcp:backupdisasterrecovery/backupVault:BackupVault": inProduction(
        enforcedDays("backupMinimumEnforcedRetentionDuration"),
      ),
    },
  }),
  defineRule({
    id: "BCK-13",
    name: "restore-testing",
    title: "A plan restores backups of regulated data regularly, to prove that they can be restored",
    severity: "low",
    scope: "stack",
    appliesTo: "regulated",
    checks: {
      [TESTING_PLAN]: all(
        isSet("scheduleExpression", "a schedule"),
        isSet("recoveryPointSelection.includeVaults", "the vaults to restore from"),
      ),
    },
    stackWide: {
      types: [TESTING_PLAN],
      judge: ({ production }, graph) => {
        if (!production) return notApplicable("for production only");
        if (graph.ofType("aws:backup/plan:Plan").length === 0) return notApplicable("no backup plan in this stack");
        if (graph.ofType(TESTING_PLAN).length > 0) return PASS;
        return fail("", "got no RestoreTestingPlan, expected one for the backup plans; add it");
      },
    },
  }),
] as const;
