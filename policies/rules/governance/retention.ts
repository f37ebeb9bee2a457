/** Stores that let go of what nobody may keep any longer. */
import { check, isSet, some, value, when } from "../../checks.ts";
import { anyOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import type { View } from "../../view.ts";

const LIFECYCLES = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
] as const;
const MANAGEMENT_POLICY = "azure-native:storage:ManagementPolicy";

/** Whether one of the rules ends something: what is current, or what was replaced. */
function expires(view: View, path: string, isOn: (rule: View) => boolean, ends: readonly string[]): Finding {
  const rules = view.items(path);
  if (rules === undefined) return unknown(path);
  const found = rules.filter(isOn).map((rule) => {
    const readings = ends.map((end) => rule.read(end));
    if (readings.some(({ state }) => state === "known")) return PASS;
    return readings.some(({ state }) => state === "unknown") ? unknown(path) : fail(path, "");
  });
  return found.length === 0 ? fail(path, "") : anyOf(found);
}

const enabled = (rule: View): boolean => {
  const status = rule.read("status");
  return status.state !== "known" || status.value === "Enabled";
};
const on = (rule: View): boolean => {
  const reading = rule.read("enabled");
  return reading.state !== "known" || reading.value !== false;
};

const S3_ENDS = ["expiration.days", "expiration.date", "noncurrentVersionExpiration.noncurrentDays"] as const;
const AZURE_ENDS = ["baseBlob", "version", "snapshot"].map((kind) => `definition.actions.${kind}.delete`);

function orElse(finding: Finding, path: string, message: string): Finding {
  return finding.outcome === "fail" ? fail(path, message) : finding;
}

/** The companions that name the store, of which one has to end something. */
function byCompanion(
  subject: Subject,
  graph: Graph,
  {
    types,
    property,
    own,
  }: { readonly types: readonly string[]; readonly property: string; readonly own: (view: View) => Finding },
): Finding {
  const companions = types.flatMap((type) => graph.pointingAt(subject, type, property));
  const found = anyOf(companions.length === 0 ? [fail("", "")] : companions.map(({ view }) => own(view)));
  const open = types.some((type) => graph.hasUndecided(type, property, subject));
  return found.outcome === "fail" && open ? unknown(property) : found;
}

const s3Rules = (view: View): Finding => expires(view, "rules", enabled, S3_ENDS);
const azureRules = (view: View): Finding => expires(view, "policy.rules", on, AZURE_ENDS);

const bucket: Check = check(["lifecycleRules"], (subject, _context, graph) => {
  // Rules in the bucket itself, as older programs write them.
  const inline = expires(subject.view, "lifecycleRules", on, ["expiration", "noncurrentVersionExpiration"]);
  if (inline.outcome === "pass") return PASS;
  const beside = byCompanion(subject, graph, { types: LIFECYCLES, property: "bucket", own: s3Rules });
  return orElse(
    anyOf([inline, beside]),
    "",
    "got no lifecycle rule that ends objects or their old versions, expected one; add a BucketLifecycleConfiguration",
  );
});

const storageAccount: Check = check([], (subject, _context, graph) =>
  orElse(
    byCompanion(subject, graph, { types: [MANAGEMENT_POLICY], property: "accountName", own: azureRules }),
    "",
    "got no rule that deletes blobs or their old versions, expected one; add a ManagementPolicy",
  ),
);

export const RETENTION_RULES = [
  defineRule({
    id: "GOV-03",
    name: "retention-and-disposal",
    title: "Stores end what is older than its retention",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:s3/bucket:Bucket": bucket,
      "aws:s3/bucketV2:BucketV2": bucket,
      ...Object.fromEntries(
        LIFECYCLES.map((type) => [
          type,
          check(["rules"], ({ view }) =>
            orElse(
              s3Rules(view),
              "rules",
              "got no enabled rule that ends objects or their old versions, expected one; add expiration",
            ),
          ),
        ]),
      ),
      "azure-native:storage:StorageAccount": storageAccount,
      [MANAGEMENT_POLICY]: check(["policy.rules"], ({ view }) =>
        orElse(azureRules(view), "policy.rules", "got no enabled rule that deletes, expected one; add a delete action"),
      ),
      "gcp:storage/bucket:Bucket": some(
        "lifecycleRules",
        "a rule with the action Delete",
        value("action.type", { absent: undefined }, (got) =>
          got === "Delete" ? undefined : "got another action, expected Delete; add a rule",
        ),
      ),
      // A stack that may be thrown away keeps nothing: its secrets are gone with it.
      "gcp:secretmanager/secret:Secret": when(
        (_subject, { production }) => production,
        "for production only",
        isSet("versionDestroyTtl", "how long a destroyed version can be had back"),
      ),
    },
  }),
] as const;
