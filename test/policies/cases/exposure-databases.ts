import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

export const EXPOSURE_DATABASES_CASES: RuleCases = {
  "PUB-01": [
    ...["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"].map((type): RuleCase => ({
      type,
      compliant: { publiclyAccessible: false },
      absent: { publiclyAccessible: "pass" },
      breaks: [
        {
          why: "public",
          change: { publiclyAccessible: true },
          reasons: ["publiclyAccessible: got true, expected false; set publiclyAccessible to false"],
        },
      ],
    })),
    {
      type: "azure-native:dbforpostgresql:Server",
      compliant: { network: { publicNetworkAccess: "Disabled" } },
      absent: { "network.publicNetworkAccess": "fail", "network.delegatedSubnetResourceId": "pass" },
      unknown: { "network.delegatedSubnetResourceId": "pass" },
      breaks: [
        {
          why: "public",
          change: { "network.publicNetworkAccess": "Enabled" },
          reasons: [
            "network.publicNetworkAccess: got Enabled, expected Disabled; set network.publicNetworkAccess to Disabled",
            "network.delegatedSubnetResourceId: got nothing, expected a delegated subnet; set network.delegatedSubnetResourceId",
          ],
        },
      ],
      variants: [
        {
          why: "in a subnet of its own",
          outcome: "pass",
          change: { network: { delegatedSubnetResourceId: "/subnets/database" } },
        },
        {
          why: "in a subnet that is made now",
          outcome: "pass",
          change: { network: { delegatedSubnetResourceId: NOT_YET_KNOWN } },
        },
      ],
    },
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: {
        settings: { ipConfiguration: { ipv4Enabled: false, privateNetwork: "projects/p/global/networks/n" } },
      },
      absent: {
        "settings.ipConfiguration.ipv4Enabled": "fail",
        "settings.ipConfiguration.privateNetwork": "fail",
        "settings.ipConfiguration.pscConfigs.pscEnabled": "pass",
      },
      unknown: {
        "settings.ipConfiguration.privateNetwork": "pass",
        "settings.ipConfiguration.pscConfigs.pscEnabled": "pass",
      },
      breaks: [
        {
          why: "a public address",
          change: { "settings.ipConfiguration.ipv4Enabled": true },
          reasons: [
            "settings.ipConfiguration.ipv4Enabled: got true, expected false; set settings.ipConfiguration.ipv4Enabled to false",
          ],
        },
        {
          why: "no way in",
          change: { "settings.ipConfiguration.privateNetwork": "" },
          reasons: [
            "settings.ipConfiguration.privateNetwork: got nothing, expected a private network; set settings.ipConfiguration.privateNetwork",
            "settings.ipConfiguration.pscConfigs: got none, expected Private Service Connect; add it to settings.ipConfiguration.pscConfigs",
          ],
        },
        {
          why: "Private Service Connect that is off",
          change: { "settings.ipConfiguration": { ipv4Enabled: false, pscConfigs: [{ pscEnabled: false }] } },
          reasons: [
            "settings.ipConfiguration.privateNetwork: got nothing, expected a private network; set settings.ipConfiguration.privateNetwork",
            "settings.ipConfiguration.pscConfigs: got none, expected Private Service Connect; add it to settings.ipConfiguration.pscConfigs",
          ],
        },
      ],
      variants: [
        {
          why: "Private Service Connect",
          outcome: "pass",
          change: { "settings.ipConfiguration": { ipv4Enabled: false, pscConfigs: [{ pscEnabled: true }] } },
        },
      ],
    },
  ],
  "PUB-02": [
    ...[
      "azure-native:dbformysql:FirewallRule",
      "azure-native:dbforpostgresql:FirewallRule",
      "azure-native:sql:FirewallRule",
    ].map((type): RuleCase => ({
      type,
      compliant: { startIpAddress: "198.51.100.0", endIpAddress: "198.51.100.255" },
      absent: { startIpAddress: "fail", endIpAddress: "fail" },
      breaks: [
        {
          why: "all of Azure",
          change: { startIpAddress: "0.0.0.0", endIpAddress: "0.0.0.0" },
          reasons: [
            "startIpAddress: got 0.0.0.0, which means all of Azure or all addresses, expected single networks; name them",
          ],
        },
        {
          why: "everybody",
          change: { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" },
          reasons: [
            "startIpAddress: got 0.0.0.0, which means all of Azure or all addresses, expected single networks; name them",
          ],
        },
        {
          why: "one address too many",
          change: { endIpAddress: "198.51.101.0" },
          reasons: [
            "endIpAddress: got 198.51.100.0 to 198.51.101.0, expected at most 256 addresses; name smaller networks",
          ],
        },
        {
          why: "half of the internet",
          change: { startIpAddress: "128.0.0.0", endIpAddress: "255.255.255.255" },
          reasons: [
            "endIpAddress: got 128.0.0.0 to 255.255.255.255, expected at most 256 addresses; name smaller networks",
          ],
        },
        {
          why: "the wrong way round",
          change: { startIpAddress: "198.51.101.0" },
          reasons: [
            "endIpAddress: got 198.51.101.0 to 198.51.100.255, expected at most 256 addresses; name smaller networks",
          ],
        },
        {
          why: "no address",
          change: { startIpAddress: "office" },
          reasons: [
            "endIpAddress: got office to 198.51.100.255, expected at most 256 addresses; name smaller networks",
          ],
        },
      ],
      variants: [{ why: "one address", outcome: "pass", change: { endIpAddress: "198.51.100.0" } }],
    })),
    {
      type: "azure-native:redis:FirewallRule",
      compliant: { startIP: "198.51.100.0", endIP: "198.51.100.255" },
      absent: { startIP: "fail", endIP: "fail" },
      breaks: [
        {
          why: "all of Azure",
          change: { startIP: "0.0.0.0", endIP: "0.0.0.0" },
          reasons: [
            "startIP: got 0.0.0.0, which means all of Azure or all addresses, expected single networks; name them",
          ],
        },
        {
          why: "everybody",
          change: { startIP: "0.0.0.0", endIP: "255.255.255.255" },
          reasons: [
            "startIP: got 0.0.0.0, which means all of Azure or all addresses, expected single networks; name them",
          ],
        },
        {
          why: "one address too many",
          change: { endIP: "198.51.101.0" },
          reasons: ["endIP: got 198.51.100.0 to 198.51.101.0, expected at most 256 addresses; name smaller networks"],
        },
        {
          why: "half of the internet",
          change: { startIP: "128.0.0.0", endIP: "255.255.255.255" },
          reasons: ["endIP: got 128.0.0.0 to 255.255.255.255, expected at most 256 addresses; name smaller networks"],
        },
        {
          why: "the wrong way round",
          change: { startIP: "198.51.101.0" },
          reasons: ["endIP: got 198.51.101.0 to 198.51.100.255, expected at most 256 addresses; name smaller networks"],
        },
        {
          why: "no address",
          change: { startIP: "office" },
          reasons: ["endIP: got office to 198.51.100.255, expected at most 256 addresses; name smaller networks"],
        },
      ],
      variants: [{ why: "one address", outcome: "pass", change: { endIP: "198.51.100.0" } }],
    },
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: { settings: { ipConfiguration: { authorizedNetworks: [{ value: "198.51.100.0/24" }] } } },
      absent: { "settings.ipConfiguration.authorizedNetworks.value": "fail" },
      breaks: [
        {
          why: "everybody",
          change: { "settings.ipConfiguration.authorizedNetworks.0.value": "0.0.0.0/0" },
          reasons: [
            "settings.ipConfiguration.authorizedNetworks[0].value: got 0.0.0.0/0, expected a network of one's own; name single networks",
          ],
        },
        {
          why: "half of the internet",
          change: { "settings.ipConfiguration.authorizedNetworks.0.value": "0.0.0.0/1" },
          reasons: [
            "settings.ipConfiguration.authorizedNetworks[0].value: got 0.0.0.0/1, expected a network of one's own; name single networks",
          ],
        },
      ],
      variants: [
        { why: "none", outcome: "pass", change: { "settings.ipConfiguration.authorizedNetworks": undefined } },
      ],
    },
  ],
};
