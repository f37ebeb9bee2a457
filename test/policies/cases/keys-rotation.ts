import { caseOf, flag, set } from "../harness/shapes.ts";
import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

const ACTIONS = "properties.rotationPolicy.lifetimeActions";
const VERSION_EXPIRY = "properties.rotationPolicy.attributes.expiryTime";
const NO_ROTATION = "expected at most 365 days; change the trigger of the action rotate";

function rotate(trigger: unknown): unknown {
  return [
    { action: { type: "notify" }, trigger: { timeBeforeExpiry: "P30D" } },
    { action: { type: "rotate" }, trigger },
  ];
}

export const KEY_ROTATION_CASES: RuleCases = {
  "KEY-01": [
    {
      type: "aws:kms/key:Key",
      compliant: { enableKeyRotation: true, rotationPeriodInDays: 365 },
      absent: { enableKeyRotation: "fail", rotationPeriodInDays: "pass" },
      breaks: [
        ...flag("enableKeyRotation", true, false).breaks,
        {
          why: "a day too long",
          change: { rotationPeriodInDays: 366 },
          reasons: ["rotationPeriodInDays: got 366, expected at most 365 days; change rotationPeriodInDays"],
        },
      ],
      variants: [
        {
          why: "a signing key",
          change: { enableKeyRotation: false, keyUsage: "SIGN_VERIFY" },
          outcome: "not-applicable",
        },
        {
          why: "an asymmetric key",
          change: { enableKeyRotation: false, customerMasterKeySpec: "RSA_4096" },
          outcome: "not-applicable",
        },
        {
          why: "a key of a custom store",
          change: { enableKeyRotation: false, customKeyStoreId: "cks-1" },
          outcome: "not-applicable",
        },
        { why: "a kind that is not known yet", change: { customerMasterKeySpec: NOT_YET_KNOWN }, outcome: "unknown" },
        { why: "a use that is not known yet", change: { keyUsage: NOT_YET_KNOWN }, outcome: "unknown" },
        {
          why: "what the provider takes for itself",
          change: { customerMasterKeySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT" },
          outcome: "pass",
        },
      ],
    },
    {
      type: "azure-native:keyvault:Key",
      compliant: {
        properties: {
          rotationPolicy: {
            attributes: { expiryTime: "P395D" },
            lifetimeActions: rotate({ timeBeforeExpiry: "P30D" }),
          },
        },
      },
      absent: { [ACTIONS]: "fail", [VERSION_EXPIRY]: "fail" },
      breaks: [
        {
          why: "no rotation",
          change: { [ACTIONS]: undefined },
          reasons: [`${ACTIONS}: got no action of type rotate, expected one within 365 days; add it`],
        },
        {
          why: "only a reminder",
          change: { [ACTIONS]: [{ action: { type: "notify" } }] },
          reasons: [`${ACTIONS}: got no action of type rotate, expected one within 365 days; add it`],
        },
        {
          why: "a day too late before the expiry",
          change: { [VERSION_EXPIRY]: "P396D" },
          reasons: [`${ACTIONS}: got a rotation after 366 days, ${NO_ROTATION}`],
        },
        {
          why: "a day too late after the creation",
          change: { [ACTIONS]: rotate({ timeAfterCreate: "P366D" }) },
          reasons: [`${ACTIONS}: got a rotation after 366 days, ${NO_ROTATION}`],
        },
        {
          why: "before an expiry that nobody sets",
          change: { [VERSION_EXPIRY]: undefined },
          reasons: [`${ACTIONS}: got a rotation at no known time, ${NO_ROTATION}`],
        },
      ],
      variants: [
        {
          why: "a year after the creation",
          change: { [ACTIONS]: rotate({ timeAfterCreate: "P1Y" }) },
          outcome: "pass",
        },
        {
          why: "eleven months after the creation, as Azure gives the word back",
          change: { [ACTIONS]: [{ action: { type: "Rotate" }, trigger: { timeAfterCreate: "P11M" } }] },
          outcome: "pass",
        },
        {
          why: "after a time that is not known yet",
          change: { [ACTIONS]: rotate({ timeAfterCreate: NOT_YET_KNOWN }) },
          outcome: "unknown",
        },
        {
          why: "a kind of action that is not known yet",
          change: { [ACTIONS]: [{ action: { type: NOT_YET_KNOWN } }] },
          outcome: "unknown",
        },
      ],
    },
    {
      type: "gcp:kms/cryptoKey:CryptoKey",
      compliant: { rotationPeriod: "31536000s" },
      absent: { rotationPeriod: "fail" },
      breaks: [
        {
          why: "a second too long",
          change: { rotationPeriod: "31536001s" },
          reasons: ["rotationPeriod: got 31536001s, expected at most 365 days; change rotationPeriod"],
        },
        {
          why: "never",
          change: { rotationPeriod: undefined },
          reasons: ["rotationPeriod: got nothing, expected at most 365 days; change rotationPeriod"],
        },
        {
          why: "no duration",
          change: { rotationPeriod: "yearly" },
          reasons: ["rotationPeriod: got yearly, expected at most 365 days; change rotationPeriod"],
        },
      ],
      variants: [
        {
          why: "a signing key",
          change: { rotationPeriod: undefined, purpose: "ASYMMETRIC_SIGN" },
          outcome: "not-applicable",
        },
        { why: "a use that is not known yet", change: { purpose: NOT_YET_KNOWN }, outcome: "unknown" },
      ],
    },
  ],
  "KEY-06": [
    {
      type: "azure-native:keyvault:Key",
      compliant: { properties: { attributes: { expires: 1_900_000_000 } } },
      absent: { "properties.attributes.expires": "fail", [VERSION_EXPIRY]: "pass" },
      unknown: { "properties.attributes.expires": "pass", [VERSION_EXPIRY]: "pass" },
      breaks: [
        {
          why: "neither a date nor a life of its versions",
          change: { properties: {} },
          reasons: [
            "properties.attributes.expires: got nothing, expected a date, or an expiryTime in the rotation policy; set properties.attributes.expires",
            `${VERSION_EXPIRY}: got nothing, expected a life of its versions; set ${VERSION_EXPIRY}`,
          ],
        },
      ],
      variants: [
        {
          why: "a life of its versions",
          change: { properties: { rotationPolicy: { attributes: { expiryTime: "P2Y" } } } },
          outcome: "pass",
        },
      ],
    },
    caseOf("azure-native:keyvault:Secret", [
      set("properties.attributes.expires", 1_900_000_000, "a date"),
      set("properties.contentType", "text/plain", "what the secret holds"),
    ]),
    ...["gcp:secretmanager/secret:Secret", "gcp:secretmanager/regionalSecret:RegionalSecret"].map(secretExpiry),
  ],
};

function secretExpiry(type: string): RuleCase {
  const none = "got none of rotation.rotationPeriod, expireTime, ttl, expected one; set rotation.rotationPeriod";
  return {
    type,
    compliant: { rotation: { rotationPeriod: "7776000s" } },
    absent: { "rotation.rotationPeriod": "fail", expireTime: "pass", ttl: "pass" },
    unknown: { "rotation.rotationPeriod": "pass", expireTime: "pass", ttl: "pass" },
    breaks: [{ why: "neither", change: { rotation: undefined }, reasons: [`: ${none}`] }],
    variants: [
      { why: "a date", change: { rotation: undefined, expireTime: "2030-01-01T00:00:00Z" }, outcome: "pass" },
      { why: "a life", change: { rotation: undefined, ttl: "86400s" }, outcome: "pass" },
    ],
  };
}
