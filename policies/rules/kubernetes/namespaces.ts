/** What a namespace has to have around its pods. */
import { check, isSet } from "../../checks.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import type { View } from "../../view.ts";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const QUOTA = "kubernetes:core/v1:ResourceQuota";
const LIMIT_RANGE = "kubernetes:core/v1:LimitRange";

/** Namespaces of the cluster itself. */
const SYSTEM = /^kube-/;

function isSystem({ view }: Subject): boolean {
  const name = view.read("metadata.name");
  return name.state === "known" && SYSTEM.test(String(name.value));
}

/** Judged for namespaces of workloads. */
function ofWorkloads(judge: (namespace: Subject, graph: Graph) => Finding): Check {
  return check(["metadata.name"], (subject, _context, graph) =>
    isSystem(subject) ? notApplicable("a namespace of the cluster itself") : judge(subject, graph),
  );
}

type Direction = "Ingress" | "Egress";

/** A rule without partners and ports lets everything through. */
function letsAllThrough(view: View, direction: Direction): boolean | "unknown" {
  const list = direction === "Ingress" ? "ingress" : "egress";
  const rules = view.items(`spec.${list}`);
  if (rules === undefined) return "unknown";
  const partners = direction === "Ingress" ? "from" : "to";
  const open = rules.map((rule) => {
    const [who, where] = [rule.items(partners), rule.items("ports")];
    return who === undefined || where === undefined ? "unknown" : who.length === 0 && where.length === 0;
  });
  return open.includes(true) ? true : open.includes("unknown") ? "unknown" : false;
}

/** Kubernetes takes Ingress always where no types are listed, and Egress only where there are rules for it. */
function isolates(view: View, direction: Direction): boolean | "unknown" {
  const selector = view.read("spec.podSelector");
  const types = view.items("spec.policyTypes");
  if (selector.state === "unknown" || types === undefined) return "unknown";
  const everyPod =
    selector.state === "absent" ||
    (typeof selector.value === "object" &&
      (view.keys("spec.podSelector") ?? []).every((key) => isEmptyPart(view, key)));
  const listed = types.map((type) => type.read(""));
  const applies =
    listed.length === 0
      ? direction === "Ingress" || view.read("spec.egress").state !== "absent"
      : listed.some((one) => one.state === "known" && one.value === direction);
  if (!everyPod || !applies) return false;
  const open = letsAllThrough(view, direction);
  return open === "unknown" ? "unknown" : !open;
}

function isEmptyPart(view: View, key: string): boolean {
  const part = view.at("spec.podSelector").entry("", key);
  return (
    part.state === "absent" ||
    (part.state === "known" && typeof part.value === "object" && Object.keys(part.value ?? {}).length === 0)
  );
}

function judgeDirection(namespace: Subject, graph: Graph, direction: Direction): Finding {
  const verdicts = graph
    .pointingAt(namespace, NETWORK_POLICY, "metadata.namespace")
    .map(({ view }) => isolates(view, direction));
  if (verdicts.includes(true)) return PASS;
  if (verdicts.includes("unknown") || graph.hasUndecided(NETWORK_POLICY, "metadata.namespace", namespace))
    return unknown("metadata.name");
  return fail(
    "metadata.name",
    `got no NetworkPolicy that denies ${direction.toLowerCase()} of every pod by default, expected one; add it with an empty podSelector`,
  );
}

const networkPolicy: Check = check(["spec.ingress", "spec.egress"], ({ view }) =>
  allOf(
    (["Ingress", "Egress"] as const).map((direction) => {
      const open = letsAllThrough(view, direction);
      const path = `spec.${direction.toLowerCase()}`;
      if (open === "unknown") return unknown(path);
      return open
        ? fail(path, "got a rule without partners and ports, expected named ones; it allows everything")
        : PASS;
    }),
  ),
);

function judgeCompanion(namespace: Subject, graph: Graph, type: string): Finding {
  if (graph.pointingAt(namespace, type, "metadata.namespace").length > 0) return PASS;
  if (graph.hasUndecided(type, "metadata.namespace", namespace)) return unknown("metadata.name");
  const kind = type.slice(type.lastIndexOf(":") + 1);
  return fail("metadata.name", `got no ${kind} in the namespace, expected one; add it`);
}

const ENFORCE = "pod-security.kubernetes.io/enforce";

/** Without the label the cluster's own default holds, which is privileged. */
const admission: Check = check(["metadata.labels"], (subject) => {
  const reading = subject.view.entry("metadata.labels", ENFORCE);
  if (reading.state === "unknown") return unknown("metadata.labels");
  const levels = isSystem(subject) ? ["restricted", "baseline"] : ["restricted"];
  const got = reading.state === "known" ? String(reading.value) : "nothing";
  return levels.includes(got)
    ? PASS
    : fail("metadata.labels", `got ${ENFORCE} ${got}, expected ${levels.join(" or ")}; set the label`);
});

export const NAMESPACE_RULES = [
  defineRule({
    id: "K8S-13",
    name: "namespace-default-deny",
    title: "Every namespace of workloads denies traffic in both directions unless a policy allows it",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      [NAMESPACE]: ofWorkloads((namespace, graph) =>
        allOf((["Ingress", "Egress"] as const).map((direction) => judgeDirection(namespace, graph, direction))),
      ),
      [NETWORK_POLICY]: networkPolicy,
    },
  }),
  defineRule({
    id: "K8S-14",
    name: "namespace-pod-security-admission",
    title: "Namespaces enforce the restricted Pod Security Standard, the cluster's own at least baseline",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    // No remedy: pods that do not keep to the standard would not start again.
    checks: { [NAMESPACE]: admission },
  }),
  defineRule({
    id: "K8S-15",
    name: "namespace-quota",
    title: "Every namespace of workloads has a quota and default limits",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {
      [NAMESPACE]: ofWorkloads((namespace, graph) =>
        allOf([QUOTA, LIMIT_RANGE].map((type) => judgeCompanion(namespace, graph, type))),
      ),
      [QUOTA]: isSet("spec.hard", "amounts"),
      [LIMIT_RANGE]: isSet("spec.limits", "limits"),
    },
  }),
] as const;
