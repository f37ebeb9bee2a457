/** Who may use keys and vaults, and from where. */
import { all, any, check, isFalse, isOneOf, isTrue } from "../../checks.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { grantsNotToEverybody, namesItsPrincipals } from "../../public-principals.ts";
import { defineRule, type Check } from "../../rule.ts";

const POLICY = "properties.accessPolicies";

/** With roles on, Azure ignores access policies; those that are left come back into force with the switch. */
const NO_ACCESS_POLICIES = check([POLICY], ({ view }) => {
  const policies = view.items(POLICY);
  if (policies === undefined) return unknown(POLICY);
  if (policies.length === 0) return PASS;
  return fail(POLICY, `got ${policies.length}, expected none; grant roles and remove ${POLICY}`);
});

/** A key's policy names who may use it, and whoever writes it cannot lock everybody out. */
const KEY_POLICY: Check = all(
  namesItsPrincipals("policy"),
  isFalse("bypassPolicyLockoutSafetyCheck", { absent: false }),
);

export const KEY_ACCESS_RULES = [
  defineRule({
    id: "KEY-03",
    name: "kms-key-not-public",
    title: "Key policies grant no public / any-principal use",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:kms/key:Key": KEY_POLICY,
      "aws:kms/replicaKey:ReplicaKey": KEY_POLICY,
      "aws:kms/keyPolicy:KeyPolicy": KEY_POLICY,
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": grantsNotToEverybody("member"),
      "gcp:kms/cryptoKeyIAMBinding:CryptoKeyIAMBinding": grantsNotToEverybody("members"),
      // What is granted on a ring holds for its keys.
      "gcp:kms/keyRingIAMMember:KeyRingIAMMember": grantsNotToEverybody("member"),
      "gcp:kms/keyRingIAMBinding:KeyRingIAMBinding": grantsNotToEverybody("members"),
    },
  }),
  defineRule({
    id: "KEY-04",
    name: "keyvault-rbac",
    title: "Key Vault uses RBAC rather than access policies",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "azure-native:keyvault:Vault": all(
        isTrue("properties.enableRbacAuthorization", { absent: false }),
        NO_ACCESS_POLICIES,
      ),
    },
    // No remedy: whoever was let in by an access policy would be shut out.
  }),
  defineRule({
    id: "KEY-05",
    name: "keyvault-network-restricted",
    title: "Key Vault is not reachable from all networks",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "azure-native:keyvault:Vault": any(
        isOneOf("properties.publicNetworkAccess", ["Disabled", "disabled", "SecuredByPerimeter"], {
          absent: "Enabled",
        }),
        isOneOf("properties.networkAcls.defaultAction", ["Deny"], { absent: "Allow" }),
      ),
    },
    // No remedy: callers from public addresses would be shut out.
  }),
] as const;
