/** What Kubernetes control planes log. */
import { all, check } from "../../checks.ts";
import { sendsLogs } from "../../diagnostics.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { defineRule } from "../../rule.ts";
import { hasAll } from "../../word-lists.ts";

export const KUBERNETES_LOG_RULES = [
  defineRule({
    id: "LOG-08",
    name: "k8s-control-plane-logs",
    title: "Kubernetes control planes log who did what",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:eks/cluster:Cluster": hasAll(
        "enabledClusterLogTypes",
        ["api", "audit", "authenticator", "controllerManager", "scheduler"],
        { absent: [] },
      ),
      "azure-native:containerservice:ManagedCluster": sendsLogs({
        categories: ["kube-audit|kube-audit-admin", "guard"],
      }),
      "gcp:container/cluster:Cluster": all(
        check(["loggingService"], ({ view }) => {
          const service = view.read("loggingService");
          if (service.state === "unknown") return unknown("loggingService");
          // The provider's default is logging.googleapis.com/kubernetes.
          return service.state === "known" && service.value === "none"
            ? fail("loggingService", "got none, expected logging.googleapis.com/kubernetes; change loggingService")
            : PASS;
        }),
        hasAll("loggingConfig.enableComponents", ["SYSTEM_COMPONENTS", "APISERVER"], {
          absent: ["SYSTEM_COMPONENTS", "WORKLOADS"],
        }),
        hasAll("monitoringConfig.enableComponents", ["SYSTEM_COMPONENTS"], { absent: ["SYSTEM_COMPONENTS"] }),
      ),
    },
  }),
] as const;
