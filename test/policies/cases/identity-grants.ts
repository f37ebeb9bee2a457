import type { RuleCase, RuleCases } from "../harness/rule-case.ts";
import { ADMINISTRATION_CASES, WILDCARD_CASES } from "./identity-policies.ts";

function attached(type: string, path: string, list: boolean): RuleCase {
  const put = (arn: string): unknown => (list ? [arn] : arn);
  return {
    type,
    compliant: { [path]: put("arn:aws:iam::aws:policy/ReadOnlyAccess") },
    absent: { [path]: list ? "pass" : "fail" },
    breaks: ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"].map((name) => ({
      why: name,
      change: { [path]: put(`arn:aws-us-gov:iam::aws:policy/${name}`) },
      reasons: [
        `${list ? `${path}[0]` : path}: got ${name}, expected a policy with the actions that are needed; attach that instead`,
      ],
    })),
    variants: [
      {
        why: "a policy of one's own",
        change: { [path]: put("arn:aws:iam::111122223333:policy/AdministratorAccess") },
        outcome: "pass",
      },
    ],
  };
}

const SUBSCRIPTION = "/subscriptions/5a0c3f1e-7b42-4d19-9e86-1c2d3e4f5a60";
const definitions = `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions`;
const OWNER = `${definitions}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`;
const READER = `${definitions}/acdd72a7-3385-48ef-bd42-f606fba81ae7`;

