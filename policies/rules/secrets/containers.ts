/** What keeps secrets from being lost, and from being read by everybody. */
import { all, atLeast, isTrue } from "../../checks.ts";
import { unlessDisposable } from "../../conditions.ts";
import { lastsAtLeast } from "../../durations.ts";
import { grantsNotToEverybody, namesItsPrincipals } from "../../public-principals.ts";
import { defineRule } from "../../rule.ts";

/** The least that Secrets Manager takes beside 0, which deletes at once. */
const LEAST_RECOVERY_DAYS = 7;

const KEPT_ON_GOOGLE = unlessDisposable(
  all(
    isTrue("deletionProtection", { absent: false }),
    // Without it a destroyed version is gone at once.
    lastsAtLeast("versionDestroyTtl", LEAST_RECOVERY_DAYS, { absent: "0s" }),
  ),
);

export const SECRET_CONTAINER_RULES = [
  defineRule({
    id: "SEC-07",
    name: "secret-recovery-window",
    title: "Secrets cannot be force-deleted",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:secretsmanager/secret:Secret": unlessDisposable(
        atLeast("recoveryWindowInDays", LEAST_RECOVERY_DAYS, { absent: 30 }),
      ),
      "gcp:secretmanager/secret:Secret": KEPT_ON_GOOGLE,
      "gcp:secretmanager/regionalSecret:RegionalSecret": KEPT_ON_GOOGLE,
    },
    // Read at the moment of deletion only.
    remedies: {
      "aws:secretsmanager/secret:Secret": () => ({ recoveryWindowInDays: 30 }),
      "gcp:secretmanager/secret:Secret": () => ({ deletionProtection: true }),
      "gcp:secretmanager/regionalSecret:RegionalSecret": () => ({ deletionProtection: true }),
    },
  }),
  defineRule({
    id: "SEC-08",
    name: "secret-not-public",
    title: "Secret resource policies grant no public principal",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:secretsmanager/secretPolicy:SecretPolicy": all(
        namesItsPrincipals("policy"),
        isTrue("blockPublicPolicy", { absent: false }),
      ),
      "aws:secretsmanager/secret:Secret": namesItsPrincipals("policy"),
      "gcp:secretmanager/secretIamMember:SecretIamMember": grantsNotToEverybody("member"),
      "gcp:secretmanager/secretIamBinding:SecretIamBinding": grantsNotToEverybody("members"),
      "gcp:secretmanager/regionalSecretIamMember:RegionalSecretIamMember": grantsNotToEverybody("member"),
      "gcp:secretmanager/regionalSecretIamBinding:RegionalSecretIamBinding": grantsNotToEverybody("members"),
    },
    // AWS then refuses a policy that names everybody; nothing else changes.
    remedies: { "aws:secretsmanager/secretPolicy:SecretPolicy": () => ({ blockPublicPolicy: true }) },
  }),
] as const;
