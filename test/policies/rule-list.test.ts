/** The rules that there are, exactly: none comes, goes or grows weaker unseen. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { controlsOf } from "../../policies/controls.ts";
import { THEMES, type Rule } from "../../policies/rule.ts";
import { RULE_IDS, RULES } from "../../policies/rules.ts";
import { normaliseType } from "../../policies/subject.ts";
import { FRAMEWORKS } from "../../tiers/vocabulary.ts";
import { declaredOf } from "./harness/sdk-properties.ts";

const IDS = `
BCK-01 BCK-02 BCK-03 BCK-04 BCK-05 BCK-06 BCK-07 BCK-08 BCK-09 BCK-10 BCK-11 BCK-12 BCK-13
ENC-01 ENC-02 ENC-03 ENC-04 ENC-05 ENC-06 ENC-07 ENC-08 ENC-09 ENC-10 ENC-11 ENC-12 ENC-13 ENC-14 ENC-15
GOV-01 GOV-02 GOV-03 GOV-04 GOV-05 GOV-06 GOV-07
IAM-01 IAM-02 IAM-03 IAM-04 IAM-05 IAM-06 IAM-07 IAM-08 IAM-09 IAM-10
K8S-01 K8S-02 K8S-03 K8S-04 K8S-05 K8S-06 K8S-07 K8S-08 K8S-09 K8S-10 K8S-11 K8S-12 K8S-13 K8S-14 K8S-15 K8S-16 K8S-17 K8S-18 K8S-19 K8S-20
KEY-01 KEY-02 KEY-03 KEY-04 KEY-05 KEY-06 KEY-07 KEY-08 KEY-09
LOG-01 LOG-02 LOG-03 LOG-04 LOG-05 LOG-06 LOG-07 LOG-08 LOG-09 LOG-10 LOG-11
MON-01 MON-02 MON-03 MON-04 MON-05
NET-01 NET-02 NET-03 NET-04 NET-05 NET-06 NET-07 NET-08 NET-09 NET-10 NET-11 NET-12 NET-13 NET-14 NET-15 NET-16 NET-17 NET-18
PUB-01 PUB-02 PUB-03 PUB-04 PUB-05 PUB-06 PUB-07 PUB-08 PUB-09 PUB-10 PUB-11 PUB-12
RES-01 RES-02 RES-03 RES-04 RES-05 RES-06
SEC-01 SEC-02 SEC-03 SEC-04 SEC-05 SEC-06 SEC-07 SEC-08
TEN-01 TEN-02
TLS-01 TLS-02 TLS-03 TLS-04 TLS-05
`;

/** Severity, scope, for whom, name and title of every rule, one line each. */
const TABLE = join(import.meta.dirname, "rule-table.txt");
const UPDATE = process.env["UPDATE_GOLDEN"] === "1";

function tableLine({ id, name, title, severity, scope, appliesTo, accountWide, remedies }: Rule): string {
  const marks = [...(accountWide === true ? ["account-wide"] : []), ...(remedies === undefined ? [] : ["remedy"])];
  return [id, severity, scope, appliesTo, marks.join(" + ") || "-", name, title].join(" | ");
}

/** Types that a rule names, with the properties it judges there. */
function judgedTypes({
  checks,
  stackWide,
  remedies,
}: Rule): readonly (readonly [type: string, paths: readonly string[]])[] {
  return [
    ...Object.entries(checks).map(([type, { properties }]) => [type, properties] as const),
    ...(stackWide?.types ?? []).map((type) => [type, []] as const),
    ...Object.keys(remedies ?? {}).map((type) => [type, []] as const),
  ];
}

/** Whole packages stand for all their types; the Kubernetes SDK is not installed. */
function isDeclaredElsewhere(type: string): boolean {
  return type.endsWith(":*") || type.startsWith("kubernetes:");
}

describe("the rules of the pack", () => {
  it("are these, in this order", () => {
    assert.deepEqual(RULE_IDS, IDS.trim().split(/\s+/));
    assert.equal(RULE_IDS.length, 141);
  });

  it("belong to a theme each, and have names of their own", () => {
    assert.deepEqual(
      RULE_IDS.filter((id) => !THEMES.some((theme) => id.startsWith(`${theme}-`))),
      [],
    );
    const names = RULES.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
    assert.deepEqual(
      names.filter((name) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name)),
      [],
    );
  });

  it("weigh what the table says", () => {
    const text = `${RULES.map(tableLine).join("\n")}\n`;
    if (UPDATE) writeFileSync(TABLE, text);
    assert.ok(existsSync(TABLE), "no table of the rules; write it with `UPDATE_GOLDEN=1` and review it");
    assert.equal(text, readFileSync(TABLE, "utf8"), "a rule changed; look at it with `UPDATE_GOLDEN=1` and git diff");
    assert.deepEqual(
      Object.fromEntries(
        [...Map.groupBy(RULES, ({ severity }) => severity)].map(([word, list]) => [word, list.length]),
      ),
      { critical: 22, high: 67, medium: 47, low: 5 },
    );
  });

  it("name types as the engine's tokens without versions", () => {
    const types = RULES.flatMap((rule) => judgedTypes(rule).map(([type]) => type));
    assert.deepEqual(
      types.filter((type) => normaliseType(type) !== type || /\/v\d{8}/.test(type)),
      [],
    );
  });

  it("mend only types that they judge", () => {
    const strangers = RULES.flatMap(({ id, checks, remedies = {} }) =>
      Object.keys(remedies)
        .filter((type) => !(type in checks))
        .map((type) => `${id} ${type}`),
    );
    assert.deepEqual(strangers, []);
  });

  it("judge types and properties that the SDKs declare", () => {
    const wrong = RULES.flatMap((rule) =>
      judgedTypes(rule)
        .filter(([type]) => !isDeclaredElsewhere(type))
        .flatMap(([type, paths]) => {
          const declared = declaredOf(type);
          if (declared === undefined) return [`${rule.id}: no type ${type}`];
          return paths.filter((path) => !declared.has(path)).map((path) => `${rule.id}: ${type} has no ${path}`);
        }),
    );
    assert.deepEqual(wrong, []);
  }).timeout(60_000);

  it("are told from what the SDKs do not declare", () => {
    const cluster = declaredOf("aws:rds/cluster:Cluster");
    assert.equal(cluster?.has("scalingConfiguration.autoPause"), true);
    assert.equal(cluster.has("scalingConfiguration.autoPauses"), false);
    assert.equal(cluster.has("storageEncryption"), false);
    assert.equal(declaredOf("aws:rds/cluster:Clusters"), undefined);
  });
});

describe("the mappings of rules to clauses", () => {
  for (const framework of FRAMEWORKS) {
    it(`of ${framework} name rules and clauses that exist, and each clause once`, () => {
      const { clauses, rules } = controlsOf(framework, RULE_IDS);
      const ids = clauses.map(({ id }) => id);
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
      );
      assert.ok(ids.length > 0 && Object.keys(rules).length > 0);
      const doubled = Object.entries(rules).flatMap(([rule, mappings]) => {
        const named = mappings.map(({ clause }) => clause);
        return named.filter((clause, index) => named.indexOf(clause) !== index).map((clause) => `${rule} ${clause}`);
      });
      assert.deepEqual(doubled, []);
    });
  }

  it("leave no rule out", () => {
    const mapped = new Set(FRAMEWORKS.flatMap((framework) => Object.keys(controlsOf(framework, RULE_IDS).rules)));
    assert.deepEqual(
      RULE_IDS.filter((id) => !mapped.has(id)),
      [],
    );
  });
});
