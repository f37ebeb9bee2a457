/** Who did what in an account, a subscription or a project. */
import { all, check, isTrue, when } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { UNKNOWN, type Reading } from "../../reading.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { View } from "../../view.ts";

const TRAIL = "aws:cloudtrail/trail:Trail";
const SUBSCRIPTION = "azure-native:monitor:SubscriptionDiagnosticSetting";
const AUDIT_CONFIG = "gcp:projects/iAMAuditConfig:IAMAuditConfig";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";

const ACTIVITY_CATEGORIES = ["Administrative", "Alert", "Policy", "Security"] as const;
const LOG_TYPES = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"] as const;
/** Services of Google Cloud that hold what somebody could read, when not all services are logged. */
const DATA_SERVICES = [
  "cloudkms.googleapis.com",
  "cloudsql.googleapis.com",
  "iam.googleapis.com",
  "secretmanager.googleapis.com",
  "storage.googleapis.com",
] as const;

/** Somebody has to be told of what a trail records: through a log group with filters, or through rules on its events. */
const toldAtOnce: Check = check(["cloudWatchLogsGroupArn"], ({ view }, _context, graph) => {
  const path = "cloudWatchLogsGroupArn";
  const group = view.read(path);
  if (group.state === "unknown" || (group.state === "known" && group.value !== "")) return PASS;
  const patterns = graph.ofType(EVENT_RULE).map((rule) => rule.view.read("eventPattern"));
  if (patterns.some((one) => one.state === "known" && /via CloudTrail/.test(String(one.value)))) return PASS;
  if (patterns.some(({ state }) => state === "unknown")) return unknown("eventPattern");
  return fail(path, `got nothing, expected a log group or an event rule on the trail's events; set ${path}`);
});

/** Reads and writes of objects; on an account's trail they would be recorded twice: each tenant logs its own buckets (LOG-07). */
const dataEvents: Check = when(
  (_subject: unknown, { regulated, kind }: Context) => regulated && kind !== "account",
  "for regulated tenants only",
  check(["eventSelectors.dataResources.type", "advancedEventSelectors.fieldSelectors"], ({ view }) => {
    const basic = view.items("eventSelectors");
    const advanced = view.items("advancedEventSelectors");
    if (basic === undefined) return unknown("eventSelectors.dataResources.type");
    if (advanced === undefined) return unknown("advancedEventSelectors.fieldSelectors");
    const named = [
      ...basic.flatMap((one) => readingsOf(one.items("dataResources"), (resource) => [resource.read("type")])),
      ...advanced.flatMap((one) => readingsOf(one.items("fieldSelectors"), typesSelected)),
    ];
    if (named.some((one) => one.state === "known" && one.value === "AWS::S3::Object")) return PASS;
    if (named.some(({ state }) => state === "unknown")) return unknown("advancedEventSelectors.fieldSelectors");
    return fail(
      "advancedEventSelectors.fieldSelectors",
      "got no data events, expected those of AWS::S3::Object; add a selector for them",
    );
  }),
);

/** The readings of each item; a list that is not known is one reading that is not known. */
function readingsOf(items: readonly View[] | undefined, read: (item: View) => readonly Reading[]): readonly Reading[] {
  return items === undefined ? [UNKNOWN] : items.flatMap(read);
}

function typesSelected(selector: View): readonly Reading[] {
  const field = selector.read("field");
  if (field.state === "unknown") return [field];
  if (field.state !== "known" || field.value !== "resources.type") return [];
  return readingsOf(selector.items("equals"), (one) => [one.read("")]);
}

const activityLog: Check = check(["logs.category"], ({ view }) => {
  const logs = view.items("logs");
  if (logs === undefined) return unknown("logs.category");
  const on = logs.filter((log) => {
    const enabled = log.read("enabled");
    return enabled.state === "known" && enabled.value === true;
  });
  const names = on.map((log) => log.read("category"));
  const missing = ACTIVITY_CATEGORIES.filter(
    (name) => !names.some((one) => one.state === "known" && one.value === name),
  );
  if (missing.length === 0) return PASS;
  if (names.some(({ state }) => state === "unknown")) return unknown("logs.category");
  return fail(
    "logs.category",
    `got no ${missing.join(", ")}, expected all of ${ACTIVITY_CATEGORIES.join(", ")}; enable them`,
  );
});

