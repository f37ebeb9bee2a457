import type { Break, OtherResource, RuleCases, Variant } from "../harness/rule-case.ts";
import { policyOf } from "./identity-policies.ts";

const BUCKET = "arn:aws:s3:::data-of-somebody";
const others: readonly OtherResource[] = [
  { type: "aws:iam/role:Role", name: "role", props: { name: "app" } },
  { type: "aws:s3/bucket:Bucket", name: "bucket", props: { arn: BUCKET, id: "data-of-somebody" } },
];

const not = (resource: string): string =>
  `policy: got resource ${resource} in Statement[0], expected one of acme; name its own, or add a condition on aws:ResourceTag/tenant`;

const foreignResource = (resource: string): Break => ({
  why: resource,
  change: { policy: policyOf({ Action: "s3:GetObject", Resource: resource }) },
  reasons: [not(resource)],
});

const fine = (why: string, statement: object): Variant => ({
  why,
  change: { policy: policyOf(statement) },
  outcome: "pass",
});
const GROUP = "/subscriptions/5a0c3f1e/resourceGroups/rg-acme-production";
const SCOPE_OF_ANOTHER = "expected a scope inside the resource group of acme; narrow it";
const elsewhere: readonly Variant[] = [
  { why: "an account's stack", context: { kind: "account" }, outcome: "not-applicable" },
  { why: "a foreign stack", context: { kind: "foreign" }, outcome: "not-applicable" },
];

const texts = (deny: object): string =>
  JSON.stringify({
    Statement: [
      { Effect: "Allow", Action: "sns:Publish", Resource: "*" },
      { Effect: "Deny", Action: "sns:Publish", ...deny },
    ],
  });

export const TENANT_SCOPE_CASES: RuleCases = {
  "IAM-10": [
    {
      type: "aws:iam/rolePolicy:RolePolicy",
      compliant: {
        policy: policyOf({ Action: "s3:GetObject", Resource: [`${BUCKET}/*`, "arn:aws:s3:::acme-production-data/*"] }),
        role: "app",
      },
      others,
      absent: { policy: "fail", role: "fail" },
      breaks: [
        foreignResource("*"),
        foreignResource("arn:aws:s3:::globex-production-data/*"),
        foreignResource("arn:aws:s3:::acme-labs-production-data/*"),
        foreignResource("arn:aws:s3:::*"),
        {
          why: "resources of another tenant's tag",
          change: {
            policy: policyOf({
              Action: "kms:Decrypt",
              Resource: "*",
              Condition: { StringEquals: { "aws:ResourceTag/tenant": "globex" } },
            }),
          },
          reasons: [not("*")],
        },
        {
          why: "all but some",
          change: {
            policy: policyOf({ Action: "kms:Decrypt", NotResource: "arn:aws:kms:eu-west-1:111122223333:key/1" }),
          },
          reasons: ["policy: got NotResource in Statement[0], expected resources of acme; name them"],
        },
        {
          why: "a role of another",
          change: { role: "globex-production-app" },
          reasons: ["role: got globex-production-app, expected a role of acme; give it to the tenant's own role"],
        },
        {
          why: "no document",
          change: { policy: "x" },
          reasons: ["policy: got no policy document; write Statement with Effect Allow or Deny"],
        },
        {
          why: "texts, and topics of other regions",
          change: { policy: texts({ Resource: "arn:aws:sns:eu-west-1:111122223333:*" }) },
          reasons: [not("*")],
        },
      ],
      variants: [
        fine("resources of its tag", {
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { StringEquals: { "aws:ResourceTag/tenant": "acme" } },
        }),
        fine("what has no resource", { Action: ["xray:PutTraceSegments", "sts:GetCallerIdentity"], Resource: "*" }),
        fine("what is denied", { Effect: "Deny", Action: "*", Resource: "*" }),
        fine("its name in a path", {
          Action: "secretsmanager:GetSecretValue",
          Resource: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/hook-??????",
        }),
        {
          why: "texts to telephones only",
          change: { policy: texts({ Resource: "arn:aws:sns:*:*:*" }) },
          outcome: "pass",
        },
        ...elsewhere,
      ],
    },
    {
      type: "azure-native:authorization:RoleAssignment",
      compliant: { scope: `${GROUP}/providers/Microsoft.KeyVault/vaults/x` },
      absent: { scope: "fail" },
      breaks: ["/subscriptions/5a0c3f1e", "/subscriptions/5a0c3f1e/resourceGroups/rg-globex-production"].map(
        (scope) => ({
          why: scope,
          change: { scope },
          reasons: [`scope: got ${scope}, ${SCOPE_OF_ANOTHER}`],
        }),
      ),
      variants: [{ why: "the whole group", change: { scope: GROUP }, outcome: "pass" }, ...elsewhere],
    },
    {
      type: "azure-native:authorization:RoleAssignment",
      compliant: { scope: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      refersTo: { scope: ["vault"] },
      others: [{ type: "azure-native:keyvault:Vault", name: "vault", props: {} }],
      absent: { scope: "fail" },
      unknown: { scope: "pass" },
      breaks: [],
    },
    {
      type: "gcp:projects/iAMMember:IAMMember",
      compliant: {
        condition: { expression: 'resource.name.startsWith("projects/shared/secrets/x")' },
        project: "shared",
      },
      absent: { "condition.expression": "fail", project: "pass" },
      unknown: { project: "pass" },
      breaks: [
        {
          why: "always true",
          change: { "condition.expression": 'request.time > timestamp("2026-01-01T00:00:00Z")' },
          reasons: [
            "condition.expression: got a condition that names no resource in project shared, expected a condition on resource.name or a project of acme; add it",
          ],
        },
        {
          why: "no condition",
          change: { condition: undefined },
          reasons: [
            "condition.expression: got no condition in project shared, expected a condition on resource.name or a project of acme; add it",
          ],
        },
      ],
      variants: [
        { why: "the tenant's project", change: { condition: undefined, project: "acme-studio-prod" }, outcome: "pass" },
        {
          why: "a project not known",
          change: { condition: undefined, project: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
          outcome: "unknown",
        },
        ...elsewhere,
      ],
    },
  ],
};
