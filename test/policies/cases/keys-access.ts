import { grantCase, policy, policyVariants } from "../harness/policies.ts";
import { NOT_YET_KNOWN, type RuleCases } from "../harness/rule-case.ts";
import { caseOf, flag } from "../harness/shapes.ts";

const POLICIES = "properties.accessPolicies";
const PUBLIC = "properties.publicNetworkAccess";
const DEFAULT = "properties.networkAcls.defaultAction";

export const KEY_ACCESS_CASES: RuleCases = {
  "KEY-03": [
    ...["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/keyPolicy:KeyPolicy"].map((type) =>
      caseOf(type, [policy("policy"), flag("bypassPolicyLockoutSafetyCheck", false, false)], {
        variants: policyVariants("policy"),
      }),
    ),
    grantCase("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", "member"),
    grantCase("gcp:kms/cryptoKeyIAMBinding:CryptoKeyIAMBinding", "members"),
    grantCase("gcp:kms/keyRingIAMMember:KeyRingIAMMember", "member"),
    grantCase("gcp:kms/keyRingIAMBinding:KeyRingIAMBinding", "members"),
  ],
  "KEY-04": [
    caseOf("azure-native:keyvault:Vault", [flag("properties.enableRbacAuthorization", true, false)], {
      given: { [POLICIES]: [] },
      absent: { "properties.enableRbacAuthorization": "fail", [POLICIES]: "pass" },
      breaks: [
        {
          why: "an access policy",
          change: { [POLICIES]: [{ objectId: "somebody" }] },
          reasons: [`${POLICIES}: got 1, expected none; grant roles and remove ${POLICIES}`],
        },
      ],
    }),
  ],
  "KEY-05": [
    {
      type: "azure-native:keyvault:Vault",
      compliant: { properties: { publicNetworkAccess: "Disabled" } },
      absent: { [PUBLIC]: "fail", [DEFAULT]: "pass" },
      unknown: { [DEFAULT]: "pass" },
      breaks: [
        {
          why: "open to all networks",
          change: { [PUBLIC]: "Enabled", [DEFAULT]: "Allow" },
          reasons: [
            `${PUBLIC}: got Enabled, expected Disabled or disabled or SecuredByPerimeter; set ${PUBLIC}`,
            `${DEFAULT}: got Allow, expected Deny; set ${DEFAULT}`,
          ],
        },
        {
          why: "nothing said",
          change: { properties: {} },
          reasons: [
            `${PUBLIC}: got nothing (the provider's default is Enabled), expected Disabled or disabled or SecuredByPerimeter; set ${PUBLIC}`,
            `${DEFAULT}: got nothing (the provider's default is Allow), expected Deny; set ${DEFAULT}`,
          ],
        },
      ],
      variants: [
        { why: "a perimeter", change: { [PUBLIC]: "SecuredByPerimeter" }, outcome: "pass" },
        { why: "named networks only", change: { [PUBLIC]: "Enabled", [DEFAULT]: "Deny" }, outcome: "pass" },
        {
          why: "not known whether public",
          change: { [PUBLIC]: NOT_YET_KNOWN, [DEFAULT]: "Allow" },
          outcome: "unknown",
        },
      ],
    },
  ],
};
