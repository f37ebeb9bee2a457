/** Threats and open doors, found by AWS itself: GuardDuty and IAM Access Analyzer. */
import { Analyzer } from "@pulumi/aws/accessanalyzer/analyzer.js";
import { Detector } from "@pulumi/aws/guardduty/detector.js";
import { DetectorFeature } from "@pulumi/aws/guardduty/detectorFeature.js";
import type * as pulumi from "@pulumi/pulumi";
import type { DetectionSpec } from "../../tiers/account/account-blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { AccountBaselineArgs } from "../contracts.ts";

const PUBLISHING_FREQUENCIES = {
  15: "FIFTEEN_MINUTES",
  60: "ONE_HOUR",
  360: "SIX_HOURS",
} as const satisfies Record<DetectionSpec["repeatMinutes"], string>;

/** Protection plans beside what every detector does, with the key of each child. Which exist: SDK docstring guardduty.DetectorFeature.name. */
const PLANS = {
  objects: "S3_DATA_EVENTS",
  clusters: "EKS_AUDIT_LOGS",
  malware: "EBS_MALWARE_PROTECTION",
  logins: "RDS_LOGIN_EVENTS",
  functions: "LAMBDA_NETWORK_LOGS",
} as const;

/** What GuardDuty installs by itself where something runs. */
const AGENTS = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"] as const;

/** @returns id of the region's detector */
export function createDetection(
  owner: TenantComponent,
  { stack, spec }: AccountBaselineArgs,
  region: string,
): pulumi.Output<string> {
  const detector = owner.taggedChild(Detector, `detector-${region}`, "internal", {
    region,
    enable: true,
    findingPublishingFrequency: PUBLISHING_FREQUENCIES[spec.detection.repeatMinutes],
  });
  const of = { region, detectorId: detector.id, status: "ENABLED" };
  for (const [key, name] of Object.entries(PLANS))
    owner.child(DetectorFeature, `detector-${key}-${region}`, { ...of, name });
  owner.child(DetectorFeature, `detector-runtime-${region}`, {
    ...of,
    name: "RUNTIME_MONITORING",
    additionalConfigurations: AGENTS.map((name) => ({ name, status: "ENABLED" })),
  });
  owner.taggedChild(Analyzer, `analyzer-${region}`, "none", {
    region,
    analyzerName: stack.name,
    type: spec.scope === "organization" ? "ORGANIZATION" : "ACCOUNT",
  });
  return detector.id;
}