const hasDestination: Check = check(["workspaceId", "storageAccountId"], ({ view }) => {
  const set = ["workspaceId", "storageAccountId"].some((path) => view.read(path).state !== "absent");
  return set ? PASS : fail("workspaceId", "got nothing, expected a workspace or a store; set workspaceId");
});

const everyAccess: Check = check(["auditLogConfigs.logType", "auditLogConfigs.exemptedMembers"], ({ view }) => {
  const configs = view.items("auditLogConfigs");
  if (configs === undefined) return unknown("auditLogConfigs.logType");
  const types = configs.map((one) => one.read("logType"));
  const missing = LOG_TYPES.filter((type) => !types.some((one) => one.state === "known" && one.value === type));
  const logged =
    missing.length === 0
      ? PASS
      : types.some(({ state }) => state === "unknown")
        ? unknown("auditLogConfigs.logType")
        : fail("auditLogConfigs.logType", `got no ${missing.join(", ")}, expected all log types; add them`);
  const exempted = configs.map((one) => one.items("exemptedMembers"));
  const free = exempted.some((members) => members !== undefined && members.length > 0)
    ? fail("auditLogConfigs.exemptedMembers", "got a member, expected none; remove the exemption")
    : exempted.includes(undefined)
      ? unknown("auditLogConfigs.exemptedMembers")
      : PASS;
  return allOf([logged, free]);
});

/** What a stack that stands for a whole account must have, by cloud. */
function accountTrail({ kind }: Context, graph: Graph): Finding {
  const clouds = ["aws", "azure-native", "gcp"].filter((cloud) =>
    graph.subjects.some(({ type }) => type.startsWith(`${cloud}:`)),
  );
  const findings = clouds.map((cloud): Finding => {
    switch (cloud) {
      case "aws":
        return exists(TRAIL, "a trail", kind, graph);
      case "azure-native":
        return exists(SUBSCRIPTION, "a diagnostic setting of the subscription", kind, graph);
      default:
        return dataServicesLogged(kind, graph);
    }
  });
  return findings.length === 0 ? notApplicable("no cloud in this stack") : allOf(findings);
}

function exists(type: string, what: string, kind: Context["kind"], graph: Graph): Finding {
  if (graph.ofType(type).length > 0) return PASS;
  if (kind !== "account") return notApplicable("account baseline");
  return fail("", `got none, expected ${what}; add a ${type}`);
}

function dataServicesLogged(kind: Context["kind"], graph: Graph): Finding {
  const services = graph.ofType(AUDIT_CONFIG).map(({ view }) => view.read("service"));
  if (services.length === 0 && kind !== "account") return notApplicable("account baseline");
  const names = services.flatMap((one) => (one.state === "known" ? [String(one.value)] : []));
  const missing = DATA_SERVICES.filter((service) => !names.includes(service));
  if (names.includes("allServices") || missing.length === 0) return PASS;
  if (services.some(({ state }) => state === "unknown")) return unknown("service");
  return fail("", `got no audit configuration of ${missing.join(", ")}, expected allServices or each of them; add it`);
}

export const TRAIL_RULES = [
  defineRule({
    id: "LOG-01",
    name: "audit-trail-enabled",
    title: "The audit trail of the account, subscription or project records every region, management and data events",
    severity: "critical",
    scope: "stack",
    appliesTo: "all",
    accountWide: true,
    checks: {
      [TRAIL]: all(
        isTrue("isMultiRegionTrail", { absent: false }),
        isTrue("enableLogging", { absent: true }),
        isTrue("includeGlobalServiceEvents", { absent: true }),
        toldAtOnce,
        dataEvents,
      ),
      [SUBSCRIPTION]: all(activityLog, hasDestination),
      [AUDIT_CONFIG]: everyAccess,
    },
    stackWide: { types: [TRAIL, SUBSCRIPTION, AUDIT_CONFIG], judge: accountTrail },
  }),
  defineRule({
    id: "LOG-02",
    name: "audit-trail-integrity",
    title: "The audit trail proves that its files were not changed",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: { [TRAIL]: isTrue("enableLogFileValidation", { absent: false }) },
    remedies: { [TRAIL]: () => ({ enableLogFileValidation: true }) },
  }),
] as const;
