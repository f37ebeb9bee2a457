import { NOT_YET_KNOWN, type RuleCase, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const ADDRESS: OtherResource = { type: "azure-native:network:PublicIPAddress", name: "address", props: {} };

export const NETWORK_EDGE_CASES: RuleCases = {
  "NET-17": [
    ...["aws:alb/loadBalancer:LoadBalancer", "aws:lb/loadBalancer:LoadBalancer"].map((type): RuleCase => ({
      type,
      compliant: { internal: false, loadBalancerType: "application" },
      others: [
        {
          type: "aws:wafv2/webAclAssociation:WebAclAssociation",
          name: "association",
          props: { resourceArn: NOT_YET_KNOWN, webAclArn: NOT_YET_KNOWN },
          refersTo: { resourceArn: ["subject"] },
        },
      ],
      absent: { internal: "pass", loadBalancerType: "pass" },
      unknown: { internal: "pass", loadBalancerType: "pass" },
      breaks: [
        {
          why: "no firewall",
          others: [],
          reasons: [
            ": got no web application firewall, expected one; add aws:wafv2/webAclAssociation:WebAclAssociation with resourceArn of it",
          ],
        },
        {
          why: "a firewall of another one",
          others: [
            {
              type: "aws:wafv2/webAclAssociation:WebAclAssociation",
              name: "association",
              props: { resourceArn: "arn:other" },
            },
          ],
          reasons: [
            ": got no web application firewall, expected one; add aws:wafv2/webAclAssociation:WebAclAssociation with resourceArn of it",
          ],
        },
      ],
      neutral: ["internal"],
      variants: [
        { why: "inside", outcome: "not-applicable", others: [], change: { internal: true } },
        { why: "not HTTP", outcome: "not-applicable", others: [], change: { loadBalancerType: "network" } },
        {
          why: "a firewall of one not known",
          outcome: "unknown",
          others: [
            {
              type: "aws:wafv2/webAclAssociation:WebAclAssociation",
              name: "association",
              props: { resourceArn: NOT_YET_KNOWN },
            },
          ],
        },
        { why: "not known whether inside", outcome: "unknown", others: [], change: { internal: NOT_YET_KNOWN } },
      ],
    })),
    {
      type: "aws:wafv2/webAclAssociation:WebAclAssociation",
      compliant: { resourceArn: "arn:lb", webAclArn: "arn:acl" },
      absent: { resourceArn: "fail", webAclArn: "fail" },
      unknown: { resourceArn: "pass", webAclArn: "pass" },
      breaks: [
        {
          why: "of nothing",
          change: { resourceArn: "" },
          reasons: ["resourceArn: got nothing, expected a value; set resourceArn"],
        },
        {
          why: "no ACL",
          change: { webAclArn: "" },
          reasons: ["webAclArn: got nothing, expected a web ACL; set webAclArn"],
        },
      ],
    },
    {
      type: "azure-native:network:ApplicationGateway",
      compliant: {
        frontendIPConfigurations: [{ publicIPAddress: { id: "/address" } }],
        sku: { tier: "WAF_v2" },
        firewallPolicy: { id: "/policy" },
      },
      absent: { "sku.tier": "fail", "firewallPolicy.id": "fail", frontendIPConfigurations: "not-applicable" },
      unknown: { "firewallPolicy.id": "pass" },
      breaks: [
        {
          why: "no firewall",
          change: { "sku.tier": "Standard_v2" },
          reasons: ["sku.tier: got Standard_v2, expected WAF_v2; set sku.tier to WAF_v2"],
        },
        {
          why: "no policy",
          change: { firewallPolicy: {} },
          reasons: ["firewallPolicy.id: got nothing, expected a firewall policy; set firewallPolicy.id"],
        },
      ],
      variants: [
        {
          why: "inside",
          outcome: "not-applicable",
          change: { frontendIPConfigurations: [{ subnet: { id: "/subnet" } }], "sku.tier": "Standard_v2" },
        },
      ],
    },
    ...["gcp:compute/backendService:BackendService", "gcp:compute/regionBackendService:RegionBackendService"].map(
      (type): RuleCase => ({
        type,
        compliant: {
          loadBalancingScheme: "EXTERNAL_MANAGED",
          protocol: "HTTPS",
          securityPolicy: "projects/p/global/securityPolicies/waf",
        },
        absent: { loadBalancingScheme: "pass", protocol: "pass", securityPolicy: "fail" },
        unknown: { loadBalancingScheme: "pass", protocol: "pass", securityPolicy: "pass" },
        breaks: [
          {
            why: "empty",
            change: { securityPolicy: "" },
            reasons: ["securityPolicy: got nothing, expected a Cloud Armor policy; set securityPolicy"],
          },
          {
            why: "external by default",
            change: { loadBalancingScheme: undefined, protocol: undefined, securityPolicy: undefined },
            reasons: ["securityPolicy: got nothing, expected a Cloud Armor policy; set securityPolicy"],
          },
        ],
        variants: [
          {
            why: "inside",
            outcome: "not-applicable",
            change: { loadBalancingScheme: "INTERNAL_MANAGED", securityPolicy: undefined },
          },
          { why: "not HTTP", outcome: "not-applicable", change: { protocol: "TCP", securityPolicy: undefined } },
          {
            why: "not known whether inside",
            outcome: "unknown",
            change: { loadBalancingScheme: NOT_YET_KNOWN, securityPolicy: undefined },
          },
          {
            why: "not known whether HTTP",
            outcome: "unknown",
            change: { protocol: NOT_YET_KNOWN, securityPolicy: undefined },
          },
        ],
      }),
    ),
  ],
  "NET-18": [
    {
      type: "azure-native:network:VirtualNetwork",
      compliant: { enableDdosProtection: true, ddosProtectionPlan: { id: "/plan" } },
      others: [ADDRESS],
      absent: { enableDdosProtection: "fail", "ddosProtectionPlan.id": "fail" },
      unknown: { "ddosProtectionPlan.id": "pass" },
      breaks: [
        {
          why: "off",
          change: { enableDdosProtection: false },
          reasons: [
            "enableDdosProtection: got no protection from floods, expected true; set it with ddosProtectionPlan",
          ],
        },
        {
          why: "no plan",
          change: { ddosProtectionPlan: undefined },
          reasons: ["ddosProtectionPlan.id: got nothing, expected a plan; set ddosProtectionPlan.id"],
        },
      ],
      variants: [
        {
          why: "each address by itself",
          outcome: "pass",
          others: [
            {
              type: "azure-native:network:PublicIPAddress",
              name: "address",
              props: { ddosSettings: { protectionMode: "Enabled" } },
            },
          ],
          change: { enableDdosProtection: false },
        },
        {
          why: "an address not known",
          outcome: "unknown",
          others: [
            {
              type: "azure-native:network:PublicIPAddress",
              name: "address",
              props: { ddosSettings: { protectionMode: NOT_YET_KNOWN } },
            },
          ],
          change: { enableDdosProtection: false },
        },
        {
          why: "only addresses of a NAT gateway",
          outcome: "not-applicable",
          others: [
            ADDRESS,
            {
              type: "azure-native:network:NatGateway",
              name: "nat",
              props: {},
              refersTo: { publicIpAddresses: ["address"] },
            },
          ],
          change: { enableDdosProtection: false },
        },
        {
          why: "only addresses of a NAT gateway, by id",
          outcome: "not-applicable",
          others: [
            { type: "azure-native:network:PublicIPAddress", name: "address", props: { id: "/address" } },
            {
              type: "azure-native:network:NatGateway",
              name: "nat",
              props: { publicIpAddresses: [{ id: "/address" }] },
            },
          ],
          change: { enableDdosProtection: false },
        },
        { why: "no addresses", outcome: "not-applicable", others: [], change: { enableDdosProtection: false } },
        {
          why: "not production",
          outcome: "not-applicable",
          context: { production: false },
          change: { enableDdosProtection: false },
        },
        {
          why: "not regulated",
          outcome: "not-applicable",
          context: { regulated: false },
          change: { enableDdosProtection: false },
        },
      ],
    },
  ],
};
