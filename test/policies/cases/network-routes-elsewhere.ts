import { NOT_YET_KNOWN, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const TABLE: OtherResource = { type: "azure-native:network:RouteTable", name: "table", props: {} };
const NET: OtherResource = { type: "gcp:compute/network:Network", name: "net", props: {} };

export const NETWORK_ROUTES_ELSEWHERE_CASES: RuleCases = {
  "NET-08": [
    {
      type: "azure-native:network:Route",
      compliant: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance" },
      others: [
        TABLE,
        {
          type: "azure-native:network:Subnet",
          name: "database",
          props: { delegations: [{ serviceName: "x" }], routeTable: { id: NOT_YET_KNOWN } },
          refersTo: { routeTable: ["table"] },
        },
      ],
      refersTo: { routeTableName: ["table"] },
      absent: { addressPrefix: "pass", nextHopType: "fail" },
      unknown: { addressPrefix: "pass" },
      breaks: [
        {
          why: "everything to the internet",
          change: { nextHopType: "Internet" },
          reasons: [
            "nextHopType: got Internet for all addresses, expected another next hop; give the subnets of data stores a route table of their own",
          ],
        },
      ],
      variants: [
        {
          why: "a block to the internet",
          outcome: "pass",
          change: { addressPrefix: "203.0.113.0/24", nextHopType: "Internet" },
        },
        {
          why: "a subnet that is not delegated",
          outcome: "not-applicable",
          others: [
            TABLE,
            {
              type: "azure-native:network:Subnet",
              name: "application",
              props: { routeTable: { id: NOT_YET_KNOWN } },
              refersTo: { routeTable: ["table"] },
            },
          ],
          change: { nextHopType: "Internet" },
        },
      ],
    },
    {
      type: "azure-native:network:RouteTable",
      compliant: { routes: [{ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance" }] },
      others: [
        {
          type: "azure-native:network:Subnet",
          name: "database",
          props: { delegations: [{ serviceName: "x" }], routeTable: { id: NOT_YET_KNOWN } },
          refersTo: { routeTable: ["subject"] },
        },
      ],
      absent: { "routes.addressPrefix": "pass", "routes.nextHopType": "fail" },
      unknown: { "routes.addressPrefix": "pass" },
      breaks: [
        {
          why: "everything to the internet",
          change: { "routes.0.nextHopType": "Internet" },
          reasons: [
            "routes[0].nextHopType: got Internet for all addresses, expected another next hop; give the subnets of data stores a route table of their own",
          ],
        },
      ],
      variants: [
        {
          why: "a block to the internet",
          outcome: "pass",
          change: { routes: [{ addressPrefix: "203.0.113.0/24", nextHopType: "Internet" }] },
        },
        {
          why: "no delegated subnet",
          outcome: "not-applicable",
          others: [],
          change: { "routes.0.nextHopType": "Internet" },
        },
        {
          why: "a subnet of a table not known",
          outcome: "unknown",
          others: [
            {
              type: "azure-native:network:Subnet",
              name: "database",
              props: { delegations: [{ serviceName: "x" }], routeTable: { id: NOT_YET_KNOWN } },
            },
          ],
          change: { "routes.0.nextHopType": "Internet" },
        },
      ],
    },
    {
      type: "gcp:compute/route:Route",
      compliant: {
        destRange: "0.0.0.0/0",
        nextHopGateway: "default-internet-gateway",
        tags: ["workload"],
        network: NOT_YET_KNOWN,
      },
      others: [
        NET,
        {
          type: "gcp:sql/databaseInstance:DatabaseInstance",
          name: "database",
          props: {},
          refersTo: { settings: ["net"] },
        },
      ],
      refersTo: { network: ["net"] },
      absent: { destRange: "pass", nextHopGateway: "pass", tags: "fail" },
      unknown: { destRange: "pass", nextHopGateway: "pass" },
      breaks: [
        {
          why: "for all machines",
          change: { tags: [] },
          reasons: ["nextHopGateway: got all machines and stores to the internet, expected tags; limit it with tags"],
        },
      ],
      variants: [
        { why: "one block", outcome: "pass", change: { destRange: "199.36.153.4/30", tags: undefined } },
        { why: "another next hop", outcome: "pass", change: { nextHopGateway: undefined, tags: undefined } },
        { why: "no data store", outcome: "not-applicable", others: [NET], change: { tags: undefined } },
        { why: "a range not known", outcome: "unknown", change: { tags: undefined, destRange: NOT_YET_KNOWN } },
        {
          why: "a cache in the network",
          outcome: "unknown",
          others: [
            NET,
            { type: "gcp:redis/instance:Instance", name: "cache", props: { authorizedNetwork: NOT_YET_KNOWN } },
          ],
          change: { tags: undefined },
        },
      ],
    },
  ],
};
