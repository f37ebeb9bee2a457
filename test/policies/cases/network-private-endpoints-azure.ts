import { NOT_YET_KNOWN, type RuleCase, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const ENDPOINT: OtherResource = {
  type: "azure-native:network:PrivateEndpoint",
  name: "endpoint",
  props: { privateLinkServiceConnections: [{ privateLinkServiceId: NOT_YET_KNOWN, groupIds: ["x"] }] },
  refersTo: { privateLinkServiceConnections: ["subject"] },
};
const ENDPOINT_2: OtherResource = {
  type: "azure-native:network:PrivateEndpoint",
  name: "endpoint",
  props: { privateLinkServiceConnections: [{ privateLinkServiceId: "other" }, { privateLinkServiceId: "third" }] },
};
const ENDPOINT_3: OtherResource = {
  type: "azure-native:network:PrivateEndpoint",
  name: "endpoint",
  props: {
    privateLinkServiceConnections: [
      { privateLinkServiceId: "other" },
      { privateLinkServiceId: "/subscriptions/s/resourceGroups/r/providers/x/y/subject" },
    ],
  },
};
const ENDPOINT_4: OtherResource = {
  type: "azure-native:network:PrivateEndpoint",
  name: "endpoint",
  props: { privateLinkServiceConnections: NOT_YET_KNOWN },
};

/** A service behind an endpoint. @param subnets its own list of subnets with service endpoints, where it has one */
function serviceCase(type: string, subnets?: string): RuleCase {
  const properties = ["publicNetworkAccess", ...(subnets === undefined ? [] : [subnets])];
  const passes = Object.fromEntries(properties.map((path) => [path, "pass" as const]));
  const reasons = [
    ": got no private endpoint, expected one; add azure-native:network:PrivateEndpoint with privateLinkServiceConnections of it",
    "publicNetworkAccess: got nothing (the provider's default is Enabled), expected Disabled or SecuredByPerimeter; set publicNetworkAccess",
    ...(subnets === undefined ? [] : [`${subnets}: got nothing, expected service endpoints; set ${subnets}`]),
  ];
  return {
    type,
    compliant: {},
    others: [ENDPOINT],
    absent: passes,
    unknown: passes,
    breaks: [
      { why: "no endpoint and open", others: [], reasons },
      { why: "an endpoint of another service", others: [ENDPOINT_2], reasons },
    ],
    variants: [
      {
        why: "an endpoint that names it by its id",
        outcome: "pass",
        others: [ENDPOINT_3],
        change: { id: "/subscriptions/s/resourceGroups/r/providers/x/y/subject" },
      },
      { why: "an endpoint of something not known", outcome: "unknown", others: [ENDPOINT_4] },
      { why: "closed to everybody", outcome: "pass", others: [], change: { publicNetworkAccess: "Disabled" } },
      { why: "in a perimeter", outcome: "pass", others: [], change: { publicNetworkAccess: "SecuredByPerimeter" } },
      ...(subnets === undefined
        ? []
        : [
            {
              why: "service endpoints",
              outcome: "pass" as const,
              others: [],
              change: { [subnets]: [{ id: "/subnets/a" }] },
            },
          ]),
    ],
  };
}

export const NETWORK_PRIVATE_ENDPOINTS_AZURE_CASES: RuleCases = {
  "NET-09": [
    {
      type: "azure-native:network:PrivateEndpoint",
      compliant: { privateLinkServiceConnections: [{ privateLinkServiceId: "/vault", groupIds: ["vault"] }] },
      absent: {
        "privateLinkServiceConnections.privateLinkServiceId": "fail",
        "privateLinkServiceConnections.groupIds": "fail",
      },
      unknown: {
        "privateLinkServiceConnections.privateLinkServiceId": "pass",
        "privateLinkServiceConnections.groupIds": "pass",
      },
      breaks: [
        {
          why: "to nothing",
          change: { privateLinkServiceConnections: [] },
          reasons: [
            "privateLinkServiceConnections: got none, expected the service that it leads to; add it to privateLinkServiceConnections",
          ],
        },
        {
          why: "no service",
          change: { "privateLinkServiceConnections.0.privateLinkServiceId": "" },
          reasons: [
            "privateLinkServiceConnections: got none, expected the service that it leads to; add it to privateLinkServiceConnections",
          ],
        },
        {
          why: "no part of the service",
          change: { "privateLinkServiceConnections.0.groupIds": [] },
          reasons: [
            "privateLinkServiceConnections: got none, expected the service that it leads to; add it to privateLinkServiceConnections",
          ],
        },
      ],
    },
    serviceCase("azure-native:containerregistry:Registry"),
    serviceCase("azure-native:redisenterprise:RedisEnterprise"),
    serviceCase("azure-native:search:Service"),
    serviceCase("azure-native:storage:StorageAccount", "networkRuleSet.virtualNetworkRules"),
    serviceCase("azure-native:cosmosdb:DatabaseAccount", "virtualNetworkRules"),
    {
      type: "azure-native:keyvault:Vault",
      compliant: {},
      others: [ENDPOINT],
      absent: { "properties.publicNetworkAccess": "pass", "properties.networkAcls.virtualNetworkRules": "pass" },
      unknown: { "properties.publicNetworkAccess": "pass", "properties.networkAcls.virtualNetworkRules": "pass" },
      breaks: [
        {
          why: "no endpoint and open",
          others: [],
          reasons: [
            ": got no private endpoint, expected one; add azure-native:network:PrivateEndpoint with privateLinkServiceConnections of it",
            "properties.publicNetworkAccess: got nothing (the provider's default is Enabled), expected Disabled or SecuredByPerimeter; set properties.publicNetworkAccess",
            "properties.networkAcls.virtualNetworkRules: got nothing, expected service endpoints; set properties.networkAcls.virtualNetworkRules",
          ],
        },
        {
          why: "an endpoint of another service",
          others: [ENDPOINT_2],
          reasons: [
            ": got no private endpoint, expected one; add azure-native:network:PrivateEndpoint with privateLinkServiceConnections of it",
            "properties.publicNetworkAccess: got nothing (the provider's default is Enabled), expected Disabled or SecuredByPerimeter; set properties.publicNetworkAccess",
            "properties.networkAcls.virtualNetworkRules: got nothing, expected service endpoints; set properties.networkAcls.virtualNetworkRules",
          ],
        },
      ],
      variants: [
        {
          why: "an endpoint that names it by its id",
          outcome: "pass",
          others: [ENDPOINT_3],
          change: { id: "/subscriptions/s/resourceGroups/r/providers/x/y/subject" },
        },
        { why: "an endpoint of something not known", outcome: "unknown", others: [ENDPOINT_4] },
        {
          why: "closed to everybody",
          outcome: "pass",
          others: [],
          change: { "properties.publicNetworkAccess": "Disabled" },
        },
        {
          why: "in a perimeter",
          outcome: "pass",
          others: [],
          change: { "properties.publicNetworkAccess": "SecuredByPerimeter" },
        },
        {
          why: "service endpoints",
          outcome: "pass",
          others: [],
          change: { "properties.networkAcls.virtualNetworkRules": [{ id: "/subnets/a" }] },
        },
      ],
    },
  ],
};
