import { turned } from "../harness/breaks.ts";
import {
  NOT_YET_KNOWN,
  type OtherResource,
  type Props,
  type RuleCases,
  type StackWideCase,
} from "../harness/rule-case.ts";

const TRAIL = "aws:cloudtrail/trail:Trail";
const SUBSCRIPTION = "azure-native:monitor:SubscriptionDiagnosticSetting";
const AUDIT_CONFIG = "gcp:projects/iAMAuditConfig:IAMAuditConfig";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";

const dataEvents = [{ fieldSelectors: [{ field: "resources.type", equals: ["AWS::S3::Object"] }] }];
const NO_DATA_EVENTS =
  "advancedEventSelectors.fieldSelectors: got no data events, expected those of AWS::S3::Object; add a selector for them";
const categories = ["Administrative", "Alert", "Policy", "Security"];
const logTypes = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];

function rule(eventPattern: unknown): readonly OtherResource[] {
  return [{ type: EVENT_RULE, name: "rule", props: { eventPattern } }];
}

export const TRAIL_CASES: RuleCases = {
  "LOG-01": [
    {
      type: TRAIL,
      compliant: {
        isMultiRegionTrail: true,
        enableLogging: true,
        includeGlobalServiceEvents: true,
        cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*",
        advancedEventSelectors: dataEvents,
      },
      absent: {
        isMultiRegionTrail: "fail",
        enableLogging: "pass",
        includeGlobalServiceEvents: "pass",
        cloudWatchLogsGroupArn: "fail",
        "eventSelectors.dataResources.type": "pass",
        "advancedEventSelectors.fieldSelectors": "fail",
      },
      unknown: { cloudWatchLogsGroupArn: "pass", "eventSelectors.dataResources.type": "pass" },
      breaks: [
        turned("isMultiRegionTrail", true),
        turned("enableLogging", true),
        turned("includeGlobalServiceEvents", true),
        {
          why: "nobody is told",
          change: { cloudWatchLogsGroupArn: "" },
          reasons: [
            "cloudWatchLogsGroupArn: got nothing, expected a log group or an event rule on the trail's events; set cloudWatchLogsGroupArn",
          ],
        },
        {
          why: "an event rule about something else",
          change: { cloudWatchLogsGroupArn: undefined },
          others: rule('{"source":["aws.rds"]}'),
          reasons: [
            "cloudWatchLogsGroupArn: got nothing, expected a log group or an event rule on the trail's events; set cloudWatchLogsGroupArn",
          ],
        },
        {
          why: "management events only",
          change: {
            advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] }],
          },
          reasons: [NO_DATA_EVENTS],
        },
        {
          why: "data events of something else",
          change: {
            advancedEventSelectors: [
              { fieldSelectors: [{ field: "resources.type", equals: ["AWS::Lambda::Function"] }] },
            ],
          },
          reasons: [NO_DATA_EVENTS],
        },
      ],
      variants: [
        {
          why: "told through an event rule",
          change: { cloudWatchLogsGroupArn: undefined },
          others: rule('{"detail-type":["AWS API Call via CloudTrail"]}'),
          outcome: "pass",
        },
        {
          why: "an event rule that is not known",
          change: { cloudWatchLogsGroupArn: undefined },
          others: rule(NOT_YET_KNOWN),
          outcome: "unknown",
        },
        {
          why: "the older selectors",
          change: {
            advancedEventSelectors: undefined,
            eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object" }] }],
          },
          outcome: "pass",
        },
        {
          why: "not regulated",
          change: { advancedEventSelectors: undefined },
          context: { regulated: false },
          outcome: "pass",
        },
        {
          why: "an account's trail",
          change: { advancedEventSelectors: undefined },
          context: { kind: "account" },
          outcome: "pass",
        },
      ],
    },
    {
      type: SUBSCRIPTION,
      compliant: { logs: categories.map((category) => ({ category, enabled: true })), workspaceId: "/workspaces/acme" },
      absent: { "logs.category": "fail", workspaceId: "fail", storageAccountId: "pass" },
      unknown: { workspaceId: "pass", storageAccountId: "pass" },
      breaks: [
        {
          why: "one category switched off",
          change: { "logs.3.enabled": false },
          reasons: [
            "logs.category: got no Security, expected all of Administrative, Alert, Policy, Security; enable them",
          ],
        },
        {
          why: "one category is another",
          change: { "logs.0.category": "Autoscale" },
          reasons: [
            "logs.category: got no Administrative, expected all of Administrative, Alert, Policy, Security; enable them",
          ],
        },
        {
          why: "sent nowhere",
          change: { workspaceId: undefined },
          reasons: ["workspaceId: got nothing, expected a workspace or a store; set workspaceId"],
        },
      ],
      variants: [
        {
          why: "sent to a store",
          change: { workspaceId: undefined, storageAccountId: "/accounts/acme" },
          outcome: "pass",
        },
      ],
    },
    {
      type: AUDIT_CONFIG,
      compliant: { service: "allServices", auditLogConfigs: logTypes.map((logType) => ({ logType })) },
      absent: { "auditLogConfigs.logType": "fail", "auditLogConfigs.exemptedMembers": "pass" },
      breaks: [
        {
          why: "reads are not logged",
          change: { auditLogConfigs: [{ logType: "ADMIN_READ" }, { logType: "DATA_WRITE" }] },
          reasons: ["auditLogConfigs.logType: got no DATA_READ, expected all log types; add them"],
        },
        {
          why: "somebody is exempted",
          change: { "auditLogConfigs.0.exemptedMembers": ["user:ada@acme.example"] },
          reasons: ["auditLogConfigs.exemptedMembers: got a member, expected none; remove the exemption"],
        },
      ],
    },
  ],
  "LOG-02": [
    {
      type: TRAIL,
      compliant: { enableLogFileValidation: true },
      absent: { enableLogFileValidation: "fail" },
      breaks: [turned("enableLogFileValidation", true)],
    },
  ],
};

