import {
  NOT_YET_KNOWN,
  type OtherResource,
  type Props,
  type RuleCase,
  type RuleCases,
  type StackWideCase,
} from "../harness/rule-case.ts";
import { ACTIVITY_ALERT, METRIC_ALARM } from "./alarm-types.ts";

const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";

function metricAlarm(props: Props, refersTo: OtherResource["refersTo"] = {}): readonly OtherResource[] {
  return [{ type: METRIC_ALARM, name: "alarm", props, refersTo }];
}

const rule = (eventPattern: unknown): OtherResource => ({
  type: EVENT_RULE,
  name: String(eventPattern),
  props: { eventPattern: typeof eventPattern === "string" ? eventPattern : JSON.stringify(eventPattern) },
});

const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

const NO_ALARM =
  "metricTransformation.name: got a metric without an alarm, expected one; add a MetricAlarm on the metric";

function set(type: string, path: string, compliant: Props, hint: string): RuleCase {
  return {
    type,
    compliant,
    absent: { [path]: "fail" },
    unknown: { [path]: "pass" },
    breaks: [
      { why: "nothing", change: { [path]: "" }, reasons: [`${path}: got nothing, expected ${hint}; set ${path}`] },
    ],
  };
}

const TRAIL: OtherResource = { type: "aws:cloudtrail/trail:Trail", name: "trail", props: {} };

const activity = (name: string): OtherResource => ({
  type: ACTIVITY_ALERT,
  name,
  props: { condition: { allOf: [{ field: "operationName", equals: name }] } },
});

const policy = (filter: string): OtherResource => ({
  type: "gcp:monitoring/alertPolicy:AlertPolicy",
  name: filter,
  props: { conditions: [{ conditionMatchedLog: { filter } }] },
});

const AWS_ACCOUNT = [
  { userIdentity: { type: ["Root"] } },
  ["StopLogging"],
  ["GuardDuty Finding"],
  ["AuthorizeSecurityGroupIngress"],
  ["CreateNetworkAclEntry"],
  ["CreateRoute"],
].map(rule);

const AZURE = [
  "Microsoft.Authorization/policyAssignments/write",
  "Microsoft.Network/networkSecurityGroups/delete",
  "Microsoft.Insights/diagnosticSettings/write",
].map(activity);

const GCP = [
  "policyDelta.auditConfigDeltas:*",
  'methodName="storage.setIamPermissions"',
  'methodName="DestroyCryptoKeyVersion"',
  'methodName=~"compute.firewalls"',
].map(policy);

const ACCOUNT = { kind: "account" } as const;

function without(list: readonly OtherResource[], left: number): readonly OtherResource[] {
  return list.filter((_one, index) => index !== left);
}

function each(
  names: readonly string[],
  list: readonly OtherResource[],
  more: Partial<StackWideCase> = {},
): readonly StackWideCase[] {
  const others = more.resources ?? [];
  const whole = {
    ...more,
    rule: "MON-04",
    name: `all of ${names.join(", ")}`,
    resources: [...others, ...list],
    outcome: "pass",
  } as const;
  const single = names.map((name, index) => ({
    ...more,
    rule: "MON-04",
    name: `nothing about ${name}`,
    resources: [...others, ...without(list, index)],
    outcome: "fail" as const,
    reasons: [`: got no alert on ${name}, expected one each; add it`],
  }));
  return [whole, ...single];
}

export const EVENT_CASES: RuleCases = {
  "MON-04": [
    {
      type: FILTER,
      compliant: { metricTransformation: { name: "root-use" } },
      others: metricAlarm({ metricName: "root-use" }),
      absent: { "metricTransformation.name": "fail" },
      breaks: [
        { why: "no alarm", others: [], reasons: [NO_ALARM] },
        { why: "an alarm on another metric", others: metricAlarm({ metricName: "logins" }), reasons: [NO_ALARM] },
      ],
      variants: [
        {
          why: "in a query",
          others: metricAlarm({ metricQueries: [{ metric: { metricName: "root-use" } }] }),
          outcome: "pass",
        },
        {
          why: "an alarm that depends on it",
          others: metricAlarm({ metricName: NOT_YET_KNOWN }, { metricName: ["subject"] }),
          outcome: "pass",
        },
        { why: "an alarm that is not known", others: metricAlarm({ metricName: NOT_YET_KNOWN }), outcome: "unknown" },
      ],
    },
    set(ACTIVITY_ALERT, "condition.allOf", { condition: { allOf: [{ field: "category" }] } }, "conditions"),
    set("gcp:logging/metric:Metric", "filter", { filter: "severity=ERROR" }, "a filter"),
  ],
};

export const SECURITY_EVENT_WIDE_CASES: readonly StackWideCase[] = [
  ...each(
    [
      "use of root",
      "changes of the trail",
      "unauthorised calls",
      "changes of security groups",
      "changes of network access lists",
      "changes of routes",
    ],
    AWS_ACCOUNT,
    { context: ACCOUNT },
  ),
  ...each(["changes of the trail", "changes of keys"], [["DeleteTrail"], ["ScheduleKeyDeletion"]].map(rule), {
    resources: [TRAIL],
  }),
  ...each(["changes of policies", "changes of network security groups", "changes of diagnostic settings"], AZURE),
  ...each(
    ["changes of the audit configuration", "changes of a bucket's access", "changes of keys", "changes of firewalls"],
    GCP,
  ),
  { rule: "MON-04", name: "a pattern that is not known", resources: [TRAIL, rule(NOT_YET_KNOWN)], outcome: "unknown" },
  {
    rule: "MON-04",
    name: "conditions of which one names a key that is not known",
    resources: [
      ...GCP.slice(0, 2),
      ...GCP.slice(3),
      {
        ...policy("compute.firewalls"),
        name: "partly",
        props: { conditions: [{ filter: NOT_YET_KNOWN }, { filter: "x" }] },
      },
    ],
    outcome: "unknown",
  },
  { rule: "MON-04", name: "no alerts on events", resources: [], outcome: "not-applicable" },
  {
    rule: "MON-04",
    name: "an account whose tenants watch",
    resources: AZURE.slice(1),
    context: ACCOUNT,
    outcome: "not-applicable",
  },
  {
    rule: "MON-04",
    name: "a tier without security events",
    resources: AZURE.slice(1),
    context: { tier: "premium" },
    outcome: "not-applicable",
  },
  {
    rule: "MON-04",
    name: "for production only",
    resources: AZURE.slice(1),
    context: { production: false },
    outcome: "not-applicable",
  },
  {
    rule: "MON-04",
    name: "a standby",
    resources: AZURE.slice(1),
    context: { environment: "disaster-recovery" },
    outcome: "not-applicable",
  },
];
