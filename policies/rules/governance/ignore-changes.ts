/** What a program tells the engine to ignore would keep an old value whatever the program says: no rule could bring it in order. */
import { check } from "../../checks.ts";
import { allOf, fail, PASS, type Finding } from "../../finding.ts";
import { isReplica } from "../../replicas.ts";
import { defineRule, type Check, type Rule } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

/**
 * What nobody can change in place, so that ignoring it hides nothing: a vault's days are fixed when it is made; a key takes no
 * update at all, and one of a secret would put the program's placeholder over what its owner wrote.
 */
const NEVER_CHANGED: Readonly<Record<string, readonly string[]>> = {
  "azure-native:keyvault:Vault": ["properties.softDeleteRetentionInDays"],
  "azure-native:keyvault:Key": ["properties", "tags"],
  "azure-native:keyvault:Secret": ["properties", "tags"],
  // Written by the provider when the cluster joins a global one; taking it away is no setting but a promotion.
  "aws:rds/cluster:Cluster": ["replicationSourceIdentifier"],
};

/** What a server that follows another one cannot have until it is promoted by hand, and then keeps. */
const WHILE_FOLLOWING: Readonly<Record<string, readonly string[]>> = {
  "azure-native:dbforpostgresql:Server": ["highAvailability"],
};

/** The names in a path of `ignoreChanges`: `a.b`, `a["x.y"]`, `a[0].b`, `a[*]`; positions count for every item of the list. */
export function namesOfPath(path: string): readonly string[] {
  const names = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...names].flatMap(([, quoted, position, plain]) => (position === undefined ? [quoted ?? plain ?? ""] : []));
}

/** One lies inside the other, or they are the same. */
function overlaps(ignored: readonly string[], judged: readonly string[]): boolean {
  const shorter = Math.min(ignored.length, judged.length);
  return ignored.slice(0, shorter).every((name, index) => name === judged[index] || name === "*");
}

function hides(ignored: string, judged: readonly (readonly string[])[]): readonly string[] {
  const names = namesOfPath(ignored);
  return judged.filter((path) => path.length > 0 && overlaps(names, path)).map((path) => path.join("."));
}

function ignoresNone(type: string, properties: readonly string[]): Check {
  const judged = [...new Set(properties)].filter((path) => path !== "").map((path) => path.split("."));
  return check([], (subject) =>
    allOf([PASS, ...subject.ignoreChanges.map((ignored) => unlessFree(subject, type, ignored, judged))]),
  );
}

function unlessFree(subject: Subject, type: string, ignored: string, judged: readonly (readonly string[])[]): Finding {
  if (NEVER_CHANGED[type]?.includes(ignored) === true) return PASS;
  const finding = judgeIgnored(ignored, judged);
  if (finding.outcome !== "fail" || WHILE_FOLLOWING[type]?.includes(ignored) !== true) return finding;
  const replica = isReplica(subject);
  if (typeof replica !== "boolean") return replica;
  return replica ? PASS : finding;
}

function judgeIgnored(ignored: string, judged: readonly (readonly string[])[]): Finding {
  const [first, ...more] = hides(ignored, judged);
  if (first === undefined) return PASS;
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  return fail(
    "",
    `got ignoreChanges of ${ignored}, which hides ${first}${others}, expected none of a judged property; remove it`,
  );
}

/**
 * The rule over the properties of all others.
 * @param rules every other rule of the pack
 */
export function ignoreChangesRule(rules: readonly Rule[]): Rule {
  const general = rules.flatMap(({ everyType }) => everyType?.properties ?? []);
  const typed = rules.flatMap(({ checks }) =>
    Object.entries(checks).flatMap(([type, { properties }]) => properties.map((property) => ({ type, property }))),
  );
  const checks = [...Map.groupBy(typed, ({ type }) => type)].map(([type, list]): [string, Check] => [
    type,
    ignoresNone(type, [...list.map(({ property }) => property), ...general]),
  ]);
  return defineRule({
    id: "GOV-05",
    name: "no-ignore-changes-on-controls",
    title: "No property that a rule judges is hidden by ignoreChanges",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: Object.fromEntries(checks),
    ...(general.length === 0 ? {} : { everyType: ignoresNone("", general) }),
  });
}
