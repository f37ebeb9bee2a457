import { KUBERNETES_RULES } from "../../policies/rules/kubernetes.ts";
import { CLUSTER_CASES } from "./cases/kubernetes-clusters.ts";
import { POD_CONTENT_CASES } from "./cases/kubernetes-content.ts";
import { NAMESPACE_CASES } from "./cases/kubernetes-namespaces.ts";
import { POD_PRIVILEGE_CASES } from "./cases/kubernetes-privileges.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules("kubernetes", KUBERNETES_RULES, {
  ...CLUSTER_CASES,
  ...NAMESPACE_CASES,
  ...POD_CONTENT_CASES,
  ...POD_PRIVILEGE_CASES,
});
