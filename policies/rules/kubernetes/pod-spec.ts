/**
 * Where Kubernetes keeps what a pod is: the same specification below a different path for each kind. The names are those of the
 * Kubernetes API (v1.31, "Pod Security Standards"; basis: own, the SDK is no dependency of this project).
 */
import { check } from "../../checks.ts";
import { allOf, PASS, unknown, type Finding } from "../../finding.ts";
import type { Context } from "../../context.ts";
import type { Check, Remedy } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import type { View } from "../../view.ts";

/** Type token → path of the pod specification. */
export const POD_SPECS = {
  "kubernetes:core/v1:Pod": "spec",
  "kubernetes:core/v1:PodTemplate": "template.spec",
  "kubernetes:core/v1:ReplicationController": "spec.template.spec",
  "kubernetes:apps/v1:Deployment": "spec.template.spec",
  "kubernetes:apps/v1:StatefulSet": "spec.template.spec",
  "kubernetes:apps/v1:DaemonSet": "spec.template.spec",
  "kubernetes:apps/v1:ReplicaSet": "spec.template.spec",
  "kubernetes:batch/v1:Job": "spec.template.spec",
  "kubernetes:batch/v1:CronJob": "spec.jobTemplate.spec.template.spec",
} as const;

/** Kinds whose pods change by a rolling update; a pod or a job would have to be made anew. */
const UPDATED_IN_PLACE = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:batch/v1:CronJob",
] as const;

/** Containers that run with the pod, before it, and those that somebody adds to look into it. */
export const CONTAINER_LISTS = ["containers", "initContainers", "ephemeralContainers"] as const;
/** Ephemeral containers have neither ports nor resources. */
export const LASTING_LISTS = ["containers", "initContainers"] as const;

export interface Pod {
  readonly view: View;
  readonly subject: Subject;
  readonly context: Context;
}

export interface Container {
  readonly view: View;
  readonly pod: Pod;
}

/** A check of the pod specification for every kind; paths in the check and its reasons are relative to it. */
export function onPods(properties: readonly string[], judge: (pod: Pod) => Finding): Record<string, Check> {
  return Object.fromEntries(
    Object.entries(POD_SPECS).map(([type, path]) => [
      type,
      check(
        properties.map((property) => `${path}.${property}`),
        (subject, context) =>
          subject.view.read(path).state === "unknown"
            ? unknown(...properties.map((property) => `${path}.${property}`))
            : below(path, judge({ view: subject.view.at(path), subject, context })),
      ),
    ]),
  );
}

/**
 * A check of every container of a pod.
 * @param ofPod properties of the pod that the judge reads too
 */
export function onContainers(
  lists: readonly string[],
  properties: readonly string[],
  judge: (container: Container) => Finding,
  ofPod: readonly string[] = [],
): Record<string, Check> {
  const paths = lists.flatMap((list) => properties.map((property) => `${list}.${property}`));
  return onPods([...ofPod, ...paths], (pod) =>
    allOf([
      PASS,
      ...lists.flatMap((list) => {
        const items = pod.view.items(list);
        if (items === undefined) return [unknown(list)];
        return items.map((view, index) => below(`${list}[${index}]`, judge({ view, pod })));
      }),
    ]),
  );
}

function below(path: string, finding: Finding): Finding {
  const join = (property: string): string => (property === "" ? path : `${path}.${property}`);
  if (finding.outcome === "fail")
    return { ...finding, reasons: finding.reasons.map((reason) => ({ ...reason, property: join(reason.property) })) };
  return finding.outcome === "unknown" ? { ...finding, properties: finding.properties.map(join) } : finding;
}

/** Lays properties over the pod specification, or over each of its containers, of the kinds that change in place. */
export function podRemedies(change: (spec: Block) => Block): Record<string, Remedy> {
  return Object.fromEntries(
    UPDATED_IN_PLACE.map((type): [string, Remedy] => [
      type,
      (view) => {
        const [top = "", ...rest] = POD_SPECS[type].split(".");
        const whole = view.read(top);
        return whole.state === "known" && isBlock(whole.value) ? { [top]: changedAt(whole.value, rest, change) } : {};
      },
    ]),
  );
}

type Block = Readonly<Record<string, unknown>>;

function changedAt(block: Block, [name, ...rest]: readonly string[], change: (spec: Block) => Block): Block {
  if (name === undefined) return change(block);
  const next = block[name];
  return isBlock(next) ? { ...block, [name]: changedAt(next, rest, change) } : block;
}

/** Each container of a specification with its security context laid over. */
export function withSecurityContext(properties: Block): (spec: Block) => Block {
  return (spec) => ({
    ...spec,
    ...Object.fromEntries(
      CONTAINER_LISTS.flatMap((list) => {
        const items = spec[list];
        return Array.isArray(items) ? [[list, items.map((item: unknown) => hardened(item, properties))]] : [];
      }),
    ),
  });
}

function hardened(container: unknown, properties: Block): unknown {
  if (!isBlock(container)) return container;
  const own = container["securityContext"];
  return { ...container, securityContext: { ...(isBlock(own) ? own : {}), ...properties } };
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
