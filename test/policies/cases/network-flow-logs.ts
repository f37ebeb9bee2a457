import { NOT_YET_KNOWN, type RuleCases } from "../harness/rule-case.ts";

export const NETWORK_FLOW_LOGS_CASES: RuleCases = {
  "NET-07": [
    {
      type: "aws:ec2/vpc:Vpc",
      compliant: {},
      others: [
        {
          type: "aws:ec2/flowLog:FlowLog",
          name: "log",
          props: { vpcId: NOT_YET_KNOWN },
          refersTo: { vpcId: ["subject"] },
        },
      ],
      absent: {},
      breaks: [
        {
          why: "no log",
          others: [],
          reasons: [": got no flow log, expected one; add aws:ec2/flowLog:FlowLog with vpcId of it"],
        },
        {
          why: "a log of another network",
          others: [{ type: "aws:ec2/flowLog:FlowLog", name: "log", props: { vpcId: "vpc-2" } }],
          reasons: [": got no flow log, expected one; add aws:ec2/flowLog:FlowLog with vpcId of it"],
        },
      ],
      variants: [
        {
          why: "a log of a network not known",
          outcome: "unknown",
          others: [{ type: "aws:ec2/flowLog:FlowLog", name: "log", props: { vpcId: NOT_YET_KNOWN } }],
        },
      ],
    },
    {
      type: "aws:ec2/flowLog:FlowLog",
      compliant: { trafficType: "ALL", logDestination: "arn:aws:s3:::logs" },
      absent: { trafficType: "fail", logDestination: "fail" },
      unknown: { logDestination: "pass" },
      breaks: [
        {
          why: "only what is refused",
          change: { trafficType: "REJECT" },
          reasons: ["trafficType: got REJECT, expected ALL; set trafficType to ALL"],
        },
        {
          why: "only what is let through",
          change: { trafficType: "ACCEPT" },
          reasons: ["trafficType: got ACCEPT, expected ALL; set trafficType to ALL"],
        },
        {
          why: "no destination",
          change: { logDestination: "" },
          reasons: ["logDestination: got nothing, expected a log group, bucket or stream; set logDestination"],
        },
      ],
      variants: [
        { why: "of a transit gateway", outcome: "pass", change: { trafficType: undefined, transitGatewayId: "tgw-1" } },
      ],
    },
    {
      type: "azure-native:network:VirtualNetwork",
      compliant: {},
      others: [
        {
          type: "azure-native:network:FlowLog",
          name: "log",
          props: { targetResourceId: NOT_YET_KNOWN },
          refersTo: { targetResourceId: ["subject"] },
        },
      ],
      absent: {},
      breaks: [
        {
          why: "no log",
          others: [],
          reasons: [": got no flow log, expected one; add azure-native:network:FlowLog with targetResourceId of it"],
        },
      ],
      variants: [
        {
          why: "a log that names it by its id",
          outcome: "pass",
          others: [
            {
              type: "azure-native:network:FlowLog",
              name: "log",
              props: { targetResourceId: "/subscriptions/s/resourceGroups/r/providers/x/y/subject" },
            },
          ],
          change: { id: "/subscriptions/s/resourceGroups/r/providers/x/y/subject" },
        },
        {
          why: "a log of a network not known",
          outcome: "unknown",
          others: [{ type: "azure-native:network:FlowLog", name: "log", props: { targetResourceId: NOT_YET_KNOWN } }],
        },
      ],
    },
    {
      type: "azure-native:network:FlowLog",
      compliant: { enabled: true, storageId: "/storage", retentionPolicy: { enabled: true, days: 14 } },
      absent: { enabled: "fail", storageId: "fail", "retentionPolicy.enabled": "pass", "retentionPolicy.days": "pass" },
      unknown: { storageId: "pass" },
      breaks: [
        { why: "off", change: { enabled: false }, reasons: ["enabled: got false, expected true; set enabled to true"] },
        {
          why: "no storage",
          change: { storageId: "" },
          reasons: ["storageId: got nothing, expected a storage account; set storageId"],
        },
        {
          why: "kept a day too short",
          change: { "retentionPolicy.days": 13 },
          reasons: ["retentionPolicy.days: got 13, expected at least 14 days; change retentionPolicy.days"],
        },
        {
          why: "kept too short for a framework",
          change: { "retentionPolicy.days": 89 },
          context: { frameworks: ["pci-dss"] },
          reasons: ["retentionPolicy.days: got 89, expected at least 90 days; change retentionPolicy.days"],
        },
      ],
      neutral: ["retentionPolicy.enabled"],
      variants: [
        { why: "kept for ever", outcome: "pass", change: { "retentionPolicy.days": 0 } },
        { why: "as long as the storage", outcome: "pass", change: { retentionPolicy: { enabled: false, days: 1 } } },
        {
          why: "exactly what the framework asks",
          outcome: "pass",
          context: { frameworks: ["pci-dss"] },
          change: { "retentionPolicy.days": 90 },
        },
      ],
    },
    {
      type: "gcp:compute/subnetwork:Subnetwork",
      compliant: { purpose: "PRIVATE", logConfig: { flowSampling: 0.5, metadata: "INCLUDE_ALL_METADATA" } },
      absent: { logConfig: "fail", "logConfig.flowSampling": "pass", "logConfig.metadata": "pass", purpose: "pass" },
      breaks: [
        {
          why: "less than half",
          change: { "logConfig.flowSampling": 0.49 },
          reasons: ["logConfig.flowSampling: got 0.49, expected at least 0.5; change logConfig.flowSampling"],
        },
        {
          why: "nothing",
          change: { "logConfig.flowSampling": 0 },
          reasons: ["logConfig.flowSampling: got 0, expected at least 0.5; change logConfig.flowSampling"],
        },
        {
          why: "no metadata",
          change: { "logConfig.metadata": "EXCLUDE_ALL_METADATA" },
          reasons: ["logConfig.metadata: got EXCLUDE_ALL_METADATA, expected another value; change logConfig.metadata"],
        },
      ],
      neutral: ["logConfig.flowSampling"],
      variants: [
        {
          why: "REGIONAL_MANAGED_PROXY",
          outcome: "not-applicable",
          change: { purpose: "REGIONAL_MANAGED_PROXY", logConfig: undefined },
        },
        {
          why: "GLOBAL_MANAGED_PROXY",
          outcome: "not-applicable",
          change: { purpose: "GLOBAL_MANAGED_PROXY", logConfig: undefined },
        },
        {
          why: "PRIVATE_SERVICE_CONNECT",
          outcome: "not-applicable",
          change: { purpose: "PRIVATE_SERVICE_CONNECT", logConfig: undefined },
        },
      ],
    },
  ],
};
