/** Labels: whose a resource is, how sensitive what it holds is, and where it may lie. */
import { LABEL_VALUE } from "../../../tiers/labels.ts";
import { check } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import { labelOf } from "../../labels.ts";
import type { Reading } from "../../reading.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { POD_SPECS } from "../kubernetes/pod-spec.ts";
import { LABEL_PLACES } from "./taggable-types.ts";

/** The labels that everything carries, each with the other names that programs of other projects give it. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  tenant: ["tenant"],
  tier: ["tier"],
  environment: ["environment", "env"],
  owner: ["owner"],
  "data-class": ["data-class", "data-classification"],
  region: ["region", "residency"],
};

function firstLabel(subject: Subject, names: readonly string[]): Reading {
  const readings = names.map((name) => labelOf(subject, name));
  return readings.find(({ state }) => state !== "absent") ?? labelOf(subject, names[0] ?? "");
}

/** What a program of this project writes is legal on every cloud; elsewhere the cloud's own rules hold. */
function judgeLabel(name: string, path: string, reading: Reading, { kind }: Context): Finding {
  if (reading.state === "unknown") return unknown(path);
  if (reading.state === "absent" || reading.value === "")
    return fail(path, `got nothing, expected a label ${name}; set it`);
  const text = String(reading.value);
  return kind === "foreign" || LABEL_VALUE.test(text)
    ? PASS
    : fail(path, `got ${text}, expected lower-case letters, digits and hyphens, at most 63; change the label ${name}`);
}

function labelled(place: string): Check {
  const names = Object.keys(REQUIRED);
  return check(
    names.map((name) => `${place}.${name}`),
    (subject, context) =>
      allOf(
        Object.entries(REQUIRED).map(([name, aliases]) =>
          judgeLabel(name, `${place}.${name}`, firstLabel(subject, aliases), context),
        ),
      ),
  );
}

/** Kubernetes asks for the name of the application (its recommended labels), and we for the tenant. */
const KUBERNETES_LABELS = ["app.kubernetes.io/name", "tenant"] as const;

const kubernetesLabels: Check = check(["metadata.labels"], ({ view }, context) =>
  allOf(
    KUBERNETES_LABELS.map((name) => judgeLabel(name, "metadata.labels", view.entry("metadata.labels", name), context)),
  ),
);

const ENVIRONMENTS_OF_PRODUCTION = /^(prod(uction)?|disaster-recovery|dr)$/i;
const OTHER_ENVIRONMENTS = /^(dev(elopment)?|test(ing)?|stag(e|ing)|qa|uat|sandbox|demo)$/i;

/** `undefined`: shared by all, or nothing is said. */
function sideOf(subject: Subject): "production" | "other" | "unknown" | undefined {
  const reading = firstLabel(subject, REQUIRED["environment"] ?? []);
  if (reading.state === "unknown") return "unknown";
  if (reading.state === "absent") return undefined;
  const text = String(reading.value);
  if (ENVIRONMENTS_OF_PRODUCTION.test(text)) return "production";
  return OTHER_ENVIRONMENTS.test(text) ? "other" : undefined;
}

/** Every dependency counts: a network, a key or a store that two environments use is what this is about. */
const separated: Check = check([], (subject, _context, graph) => {
  const own = sideOf(subject);
  if (own === undefined) return notApplicable("says nothing of an environment");
  if (own === "unknown") return unknown("tags.environment");
  const edges = Object.entries(subject.propertyDependencies).flatMap(([property, urns]) =>
    urns.flatMap((urn) => {
      const to = graph.at(urn);
      return to === undefined ? [] : [{ property, to }];
    }),
  );
  return allOf([
    PASS,
    ...edges.map(({ property, to }) => {
      const side = sideOf(to);
      if (side === undefined || side === own) return PASS;
      if (side === "unknown") return unknown("tags.environment");
      const [got, wanted] =
        side === "production" ? ["production", "its own"] : ["another environment", "production or shared"];
      return fail(property, `got ${to.name} of ${got}, expected ${wanted}; use one of the same environment`);
    }),
  ]);
});

export const LABEL_RULES = [
  defineRule({
    id: "GOV-01",
    name: "required-tags",
    title: "Resources say whose they are, of which tier and environment, how sensitive, where and who answers for them",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      ...Object.fromEntries(Object.entries(LABEL_PLACES).map(([type, place]) => [type, labelled(place)])),
      ...Object.fromEntries(
        [...Object.keys(POD_SPECS), "kubernetes:core/v1:Namespace", "kubernetes:core/v1:Service"].map((type) => [
          type,
          kubernetesLabels,
        ]),
      ),
    },
  }),
  defineRule({
    id: "GOV-07",
    name: "environment-separation",
    title: "Production and other environments share no networks, keys and stores",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {},
    everyType: separated,
  }),
] as const;
