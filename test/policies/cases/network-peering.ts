import { NOT_YET_KNOWN, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const ONE: OtherResource = { type: "aws:ec2/vpc:Vpc", name: "one", props: { id: "vpc-1" } };

export const NETWORK_PEERING_CASES: RuleCases = {
  "NET-14": [
    {
      type: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
      compliant: { vpcId: "vpc-1", peerVpcId: "vpc-2" },
      others: [
        { type: "aws:ec2/vpc:Vpc", name: "one", props: { id: "vpc-1", tags: { tenant: "acme" } } },
        { type: "aws:ec2/vpc:Vpc", name: "two", props: { id: "vpc-2", tags: { tenant: "acme" } } },
      ],
      absent: { vpcId: "fail", peerVpcId: "fail" },
      breaks: [
        {
          why: "a network of another tenant",
          others: [ONE, { type: "aws:ec2/vpc:Vpc", name: "two", props: { id: "vpc-2", tags: { tenant: "globex" } } }],
          reasons: [
            "peerVpcId: got networks of several tenants, expected one tenant on both ends; join networks of one tenant only",
          ],
        },
        {
          why: "a network from elsewhere",
          change: { peerVpcId: "vpc-3" },
          reasons: [
            "peerVpcId: got a network outside of this tenant's stacks, expected one of its own; join networks of one tenant only",
          ],
        },
        {
          why: "no tenants at all",
          others: [ONE, { type: "aws:ec2/vpc:Vpc", name: "two", props: { id: "vpc-2" } }],
          context: { kind: "foreign" },
          reasons: [
            "peerVpcId: got networks of no tenants, expected one tenant on both ends; join networks of one tenant only",
          ],
        },
      ],
    },
    {
      type: "azure-native:network:VirtualNetwork",
      compliant: { virtualNetworkPeerings: [{ remoteVirtualNetwork: { id: "/virtualNetworks/acme-staging-vnet" } }] },
      absent: { "virtualNetworkPeerings.remoteVirtualNetwork.id": "fail" },
      breaks: [
        {
          why: "a network of another tenant",
          change: { "virtualNetworkPeerings.0.remoteVirtualNetwork.id": "/virtualNetworks/globex-production-vnet" },
          reasons: [
            "virtualNetworkPeerings[0].remoteVirtualNetwork.id: got a network outside of this tenant's stacks, expected one of its own; join networks of one tenant only",
          ],
        },
      ],
      variants: [
        { why: "no peerings", outcome: "pass", change: { virtualNetworkPeerings: undefined } },
        { why: "peerings not known", outcome: "unknown", change: { virtualNetworkPeerings: NOT_YET_KNOWN } },
      ],
    },
    {
      type: "azure-native:network:VirtualNetworkPeering",
      compliant: {
        id: "/virtualNetworks/acme-production-vnet/virtualNetworkPeerings/home",
        remoteVirtualNetwork: { id: "/virtualNetworks/acme-disaster-recovery-vnet" },
      },
      absent: { "remoteVirtualNetwork.id": "fail" },
      breaks: [
        {
          why: "a network of another tenant",
          change: { "remoteVirtualNetwork.id": "/virtualNetworks/globex-production-vnet" },
          reasons: [
            "remoteVirtualNetwork.id: got a network outside of this tenant's stacks, expected one of its own; join networks of one tenant only",
          ],
        },
        {
          why: "a tenant whose name begins the same",
          change: { "remoteVirtualNetwork.id": "/virtualNetworks/acme-labs-production-vnet" },
          reasons: [
            "remoteVirtualNetwork.id: got a network outside of this tenant's stacks, expected one of its own; join networks of one tenant only",
          ],
        },
        {
          why: "from a network of another tenant",
          change: { id: "/virtualNetworks/globex-production-vnet/virtualNetworkPeerings/x" },
          reasons: [
            "virtualNetworkName: got a network outside of this tenant's stacks, expected one of its own; join networks of one tenant only",
          ],
        },
      ],
      variants: [
        {
          why: "both in the stack",
          outcome: "pass",
          others: [
            {
              type: "azure-native:network:VirtualNetwork",
              name: "two",
              props: { id: "/two", tags: { tenant: "acme" } },
            },
          ],
          change: { id: NOT_YET_KNOWN, "remoteVirtualNetwork.id": "/two" },
        },
      ],
    },
    {
      type: "gcp:compute/networkPeering:NetworkPeering",
      compliant: {
        network: "projects/p/global/networks/acme-production-vpc",
        peerNetwork: "projects/p/global/networks/acme-staging-vpc",
      },
      absent: { network: "fail", peerNetwork: "fail" },
      breaks: [
        {
          why: "a network of another tenant",
          change: { peerNetwork: "projects/q/global/networks/globex-production-vpc" },
          reasons: [
            "peerNetwork: got a network outside of this tenant's stacks, expected one of its own; join networks of one tenant only",
          ],
        },
        {
          why: "from a network of another tenant",
          change: { network: "projects/q/global/networks/globex-production-vpc" },
          reasons: [
            "network: got a network outside of this tenant's stacks, expected one of its own; join networks of one tenant only",
          ],
        },
      ],
    },
  ],
};
