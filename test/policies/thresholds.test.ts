import assert from "node:assert/strict";
import { atLeast } from "../../policies/checks.ts";
import { NO_GRAPH } from "../../policies/graph.ts";
import { levelOf } from "../../policies/levels.ts";
import { reasonText } from "../../policies/message.ts";
import { SEVERITIES } from "../../policies/rule.ts";
import { resolveThresholds, THRESHOLDS, type ThresholdName } from "../../policies/thresholds.ts";
import { frameworkDefinition } from "../../tiers/frameworks.ts";
import { FRAMEWORKS, type Framework } from "../../tiers/vocabulary.ts";
import { contextOf, stackOf } from "./harness/subjects.ts";

/** Threshold → the setting by which the catalogue carries the same demand. */
const SETTING_OF: Readonly<Partial<Record<ThresholdName, string>>> = {
  backupRetentionDays: "backup.retentionDays",
  logRetentionDays: "audit.retentionDays",
  operationalLogRetentionDays: "monitoring.logRetentionDays",
  keyRotationDays: "keys.rotationDays",
  secretRotationDays: "secrets.rotationDays",
};

function valuesFor(...frameworks: Framework[]): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(resolveThresholds(frameworks)).map(([name, { value }]) => [name, value]));
}

describe("thresholds", () => {
  it("are these without a framework, and nobody asks for them", () => {
    assert.deepEqual(valuesFor(), {
      backupRetentionDays: 7,
      logRetentionDays: 365,
      operationalLogRetentionDays: 14,
      keyRotationDays: 365,
      keyDeletionWindowDays: 30,
      vaultSoftDeleteDays: 90,
      secretRotationDays: 90,
      roleSessionSeconds: 28_800,
    });
    for (const { askedBy } of Object.values(resolveThresholds([]))) assert.deepEqual(askedBy, []);
  });

  it("the strictest of several frameworks wins, and only who asks for it is named", () => {
    const thresholds = resolveThresholds(["fedramp", "gdpr", "hipaa", "sox"]);
    assert.deepEqual(thresholds.backupRetentionDays, { bound: "min", unit: "days", value: 35, askedBy: ["fedramp"] });
    assert.deepEqual(thresholds.logRetentionDays, { bound: "min", unit: "days", value: 2555, askedBy: ["sox"] });
    assert.deepEqual(thresholds.secretRotationDays, { bound: "max", unit: "days", value: 60, askedBy: ["fedramp"] });
    assert.deepEqual(thresholds.keyRotationDays.askedBy, ["fedramp", "gdpr", "hipaa", "sox"]);
    assert.deepEqual(thresholds.vaultSoftDeleteDays.askedBy, []);
  });

  it("a framework never makes one weaker", () => {
    const none = resolveThresholds([]);
    for (const framework of FRAMEWORKS) {
      for (const name of THRESHOLDS) {
        const { bound, value } = resolveThresholds([framework])[name];
        assert.ok(bound === "min" ? value >= none[name].value : value <= none[name].value, `${framework} ${name}`);
      }
    }
  });

  it("carry the same figures as the demands of tiers/catalogue/frameworks.yaml", () => {
    for (const framework of FRAMEWORKS) {
      for (const [name, setting] of Object.entries(SETTING_OF) as [ThresholdName, string][]) {
        const demand = frameworkDefinition(framework).constraints.find((one) => one.setting === setting);
        const { value, askedBy } = resolveThresholds([framework])[name];
        assert.deepEqual(askedBy, demand === undefined ? [] : [framework], `${framework} ${name}`);
        if (demand !== undefined) assert.ok(Object.values(demand).includes(value), `${framework} ${name} ${value}`);
      }
    }
  });

  it("are in the verdict, and the message says who asks", () => {
    const [subject] = stackOf({ type: "t", name: "subject", props: { days: 29 } }, []);
    assert.ok(subject !== undefined);
    const check = atLeast("days", "backupRetentionDays", { absent: 0 });
    const one = check.judge(subject, contextOf({ frameworks: ["hipaa"] }), NO_GRAPH);
    const two = check.judge(subject, contextOf({ frameworks: ["hipaa", "sox"] }), NO_GRAPH);
    const none = check.judge(subject, contextOf(), NO_GRAPH);
    assert.deepEqual(none, { outcome: "pass", parameters: { backupRetentionDays: 7 } });
    assert.ok(one.outcome === "fail" && two.outcome === "fail");
    assert.deepEqual(one.parameters, { backupRetentionDays: 30 });
    const text = "days: got 29, expected at least 30 days; change days";
    assert.deepEqual([...one.reasons, ...two.reasons].map(reasonText), [
      `${text} (hipaa asks for it)`,
      `${text} (hipaa, sox ask for it)`,
    ]);
  });
});

describe("levels", () => {
  it("come from severity, and for medium from the tenant", () => {
    const table = SEVERITIES.map((severity) => [
      severity,
      levelOf(severity, { regulated: false }),
      levelOf(severity, { regulated: true }),
    ]);
    assert.deepEqual(table, [
      ["critical", "mandatory", "mandatory"],
      ["high", "mandatory", "mandatory"],
      ["medium", "advisory", "mandatory"],
      ["low", "advisory", "advisory"],
    ]);
  });
});
