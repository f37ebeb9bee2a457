/** Every data store is in a backup plan. */
import { check, when } from "../../checks.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { labelOf } from "../../labels.ts";
import { FOLLOWS, followsAnother, unlessReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import type { View } from "../../view.ts";
import { associationsOf } from "./associations.ts";

const SELECTION = "aws:backup/selection:Selection";
const INSTANCE = "azure-native:dataprotection:BackupInstance";

/** Whether a selection takes a resource; `unknown` while one of the two is not known. */
type Covers = "yes" | "no" | "unknown";

/** @param tail what ends the ARN of a resource of this type, before its name: `:cluster:` */
function selected(nameProperty: string, tail: string): Check["judge"] {
  return (subject, _context, graph) => {
    const answers = graph.ofType(SELECTION).map((selection) => covers(selection, subject, nameProperty, tail, graph));
    if (answers.includes("yes")) return PASS;
    if (answers.includes("unknown")) return unknown("resources");
    return fail("", "got no backup plan that selects it, expected one; add its arn or its tags to a backup selection");
  };
}

function covers(selection: Subject, subject: Subject, nameProperty: string, tail: string, graph: Graph): Covers {
  const { view } = selection;
  const named = matchesArn(view, "resources", subject, nameProperty, tail);
  const byName = graph.link(selection, "resources", subject) === "linked" ? "yes" : named;
  const tags = view.items("selectionTags");
  if (tags === undefined) return "unknown";
  const byTag = tags.map((tag) => hasTag(subject, tag)).find((answer) => answer !== "no") ?? "no";
  const taken = byName === "yes" || byTag === "yes" ? "yes" : byName === "no" && byTag === "no" ? "no" : "unknown";
  if (taken === "no") return "no";
  const left = matchesArn(view, "notResources", subject, nameProperty, tail);
  if (left === "yes") return "no";
  const conditions = view.items("conditions.stringEquals");
  if (conditions === undefined) return "unknown";
  const held = conditions.map((condition) => hasTag(subject, condition));
  if (held.includes("no")) return "no";
  return taken === "unknown" || left === "unknown" || held.includes("unknown") ? "unknown" : "yes";
}

/** Whether one of the patterns (`*` for any text) is the resource's ARN; while that is unknown, the name decides. */
function matchesArn(selection: View, path: string, { view }: Subject, nameProperty: string, tail: string): Covers {
  const patterns = selection.items(path);
  if (patterns === undefined) return "unknown";
  const arn = view.read("arn");
  const name = view.read(nameProperty);
  const answers = patterns.map((pattern): Covers => {
    const reading = pattern.read("");
    if (reading.state !== "known") return "unknown";
    const text = String(reading.value);
    if (text === "*") return "yes";
    if (arn.state === "known") return globMatches(text, String(arn.value)) ? "yes" : "no";
    const cut = text.lastIndexOf(tail);
    if (cut < 0) return "no";
    if (name.state !== "known") return "unknown";
    return globMatches(text.slice(cut + tail.length), String(name.value)) ? "yes" : "no";
  });
  return answers.find((answer) => answer === "yes") ?? answers.find((answer) => answer === "unknown") ?? "no";
}

function globMatches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`).test(text);
}

/** A tag as a selection writes it: `key` with or without `aws:ResourceTag/`, and `value`. */
function hasTag(subject: Subject, wanted: View): Covers {
  const key = wanted.read("key");
  const value = wanted.read("value");
  if (key.state !== "known" || value.state !== "known") return "unknown";
  const label = labelOf(subject, String(key.value).replace("aws:ResourceTag/", ""));
  if (label.state === "unknown") return "unknown";
  return label.state === "known" && label.value === value.value ? "yes" : "no";
}

/** Buckets that need no backup of their own: why, by the resource that says so. */
const OTHERWISE_KEPT: readonly { readonly type: string; readonly property: string; readonly reason: string }[] = [
  {
    type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    property: "rules.destination.bucket",
    reason: "a replica of another bucket",
  },
  { type: "aws:s3/bucketLogging:BucketLogging", property: "targetBucket", reason: "holds access logs only" },
  {
    type: "aws:cfg/deliveryChannel:DeliveryChannel",
    property: "s3BucketName",
    reason: "holds records of settings only",
  },
  {
    type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    property: "bucket",
    reason: "write-once by object lock",
  },
];

function bucketSelected(subject: Subject, context: Parameters<Check["judge"]>[1], graph: Graph): Finding {
  const kept = OTHERWISE_KEPT.find(({ type, property }) => graph.pointingAt(subject, type, property).length > 0);
  return kept === undefined ? selected("bucket", ":::")(subject, context, graph) : notApplicable(kept.reason);
}

export const SELECTION_RULES = [
  defineRule({
    id: "BCK-07",
    name: "datastore-in-backup-plan",
    title: "Every data store is selected by a backup plan",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:rds/instance:Instance": unlessReplica(check([], selected("identifier", ":db:"))),
      "aws:rds/cluster:Cluster": check([], (subject, context, graph) => {
        if (followsAnother(subject, context)) return notApplicable(FOLLOWS);
        return selected("clusterIdentifier", ":cluster:")(subject, context, graph);
      }),
      "aws:docdb/cluster:Cluster": check([], selected("clusterIdentifier", ":cluster:")),
      "aws:s3/bucket:Bucket": check([], bucketSelected),
      "aws:s3/bucketV2:BucketV2": check([], bucketSelected),
      "azure-native:dbforpostgresql:Server": unlessReplica(
        check([], (subject, _context, graph) => {
          const path = "properties.dataSourceInfo.resourceID";
          if (graph.pointingAt(subject, INSTANCE, path).length > 0) return PASS;
          if (graph.hasUndecided(INSTANCE, path, subject)) return unknown(path);
          return fail("", "got no BackupInstance, expected one; add it to a backup vault");
        }),
      ),
      // Outside production the instance's own backups do: BCK-01.
      "gcp:sql/databaseInstance:DatabaseInstance": when(
        (_subject, context) => context.production,
        "for production only",
        unlessReplica(
          check([], (subject, _context, graph) => {
            const { associations, undecided } = associationsOf(subject, graph);
            if (associations.length > 0) return PASS;
            if (undecided) return unknown("resource");
            return fail("", "got no BackupPlanAssociation, expected one; associate it with a backup plan");
          }),
        ),
      ),
    },
    // No remedy: what selects is another resource.
  }),
] as const;
