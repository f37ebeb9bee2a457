/** Flow logs of every network. */
import { all, atLeast, check, equals, isNoneOf, isSet, isTrue, NO_DEFAULT } from "../../checks.ts";
import { hasCompanion } from "../../companion.ts";
import { notApplicable, PASS, unknown } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import { wherePrivatePurpose } from "./gcp-subnetworks.ts";

/** Less than half of the flows is no record to investigate with. */
const LOWEST_SAMPLING = 0.5;

const AWS_FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const AZURE_FLOW_LOG = "azure-native:network:FlowLog";

const recordsAll = equals("trafficType", "ALL", { absent: NO_DEFAULT });
// Nobody can read from the property what Azure does without it: it has to be said.
const isOn = isTrue("enabled", { absent: undefined });

/** Kept as long as the storage keeps it, unless the log ends it earlier; 0 days are for ever. */
const keptLongEnough: Check = check(["retentionPolicy.enabled", "retentionPolicy.days"], (subject, context, graph) => {
  const [enabled, days] = ["enabled", "days"].map((name) => subject.view.read(`retentionPolicy.${name}`));
  if (enabled?.state === "unknown") return unknown("retentionPolicy.enabled");
  if (enabled?.state !== "known" || enabled.value !== true) return PASS;
  if (days?.state === "absent" || (days?.state === "known" && days.value === 0)) return PASS;
  return atLeast("retentionPolicy.days", "operationalLogRetentionDays", { absent: 0 }).judge(subject, context, graph);
});

/** A transit gateway records everything and takes no traffic type. */
const ofTransit: Check = check(["trafficType"], (subject, context, graph) =>
  ["transitGatewayId", "transitGatewayAttachmentId"].some((path) => subject.view.read(path).state !== "absent")
    ? notApplicable("a transit gateway's log always records all traffic")
    : recordsAll.judge(subject, context, graph),
);

export const FLOW_LOG_RULES = [
  defineRule({
    id: "NET-07",
    name: "net-flow-logs-enabled",
    title: "Every VPC/VNet/subnetwork has flow logs",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:ec2/vpc:Vpc": hasCompanion({ types: [AWS_FLOW_LOG], property: "vpcId", what: "flow log" }),
      [AWS_FLOW_LOG]: all(ofTransit, isSet("logDestination", "a log group, bucket or stream")),
      "azure-native:network:VirtualNetwork": hasCompanion({
        types: [AZURE_FLOW_LOG],
        property: "targetResourceId",
        what: "flow log",
      }),
      [AZURE_FLOW_LOG]: all(isOn, isSet("storageId", "a storage account"), keptLongEnough),
      "gcp:compute/subnetwork:Subnetwork": wherePrivatePurpose(
        all(
          isSet("logConfig", "flow logs"),
          atLeast("logConfig.flowSampling", LOWEST_SAMPLING, { absent: LOWEST_SAMPLING }),
          isNoneOf("logConfig.metadata", ["EXCLUDE_ALL_METADATA"], { absent: "INCLUDE_ALL_METADATA" }),
        ),
      ),
    },
    // No remedy: flow logs cost by volume.
  }),
] as const;
