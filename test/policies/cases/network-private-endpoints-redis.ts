import { NOT_YET_KNOWN, type RuleCases } from "../harness/rule-case.ts";

export const NETWORK_PRIVATE_ENDPOINTS_REDIS_CASES: RuleCases = {
  "NET-09": [
    {
      type: "azure-native:redis:Redis",
      compliant: {},
      others: [
        {
          type: "azure-native:network:PrivateEndpoint",
          name: "endpoint",
          props: { privateLinkServiceConnections: [{ privateLinkServiceId: NOT_YET_KNOWN, groupIds: ["x"] }] },
          refersTo: { privateLinkServiceConnections: ["subject"] },
        },
      ],
      absent: { publicNetworkAccess: "pass", subnetId: "pass" },
      unknown: { publicNetworkAccess: "pass", subnetId: "pass" },
      breaks: [
        {
          why: "no endpoint and open",
          others: [],
          reasons: [
            ": got no private endpoint, expected one; add azure-native:network:PrivateEndpoint with privateLinkServiceConnections of it",
            "publicNetworkAccess: got nothing (the provider's default is Enabled), expected Disabled or SecuredByPerimeter; set publicNetworkAccess",
            "subnetId: got nothing, expected service endpoints; set subnetId",
          ],
        },
        {
          why: "an endpoint of another service",
          others: [
            {
              type: "azure-native:network:PrivateEndpoint",
              name: "endpoint",
              props: {
                privateLinkServiceConnections: [{ privateLinkServiceId: "other" }, { privateLinkServiceId: "third" }],
              },
            },
          ],
          reasons: [
            ": got no private endpoint, expected one; add azure-native:network:PrivateEndpoint with privateLinkServiceConnections of it",
            "publicNetworkAccess: got nothing (the provider's default is Enabled), expected Disabled or SecuredByPerimeter; set publicNetworkAccess",
            "subnetId: got nothing, expected service endpoints; set subnetId",
          ],
        },
      ],
      variants: [
        {
          why: "an endpoint that names it by its id",
          outcome: "pass",
          others: [
            {
              type: "azure-native:network:PrivateEndpoint",
              name: "endpoint",
              props: {
                privateLinkServiceConnections: [
                  { privateLinkServiceId: "other" },
                  { privateLinkServiceId: "/subscriptions/s/resourceGroups/r/providers/x/y/subject" },
                ],
              },
            },
          ],
          change: { id: "/subscriptions/s/resourceGroups/r/providers/x/y/subject" },
        },
        {
          why: "an endpoint of something not known",
          outcome: "unknown",
          others: [
            {
              type: "azure-native:network:PrivateEndpoint",
              name: "endpoint",
              props: { privateLinkServiceConnections: NOT_YET_KNOWN },
            },
          ],
        },
        { why: "closed to everybody", outcome: "pass", others: [], change: { publicNetworkAccess: "Disabled" } },
        { why: "in a perimeter", outcome: "pass", others: [], change: { publicNetworkAccess: "SecuredByPerimeter" } },
        { why: "service endpoints", outcome: "pass", others: [], change: { subnetId: "/subnets/a" } },
      ],
    },
  ],
};
