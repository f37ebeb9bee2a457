/** Who workloads of managed Kubernetes are, and who may enter its API. */
import { all, any, equals, isFalse, isOneOf, isSet, isTrue, shown, value } from "../../checks.ts";
import { defineRule } from "../../rule.ts";
import { merged } from "../../remedy.ts";

/** Google's own account of every project, with the rights of an editor unless somebody took them. */
function isDefaultAccount(account: unknown): boolean {
  return (
    account === undefined ||
    account === "default" ||
    (typeof account === "string" && account.endsWith("-compute@developer.gserviceaccount.com"))
  );
}

export const CLUSTER_IDENTITY_RULES = [
  defineRule({
    id: "IAM-06",
    name: "workload-identity",
    title: "Workloads use federated identities, not the credentials of their node",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:eks/cluster:Cluster": isOneOf("accessConfig.authenticationMode", ["API", "API_AND_CONFIG_MAP"], {
        absent: "CONFIG_MAP",
      }),
      "azure-native:containerservice:ManagedCluster": all(
        isTrue("oidcIssuerProfile.enabled", { absent: false }),
        isTrue("securityProfile.workloadIdentity.enabled", { absent: false }),
      ),
      // An autopilot cluster always has its pool.
      "gcp:container/cluster:Cluster": any(
        isSet("workloadIdentityConfig.workloadPool", "the project's pool"),
        isTrue("enableAutopilot", { absent: false }),
      ),
      "gcp:container/nodePool:NodePool": all(
        value("nodeConfig.serviceAccount", { absent: undefined }, (got) =>
          isDefaultAccount(got)
            ? `got ${got === undefined ? "nothing (the provider's default is the project's default account)" : shown(got)}, expected an account of the pool's own; set nodeConfig.serviceAccount`
            : undefined,
        ),
        equals("nodeConfig.workloadMetadataConfig.mode", "GKE_METADATA", { absent: undefined }),
      ),
    },
    remedies: {
      "azure-native:containerservice:ManagedCluster": merged({
        oidcIssuerProfile: { enabled: true },
        securityProfile: { workloadIdentity: { enabled: true } },
      }),
    },
  }),
  defineRule({
    id: "IAM-07",
    name: "k8s-aad-rbac-no-local-accounts",
    title: "Managed Kubernetes asks the directory who may do what; local and legacy access is off",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:eks/cluster:Cluster": isFalse("accessConfig.bootstrapClusterCreatorAdminPermissions", { absent: true }),
      "azure-native:containerservice:ManagedCluster": all(
        isTrue("disableLocalAccounts", { absent: false }),
        isTrue("enableRBAC", { absent: undefined }),
        isTrue("aadProfile.managed", { absent: undefined }),
        isTrue("aadProfile.enableAzureRBAC", { absent: false }),
      ),
      "gcp:container/cluster:Cluster": all(
        isFalse("enableLegacyAbac", { absent: false }),
        isFalse("masterAuth.clientCertificateConfig.issueClientCertificate", { absent: false }),
      ),
    },
    // Only this one: the others replace the cluster, or lock out who comes in by what is switched off.
    remedies: { "gcp:container/cluster:Cluster": merged({ enableLegacyAbac: false }) },
  }),
] as const;
