import { NOT_YET_KNOWN, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const NODES_A: OtherResource = {
  type: "aws:ec2/subnet:Subnet",
  name: "nodes-a",
  props: {},
  refersTo: { vpcId: ["vpc"] },
};
const VPC: OtherResource = { type: "aws:ec2/vpc:Vpc", name: "vpc", props: {} };
const TABLE: OtherResource = {
  type: "aws:ec2/routeTable:RouteTable",
  name: "table",
  props: {},
  refersTo: { vpcId: ["vpc"] },
};
const ASSOCIATION: OtherResource = {
  type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  name: "association",
  props: {},
  refersTo: { subnetId: ["nodes-a"], routeTableId: ["table"] },
};
const GATEWAY: OtherResource = { type: "aws:ec2/internetGateway:InternetGateway", name: "gateway", props: {} };

export const EXPOSURE_KUBERNETES_CASES: RuleCases = {
  "PUB-11": [
    {
      type: "aws:eks/cluster:Cluster",
      compliant: { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["198.51.100.0/24"] } },
      absent: { "vpcConfig.endpointPublicAccess": "pass", "vpcConfig.publicAccessCidrs": "fail" },
      unknown: { "vpcConfig.endpointPublicAccess": "pass" },
      breaks: [
        {
          why: "everybody",
          change: { "vpcConfig.publicAccessCidrs": ["198.51.100.0/24", "0.0.0.0/0"] },
          reasons: [
            "vpcConfig.endpointPublicAccess: got true, expected false; set vpcConfig.endpointPublicAccess to false",
            "vpcConfig.publicAccessCidrs: got 0.0.0.0/0, expected single networks; name them",
          ],
        },
        {
          why: "everybody by default",
          change: { vpcConfig: {} },
          reasons: [
            "vpcConfig.endpointPublicAccess: got nothing (the provider's default is true), expected false; set vpcConfig.endpointPublicAccess to false",
            "vpcConfig.publicAccessCidrs: got nothing, expected single networks; set vpcConfig.publicAccessCidrs",
          ],
        },
      ],
      neutral: ["vpcConfig.endpointPublicAccess"],
      variants: [{ why: "private", outcome: "pass", change: { vpcConfig: { endpointPublicAccess: false } } }],
    },
    {
      type: "azure-native:containerservice:ManagedCluster",
      compliant: { apiServerAccessProfile: { enablePrivateCluster: false, authorizedIPRanges: ["198.51.100.0/24"] } },
      absent: {
        "apiServerAccessProfile.enablePrivateCluster": "pass",
        "apiServerAccessProfile.authorizedIPRanges": "fail",
        publicNetworkAccess: "pass",
      },
      unknown: { "apiServerAccessProfile.enablePrivateCluster": "pass", publicNetworkAccess: "pass" },
      breaks: [
        {
          why: "everybody",
          change: { "apiServerAccessProfile.authorizedIPRanges": ["0.0.0.0/0"] },
          reasons: [
            "apiServerAccessProfile.enablePrivateCluster: got false, expected true; set apiServerAccessProfile.enablePrivateCluster to true",
            "apiServerAccessProfile.authorizedIPRanges: got 0.0.0.0/0, expected single networks; name them",
            "publicNetworkAccess: got nothing (the provider's default is Enabled), expected Disabled; set publicNetworkAccess to Disabled",
          ],
        },
        {
          why: "everybody by default",
          change: { apiServerAccessProfile: {} },
          reasons: [
            "apiServerAccessProfile.enablePrivateCluster: got nothing (the provider's default is false), expected true; set apiServerAccessProfile.enablePrivateCluster to true",
            "apiServerAccessProfile.authorizedIPRanges: got nothing, expected single networks; set apiServerAccessProfile.authorizedIPRanges",
            "publicNetworkAccess: got nothing (the provider's default is Enabled), expected Disabled; set publicNetworkAccess to Disabled",
          ],
        },
      ],
      neutral: ["apiServerAccessProfile.enablePrivateCluster"],
      variants: [
        { why: "private", outcome: "pass", change: { apiServerAccessProfile: { enablePrivateCluster: true } } },
        { why: "closed", outcome: "pass", change: { apiServerAccessProfile: {}, publicNetworkAccess: "Disabled" } },
      ],
    },
    {
      type: "gcp:container/cluster:Cluster",
      compliant: {
        privateClusterConfig: { enablePrivateEndpoint: false },
        masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "198.51.100.0/24" }] },
        controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: false } },
      },
      absent: {
        "privateClusterConfig.enablePrivateEndpoint": "pass",
        "masterAuthorizedNetworksConfig.cidrBlocks.cidrBlock": "pass",
        "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic": "pass",
      },
      unknown: { "privateClusterConfig.enablePrivateEndpoint": "pass" },
      breaks: [
        {
          why: "everybody",
          change: { "masterAuthorizedNetworksConfig.cidrBlocks.0.cidrBlock": "0.0.0.0/0" },
          reasons: [
            "privateClusterConfig.enablePrivateEndpoint: got false, expected true; set privateClusterConfig.enablePrivateEndpoint to true",
            "masterAuthorizedNetworksConfig.cidrBlocks.cidrBlock: got 0.0.0.0/0, expected single networks; name them",
          ],
        },
        {
          why: "everybody by default",
          change: { masterAuthorizedNetworksConfig: undefined },
          reasons: [
            "privateClusterConfig.enablePrivateEndpoint: got false, expected true; set privateClusterConfig.enablePrivateEndpoint to true",
            "masterAuthorizedNetworksConfig.cidrBlocks.cidrBlock: got nothing, expected single networks; set masterAuthorizedNetworksConfig",
          ],
        },
        {
          why: "everybody by name",
          change: { "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic": true },
          reasons: [
            "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic: got true, expected false; set controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic to false",
          ],
        },
      ],
      neutral: ["privateClusterConfig.enablePrivateEndpoint"],
      variants: [
        {
          why: "private",
          outcome: "pass",
          change: { "privateClusterConfig.enablePrivateEndpoint": true, masterAuthorizedNetworksConfig: undefined },
        },
        { why: "nobody outside of Google Cloud", outcome: "pass", change: { masterAuthorizedNetworksConfig: {} } },
      ],
    },
  ],
  "PUB-12": [
    {
      type: "aws:eks/nodeGroup:NodeGroup",
      compliant: { subnetIds: [NOT_YET_KNOWN], remoteAccess: { ec2SshKey: "key", sourceSecurityGroupIds: ["sg-1"] } },
      others: [NODES_A, VPC, TABLE, ASSOCIATION, GATEWAY],
      refersTo: { subnetIds: ["nodes-a"] },
      absent: { subnetIds: "fail", "remoteAccess.ec2SshKey": "pass" },
      unknown: { subnetIds: "pass", "remoteAccess.ec2SshKey": "pass" },
      breaks: [
        {
          why: "public subnets",
          others: [
            NODES_A,
            VPC,
            TABLE,
            ASSOCIATION,
            GATEWAY,
            {
              type: "aws:ec2/route:Route",
              name: "route",
              props: { gatewayId: NOT_YET_KNOWN },
              refersTo: { routeTableId: ["table"], gatewayId: ["gateway"] },
            },
          ],
          reasons: [
            "subnetIds: got nodes-a with a route to the internet (route), expected private subnets; change subnetIds",
          ],
        },
        {
          why: "SSH from everywhere",
          change: { "remoteAccess.sourceSecurityGroupIds": [] },
          reasons: [
            "remoteAccess.ec2SshKey: got SSH from everywhere, expected named groups; set sourceSecurityGroupIds",
          ],
        },
      ],
      variants: [
        { why: "no SSH", outcome: "pass", change: { remoteAccess: undefined } },
        {
          why: "a gateway not known",
          outcome: "unknown",
          others: [
            NODES_A,
            VPC,
            TABLE,
            ASSOCIATION,
            GATEWAY,
            {
              type: "aws:ec2/route:Route",
              name: "route",
              props: { gatewayId: NOT_YET_KNOWN },
              refersTo: { routeTableId: ["table"] },
            },
          ],
        },
      ],
    },
    {
      type: "azure-native:containerservice:AgentPool",
      compliant: { enableNodePublicIP: false },
      absent: { enableNodePublicIP: "pass" },
      breaks: [
        {
          why: "public addresses",
          change: { enableNodePublicIP: true },
          reasons: ["enableNodePublicIP: got true, expected false; set enableNodePublicIP to false"],
        },
      ],
    },
    {
      type: "azure-native:containerservice:ManagedCluster",
      compliant: { agentPoolProfiles: [{ enableNodePublicIP: false }] },
      absent: { "agentPoolProfiles.enableNodePublicIP": "pass" },
      breaks: [
        {
          why: "public addresses",
          change: { "agentPoolProfiles.0.enableNodePublicIP": true },
          reasons: [
            "agentPoolProfiles[0].enableNodePublicIP: got true, expected false; set enableNodePublicIP to false",
          ],
        },
      ],
      variants: [{ why: "pools not known", outcome: "unknown", change: { agentPoolProfiles: NOT_YET_KNOWN } }],
    },
    {
      type: "gcp:container/cluster:Cluster",
      compliant: { privateClusterConfig: { enablePrivateNodes: true } },
      absent: { "privateClusterConfig.enablePrivateNodes": "fail" },
      breaks: [
        {
          why: "public addresses",
          change: { "privateClusterConfig.enablePrivateNodes": false },
          reasons: [
            "privateClusterConfig.enablePrivateNodes: got false, expected true; set privateClusterConfig.enablePrivateNodes to true",
          ],
        },
      ],
    },
    {
      type: "gcp:container/nodePool:NodePool",
      compliant: { networkConfig: { enablePrivateNodes: true } },
      absent: { "networkConfig.enablePrivateNodes": "not-applicable" },
      breaks: [
        {
          why: "public addresses",
          change: { "networkConfig.enablePrivateNodes": false },
          reasons: [
            "networkConfig.enablePrivateNodes: got false, expected true; set networkConfig.enablePrivateNodes to true",
          ],
        },
      ],
    },
  ],
};
