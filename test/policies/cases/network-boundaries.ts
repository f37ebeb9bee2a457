import { NOT_YET_KNOWN, type RuleCases } from "../harness/rule-case.ts";

export const NETWORK_BOUNDARIES_CASES: RuleCases = {
  "NET-05": [
    {
      type: "aws:ec2/vpc:Vpc",
      compliant: {},
      others: [
        {
          type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
          name: "default",
          props: { vpcId: NOT_YET_KNOWN },
          refersTo: { vpcId: ["subject"] },
        },
      ],
      absent: {},
      breaks: [
        {
          why: "left to AWS",
          others: [],
          reasons: [
            ": got no default security group that is adopted and closed, expected one; add aws:ec2/defaultSecurityGroup:DefaultSecurityGroup with vpcId of it",
          ],
        },
        {
          why: "adopted in another network only",
          others: [
            { type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", name: "default", props: { vpcId: "vpc-2" } },
          ],
          reasons: [
            ": got no default security group that is adopted and closed, expected one; add aws:ec2/defaultSecurityGroup:DefaultSecurityGroup with vpcId of it",
          ],
        },
      ],
      variants: [
        {
          why: "one that names a network not known",
          outcome: "unknown",
          others: [
            {
              type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
              name: "default",
              props: { vpcId: NOT_YET_KNOWN },
            },
          ],
        },
      ],
    },
    {
      type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      compliant: { ingress: [], egress: [] },
      absent: { ingress: "pass", egress: "pass" },
      breaks: [
        {
          why: "a rule in",
          change: { ingress: [{ protocol: "-1", self: true }] },
          reasons: ["ingress: got rules, expected none; use a group of your own and leave ingress empty"],
        },
        {
          why: "a rule out",
          change: { egress: [{ protocol: "-1" }] },
          reasons: ["egress: got rules, expected none; use a group of your own and leave egress empty"],
        },
      ],
    },
    {
      type: "gcp:compute/network:Network",
      compliant: { autoCreateSubnetworks: false, name: "acme" },
      absent: { autoCreateSubnetworks: "fail", name: "pass" },
      breaks: [
        {
          why: "subnetworks everywhere",
          change: { autoCreateSubnetworks: true },
          reasons: ["autoCreateSubnetworks: got true, expected false; set autoCreateSubnetworks to false"],
        },
        {
          why: "the default network",
          change: { name: "default" },
          reasons: ["name: got default, expected another value; change name"],
        },
      ],
    },
  ],
  "NET-06": [
    {
      type: "aws:ec2/subnet:Subnet",
      compliant: { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false },
      absent: { mapPublicIpOnLaunch: "pass", assignIpv6AddressOnCreation: "pass" },
      breaks: [
        {
          why: "public addresses",
          change: { mapPublicIpOnLaunch: true },
          reasons: ["mapPublicIpOnLaunch: got true, expected false; set mapPublicIpOnLaunch to false"],
        },
        {
          why: "IPv6 addresses",
          change: { assignIpv6AddressOnCreation: true },
          reasons: ["assignIpv6AddressOnCreation: got true, expected false; set assignIpv6AddressOnCreation to false"],
        },
      ],
      variants: [
        {
          why: "a public subnet",
          outcome: "not-applicable",
          change: { mapPublicIpOnLaunch: true, tags: { tier: "public" } },
        },
        {
          why: "a label not known",
          outcome: "unknown",
          change: { mapPublicIpOnLaunch: true, tags: { tier: NOT_YET_KNOWN } },
        },
      ],
    },
    {
      type: "azure-native:network:Subnet",
      compliant: { subnetName: "application", defaultOutboundAccess: false },
      absent: { defaultOutboundAccess: "fail" },
      breaks: [
        {
          why: "Azure's own way out",
          change: { defaultOutboundAccess: true },
          reasons: ["defaultOutboundAccess: got true, expected false; set defaultOutboundAccess to false"],
        },
      ],
      variants: [
        {
          why: "Azure's own gateway",
          outcome: "not-applicable",
          change: { subnetName: "GatewaySubnet", defaultOutboundAccess: true },
        },
      ],
    },
    {
      type: "azure-native:network:VirtualNetwork",
      compliant: { subnets: [{ name: "application", defaultOutboundAccess: false }] },
      absent: { "subnets.defaultOutboundAccess": "fail" },
      breaks: [
        {
          why: "Azure's own way out",
          change: { "subnets.0.defaultOutboundAccess": true },
          reasons: ["subnets[0].defaultOutboundAccess: got true, expected false; set defaultOutboundAccess to false"],
        },
      ],
      variants: [
        { why: "subnets of their own", outcome: "pass", change: { subnets: undefined } },
        { why: "subnets not known", outcome: "unknown", change: { subnets: NOT_YET_KNOWN } },
        { why: "Azure's own gateway", outcome: "pass", change: { subnets: [{ name: "AzureBastionSubnet" }] } },
      ],
    },
    {
      type: "gcp:compute/subnetwork:Subnetwork",
      compliant: { ipv6AccessType: "INTERNAL" },
      absent: { ipv6AccessType: "pass" },
      breaks: [
        {
          why: "public IPv6",
          change: { ipv6AccessType: "EXTERNAL" },
          reasons: ["ipv6AccessType: got EXTERNAL, expected another value; change ipv6AccessType"],
        },
      ],
    },
  ],
  "NET-10": [
    {
      type: "azure-native:network:Subnet",
      compliant: { name: "application", networkSecurityGroup: { id: "/nsg" } },
      absent: { "networkSecurityGroup.id": "fail" },
      unknown: { "networkSecurityGroup.id": "pass" },
      breaks: [
        {
          why: "an empty group",
          change: { networkSecurityGroup: {} },
          reasons: [
            "networkSecurityGroup.id: got nothing, expected a network security group; set networkSecurityGroup.id",
          ],
        },
      ],
      variants: [
        {
          why: "GatewaySubnet",
          outcome: "not-applicable",
          change: { name: "GatewaySubnet", networkSecurityGroup: undefined },
        },
        {
          why: "AzureBastionSubnet",
          outcome: "not-applicable",
          change: { name: "AzureBastionSubnet", networkSecurityGroup: undefined },
        },
        {
          why: "AzureFirewallSubnet",
          outcome: "not-applicable",
          change: { name: "AzureFirewallSubnet", networkSecurityGroup: undefined },
        },
        {
          why: "AzureFirewallManagementSubnet",
          outcome: "not-applicable",
          change: { name: "AzureFirewallManagementSubnet", networkSecurityGroup: undefined },
        },
        {
          why: "RouteServerSubnet",
          outcome: "not-applicable",
          change: { name: "RouteServerSubnet", networkSecurityGroup: undefined },
        },
      ],
    },
    {
      type: "azure-native:network:VirtualNetwork",
      compliant: { subnets: [{ name: "application", networkSecurityGroup: { id: "/nsg" } }] },
      absent: { "subnets.networkSecurityGroup.id": "fail" },
      unknown: { "subnets.networkSecurityGroup.id": "pass" },
      breaks: [
        {
          why: "one of two without",
          change: { subnets: [{ name: "a", networkSecurityGroup: { id: "/nsg" } }, { name: "b" }] },
          reasons: [
            "subnets[1].networkSecurityGroup.id: got nothing, expected a network security group; set networkSecurityGroup.id",
          ],
        },
      ],
      variants: [{ why: "subnets of their own", outcome: "pass", change: { subnets: [] } }],
    },
  ],
};
