import { turned, worded } from "../harness/breaks.ts";
import {
  NOT_YET_KNOWN,
  type OtherResource,
  type Props,
  type RuleCases,
  type StackWideCase,
} from "../harness/rule-case.ts";

const DETECTOR = "aws:guardduty/detector:Detector";
const PRICING = "azure-native:security:Pricing";
const RECORDER = "aws:cfg/recorder:Recorder";
const STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const GLOBAL = "recordingGroup.includeGlobalResourceTypes";
const NOTHING_STARTS = ": got a recorder that nothing starts, expected a RecorderStatus; add one with isEnabled";

function status(props: Props): readonly OtherResource[] {
  return [{ type: STATUS, name: "status", props }];
}

export const DETECTION_CASES: RuleCases = {
  "MON-02": [
    {
      type: DETECTOR,
      compliant: { enable: true },
      absent: { enable: "pass" },
      breaks: [turned("enable", true)],
    },
    {
      type: PRICING,
      compliant: { pricingTier: "Standard" },
      absent: { pricingTier: "fail" },
      breaks: [worded("pricingTier", "Free", "Standard")],
    },
    {
      type: "gcp:container/cluster:Cluster",
      compliant: { securityPostureConfig: { mode: "BASIC", vulnerabilityMode: "VULNERABILITY_BASIC" } },
      absent: { "securityPostureConfig.mode": "fail", "securityPostureConfig.vulnerabilityMode": "fail" },
      breaks: [
        ["mode", "DISABLED"],
        ["mode", "MODE_UNSPECIFIED"],
        ["vulnerabilityMode", "VULNERABILITY_DISABLED"],
      ].map(([name = "", value = ""]) => ({
        why: `${name} is ${value}`,
        change: { [`securityPostureConfig.${name}`]: value },
        reasons: [
          `securityPostureConfig.${name}: got ${value}, expected another value; change securityPostureConfig.${name}`,
        ],
      })),
    },
  ],
  "MON-03": [
    {
      type: RECORDER,
      compliant: {
        name: "default",
        region: "eu-west-1",
        roleArn: "arn:aws:iam::1:role/r",
        recordingGroup: { allSupported: true },
      },
      others: status({ name: "default", region: "eu-west-1", isEnabled: true }),
      absent: { "recordingGroup.allSupported": "pass", roleArn: "fail" },
      unknown: { roleArn: "pass" },
      breaks: [
        turned("recordingGroup.allSupported", true),
        {
          why: "no role",
          change: { roleArn: "" },
          reasons: ["roleArn: got nothing, expected a role; set roleArn"],
        },
        { why: "nothing starts it", others: [], reasons: [NOTHING_STARTS] },
        {
          why: "the one of another region is started",
          others: status({ name: "default", region: "eu-central-1" }),
          reasons: [NOTHING_STARTS],
        },
      ],
    },
    {
      type: STATUS,
      compliant: { name: "default", isEnabled: true },
      absent: { isEnabled: "fail" },
      breaks: [turned("isEnabled", true)],
    },
  ],
};

const ACCOUNT = { kind: "account" } as const;
const other = (type: string, props: Props = {}, name = type): OtherResource => ({ type, name, props });
const AWS = other("aws:kms/key:Key");
const AZURE = other("azure-native:keyvault:Vault");
const plan = (pricingName: unknown): OtherResource => other(PRICING, { pricingName }, String(pricingName));
const PLANS = ["Arm", "Containers", "KeyVaults", "OpenSourceRelationalDatabases", "StorageAccounts"].map(plan);
const recorder = (includeGlobalResourceTypes: unknown): OtherResource =>
  other(RECORDER, { recordingGroup: { includeGlobalResourceTypes } });
const NO_GLOBAL = [`${GLOBAL}: got no recorder of global resources, expected one; set ${GLOBAL} to true in one region`];

export const DETECTION_WIDE_CASES: readonly StackWideCase[] = [
  {
    rule: "MON-02",
    name: "an AWS account with a detector",
    resources: [AWS, other(DETECTOR)],
    context: ACCOUNT,
    outcome: "pass",
  },
  {
    rule: "MON-02",
    name: "an AWS account without",
    resources: [AWS],
    context: ACCOUNT,
    outcome: "fail",
    reasons: [": got no detector, expected one in each region in use; add a Detector"],
  },
  {
    rule: "MON-02",
    name: "a subscription with all plans",
    resources: [AZURE, ...PLANS],
    context: ACCOUNT,
    outcome: "pass",
  },
  {
    rule: "MON-02",
    name: "a subscription without one of them",
    resources: [AZURE, ...PLANS.slice(1)],
    context: ACCOUNT,
    outcome: "fail",
    reasons: [": got no plan for Arm, expected one each; add a Pricing of tier Standard"],
  },
  {
    rule: "MON-02",
    name: "a subscription with Cosmos DB and no plan for it",
    resources: [other("azure-native:cosmosdb:DatabaseAccount"), ...PLANS],
    context: ACCOUNT,
    outcome: "fail",
    reasons: [": got no plan for CosmosDbs, expected one each; add a Pricing of tier Standard"],
  },
  {
    rule: "MON-02",
    name: "a plan that is not known",
    resources: [AZURE, plan(NOT_YET_KNOWN)],
    context: ACCOUNT,
    outcome: "unknown",
  },
  {
    rule: "MON-02",
    name: "Google Cloud",
    resources: [other("gcp:kms/keyRing:KeyRing")],
    context: ACCOUNT,
    outcome: "not-applicable",
  },
  { rule: "MON-02", name: "a tenant refers to the account", resources: [AWS], outcome: "not-applicable" },
  {
    rule: "MON-03",
    name: "global resources recorded once",
    resources: [recorder(true)],
    context: ACCOUNT,
    outcome: "pass",
  },
  {
    rule: "MON-03",
    name: "global resources nowhere",
    resources: [recorder(false)],
    context: ACCOUNT,
    outcome: "fail",
    reasons: NO_GLOBAL,
  },
  { rule: "MON-03", name: "not known", resources: [recorder(NOT_YET_KNOWN)], context: ACCOUNT, outcome: "unknown" },
  {
    rule: "MON-03",
    name: "no recorder",
    resources: [AWS],
    context: ACCOUNT,
    outcome: "fail",
    reasons: [": got no recorder, expected one in each region in use; add a Recorder"],
  },
  { rule: "MON-03", name: "another cloud", resources: [AZURE], context: ACCOUNT, outcome: "not-applicable" },
];
