/** What separates a pod from its node (Pod Security Standards, baseline). */
import { judgeReading } from "../../checks.ts";
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import { defineRule } from "../../rule.ts";
import type { View } from "../../view.ts";
import {
  CONTAINER_LISTS,
  LASTING_LISTS,
  onContainers,
  onPods,
  podRemedies,
  withSecurityContext,
  type Pod,
} from "./pod-spec.ts";

/** The namespace of the cluster's own agents, which have to see the node. */
const AGENTS_NAMESPACE = "kube-system";

const HOST_NAMESPACES = ["hostNetwork", "hostPID", "hostIPC"] as const;

/** Kubernetes' default of all of these is false. */
function isOff(view: View, path: string): Finding {
  return judgeReading(path, view.read(path), false, (got) =>
    got === true ? `got true, expected false; remove ${path}` : undefined,
  );
}

/** A node's port that a container takes; 0 and nothing take none. */
function judgePorts(view: View): Finding {
  const ports = view.items("ports");
  if (ports === undefined) return unknown("ports.hostPort");
  return allOf([
    PASS,
    ...ports.map((port, index) => {
      const reading = port.read("hostPort");
      if (reading.state === "unknown") return unknown("ports.hostPort");
      const free = reading.state === "absent" || reading.value === 0;
      return free
        ? PASS
        : fail(`ports[${index}].hostPort`, `got ${Number(reading.value)}, expected no port of the node; use a service`);
    }),
  ]);
}

const hostPorts = onContainers(LASTING_LISTS, ["ports.hostPort"], ({ view }) => judgePorts(view));
const hostNamespaces = onPods(HOST_NAMESPACES, ({ view }) => allOf(HOST_NAMESPACES.map((path) => isOff(view, path))));

/** A pod that runs on every node for the cluster itself. */
function isAgent({ subject }: Pod): boolean {
  const namespace = subject.view.read("metadata.namespace");
  const daemon = subject.type === "kubernetes:apps/v1:DaemonSet";
  return daemon && namespace.state === "known" && namespace.value === AGENTS_NAMESPACE;
}

function judgeVolumes(pod: Pod): Finding {
  const volumes = pod.view.items("volumes");
  if (volumes === undefined) return unknown("volumes.hostPath.path");
  if (isAgent(pod)) return PASS;
  return allOf([
    PASS,
    ...volumes.map((volume, index) => {
      const reading = volume.read("hostPath");
      const path = volume.read("hostPath.path");
      if (reading.state === "absent") return PASS;
      if (reading.state === "unknown" || path.state === "unknown") return unknown("volumes.hostPath.path");
      const shown = path.state === "known" ? String(path.value) : "a path";
      return fail(
        `volumes[${index}].hostPath`,
        `got ${shown} of the node, expected no hostPath; use a claim or emptyDir`,
      );
    }),
  ]);
}

export const POD_ISOLATION_RULES = [
  defineRule({
    id: "K8S-01",
    name: "pod-no-privileged",
    title: "No privileged containers",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: onContainers(CONTAINER_LISTS, ["securityContext.privileged"], ({ view }) =>
      isOff(view, "securityContext.privileged"),
    ),
    remedies: podRemedies(withSecurityContext({ privileged: false })),
  }),
  defineRule({
    id: "K8S-02",
    name: "pod-no-host-namespaces",
    title: "No network, processes, memory or ports of the node",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: Object.fromEntries(
      Object.entries(hostNamespaces).map(([type, namespaces]) => {
        const ports = hostPorts[type];
        return [
          type,
          {
            properties: [...namespaces.properties, ...(ports?.properties ?? [])],
            judge: (...input) =>
              allOf([namespaces, ports].flatMap((one) => (one === undefined ? [] : [one.judge(...input)]))),
          },
        ];
      }),
    ),
    remedies: podRemedies((spec) => ({ ...spec, hostNetwork: false, hostPID: false, hostIPC: false })),
  }),
  defineRule({
    id: "K8S-08",
    name: "pod-no-hostpath",
    title: "No files of the node, except for the cluster's own agents",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: onPods(["volumes.hostPath.path"], judgeVolumes),
  }),
] as const;
