import { NOT_YET_KNOWN, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const NET: OtherResource = { type: "gcp:compute/network:Network", name: "net", props: {} };
const PEERING: OtherResource = {
  type: "gcp:servicenetworking/connection:Connection",
  name: "peering",
  props: {},
  refersTo: { network: ["net"] },
};
const NET_2: OtherResource = {
  type: "gcp:compute/network:Network",
  name: "net",
  props: { id: "projects/p/global/networks/n" },
};

export const NETWORK_PRIVATE_ENDPOINTS_GCP_CASES: RuleCases = {
  "NET-09": [
    {
      type: "gcp:compute/subnetwork:Subnetwork",
      compliant: { purpose: "PRIVATE", privateIpGoogleAccess: true },
      absent: { privateIpGoogleAccess: "fail", purpose: "pass" },
      breaks: [
        {
          why: "off",
          change: { privateIpGoogleAccess: false },
          reasons: ["privateIpGoogleAccess: got false, expected true; set privateIpGoogleAccess to true"],
        },
      ],
      variants: [
        {
          why: "proxies",
          outcome: "not-applicable",
          change: { purpose: "REGIONAL_MANAGED_PROXY", privateIpGoogleAccess: undefined },
        },
      ],
    },
    {
      type: "gcp:servicenetworking/connection:Connection",
      compliant: { service: "servicenetworking.googleapis.com", reservedPeeringRanges: ["range"] },
      absent: { service: "fail", reservedPeeringRanges: "fail" },
      unknown: { reservedPeeringRanges: "pass" },
      breaks: [
        {
          why: "another service",
          change: { service: "other.googleapis.com" },
          reasons: [
            "service: got other.googleapis.com, expected servicenetworking.googleapis.com; set service to servicenetworking.googleapis.com",
          ],
        },
        {
          why: "no range",
          change: { reservedPeeringRanges: [] },
          reasons: ["reservedPeeringRanges: got nothing, expected a range of addresses; set reservedPeeringRanges"],
        },
      ],
    },
    {
      type: "gcp:redis/instance:Instance",
      compliant: { connectMode: "PRIVATE_SERVICE_ACCESS", authorizedNetwork: NOT_YET_KNOWN },
      others: [NET, PEERING],
      refersTo: { authorizedNetwork: ["net"] },
      absent: { connectMode: "not-applicable", authorizedNetwork: "not-applicable" },
      unknown: { authorizedNetwork: "pass" },
      breaks: [
        {
          why: "not peered",
          others: [NET],
          reasons: [
            "authorizedNetwork: got a network without private services access, expected one; add gcp:servicenetworking/connection:Connection",
          ],
        },
      ],
      variants: [
        { why: "another way of connecting", outcome: "not-applicable", change: { connectMode: "DIRECT_PEERING" } },
      ],
    },
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: { settings: { ipConfiguration: { privateNetwork: "projects/p/global/networks/n" } } },
      others: [NET_2, PEERING],
      absent: { "settings.ipConfiguration.privateNetwork": "not-applicable" },
      breaks: [
        {
          why: "not peered",
          others: [NET_2],
          reasons: [
            "settings.ipConfiguration.privateNetwork: got a network without private services access, expected one; add gcp:servicenetworking/connection:Connection",
          ],
        },
      ],
      variants: [
        { why: "a network of another stack", outcome: "not-applicable", others: [] },
        {
          why: "a peering of a network not known",
          outcome: "unknown",
          others: [
            NET_2,
            { type: "gcp:servicenetworking/connection:Connection", name: "peering", props: { network: NOT_YET_KNOWN } },
          ],
        },
      ],
    },
  ],
};
