import { grantCase, policy, policyVariants } from "../harness/policies.ts";
import { caseOf, flag, set, word } from "../harness/shapes.ts";
import { NOT_YET_KNOWN, type OtherResource, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const DAYS = "rotationRules.automaticallyAfterDays";
const SCHEDULE = "rotationRules.scheduleExpression";
const FEDRAMP = { frameworks: ["fedramp"] } as const;

function rotationOf(secretId: unknown): OtherResource {
  return { type: ROTATION, name: "rotation", props: { secretId } };
}

const NO_ROTATION = [`: got no ${ROTATION}, expected one that names the secret; add it`];
const PERIOD = "rotation.rotationPeriod";

function reminded(type: string): RuleCase {
  const late = (got: string): string => `${PERIOD}: got ${got}, expected at most 90 days; change ${PERIOD}`;
  return caseOf(
    type,
    [
      set("rotation.nextRotationTime", "2030-01-01T00:00:00Z", "the first date"),
      set("topics", [{ name: "topic" }], "a topic that is told"),
    ],
    {
      given: { [PERIOD]: "7776000s" },
      absent: { [PERIOD]: "fail", "rotation.nextRotationTime": "fail", topics: "fail" },
      breaks: [
        { why: "a second too late", change: { [PERIOD]: "7776001s" }, reasons: [late("7776001s")] },
        { why: "never", change: { [PERIOD]: undefined }, reasons: [late("nothing")] },
      ],
    },
  );
}

const ROTATIONS: RuleCases = {
  "SEC-01": [
    {
      type: "aws:secretsmanager/secret:Secret",
      compliant: { arn: "secret-1" },
      others: [rotationOf("secret-1")],
      absent: {},
      breaks: [
        { why: "no rotation", others: [], reasons: NO_ROTATION },
        { why: "the rotation of another secret", others: [rotationOf("secret-2")], reasons: NO_ROTATION },
      ],
      variants: [
        {
          why: "the rotation of a secret that is not known yet",
          others: [rotationOf(NOT_YET_KNOWN)],
          outcome: "unknown",
        },
        {
          why: "a rotation that names it by dependency",
          others: [{ ...rotationOf(NOT_YET_KNOWN), refersTo: { secretId: ["subject"] } }],
          outcome: "pass",
        },
      ],
    },
    {
      type: ROTATION,
      compliant: { rotationEnabled: true, rotationRules: { automaticallyAfterDays: 90 } },
      absent: { rotationEnabled: "pass", [DAYS]: "fail", [SCHEDULE]: "pass" },
      breaks: [
        ...flag("rotationEnabled", true, true).breaks,
        {
          why: "a day too late",
          change: { [DAYS]: 91 },
          reasons: [`${DAYS}: got 91, expected at most 90 days; change ${DAYS}`],
        },
        { why: "never", change: { [DAYS]: undefined }, reasons: [`${DAYS}: got nothing; set ${DAYS}`] },
        {
          why: "a day too late for a federal system",
          change: { [DAYS]: 61 },
          context: FEDRAMP,
          reasons: [`${DAYS}: got 61, expected at most 60 days; change ${DAYS}`],
        },
        ...[
          "rate(91 days)",
          "cron(0 4 1 1/3 ? *)",
          "cron(0 4 1 1,3 ? *)",
          "cron(0 4 1 1/0 ? *)",
          "cron(0 4 1 JAN ? *)",
          "cron(0 4 1 * ? 2030)",
          "often",
        ].map((got) => ({
          why: got,
          change: { rotationRules: { scheduleExpression: got } },
          reasons: [`${SCHEDULE}: got ${got}, expected a rotation within 90 days; change ${SCHEDULE}`],
        })),
      ],
      variants: [
        ...[
          "rate(90 days)",
          "rate(1 day)",
          "rate(4 hours)",
          "cron(0 4 1 * ? *)",
          "cron(0 4 1 */2 ? *)",
          "cron(0 4 1 1/2 ? *)",
          "cron(0 4 1 1,3,5,7,9,11 ? *)",
        ].map((got) => ({
          why: got,
          change: { rotationRules: { scheduleExpression: got } },
          outcome: "pass" as const,
        })),
        { why: "the bound of a federal system", change: { [DAYS]: 60 }, context: FEDRAMP, outcome: "pass" },
      ],
    },
    reminded("gcp:secretmanager/secret:Secret"),
    reminded("gcp:secretmanager/regionalSecret:RegionalSecret"),
  ],
};

const TOKENS = ["userGroupIds", "authToken", "authTokenWo"] as const;
const GROUP_OR_TOKEN = "an authentication token, or a user group";

const SERVICES: RuleCases = {
  "SEC-05": [
    {
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      compliant: { userGroupIds: ["group"] },
      absent: { userGroupIds: "fail", authToken: "pass", authTokenWo: "pass" },
      unknown: { userGroupIds: "pass", authToken: "pass", authTokenWo: "pass" },
      breaks: [undefined, []].map((userGroupIds) => ({
        why: `neither, with ${JSON.stringify(userGroupIds)} groups`,
        change: { userGroupIds },
        reasons: [
          "userGroupIds: got nothing, expected a user group, or an authentication token; set userGroupIds",
          `authToken: got nothing, expected ${GROUP_OR_TOKEN}; set authToken`,
          `authTokenWo: got nothing, expected ${GROUP_OR_TOKEN}; set authTokenWo`,
        ],
      })),
      variants: TOKENS.slice(1).map((path) => ({
        why: path,
        change: { userGroupIds: undefined, [path]: "token" },
        outcome: "pass",
      })),
    },
    caseOf("aws:elasticache/serverlessCache:ServerlessCache", [set("userGroupId", "group", "a user group")]),
    caseOf("azure-native:redis:Redis", [
      flag("disableAccessKeyAuthentication", true, false),
      word("redisConfiguration.aadEnabled", { good: ["true"], bad: "false", absent: "false", exact: true }),
    ]),
    caseOf("azure-native:redisenterprise:Database", [
      word("accessKeysAuthentication", { good: ["Disabled"], bad: "Enabled", absent: "Enabled" }),
    ]),
    caseOf("gcp:redis/instance:Instance", [flag("authEnabled", true, false)]),
    caseOf("gcp:redis/cluster:Cluster", [
      word("authorizationMode", {
        good: ["AUTH_MODE_IAM_AUTH"],
        bad: "AUTH_MODE_DISABLED",
        absent: "AUTH_MODE_DISABLED",
      }),
    ]),
    caseOf("gcp:memorystore/instance:Instance", [
      word("authorizationMode", { good: ["IAM_AUTH"], bad: "AUTH_DISABLED", absent: "AUTH_DISABLED" }),
    ]),
  ],
  "SEC-06": [
    caseOf("azure-native:cosmosdb:DatabaseAccount", [
      flag("disableLocalAuth", true, false),
      flag("disableKeyBasedMetadataWriteAccess", true, false),
    ]),
    caseOf("azure-native:storage:StorageAccount", [
      flag("allowSharedKeyAccess", false, true),
      flag("defaultToOAuthAuthentication", true, false),
      flag("isLocalUserEnabled", false, true),
    ]),
    caseOf("azure-native:search:Service", [flag("disableLocalAuth", true, false)]),
    caseOf("azure-native:containerregistry:Registry", [flag("adminUserEnabled", false, false)]),
  ],
};

const DEVELOPMENT = { environment: "development", production: false } as const;
const RECOVERY = "recoveryWindowInDays";
const DESTROY = "versionDestroyTtl";

function keptOnGoogle(type: string): RuleCase {
  const wanted = `expected at least 7 days; change ${DESTROY}`;
  return caseOf(type, [flag("deletionProtection", true, false)], {
    given: { [DESTROY]: "604800s" },
    absent: { deletionProtection: "fail", [DESTROY]: "fail" },
    breaks: [
      { why: "a second too short", change: { [DESTROY]: "604799s" }, reasons: [`${DESTROY}: got 604799s, ${wanted}`] },
      {
        why: "destroyed at once",
        change: { [DESTROY]: undefined },
        reasons: [`${DESTROY}: got nothing (the provider's default is 0s), ${wanted}`],
      },
    ],
    variants: [
      {
        why: "a development stack",
        change: { deletionProtection: false, [DESTROY]: undefined },
        context: DEVELOPMENT,
        outcome: "not-applicable",
      },
    ],
  });
}

const CONTAINERS: RuleCases = {
  "SEC-07": [
    {
      type: "aws:secretsmanager/secret:Secret",
      compliant: { [RECOVERY]: 7 },
      absent: { [RECOVERY]: "pass" },
      breaks: [6, 0].map((days) => ({
        why: `${days} days`,
        change: { [RECOVERY]: days },
        reasons: [`${RECOVERY}: got ${days}, expected at least 7; change ${RECOVERY}`],
      })),
      variants: [
        { why: "a development stack", change: { [RECOVERY]: 0 }, context: DEVELOPMENT, outcome: "not-applicable" },
      ],
    },
    keptOnGoogle("gcp:secretmanager/secret:Secret"),
    keptOnGoogle("gcp:secretmanager/regionalSecret:RegionalSecret"),
  ],
  "SEC-08": [
    caseOf("aws:secretsmanager/secretPolicy:SecretPolicy", [policy("policy"), flag("blockPublicPolicy", true, false)], {
      variants: policyVariants("policy"),
    }),
    caseOf("aws:secretsmanager/secret:Secret", [policy("policy")], { variants: policyVariants("policy") }),
    grantCase("gcp:secretmanager/secretIamMember:SecretIamMember", "member"),
    grantCase("gcp:secretmanager/secretIamBinding:SecretIamBinding", "members"),
    grantCase("gcp:secretmanager/regionalSecretIamMember:RegionalSecretIamMember", "member"),
    grantCase("gcp:secretmanager/regionalSecretIamBinding:RegionalSecretIamBinding", "members"),
  ],
};

export const SECRET_SERVICE_CASES: RuleCases = { ...ROTATIONS, ...SERVICES, ...CONTAINERS };
