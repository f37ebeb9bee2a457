/** GuardDuty and IAM Access Analyzer: one detector and one analyzer of a kind per account and region. */
import { apiError } from "../api-error.ts";
import { regionalArn } from "../arn.ts";
import { failures, pattern } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import { here, textOf } from "../../record-values.ts";
import type { ResourceType } from "../../resource-type.ts";

const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";
const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

/** Two ways to watch what runs, of which a detector has one at most. */
const RUNTIMES = ["EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING"] as const;

const detector: ResourceType = {
  token: DETECTOR,
  enums: { findingPublishingFrequency: ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"] },
  refuseCreate(_inputs, context) {
    if (here(context, DETECTOR).length === 0) return undefined;
    return apiError(
      "creating GuardDuty Detector",
      "GuardDuty: CreateDetector",
      "400 BadRequestException",
      "The request is rejected because a detector already exists for the current account.",
    );
  },
  create(_inputs, context) {
    const id = context.hex(32);
    return {
      id,
      outputs: {
        arn: regionalArn(context, "guardduty", `detector/${id}`),
        accountId: context.account,
        findingPublishingFrequency: "SIX_HOURS",
      },
    };
  },
  afterDelete(record, context, writer) {
    // What a detector watched goes with it.
    for (const feature of here(context, FEATURE).filter((each) => textOf(each, "detectorId") === record.id))
      writer.remove({ type: FEATURE, id: feature.id });
  },
};

const feature: ResourceType = {
  token: FEATURE,
  autoName: "none",
  enums: {
    name: [
      "S3_DATA_EVENTS",
      "EKS_AUDIT_LOGS",
      "EBS_MALWARE_PROTECTION",
      "RDS_LOGIN_EVENTS",
      "LAMBDA_NETWORK_LOGS",
      "AI_PROTECTION",
      "AI_ANALYST",
      ...RUNTIMES,
    ],
    status: ["ENABLED", "DISABLED"],
    "additionalConfigurations.name": ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"],
    "additionalConfigurations.status": ["ENABLED", "DISABLED"],
  },
  sets: ["additionalConfigurations"],
  refuseCreate(inputs, context) {
    const [detectorId, name] = [textAt(inputs, "detectorId") ?? "", textAt(inputs, "name") ?? ""];
    const refuse = (message: string): string =>
      apiError(
        `updating GuardDuty Detector (${detectorId}) Feature (${name})`,
        "GuardDuty: UpdateDetector",
        "400 BadRequestException",
        message,
      );
    if (context.cloud.byId(DETECTOR, detectorId) === undefined)
      return refuse("The request is rejected because the input detectorId is not owned by the current account.");
    const other = RUNTIMES.find((runtime) => runtime !== name);
    if (!RUNTIMES.some((runtime) => runtime === name) || other === undefined) return undefined;
    const taken = context.cloud.byId(FEATURE, `${detectorId}/${other}`);
    return taken === undefined
      ? undefined
      : refuse("The request is rejected because both EKS_RUNTIME_MONITORING and RUNTIME_MONITORING were provided.");
  },
  create: (inputs) => ({ id: `${textAt(inputs, "detectorId")}/${textAt(inputs, "name")}`, outputs: {} }),
};

const analyzer: ResourceType = {
  token: ANALYZER,
  autoName: "none",
  enums: {
    type: [
      "ACCOUNT",
      "ACCOUNT_INTERNAL_ACCESS",
      "ACCOUNT_UNUSED_ACCESS",
      "ORGANIZATION",
      "ORGANIZATION_INTERNAL_ACCESS",
      "ORGANIZATION_UNUSED_ACCESS",
    ],
  },
  check: (inputs) =>
    failures(
      pattern(
        inputs,
        "analyzerName",
        /^[A-Za-z][\w.-]{0,254}$/,
        "must begin with a letter and contain only alphanumeric, underscore, period, or hyphen characters",
      ),
    ),
  refuseCreate(inputs, context) {
    const [name, type] = [textAt(inputs, "analyzerName") ?? "", textAt(inputs, "type") ?? "ACCOUNT"];
    const refuse = (code: `${number} ${string}`, message: string): string =>
      apiError(`creating IAM Access Analyzer Analyzer (${name})`, "AccessAnalyzer: CreateAnalyzer", code, message);
    const others = here(context, ANALYZER);
    if (others.some(({ id }) => id === name))
      return refuse("409 ConflictException", `An analyzer with the name ${name} already exists.`);
    // Service quotas of IAM Access Analyzer: one analyzer for external access per account and region.
    return others.some((other) => textOf(other, "type") === type)
      ? refuse("402 ServiceQuotaExceededException", `Maximum number of ${type} analyzers exceeded: 1`)
      : undefined;
  },
  create(inputs, context) {
    const name = textAt(inputs, "analyzerName") ?? "";
    return { id: name, name, outputs: { arn: regionalArn(context, "access-analyzer", `analyzer/${name}`) } };
  },
};

export const detectionTypes: readonly ResourceType[] = [detector, feature, analyzer];
