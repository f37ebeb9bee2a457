import { below } from "../harness/breaks.ts";
import { NOT_YET_KNOWN, type RuleCases } from "../harness/rule-case.ts";
import {
  ALONE,
  INTO_BUCKET,
  INTO_STORE,
  LOG_BUCKET,
  LOG_BUCKET_ID,
  PERIOD,
  YEAR_SECONDS,
  sink,
  store,
  writer,
} from "./audit-sinks.ts";

export const RETENTION_CASES: RuleCases = {
  "LOG-03": [
    {
      type: "aws:cloudwatch/logGroup:LogGroup",
      compliant: { retentionInDays: 14 },
      absent: { retentionInDays: "pass" },
      breaks: [
        {
          why: "a day less",
          change: { retentionInDays: 13 },
          reasons: ["retentionInDays: got 13, expected 0 (for ever) or at least 14 days; change retentionInDays"],
        },
        {
          why: "less than a framework asks",
          change: { retentionInDays: 89 },
          context: { frameworks: ["pci-dss"] },
          reasons: ["retentionInDays: got 89, expected 0 (for ever) or at least 90 days; change retentionInDays"],
        },
      ],
      variants: [{ why: "for ever", change: { retentionInDays: 0 }, outcome: "pass" }],
    },
    {
      type: "azure-native:operationalinsights:Workspace",
      compliant: { retentionInDays: 365 },
      absent: { retentionInDays: "fail" },
      breaks: [
        below("retentionInDays", 365, " days"),
        {
          why: "a setting that archives nothing",
          change: { retentionInDays: 364 },
          others: [writer(true, false)],
          reasons: ["retentionInDays: got 364, expected at least 365 days; change retentionInDays"],
        },
        {
          why: "archived, but searchable for too short",
          change: { retentionInDays: 13 },
          others: [writer(true, true)],
          reasons: ["retentionInDays: got 13, expected at least 14 days; change retentionInDays"],
        },
      ],
      variants: [
        { why: "archived as well", change: { retentionInDays: 14 }, others: [writer(true, true)], outcome: "pass" },
        {
          why: "as long as a framework asks",
          change: { retentionInDays: 2190 },
          context: { frameworks: ["hipaa"] },
          outcome: "pass",
        },
      ],
    },
    {
      type: LOG_BUCKET,
      compliant: { ...LOG_BUCKET_ID, retentionDays: 365 },
      others: [INTO_BUCKET],
      context: ALONE,
      absent: { retentionDays: "fail" },
      breaks: [
        below("retentionDays", 365, " days"),
        {
          why: "a store that keeps too short",
          change: { retentionDays: 364 },
          others: [INTO_BUCKET, INTO_STORE, store(YEAR_SECONDS - 1)],
          reasons: [
            `${PERIOD}: got ${YEAR_SECONDS - 1} seconds, expected at least ${YEAR_SECONDS} seconds (365 days); change ${PERIOD}`,
            "retentionDays: got 364, expected at least 365 days; change retentionDays",
          ],
        },
        {
          why: "searchable for too short",
          change: { retentionDays: 13 },
          others: [],
          reasons: ["retentionDays: got 13, expected at least 14 days; change retentionDays"],
        },
      ],
      variants: [
        {
          why: "a store keeps it",
          change: { retentionDays: 14 },
          others: [INTO_BUCKET, INTO_STORE, store(YEAR_SECONDS)],
          outcome: "pass",
        },
        { why: "no audit logs", change: { retentionDays: 14 }, others: [], outcome: "pass" },
        {
          why: "other logs",
          change: { retentionDays: 14 },
          others: [sink("sink", "logging.googleapis.com/projects/p/locations/europe-west1/buckets/audit", "flows")],
          outcome: "pass",
        },
        {
          why: "a filter that is not known",
          change: { retentionDays: 14 },
          others: [
            sink("sink", "logging.googleapis.com/projects/p/locations/europe-west1/buckets/audit", NOT_YET_KNOWN),
          ],
          outcome: "unknown",
        },
        {
          why: "the account's baseline keeps the evidence",
          change: { retentionDays: 14 },
          context: { kind: "tenant" },
          outcome: "pass",
        },
      ],
    },
  ],
};
