/** What a container may do (Pod Security Standards, restricted). */
import { judgeReading, shown } from "../../checks.ts";
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import type { Reading } from "../../reading.ts";
import { defineRule } from "../../rule.ts";
import { CONTAINER_LISTS, onContainers, podRemedies, withSecurityContext, type Container } from "./pod-spec.ts";

const NON_ROOT = "securityContext.runAsNonRoot";
const USER = "securityContext.runAsUser";
const SECCOMP = "securityContext.seccompProfile.type";
const DROP = "securityContext.capabilities.drop";
const ADD = "securityContext.capabilities.add";
const ESCALATION = "securityContext.allowPrivilegeEscalation";
const READ_ONLY = "securityContext.readOnlyRootFilesystem";

const ADDABLE = ["NET_BIND_SERVICE"];
const PROFILES = ["RuntimeDefault", "Localhost"];

/** What the container says, else what its pod says. */
function inherited({ view, pod }: Container, path: string): Reading {
  const own = view.read(path);
  return own.state === "absent" ? pod.view.read(path) : own;
}

/** A flag that has to be set against Kubernetes' default. */
function isFlag(path: string, wanted: boolean): (container: Container) => Finding {
  return ({ view }) =>
    judgeReading(path, view.read(path), !wanted, (got, missing) =>
      got === wanted ? undefined : `got ${shown(got, missing)}, expected ${wanted}; set ${path} to ${wanted}`,
    );
}

function judgeUser(container: Container): Finding {
  const nonRoot = judgeReading(NON_ROOT, inherited(container, NON_ROOT), false, (got, missing) =>
    got === true ? undefined : `got ${shown(got, missing)}, expected true; set ${NON_ROOT} to true`,
  );
  // Without a user the image's own counts, which runAsNonRoot checks when the container starts.
  const user = judgeReading(USER, inherited(container, USER), undefined, (got) =>
    got === 0 || got === "0" ? `got 0, expected another user than root; set ${USER}` : undefined,
  );
  return allOf([nonRoot, user]);
}

function judgeCapabilities({ view }: Container): Finding {
  const [drop, add] = [DROP, ADD].map((path) => {
    const readings = view.items(path)?.map((item) => item.read(""));
    return readings?.some(({ state }) => state === "unknown") === true
      ? undefined
      : readings?.flatMap((one) => (one.state === "known" ? [String(one.value)] : []));
  });
  const dropped =
    drop === undefined
      ? unknown(DROP)
      : drop.includes("ALL")
        ? PASS
        : fail(DROP, `got ${drop.length === 0 ? "nothing" : drop.join(", ")}, expected ALL; add it to ${DROP}`);
  const added =
    add === undefined
      ? [unknown(ADD)]
      : add
          .filter((one) => !ADDABLE.includes(one))
          .map((one) => fail(ADD, `got ${one}, expected at most ${ADDABLE.join(", ")}; remove it`));
  return allOf([dropped, ...added]);
}

function judgeSeccomp(container: Container): Finding {
  return judgeReading(SECCOMP, inherited(container, SECCOMP), "Unconfined", (got, missing) =>
    PROFILES.some((profile) => profile === got)
      ? undefined
      : `got ${shown(got, missing)}, expected ${PROFILES.join(" or ")}; set ${SECCOMP}`,
  );
}

const seccompDefault = withSecurityContext({ seccompProfile: { type: "RuntimeDefault" } });

export const POD_PRIVILEGE_RULES = [
  defineRule({
    id: "K8S-03",
    name: "pod-no-privilege-escalation",
    title: "No process of a container gains more rights than its parent",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: onContainers(CONTAINER_LISTS, [ESCALATION], isFlag(ESCALATION, false)),
    remedies: podRemedies(withSecurityContext({ allowPrivilegeEscalation: false })),
  }),
  defineRule({
    id: "K8S-04",
    name: "pod-run-as-non-root",
    title: "Containers run as another user than root",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    // No remedy: an image made for root would not start again.
    checks: onContainers(CONTAINER_LISTS, [NON_ROOT, USER], judgeUser, [NON_ROOT, USER]),
  }),
  defineRule({
    id: "K8S-05",
    name: "pod-drop-capabilities",
    title: "Containers drop all capabilities, and add at most NET_BIND_SERVICE",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    // No remedy: what an image needs of them, nobody can see from outside.
    checks: onContainers(CONTAINER_LISTS, [DROP, ADD], judgeCapabilities),
  }),
  defineRule({
    id: "K8S-06",
    name: "pod-seccomp",
    title: "The runtime's or an own seccomp profile filters system calls",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: onContainers(CONTAINER_LISTS, [SECCOMP], judgeSeccomp, [SECCOMP]),
    remedies: podRemedies(seccompDefault),
  }),
  defineRule({
    id: "K8S-07",
    name: "pod-readonly-rootfs",
    title: "The root file system of containers cannot be written",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    // No remedy: an image that writes its own files would not start again.
    checks: onContainers(CONTAINER_LISTS, [READ_ONLY], isFlag(READ_ONLY, true)),
  }),
] as const;