const ACCOUNT = { kind: "account" } as const;
const other = (type: string, props: Props = {}, name = type): OtherResource => ({ type, name, props });
const AWS = other("aws:kms/key:Key");
const AZURE = other("azure-native:keyvault:Vault");
const GCP = other("gcp:kms/keyRing:KeyRing");
const service = (name: unknown): OtherResource => other(AUDIT_CONFIG, { service: name }, String(name));
const EACH = ["cloudkms", "cloudsql", "iam", "secretmanager", "storage"].map((name) =>
  service(`${name}.googleapis.com`),
);

export const TRAIL_WIDE_CASES: readonly StackWideCase[] = [
  { name: "an AWS account with a trail", resources: [AWS, other(TRAIL)], outcome: "pass" as const },
  {
    name: "an AWS account without",
    resources: [AWS],
    outcome: "fail" as const,
    reasons: [`: got none, expected a trail; add a ${TRAIL}`],
  },
  { name: "a subscription with its activity log", resources: [AZURE, other(SUBSCRIPTION)], outcome: "pass" as const },
  {
    name: "a subscription without",
    resources: [AZURE],
    outcome: "fail" as const,
    reasons: [`: got none, expected a diagnostic setting of the subscription; add a ${SUBSCRIPTION}`],
  },
  { name: "a project that logs all services", resources: [GCP, service("allServices")], outcome: "pass" as const },
  { name: "a project that logs each service", resources: [GCP, ...EACH], outcome: "pass" as const },
  {
    name: "a project that leaves one out",
    resources: [GCP, ...EACH.slice(1)],
    outcome: "fail" as const,
    reasons: [": got no audit configuration of cloudkms.googleapis.com, expected allServices or each of them; add it"],
  },
  { name: "a service that is not known", resources: [GCP, service(NOT_YET_KNOWN)], outcome: "unknown" as const },
  { name: "no cloud", resources: [], outcome: "not-applicable" as const },
]
  .map((one): StackWideCase => ({ rule: "LOG-01", context: ACCOUNT, ...one }))
  .concat([
    { rule: "LOG-01", name: "a tenant refers to the account", resources: [AWS], outcome: "not-applicable" },
    { rule: "LOG-01", name: "a tenant with a trail of its own", resources: [AWS, other(TRAIL)], outcome: "pass" },
  ]);
