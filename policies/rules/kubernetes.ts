/** Pods, namespaces, services and the managed clusters they are in. */
import { byId } from "../rule.ts";
import { CLUSTER_RULES } from "./kubernetes/clusters.ts";
import { NAMESPACE_RULES } from "./kubernetes/namespaces.ts";
import { POD_CONTENT_RULES } from "./kubernetes/pod-content.ts";
import { POD_ISOLATION_RULES } from "./kubernetes/pod-isolation.ts";
import { POD_PRIVILEGE_RULES } from "./kubernetes/pod-privileges.ts";
import { SERVICE_RULES } from "./kubernetes/services.ts";

export const KUBERNETES_RULES = byId([
  ...CLUSTER_RULES,
  ...NAMESPACE_RULES,
  ...POD_CONTENT_RULES,
  ...POD_ISOLATION_RULES,
  ...POD_PRIVILEGE_RULES,
  ...SERVICE_RULES,
]);
