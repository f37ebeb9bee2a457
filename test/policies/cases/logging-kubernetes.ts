import type { RuleCases } from "../harness/rule-case.ts";
import { notSent, sentOtherwise, setting } from "./diagnostic-settings.ts";

const CONTROL_PLANE = ["kube-audit", "guard"];

const EKS_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const CONTROL_PLANE_CASES: RuleCases = {
  "LOG-08": [
    {
      type: "aws:eks/cluster:Cluster",
      compliant: { enabledClusterLogTypes: EKS_LOGS },
      absent: { enabledClusterLogTypes: "fail" },
      breaks: EKS_LOGS.map((left) => ({
        why: `no ${left}`,
        change: { enabledClusterLogTypes: EKS_LOGS.filter((one) => one !== left) },
        reasons: [
          `enabledClusterLogTypes: got no ${left}, expected ${EKS_LOGS.join(", ")}; add what is missing to enabledClusterLogTypes`,
        ],
      })),
    },
    {
      type: "azure-native:containerservice:ManagedCluster",
      compliant: {},
      others: [setting(CONTROL_PLANE)],
      absent: {},
      breaks: notSent(CONTROL_PLANE, "kube-audit or kube-audit-admin, guard"),
      variants: [
        ...sentOtherwise(CONTROL_PLANE),
        { why: "the smaller audit log", others: [setting(["kube-audit-admin", "guard"])], outcome: "pass" },
      ],
    },
    {
      type: "gcp:container/cluster:Cluster",
      compliant: {
        loggingService: "logging.googleapis.com/kubernetes",
        loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS", "APISERVER"] },
        monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"] },
      },
      absent: {
        loggingService: "pass",
        "loggingConfig.enableComponents": "fail",
        "monitoringConfig.enableComponents": "pass",
      },
      breaks: [
        {
          why: "no logging",
          change: { loggingService: "none" },
          reasons: ["loggingService: got none, expected logging.googleapis.com/kubernetes; change loggingService"],
        },
        {
          why: "no log of the API server",
          change: { "loggingConfig.enableComponents": ["SYSTEM_COMPONENTS"] },
          reasons: [
            "loggingConfig.enableComponents: got no APISERVER, expected SYSTEM_COMPONENTS, APISERVER; add what is missing to loggingConfig.enableComponents",
          ],
        },
        {
          why: "nothing is measured",
          change: { "monitoringConfig.enableComponents": [] },
          reasons: [
            "monitoringConfig.enableComponents: got no SYSTEM_COMPONENTS, expected SYSTEM_COMPONENTS; add what is missing to monitoringConfig.enableComponents",
          ],
        },
      ],
    },
  ],
};
