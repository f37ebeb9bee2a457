import { outside, turned } from "../harness/breaks.ts";
import { NOT_YET_KNOWN, type OtherResource, type RuleCases, type StackWideCase } from "../harness/rule-case.ts";

const STORE = "gcp:storage/bucket:Bucket";

const SINK = "gcp:logging/projectSink:ProjectSink";

const sink = (filter: unknown): OtherResource => ({
  type: SINK,
  name: "sink",
  props: filter === undefined ? {} : { filter },
});

const NO_SINK = [": got no sink with the audit logs, expected one; add a ProjectSink without a filter"];

const DATA: OtherResource = { type: STORE, name: "data", props: {} };

export const SINK_CASES: RuleCases = {
  "LOG-11": [
    {
      type: "azure-native:operationalinsights:Workspace",
      compliant: { publicNetworkAccessForIngestion: "Disabled", publicNetworkAccessForQuery: "Disabled" },
      absent: {
        publicNetworkAccessForIngestion: "fail",
        publicNetworkAccessForQuery: "fail",
        "features.disableLocalAuth": "pass",
      },
      unknown: { "features.disableLocalAuth": "pass" },
      breaks: [
        outside("publicNetworkAccessForIngestion", "Enabled", "Disabled"),
        {
          why: "whoever has a key may search",
          change: { publicNetworkAccessForQuery: "Enabled" },
          reasons: [
            "publicNetworkAccessForQuery: got Enabled, expected Disabled; set publicNetworkAccessForQuery",
            "features.disableLocalAuth: got nothing (the provider's default is false), expected true; set features.disableLocalAuth to true",
          ],
        },
      ],
      variants: [
        {
          why: "people search with their identity",
          change: { publicNetworkAccessForQuery: "Enabled", "features.disableLocalAuth": true },
          outcome: "pass",
        },
      ],
    },
    {
      type: SINK,
      compliant: { disabled: false },
      absent: { disabled: "pass", "exclusions.filter": "pass" },
      breaks: [
        turned("disabled", false),
        {
          why: "something is left out",
          change: { exclusions: [{ filter: "severity<ERROR" }] },
          reasons: ["exclusions.filter: got 1 exclusions, expected none; remove them"],
        },
      ],
      variants: [
        {
          why: "an exclusion that is switched off",
          change: { exclusions: [{ filter: "severity<ERROR", disabled: true }] },
          outcome: "pass",
        },
      ],
      unknown: { "exclusions.filter": "fail" },
    },
  ],
};

export const SINK_WIDE_CASES: readonly StackWideCase[] = [
  { rule: "LOG-11", name: "everything", resources: [sink(undefined)], outcome: "pass" },
  {
    rule: "LOG-11",
    name: "the audit logs",
    resources: [sink('log_id("cloudaudit.googleapis.com/activity")')],
    outcome: "pass",
  },
  { rule: "LOG-11", name: "other logs", resources: [sink("severity=ERROR")], outcome: "fail", reasons: NO_SINK },
  { rule: "LOG-11", name: "no sink", resources: [DATA], outcome: "fail", reasons: NO_SINK },
  { rule: "LOG-11", name: "a filter that is not known", resources: [sink(NOT_YET_KNOWN)], outcome: "unknown" },
  { rule: "LOG-11", name: "another cloud", resources: [], outcome: "not-applicable" },
  {
    rule: "LOG-11",
    name: "a standby",
    resources: [DATA],
    context: { environment: "disaster-recovery" },
    outcome: "not-applicable",
  },
];