const azure: RuleCase[] = [
  {
    type: "azure-native:authorization:RoleDefinition",
    compliant: {
      permissions: [{ actions: ["Microsoft.Storage/storageAccounts/read"] }],
      assignableScopes: [SUBSCRIPTION],
    },
    absent: { "permissions.actions": "pass", assignableScopes: "pass" },
    unknown: { assignableScopes: "pass" },
    breaks: [
      ...[SUBSCRIPTION, "/providers/Microsoft.Management/managementGroups/all", "/"].map((scope) => ({
        why: `everything at ${scope}`,
        change: { "permissions.actions": ["*"], assignableScopes: [scope] },
        reasons: [
          `permissions.actions: got action * assignable at ${scope}, expected named actions; list what is needed`,
        ],
      })),
      {
        why: "everything without scopes",
        change: { "permissions.actions": ["*"], assignableScopes: undefined },
        reasons: [
          "permissions.actions: got action * at the definition's own scope, expected named actions; list what is needed",
        ],
      },
    ],
    variants: [
      {
        why: "in one resource group",
        change: { "permissions.actions": ["*"], assignableScopes: [`${SUBSCRIPTION}/resourceGroups/rg-acme`] },
        outcome: "pass",
      },
      {
        why: "scope not known",
        change: { "permissions.actions": ["*"], assignableScopes: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
        outcome: "unknown",
      },
    ],
  },
  {
    type: "azure-native:authorization:RoleAssignment",
    compliant: { roleDefinitionId: READER, scope: SUBSCRIPTION },
    absent: { roleDefinitionId: "fail", scope: "fail" },
    unknown: { scope: "pass" },
    breaks: [
      {
        why: "owner of the subscription",
        change: { roleDefinitionId: OWNER },
        reasons: [
          `roleDefinitionId: got Owner at ${SUBSCRIPTION}, expected a lesser role or a scope inside a resource group; narrow it`,
        ],
      },
      {
        why: "gives access to all",
        change: { roleDefinitionId: `${definitions}/18D7D88D-D35E-4FB5-A5C3-7773C20A72D9`, scope: "/" },
        reasons: [
          "roleDefinitionId: got User Access Administrator at /, expected a lesser role or a scope inside a resource group; narrow it",
        ],
      },
      {
        why: "gives roles to all",
        change: { roleDefinitionId: `${definitions}/f58310d9-a9f6-439a-9e8d-f62e7b41a168` },
        reasons: [
          `roleDefinitionId: got Role Based Access Control Administrator at ${SUBSCRIPTION}, expected a lesser role or a scope inside a resource group; narrow it`,
        ],
      },
    ],
    variants: [
      {
        why: "owner of one group",
        change: { roleDefinitionId: OWNER, scope: `${SUBSCRIPTION}/resourceGroups/rg-acme` },
        outcome: "pass",
      },
      {
        why: "owner of what is not known",
        change: { roleDefinitionId: OWNER, scope: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
        outcome: "unknown",
      },
    ],
  },
];

const PROGRAM = "serviceAccount:app@acme-prod.iam.gserviceaccount.com";
const NOT_KNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Roles that fail, with why; the same for members, bindings and whole policies of projects, folders and organisations. */
function onProjects(wrong: readonly (readonly [role: string, message: string])[], program: boolean): RuleCase[] {
  return ["projects", "folder", "organizations"].flatMap((holder): RuleCase[] => {
    const grant = (token: string, path: string, member: unknown): RuleCase => ({
      type: `gcp:${holder}/${token}`,
      compliant: { role: "roles/logging.logWriter", [path]: member },
      absent: { role: "fail", [path]: "pass", "condition.expression": "pass" },
      unknown: { [path]: "pass", "condition.expression": "pass" },
      breaks: [
        ...wrong.map(([role, message]) => ({ why: role, change: { role }, reasons: [`role: ${message}`] })),
        ...wrong.slice(-1).map(([role, message]) => ({
          why: `${role} for everybody`,
          change: { role, [path]: path === "member" ? "allUsers" : ["allUsers"] },
          reasons: [`role: ${message}`],
        })),
      ],
      ...(program
        ? {
            variants: [
              {
                why: "a person's",
                change: {
                  role: "roles/storage.admin",
                  [path]: path === "member" ? "group:ops@acme.example" : ["group:ops@acme.example"],
                },
                outcome: "pass",
              },
              {
                why: "one resource's",
                change: { role: "roles/storage.admin", "condition.expression": 'resource.name == "x"' },
                outcome: "pass",
              },
              {
                why: "of a member not known",
                change: { role: "roles/storage.admin", [path]: NOT_KNOWN },
                outcome: "unknown",
              },
              {
                why: "under a condition not known",
                change: { role: "roles/storage.admin", "condition.expression": NOT_KNOWN },
                outcome: "unknown",
              },
            ],
          }
        : {}),
    });
    return [
      grant("iAMMember:IAMMember", "member", PROGRAM),
      grant("iAMBinding:IAMBinding", "members", [PROGRAM]),
      {
        type: `gcp:${holder}/iAMPolicy:IAMPolicy`,
        compliant: {
          policyData: JSON.stringify({ bindings: [{ role: "roles/logging.logWriter", members: [PROGRAM] }] }),
        },
        absent: { policyData: "pass" },
        breaks: wrong.map(([role, message]) => ({
          why: role,
          change: { policyData: JSON.stringify({ bindings: [{ role, members: [PROGRAM] }] }) },
          reasons: [`policyData.role: ${message}`],
        })),
      },
    ];
  });
}

export const GRANT_CASES: RuleCases = {
  "IAM-01": [
    ...ADMINISTRATION_CASES,
    attached("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn", false),
    attached("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "policyArn", false),
    attached("aws:iam/userPolicyAttachment:UserPolicyAttachment", "policyArn", false),
    attached("aws:iam/policyAttachment:PolicyAttachment", "policyArn", false),
    attached("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "managedPolicyArn", false),
    attached("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "policyArns", true),
    attached("aws:iam/role:Role", "managedPolicyArns", true),
    ...azure,
    ...onProjects(
      [
        ["roles/owner", "got roles/owner, expected a role of one service; give the roles that are needed"],
        ["roles/editor", "got roles/editor, expected a role of one service; give the roles that are needed"],
        [
          "roles/iam.securityAdmin",
          "got roles/iam.securityAdmin, expected a role that gives no other roles; remove it",
        ],
        [
          "roles/storage.admin",
          "got roles/storage.admin for a service account, expected a lesser role or a condition on resource.name; narrow it",
        ],
      ],
      true,
    ),
  ],
  "IAM-02": [
    ...WILDCARD_CASES,
    ...onProjects(
      ["User", "TokenCreator", "KeyAdmin"].map((name) => [
        `roles/iam.serviceAccount${name}`,
        `got roles/iam.serviceAccount${name} over every service account, expected it on single accounts; grant it with gcp.serviceaccount.IAMMember`,
      ]),
      false,
    ),
  ],
};
