import type { RuleCase, RuleCases } from "../harness/rule-case.ts";

export const EXPOSURE_STORES_CASES: RuleCases = {
  "PUB-07": [
    {
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      compliant: { subnetGroupName: "data", securityGroupIds: ["sg-1"] },
      absent: { subnetGroupName: "fail", securityGroupIds: "fail" },
      unknown: { securityGroupIds: "pass" },
      breaks: [
        {
          why: "the default subnets",
          change: { subnetGroupName: "default" },
          reasons: ["subnetGroupName: got default, expected another value; change subnetGroupName"],
        },
        {
          why: "no group",
          change: { securityGroupIds: [] },
          reasons: ["securityGroupIds: got nothing, expected security groups; set securityGroupIds"],
        },
      ],
    },
    {
      type: "aws:elasticache/cluster:Cluster",
      compliant: { subnetGroupName: "data", securityGroupIds: ["sg-1"] },
      absent: { subnetGroupName: "fail", securityGroupIds: "fail" },
      unknown: { securityGroupIds: "pass" },
      breaks: [
        {
          why: "the default subnets",
          change: { subnetGroupName: "default" },
          reasons: ["subnetGroupName: got default, expected another value; change subnetGroupName"],
        },
        {
          why: "no group",
          change: { securityGroupIds: [] },
          reasons: ["securityGroupIds: got nothing, expected security groups; set securityGroupIds"],
        },
      ],
      variants: [
        {
          why: "a member of a group",
          outcome: "not-applicable",
          change: { replicationGroupId: "group", subnetGroupName: undefined },
        },
      ],
    },
    {
      type: "azure-native:redis:Redis",
      compliant: { publicNetworkAccess: "Disabled" },
      absent: { publicNetworkAccess: "fail", subnetId: "pass" },
      unknown: { subnetId: "pass" },
      breaks: [
        {
          why: "public",
          change: { publicNetworkAccess: "Enabled" },
          reasons: [
            "publicNetworkAccess: got Enabled, expected Disabled; set publicNetworkAccess to Disabled",
            "subnetId: got nothing, expected a subnet; set subnetId",
          ],
        },
      ],
      variants: [
        { why: "in a subnet", outcome: "pass", change: { publicNetworkAccess: undefined, subnetId: "/subnets/data" } },
      ],
    },
    {
      type: "azure-native:redisenterprise:RedisEnterprise",
      compliant: { publicNetworkAccess: "Disabled" },
      absent: { publicNetworkAccess: "fail" },
      breaks: [
        {
          why: "public",
          change: { publicNetworkAccess: "Enabled" },
          reasons: ["publicNetworkAccess: got Enabled, expected Disabled; set publicNetworkAccess to Disabled"],
        },
      ],
    },
    {
      type: "gcp:redis/instance:Instance",
      compliant: { connectMode: "PRIVATE_SERVICE_ACCESS", authorizedNetwork: "projects/p/global/networks/n" },
      absent: { connectMode: "fail", authorizedNetwork: "fail" },
      unknown: { authorizedNetwork: "pass" },
      breaks: [
        {
          why: "peered directly",
          change: { connectMode: "DIRECT_PEERING" },
          reasons: [
            "connectMode: got DIRECT_PEERING, expected PRIVATE_SERVICE_ACCESS; set connectMode to PRIVATE_SERVICE_ACCESS",
          ],
        },
        {
          why: "the default network",
          change: { authorizedNetwork: "" },
          reasons: ["authorizedNetwork: got nothing, expected a network of one's own; set authorizedNetwork"],
        },
      ],
    },
  ],
  "PUB-08": [
    {
      type: "aws:docdb/cluster:Cluster",
      compliant: { dbSubnetGroupName: "data", vpcSecurityGroupIds: ["sg-1"] },
      absent: { dbSubnetGroupName: "fail", vpcSecurityGroupIds: "fail" },
      unknown: { vpcSecurityGroupIds: "pass" },
      breaks: [
        {
          why: "the default subnets",
          change: { dbSubnetGroupName: "default" },
          reasons: ["dbSubnetGroupName: got default, expected another value; change dbSubnetGroupName"],
        },
        {
          why: "no group",
          change: { vpcSecurityGroupIds: [] },
          reasons: ["vpcSecurityGroupIds: got nothing, expected security groups; set vpcSecurityGroupIds"],
        },
      ],
    },
    {
      type: "azure-native:cosmosdb:DatabaseAccount",
      compliant: { publicNetworkAccess: "Disabled", ipRules: [{ ipAddressOrRange: "198.51.100.1" }] },
      absent: { publicNetworkAccess: "fail", "ipRules.ipAddressOrRange": "pass" },
      breaks: [
        {
          why: "public",
          change: { publicNetworkAccess: "Enabled" },
          reasons: [
            "publicNetworkAccess: got Enabled, expected Disabled or SecuredByPerimeter; set publicNetworkAccess",
          ],
        },
        {
          why: "all of Azure",
          change: { "ipRules.0.ipAddressOrRange": "0.0.0.0" },
          reasons: ["ipRules[0].ipAddressOrRange: got 0.0.0.0, expected single networks; take it out"],
        },
        {
          why: "everybody",
          change: { "ipRules.0.ipAddressOrRange": "0.0.0.0/0" },
          reasons: ["ipRules[0].ipAddressOrRange: got 0.0.0.0/0, expected single networks; take it out"],
        },
      ],
      variants: [{ why: "in a perimeter", outcome: "pass", change: { publicNetworkAccess: "SecuredByPerimeter" } }],
    },
  ],
  "PUB-09": [
    ...["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"].map((type): RuleCase => ({
      type,
      compliant: {
        vpcOptions: { subnetIds: ["subnet-1"] },
        advancedSecurityOptions: { enabled: true },
        accessPolicies:
          '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:GetObject","Resource":"*"}]}',
      },
      absent: { "vpcOptions.subnetIds": "fail", "advancedSecurityOptions.enabled": "fail", accessPolicies: "pass" },
      unknown: { "vpcOptions.subnetIds": "pass" },
      breaks: [
        {
          why: "outside of the network",
          change: { vpcOptions: {} },
          reasons: ["vpcOptions.subnetIds: got nothing, expected subnets of the network; set vpcOptions.subnetIds"],
        },
        {
          why: "no users",
          change: { "advancedSecurityOptions.enabled": false },
          reasons: [
            "advancedSecurityOptions.enabled: got false, expected true; set advancedSecurityOptions.enabled to true",
          ],
        },
        {
          why: "everybody",
          change: {
            accessPolicies: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}',
          },
          reasons: [
            "accessPolicies.Statement: got one that allows * without a condition on who, expected named principals; name them",
          ],
        },
      ],
    })),
    {
      type: "azure-native:search:Service",
      compliant: { publicNetworkAccess: "Disabled", networkRuleSet: { ipRules: [{ value: "198.51.100.1" }] } },
      absent: { publicNetworkAccess: "fail", "networkRuleSet.ipRules.value": "pass" },
      breaks: [
        {
          why: "public",
          change: { publicNetworkAccess: "Enabled" },
          reasons: [
            "publicNetworkAccess: got Enabled, expected Disabled or SecuredByPerimeter or disabled or securedByPerimeter; set publicNetworkAccess",
          ],
        },
        {
          why: "everybody",
          change: { "networkRuleSet.ipRules.0.value": "0.0.0.0/0" },
          reasons: ["networkRuleSet.ipRules[0].value: got 0.0.0.0/0, expected single networks; take it out"],
        },
      ],
      variants: [{ why: "as the service answers", outcome: "pass", change: { publicNetworkAccess: "disabled" } }],
    },
  ],
};
