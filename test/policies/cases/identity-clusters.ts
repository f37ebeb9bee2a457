import type { Break, RuleCase, RuleCases } from "../harness/rule-case.ts";

const flag = (path: string, wanted: boolean): Break => ({
  why: path,
  change: { [path]: !wanted },
  reasons: [`${path}: got ${!wanted}, expected ${wanted}; set ${path} to ${wanted}`],
});

function bindingCase(kind: string): RuleCase {
  return {
    type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}`,
    compliant: { roleRef: { kind: "ClusterRole", name: "view" }, subjects: [{ kind: "Group", name: "acme-support" }] },
    absent: { "roleRef.name": "fail", "subjects.name": "pass" },
    breaks: [
      {
        why: "everything",
        change: { "roleRef.name": "cluster-admin" },
        reasons: ["roleRef.name: got cluster-admin, expected a role with named verbs and resources; bind that instead"],
      },
      ...["system:anonymous", "system:unauthenticated", "system:authenticated"].map((name) => ({
        why: name,
        change: { "subjects.name": name },
        reasons: [`subjects[0].name: got ${name}, expected named users, groups or service accounts; name them`],
      })),
    ],
  };
}

function roleCase(kind: string, named: boolean): RuleCase {
  const names = named ? { "rules.resourceNames": "fail" as const } : {};
  return {
    type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}`,
    compliant: {
      rules: [
        {
          apiGroups: [""],
          resources: ["secrets"],
          verbs: ["get", "list"],
          ...(named ? { resourceNames: ["app"] } : {}),
        },
      ],
    },
    absent: { "rules.verbs": "pass", "rules.resources": "pass", "rules.apiGroups": "pass", ...names },
    breaks: [
      ...(["verbs", "resources", "apiGroups"] as const).map((name) => ({
        why: `any of ${name}`,
        change: { [`rules.${name}`]: ["*"] },
        reasons: [`rules[0].${name}: got *, expected named ${name}; list what is needed`],
      })),
      {
        why: "subresources of everything",
        change: { "rules.resources": ["*/scale"] },
        reasons: ["rules[0].resources: got */scale, expected named resources; list what is needed"],
      },
      ...["bind", "escalate", "impersonate"].map((verb) => ({
        why: verb,
        change: { "rules.verbs": [verb] },
        reasons: [`rules[0].verbs: got ${verb}, expected none of bind, escalate, impersonate; remove it`],
      })),
      ...(named
        ? [
            {
              why: "every secret",
              change: { "rules.resourceNames": [] },
              reasons: [
                "rules[0].resourceNames: got get, list on every secret, expected named secrets; set resourceNames",
              ],
            },
          ]
        : []),
    ],
    variants: [
      {
        why: "writes secrets without reading",
        change: { "rules.verbs": ["create"], ...(named ? { "rules.resourceNames": undefined } : {}) },
        outcome: "pass",
      },
      { why: "no rules", change: { rules: [] }, outcome: "pass" },
    ],
  };
}

const EKS = "aws:eks/cluster:Cluster";
const AKS = "azure-native:containerservice:ManagedCluster";
const GKE = "gcp:container/cluster:Cluster";
const MODE = "accessConfig.authenticationMode";
const CREATOR = "accessConfig.bootstrapClusterCreatorAdminPermissions";
const AKS_DIRECTORY = ["disableLocalAccounts", "enableRBAC", "aadProfile.managed", "aadProfile.enableAzureRBAC"];
const POOL_MODE = "nodeConfig.workloadMetadataConfig.mode";

export const CLUSTER_IDENTITY_CASES: RuleCases = {
  "IAM-06": [
    {
      type: EKS,
      compliant: { accessConfig: { authenticationMode: "API" } },
      absent: { [MODE]: "fail" },
      breaks: [
        {
          why: "by a list in the cluster",
          change: { [MODE]: "CONFIG_MAP" },
          reasons: [`${MODE}: got CONFIG_MAP, expected API or API_AND_CONFIG_MAP; set ${MODE}`],
        },
      ],
      variants: [{ why: "both", change: { [MODE]: "API_AND_CONFIG_MAP" }, outcome: "pass" }],
    },
    {
      type: AKS,
      compliant: { oidcIssuerProfile: { enabled: true }, securityProfile: { workloadIdentity: { enabled: true } } },
      absent: { "oidcIssuerProfile.enabled": "fail", "securityProfile.workloadIdentity.enabled": "fail" },
      breaks: [flag("oidcIssuerProfile.enabled", true), flag("securityProfile.workloadIdentity.enabled", true)],
    },
    {
      type: GKE,
      compliant: { workloadIdentityConfig: { workloadPool: "acme-prod.svc.id.goog" } },
      absent: { "workloadIdentityConfig.workloadPool": "fail", enableAutopilot: "pass" },
      unknown: { "workloadIdentityConfig.workloadPool": "pass", enableAutopilot: "pass" },
      breaks: [
        {
          why: "no pool",
          change: { "workloadIdentityConfig.workloadPool": "", enableAutopilot: false },
          reasons: [
            "workloadIdentityConfig.workloadPool: got nothing, expected the project's pool; set workloadIdentityConfig.workloadPool",
            "enableAutopilot: got false, expected true; set enableAutopilot to true",
          ],
        },
      ],
      variants: [
        { why: "autopilot", change: { workloadIdentityConfig: undefined, enableAutopilot: true }, outcome: "pass" },
      ],
    },
    {
      type: "gcp:container/nodePool:NodePool",
      compliant: {
        nodeConfig: {
          serviceAccount: "nodes@acme-prod.iam.gserviceaccount.com",
          workloadMetadataConfig: { mode: "GKE_METADATA" },
        },
      },
      absent: { "nodeConfig.serviceAccount": "fail", [POOL_MODE]: "fail" },
      breaks: [
        ...["default", "123-compute@developer.gserviceaccount.com"].map((account) => ({
          why: account,
          change: { "nodeConfig.serviceAccount": account },
          reasons: [
            `nodeConfig.serviceAccount: got ${account}, expected an account of the pool's own; set nodeConfig.serviceAccount`,
          ],
        })),
        {
          why: "the node's credentials",
          change: { [POOL_MODE]: "GCE_METADATA" },
          reasons: [`${POOL_MODE}: got GCE_METADATA, expected GKE_METADATA; set ${POOL_MODE} to GKE_METADATA`],
        },
      ],
    },
  ],
  "IAM-07": [
    {
      type: EKS,
      compliant: { accessConfig: { bootstrapClusterCreatorAdminPermissions: false } },
      absent: { [CREATOR]: "fail" },
      breaks: [flag(CREATOR, false)],
    },
    {
      type: AKS,
      compliant: { disableLocalAccounts: true, enableRBAC: true, aadProfile: { managed: true, enableAzureRBAC: true } },
      absent: Object.fromEntries(AKS_DIRECTORY.map((path) => [path, "fail"])),
      breaks: AKS_DIRECTORY.map((path) => flag(path, true)),
    },
    {
      type: GKE,
      compliant: {
        enableLegacyAbac: false,
        masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
      },
      absent: { enableLegacyAbac: "pass", "masterAuth.clientCertificateConfig.issueClientCertificate": "pass" },
      breaks: [
        flag("enableLegacyAbac", false),
        flag("masterAuth.clientCertificateConfig.issueClientCertificate", false),
      ],
    },
  ],
  "IAM-08": [
    bindingCase("ClusterRoleBinding"),
    bindingCase("RoleBinding"),
    roleCase("ClusterRole", false),
    roleCase("Role", true),
  ],
};
