/** Roles and bindings inside Kubernetes clusters. */
import { check } from "../../checks.ts";
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { View } from "../../view.ts";

/** Everybody who can reach the API; on Google Cloud `system:authenticated` is everybody with any Google account. */
const EVERYBODY = ["system:anonymous", "system:unauthenticated", "system:authenticated"];

/** Verbs by which a holder gets rights that he was not given (Kubernetes: "RBAC good practices"). */
const ESCALATING_VERBS = ["bind", "escalate", "impersonate"];

const SECRET_VERBS = ["get", "list", "watch"];

const binding: Check = check(["roleRef.name", "subjects.name"], ({ view }) => {
  const role = view.read("roleRef.name");
  const subjects = view.items("subjects");
  const admin: Finding =
    role.state === "unknown"
      ? unknown("roleRef.name")
      : role.state === "absent"
        ? fail("roleRef.name", "got nothing; set roleRef.name")
        : role.value === "cluster-admin"
          ? fail("roleRef.name", "got cluster-admin, expected a role with named verbs and resources; bind that instead")
          : PASS;
  if (subjects === undefined) return allOf([admin, unknown("subjects.name")]);
  return allOf([admin, ...subjects.map((subject, index) => judgeSubject(subject, index))]);
});

function judgeSubject(subject: View, index: number): Finding {
  const name = subject.read("name");
  if (name.state === "unknown") return unknown("subjects.name");
  return name.state === "known" && EVERYBODY.includes(String(name.value))
    ? fail(
        `subjects[${index}].name`,
        `got ${String(name.value)}, expected named users, groups or service accounts; name them`,
      )
    : PASS;
}

function textsAt(rule: View, path: string): readonly string[] | undefined {
  const items = rule.items(path);
  const readings = items?.map((item) => item.read(""));
  if (readings === undefined || readings.some(({ state }) => state === "unknown")) return undefined;
  return readings.flatMap((one) => (one.state === "known" ? [String(one.value)] : []));
}

/** @param namedSecrets secrets may be read only by name: who may read them all reads those of every workload beside */
function role(namedSecrets: boolean): Check {
  const lists = ["verbs", "resources", "apiGroups"] as const;
  const properties = [...lists, ...(namedSecrets ? ["resourceNames"] : [])].map((name) => `rules.${name}`);
  return check(properties, ({ view }) => {
    const rules = view.items("rules");
    if (rules === undefined) return unknown("rules");
    return allOf(rules.map((rule, index) => judgeRule(rule, `rules[${index}]`, namedSecrets)));
  });
}

function judgeRule(rule: View, at: string, namedSecrets: boolean): Finding {
  const [verbs, resources, apiGroups] = ["verbs", "resources", "apiGroups"].map((name) => textsAt(rule, name));
  const stars = Object.entries({ verbs, resources, apiGroups }).map(([name, texts]) => {
    if (texts === undefined) return unknown(`rules.${name}`);
    const star = texts.find((text) => text.includes("*"));
    return star === undefined
      ? PASS
      : fail(`${at}.${name}`, `got ${star}, expected named ${name}; list what is needed`);
  });
  const escalating = (verbs ?? []).filter((verb) => ESCALATING_VERBS.includes(verb));
  const escalations = escalating.map((verb) =>
    fail(`${at}.verbs`, `got ${verb}, expected none of ${ESCALATING_VERBS.join(", ")}; remove it`),
  );
  return allOf([...stars, ...escalations, ...(namedSecrets ? [judgeSecrets(rule, at, verbs, resources)] : [])]);
}

function judgeSecrets(rule: View, at: string, verbs?: readonly string[], resources?: readonly string[]): Finding {
  const reads = (verbs ?? []).filter((verb) => SECRET_VERBS.includes(verb));
  if (reads.length === 0 || resources?.includes("secrets") !== true) return PASS;
  const names = textsAt(rule, "resourceNames");
  if (names === undefined) return unknown("rules.resourceNames");
  return names.length > 0
    ? PASS
    : fail(`${at}.resourceNames`, `got ${reads.join(", ")} on every secret, expected named secrets; set resourceNames`);
}

/** Kubernetes names nothing by default: a role without rules grants nothing. API of rbac.authorization.k8s.io/v1, basis: own. */
export const CLUSTER_ROLE_RULES = [
  defineRule({
    id: "IAM-08",
    name: "k8s-no-cluster-admin",
    title: "No bindings of cluster-admin, to everybody, and no roles with wildcards",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": binding,
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": binding,
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": role(false),
      "kubernetes:rbac.authorization.k8s.io/v1:Role": role(true),
    },
  }),
] as const;
