/** Alerts on what an intruder does first: changes of the audit trail, of keys, of the network's borders. */
import { check, isSet } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { holdsUnknown, UNKNOWN, type Reading } from "../../reading.ts";
import { defineRule, type Check } from "../../rule.ts";
import { promisesSecurityAlerts } from "../../tier-promises.ts";
import type { Subject } from "../../subject.ts";

const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const ACTIVITY_ALERT = "azure-native:monitor:ActivityLogAlert";
const LOG_METRIC = "gcp:logging/metric:Metric";
const ALERT_POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";

/** What must be told, and how a filter or pattern that tells it reads. */
interface Event {
  readonly name: string;
  readonly sign: RegExp;
}

/** A tenant's own stack watches its trail and its keys; root and network belong to the account. */
const AWS_TENANT: readonly Event[] = [
  { name: "changes of the trail", sign: /StopLogging|DeleteTrail/ },
  { name: "changes of keys", sign: /ScheduleKeyDeletion|DisableKey/ },
];
const AWS_ACCOUNT: readonly Event[] = [
  { name: "use of root", sign: /"?Root"?/ },
  { name: "changes of the trail", sign: /StopLogging|DeleteTrail/ },
  // Calls that were refused, or what the threat detector makes of them.
  { name: "unauthorised calls", sign: /AccessDenied|UnauthorizedOperation|GuardDuty Finding/ },
  { name: "changes of security groups", sign: /AuthorizeSecurityGroup(Ingress|Egress)/ },
  { name: "changes of network access lists", sign: /NetworkAclEntry/ },
  { name: "changes of routes", sign: /(Create|Replace|Delete)Route/ },
];
const AZURE: readonly Event[] = [
  { name: "changes of policies", sign: /policyAssignments\/(write|delete)/i },
  { name: "changes of network security groups", sign: /networkSecurityGroups\/(write|delete)/i },
  { name: "changes of diagnostic settings", sign: /diagnosticSettings\/(write|delete)/i },
];
const GCP: readonly Event[] = [
  { name: "changes of the audit configuration", sign: /auditConfigDeltas/ },
  { name: "changes of a bucket's access", sign: /storage\.setIamPermissions|SetIamPolicy/ },
  { name: "changes of keys", sign: /CryptoKeyVersion/ },
  { name: "changes of firewalls", sign: /compute\.firewalls|gce_firewall_rule/ },
];

/** A metric filter counts; without an alarm on its metric nobody hears. */
const alarmed: Check = check(["metricTransformation.name"], (subject, _context, graph) => {
  const path = "metricTransformation.name";
  const metric = subject.view.read(path);
  const alarms = graph.ofType(METRIC_ALARM);
  if (alarms.some((alarm) => dependsOn(alarm, subject))) return PASS;
  if (metric.state === "unknown") return unknown(path);
  const names = alarms.flatMap(metricsOf);
  if (metric.state === "known" && names.some((one) => one.state === "known" && one.value === metric.value)) return PASS;
  if (names.some(({ state }) => state === "unknown")) return unknown("metricName");
  return fail(path, "got a metric without an alarm, expected one; add a MetricAlarm on the metric");
});

function dependsOn(alarm: Subject, filter: Subject): boolean {
  return ["metricName", "metricQueries"].some(
    (path) => alarm.propertyDependencies[path]?.includes(filter.urn) === true,
  );
}

function metricsOf({ view }: Subject): readonly Reading[] {
  const queries = view.items("metricQueries") ?? [];
  return [view.read("metricName"), ...queries.map((query) => query.read("metric.metricName"))];
}

/** All texts that say what is told, and whether one is not known yet. */
function told(graph: Graph, places: Readonly<Record<string, readonly string[]>>): readonly Reading[] {
  return Object.entries(places).flatMap(([type, paths]) =>
    graph.ofType(type).flatMap(({ view }) => paths.flatMap((path) => textsOf(view.read(path)))),
  );
}

/** A list of conditions says what is known of it; what is not known yet may be what is looked for. */
function textsOf(reading: Reading): readonly Reading[] {
  if (reading.state !== "known" || typeof reading.value === "string") return [reading];
  const text: Reading = { state: "known", value: JSON.stringify(reading.value) };
  return holdsUnknown(reading.value) ? [text, UNKNOWN] : [text];
}

function covered(events: readonly Event[], texts: readonly Reading[]): Finding {
  const missing = events.filter(
    ({ sign }) => !texts.some((text) => text.state === "known" && sign.test(String(text.value))),
  );
  if (missing.length === 0) return PASS;
  if (texts.some(({ state }) => state === "unknown")) return unknown("pattern");
  return fail("", `got no alert on ${missing.map(({ name }) => name).join(", ")}, expected one each; add it`);
}

function securityEvents(context: Context, graph: Graph): Finding {
  const { kind, environment, production } = context;
  const aws = told(graph, { [FILTER]: ["pattern"], [EVENT_RULE]: ["eventPattern"] });
  if (kind === "account") return aws.length > 0 ? covered(AWS_ACCOUNT, aws) : notApplicable("watched by its tenants");
  if (environment === "disaster-recovery") return notApplicable("watched by the home stack");
  if (!production) return notApplicable("for production only");
  if (!promisesSecurityAlerts(context)) return notApplicable("the tier's metric set has no security events");
  // Without a trail of its own nothing of the account reaches the stack.
  if (graph.ofType("aws:cloudtrail/trail:Trail").length > 0) return covered(AWS_TENANT, aws);
  const azure = told(graph, { [ACTIVITY_ALERT]: ["condition"] });
  if (azure.length > 0) return covered(AZURE, azure);
  const gcp = told(graph, { [LOG_METRIC]: ["filter"], [ALERT_POLICY]: ["conditions"] });
  if (gcp.length > 0) return covered(GCP, gcp);
  return notApplicable("no alerts on events in this stack");
}

export const SECURITY_EVENT_RULES = [
  defineRule({
    id: "MON-04",
    name: "security-event-alerts",
    title: "Security-relevant events of the control plane raise an alert",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {
      [FILTER]: alarmed,
      [ACTIVITY_ALERT]: isSet("condition.allOf", "conditions"),
      [LOG_METRIC]: isSet("filter", "a filter"),
    },
    stackWide: { types: [FILTER, EVENT_RULE, ACTIVITY_ALERT, LOG_METRIC, ALERT_POLICY], judge: securityEvents },
  }),
] as const;
