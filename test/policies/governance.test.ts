import assert from "node:assert/strict";
import { check, isOneOf, isSet, isTrue } from "../../policies/checks.ts";
import { PASS } from "../../policies/finding.ts";
import { defineRule } from "../../policies/rule.ts";
import { GOVERNANCE_RULES } from "../../policies/rules/governance.ts";
import { ignoreChangesRule, namesOfPath } from "../../policies/rules/governance/ignore-changes.ts";
import { CLASSIFICATION_CASES, LABEL_CASES } from "./cases/governance-labels.ts";
import { ENGINE_CASES } from "./cases/governance-engines.ts";
import { STORE_CASES } from "./cases/governance-stores.ts";
import { proveRules } from "./harness/prove-rules.ts";
import { NOT_YET_KNOWN, type Break, type Change, type RuleCase, type Variant } from "./harness/rule-case.ts";

proveRules("governance", GOVERNANCE_RULES, { ...LABEL_CASES, ...STORE_CASES, ...ENGINE_CASES }, CLASSIFICATION_CASES);

const judged = defineRule({
  id: "ENC-01",
  name: "made-up",
  title: "Made up for this test",
  severity: "high",
  scope: "resource",
  appliesTo: "all",
  checks: {
    "aws:rds/instance:Instance": isTrue("storage.encrypted", { absent: false }),
    "azure-native:keyvault:Key": isTrue("properties.attributes.enabled", { absent: false }),
    "aws:rds/cluster:Cluster": isSet("replicationSourceIdentifier"),
    "aws:docdb/cluster:Cluster": isSet("replicationSourceIdentifier"),
    "azure-native:dbforpostgresql:Server": isOneOf("highAvailability.mode", ["ZoneRedundant"], { absent: "Disabled" }),
  },
  everyType: check(["tags.tenant"], () => PASS),
});

const ignoring = (path: string, hidden: string): Break => ({
  why: path,
  options: { ignoreChanges: [path] },
  reasons: [`: got ignoreChanges of ${path}, which hides ${hidden}, expected none of a judged property; remove it`],
});
const harmless = (path: string): Variant => ({ why: path, options: { ignoreChanges: [path] }, outcome: "pass" });

const instance: RuleCase = {
  type: "aws:rds/instance:Instance",
  compliant: {},
  absent: {},
  breaks: [
    ignoring("storage", "storage.encrypted"),
    ignoring("storage.encrypted", "storage.encrypted"),
    ignoring('["storage"].encrypted', "storage.encrypted"),
    ignoring("storage[0].encrypted", "storage.encrypted"),
    ignoring("storage.encrypted.of", "storage.encrypted"),
    ignoring("tags", "tags.tenant"),
    ignoring("*", "storage.encrypted and 1 more"),
  ],
  variants: [
    harmless("storage.size"),
    harmless("tags.seen"),
    harmless('tags["kubernetes.io/cluster/blue"]'),
    harmless("storageSize"),
  ],
};

const key: RuleCase = {
  type: "azure-native:keyvault:Key",
  compliant: {},
  absent: {},
  breaks: [ignoring("properties.attributes", "properties.attributes.enabled")],
  // Nothing of a key changes in place.
  variants: [harmless("properties"), harmless("tags")],
};

/** The provider writes the source when a cluster joins a global one, on whichever side: ignoring it hides no setting. */
const cluster: RuleCase = {
  type: "aws:rds/cluster:Cluster",
  compliant: {},
  absent: {},
  breaks: [ignoring("*", "replicationSourceIdentifier and 1 more")],
  variants: [
    harmless("replicationSourceIdentifier"),
    { ...harmless("replicationSourceIdentifier"), why: "of a member", change: { globalClusterIdentifier: "acme" } },
  ],
};

/** Not so on another kind of cluster. */
const documents: RuleCase = {
  type: "aws:docdb/cluster:Cluster",
  compliant: {},
  absent: {},
  breaks: [ignoring("replicationSourceIdentifier", "replicationSourceIdentifier")],
};

const HIGH_AVAILABILITY = "highAvailability";
const whenServer = (change: Change, outcome: Variant["outcome"]): Variant => ({
  why: `${HIGH_AVAILABILITY} where ${JSON.stringify(change)}`,
  change,
  options: { ignoreChanges: [HIGH_AVAILABILITY] },
  outcome,
});

/** While a server follows another one it can have no standby, so ignoring it hides nothing; of any other it does. */
const server: RuleCase = {
  type: "azure-native:dbforpostgresql:Server",
  compliant: {},
  absent: {},
  breaks: [
    ignoring(HIGH_AVAILABILITY, "highAvailability.mode"),
    {
      ...ignoring(HIGH_AVAILABILITY, "highAvailability.mode"),
      why: `${HIGH_AVAILABILITY} of a primary`,
      change: { createMode: "Default" },
    },
    {
      ...ignoring("highAvailability.mode", "highAvailability.mode"),
      why: "another path of a replica",
      change: { createMode: "Replica" },
    },
    { ...ignoring("tags", "tags.tenant"), why: "labels of a replica", change: { createMode: "Replica" } },
  ],
  variants: [
    whenServer({ createMode: "Replica" }, "pass"),
    whenServer({ createMode: "Default", replicationRole: "GeoAsyncReplica" }, "pass"),
    whenServer({ createMode: NOT_YET_KNOWN }, "unknown"),
  ],
};

const anything: RuleCase = {
  type: "example:index:Anything",
  compliant: {},
  absent: {},
  breaks: [ignoring("tags", "tags.tenant")],
  variants: [harmless("storage.encrypted")],
};

proveRules("governance, hidden properties", [ignoreChangesRule([judged])], {
  "GOV-05": [instance, key, cluster, documents, server, anything],
});

describe("paths of ignoreChanges", () => {
  it("are split into names, whatever their notation", () => {
    assert.deepEqual(namesOfPath('a.b[0]["c.d"][*].e'), ["a", "b", "c.d", "e"]);
  });
});
