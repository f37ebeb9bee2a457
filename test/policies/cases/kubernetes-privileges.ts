import type { RuleCase, RuleCases } from "../harness/rule-case.ts";
import { ofContainers, onEveryKind, type PodCase } from "./kubernetes-pods.ts";

const AGENT = "kubernetes:apps/v1:DaemonSet";
const off = (path: string): string => `got true, expected false; remove ${path}`;
const NAMESPACES = ["hostNetwork", "hostPID", "hostIPC"];

const hostPorts = ofContainers({
  lists: ["containers", "initContainers"],
  container: { ports: [{ containerPort: 8080, hostPort: 0 }] },
  absent: { "ports.hostPort": "pass" },
  wrong: [["ports", [{ hostPort: 80 }], "got 80, expected no port of the node; use a service", "ports[0].hostPort"]],
});

const hostNamespaces: PodCase = {
  ...hostPorts,
  spec: { ...hostPorts.spec, ...Object.fromEntries(NAMESPACES.map((path) => [path, false])) },
  absent: { ...hostPorts.absent, ...Object.fromEntries(NAMESPACES.map((path) => [path, "pass" as const])) },
  breaks: [
    ...hostPorts.breaks,
    ...NAMESPACES.map((path) => ({ why: path, change: { [path]: true }, reasons: [`${path}: ${off(path)}`] })),
  ],
};

const flag = (path: string, wanted: boolean): ReturnType<typeof onEveryKind> =>
  onEveryKind(
    ofContainers({
      container: { securityContext: { [path]: wanted } },
      absent: { [`securityContext.${path}`]: "fail" },
      wrong: [
        [
          `securityContext.${path}`,
          !wanted,
          `got ${!wanted}, expected ${wanted}; set securityContext.${path} to ${wanted}`,
        ],
        [
          `securityContext.${path}`,
          undefined,
          `got nothing (the provider's default is ${!wanted}), expected ${wanted}; set securityContext.${path} to ${wanted}`,
        ],
      ],
    }),
  );

const NON_ROOT = "securityContext.runAsNonRoot";
const USER = "securityContext.runAsUser";
const SECCOMP = "securityContext.seccompProfile.type";
const DROP = "securityContext.capabilities.drop";
const ADD = "securityContext.capabilities.add";

const users = ofContainers({
  container: { securityContext: { runAsNonRoot: true, runAsUser: 1 } },
  absent: { [NON_ROOT]: "fail", [USER]: "pass" },
  wrong: [
    [NON_ROOT, false, `got false, expected true; set ${NON_ROOT} to true`],
    [USER, 0, `got 0, expected another user than root; set ${USER}`],
  ],
});

const profiles = ofContainers({
  container: { securityContext: { seccompProfile: { type: "RuntimeDefault" } } },
  absent: { [SECCOMP]: "fail" },
  wrong: [[SECCOMP, "Unconfined", `got Unconfined, expected RuntimeDefault or Localhost; set ${SECCOMP}`]],
  fine: [["a profile of one's own", SECCOMP, "Localhost"]],
});

/** What the pod says counts for containers that say nothing. */
const ofPod = (one: PodCase, securityContext: Record<string, unknown>, paths: readonly string[]): PodCase => ({
  ...one,
  absent: { ...one.absent, ...Object.fromEntries(paths.map((path) => [path, "pass" as const])) },
  // The containers say it themselves.
  unknown: Object.fromEntries(paths.map((path) => [path, "pass"])),
  variants: [
    ...(one.variants ?? []),
    { why: "the pod says it", change: { securityContext, containers: [{ name: "app" }] }, outcome: "pass" },
  ],
});

export const POD_PRIVILEGE_CASES: RuleCases = {
  "K8S-01": onEveryKind(
    ofContainers({
      container: { securityContext: { privileged: false } },
      absent: { "securityContext.privileged": "pass" },
      wrong: [["securityContext.privileged", true, off("securityContext.privileged")]],
    }),
  ),
  "K8S-02": onEveryKind(hostNamespaces),
  "K8S-03": flag("allowPrivilegeEscalation", false),
  "K8S-04": onEveryKind(ofPod(users, { runAsNonRoot: true }, [NON_ROOT, USER])),
  "K8S-05": onEveryKind(
    ofContainers({
      container: { securityContext: { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } } },
      absent: { [DROP]: "fail", [ADD]: "pass" },
      wrong: [
        [DROP, ["NET_RAW"], `got NET_RAW, expected ALL; add it to ${DROP}`],
        [DROP, [], `got nothing, expected ALL; add it to ${DROP}`],
        [ADD, ["SYS_ADMIN"], "got SYS_ADMIN, expected at most NET_BIND_SERVICE; remove it"],
      ],
    }),
  ),
  "K8S-06": onEveryKind(ofPod(profiles, { seccompProfile: { type: "RuntimeDefault" } }, [SECCOMP])),
  "K8S-07": flag("readOnlyRootFilesystem", true),
  "K8S-08": onEveryKind({
    spec: { volumes: [{ name: "cache", emptyDir: {} }] },
    absent: { "volumes.hostPath.path": "pass" },
    breaks: [
      {
        why: "files of the node",
        change: { volumes: [{ emptyDir: {} }, { hostPath: { path: "/var/run" } }] },
        reasons: ["volumes[1].hostPath: got /var/run of the node, expected no hostPath; use a claim or emptyDir"],
      },
    ],
  }).map((one) => ({ ...one, ...inSystemNamespace(one) })),
};

/** Only a daemon set may be an agent of the cluster; every other kind fails there too. */
function inSystemNamespace({ type, breaks }: RuleCase): Partial<RuleCase> {
  const there = breaks.map((broken) => ({
    ...broken,
    why: `${broken.why}, in the namespace of agents`,
    change: { ...broken.change, "metadata.namespace": "kube-system" },
  }));
  return type === AGENT
    ? { variants: there.map(({ why, change }) => ({ why, change, outcome: "pass" as const })) }
    : { breaks: [...breaks, ...there] };
}
