/** What S3 lets a lifecycle do to objects as they age. */
import { bucketSetting, invalidArgument, invalidRequest, MALFORMED_XML } from "../bucket-lookup.ts";
import type { BucketFlaw } from "../bucket-lookup.ts";
import { failures, failure } from "../../checks.ts";
import { blockAt, blocksAt, numberAt, textAt, valueAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType } from "../../resource-type.ts";

const RULES_MAX = 1000;
/** Days that objects stay in STANDARD before a class of infrequent access, and in that before an archive. */
const INFREQUENT_DAYS_MIN = 30;
const INFREQUENT_CLASSES = ["STANDARD_IA", "ONEZONE_IA"];
/** Classes from warm to cold: objects move in this direction only. */
const CLASSES = ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];
const ACTIONS = [
  "abortIncompleteMultipartUpload",
  "expiration",
  "noncurrentVersionExpiration",
  "noncurrentVersionTransitions",
  "transitions",
];

const lifecycle: ResourceType = bucketSetting({
  token: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  words: "Lifecycle Configuration",
  operation: "PutBucketLifecycleConfiguration",
  enums: {
    "rules.status": ["Enabled", "Disabled"],
    "rules.transitions.storageClass": CLASSES,
    "rules.noncurrentVersionTransitions.storageClass": CLASSES,
    transitionDefaultMinimumObjectSize: ["all_storage_classes_128K", "varies_by_storage_class"],
  },
  check: checkRules,
  flaw: lifecycleFlaw,
  outputs: () => ({ transitionDefaultMinimumObjectSize: "all_storage_classes_128K" }),
});

export const lifecycleTypes: readonly ResourceType[] = [lifecycle];

function checkRules(inputs: Properties): readonly CheckFailure[] {
  return failures(
    blocksAt(inputs, "rules").flatMap((rule, index) => {
      const id = textAt(rule, "id") ?? "";
      if (id.length <= 255) return [];
      return [failure(`rules.${index}.id`, `expected length of id to be in the range (1 - 255), got ${id}`)];
    }),
  );
}

function lifecycleFlaw(_bucket: CloudRecord, inputs: Properties): BucketFlaw | undefined {
  const rules = blocksAt(inputs, "rules");
  if (rules.length === 0 || rules.length > RULES_MAX) return MALFORMED_XML;
  const ids = rules.map((rule) => textAt(rule, "id"));
  if (new Set(ids).size < ids.length) {
    return invalidArgument("Rule ID must be unique. Found same ID for more than one rule");
  }
  for (const rule of rules) {
    const flaw = ruleFlaw(rule);
    if (flaw !== undefined) return flaw;
  }
  return orderFlaw(rules);
}

function ruleFlaw(rule: Properties): BucketFlaw | undefined {
  if (!ACTIONS.some((action) => isSet(rule, action)))
    return invalidRequest("At least one action needs to be specified in a rule.");
  const counts = [
    numberAt(rule, "expiration.days"),
    numberAt(rule, "noncurrentVersionExpiration.noncurrentDays"),
    numberAt(rule, "abortIncompleteMultipartUpload.daysAfterInitiation"),
  ];
  if (counts.some((days) => days !== undefined && days < 1))
    return invalidArgument("'Days' for Expiration action must be a positive integer");
  for (const { days, storageClass } of transitionsOf(rule)) {
    if (INFREQUENT_CLASSES.includes(storageClass) && days < INFREQUENT_DAYS_MIN) {
      return invalidArgument(
        `'Days' in Transition action must be greater than or equal to ${INFREQUENT_DAYS_MIN} for storageClass '${storageClass}'`,
      );
    }
  }
  for (const transition of blocksAt(rule, "noncurrentVersionTransitions")) {
    const storageClass = textAt(transition, "storageClass") ?? "";
    if (
      INFREQUENT_CLASSES.includes(storageClass) &&
      (numberAt(transition, "noncurrentDays") ?? 0) < INFREQUENT_DAYS_MIN
    ) {
      return invalidArgument(
        `'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to ${INFREQUENT_DAYS_MIN} for storageClass '${storageClass}'`,
      );
    }
  }
  return undefined;
}

/** Rules for the same objects must agree: colder later, a month in infrequent access, expiry last. */
function orderFlaw(rules: readonly Properties[]): BucketFlaw | undefined {
  for (const [filter, group] of Map.groupBy(rules, filterOf)) {
    const transitions = group.flatMap(transitionsOf).sort((one, other) => one.days - other.days);
    for (const [index, later] of transitions.entries()) {
      const earlier = transitions[index - 1];
      if (earlier === undefined) continue;
      const gap = INFREQUENT_CLASSES.includes(earlier.storageClass) ? INFREQUENT_DAYS_MIN : 1;
      const isColder = CLASSES.indexOf(later.storageClass) > CLASSES.indexOf(earlier.storageClass);
      if (isColder && later.days >= earlier.days + gap) continue;
      return invalidArgument(
        `'Days' in the Transition action for StorageClass '${later.storageClass}' for filter '(prefix=${filter})' must be at least ${gap} days greater than 'Days' for StorageClass '${earlier.storageClass}'`,
      );
    }
    const last = transitions.at(-1);
    const expiries = group.map((rule) => numberAt(rule, "expiration.days")).filter((days) => days !== undefined);
    if (last === undefined || expiries.every((days) => days > last.days)) continue;
    return invalidArgument(
      `'Days' in the Expiration action for filter '(prefix=${filter})' must be greater than 'Days' in the Transition action`,
    );
  }
  return undefined;
}

interface Transition {
  readonly days: number;
  readonly storageClass: string;
}

function transitionsOf(rule: Properties): readonly Transition[] {
  return blocksAt(rule, "transitions")
    .filter((transition) => textAt(transition, "date") === undefined)
    .map((transition) => ({
      days: numberAt(transition, "days") ?? 0,
      storageClass: textAt(transition, "storageClass") ?? "",
    }));
}

/** Which objects a rule is for. */
function filterOf(rule: Properties): string {
  const filter = blockAt(rule, "filter") ?? {};
  const others = Object.keys(filter).filter((key) => key !== "prefix" && filter[key] !== undefined);
  return others.length === 0 ? (textAt(filter, "prefix") ?? textAt(rule, "prefix") ?? "") : JSON.stringify(filter);
}

function isSet(rule: Properties, action: string): boolean {
  const value = valueAt(rule, action);
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}
