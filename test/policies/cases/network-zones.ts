import { NOT_YET_KNOWN, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const A: OtherResource = {
  type: "aws:ec2/subnet:Subnet",
  name: "a",
  props: { availabilityZone: "eu-west-1a", vpcId: NOT_YET_KNOWN },
  refersTo: { vpcId: ["subject"] },
};
const B: OtherResource = {
  type: "aws:ec2/subnet:Subnet",
  name: "b",
  props: { availabilityZone: "eu-west-1b", vpcId: NOT_YET_KNOWN },
  refersTo: { vpcId: ["subject"] },
};
const VPC: OtherResource = { type: "aws:ec2/vpc:Vpc", name: "vpc", props: {} };

export const NETWORK_ZONES_CASES: RuleCases = {
  "NET-13": [
    {
      type: "aws:ec2/vpc:Vpc",
      compliant: {},
      others: [
        A,
        B,
        {
          type: "aws:ec2/subnet:Subnet",
          name: "c",
          props: { availabilityZone: "eu-west-1c", vpcId: NOT_YET_KNOWN },
          refersTo: { vpcId: ["subject"] },
        },
      ],
      absent: {},
      breaks: [
        {
          why: "two zones",
          others: [A, B],
          reasons: ["availabilityZone: got 2 zones for the network, expected at least 3; add subnets in other zones"],
        },
        {
          why: "no subnets",
          others: [],
          reasons: ["availabilityZone: got 0 zones for the network, expected at least 3; add subnets in other zones"],
        },
      ],
      variants: [
        {
          why: "by zone ids",
          outcome: "pass",
          others: [
            {
              type: "aws:ec2/subnet:Subnet",
              name: "a",
              props: { availabilityZoneId: "euw1-a", availabilityZone: NOT_YET_KNOWN },
              refersTo: { vpcId: ["subject"] },
            },
            {
              type: "aws:ec2/subnet:Subnet",
              name: "b",
              props: { availabilityZoneId: "euw1-b", availabilityZone: NOT_YET_KNOWN },
              refersTo: { vpcId: ["subject"] },
            },
            {
              type: "aws:ec2/subnet:Subnet",
              name: "c",
              props: { availabilityZoneId: "euw1-c", availabilityZone: NOT_YET_KNOWN },
              refersTo: { vpcId: ["subject"] },
            },
          ],
        },
        {
          why: "zones not known",
          outcome: "unknown",
          others: [
            {
              type: "aws:ec2/subnet:Subnet",
              name: "a",
              props: { availabilityZone: NOT_YET_KNOWN },
              refersTo: { vpcId: ["subject"] },
            },
          ],
        },
        {
          why: "a subnet of a network not known",
          outcome: "unknown",
          others: [
            {
              type: "aws:ec2/subnet:Subnet",
              name: "a",
              props: { availabilityZone: "eu-west-1a", vpcId: NOT_YET_KNOWN },
            },
          ],
        },
        { why: "not production", outcome: "not-applicable", others: [], context: { production: false } },
      ],
    },
    {
      type: "aws:ec2/subnet:Subnet",
      compliant: { availabilityZone: "eu-west-1a", vpcId: NOT_YET_KNOWN, tags: { tier: "data" } },
      others: [
        VPC,
        {
          type: "aws:ec2/subnet:Subnet",
          name: "b",
          props: { availabilityZone: "eu-west-1b", vpcId: NOT_YET_KNOWN, tags: { tier: "data" } },
          refersTo: { vpcId: ["vpc"] },
        },
      ],
      refersTo: { vpcId: ["vpc"] },
      absent: { availabilityZone: "unknown", vpcId: "pass" },
      unknown: { vpcId: "pass" },
      breaks: [
        {
          why: "one zone",
          change: { availabilityZone: "eu-west-1b" },
          reasons: [
            "availabilityZone: got 1 zone for the subnets of its tier, expected at least 2; add subnets in other zones",
          ],
        },
        {
          why: "the other zone is another tier's",
          others: [
            VPC,
            {
              type: "aws:ec2/subnet:Subnet",
              name: "b",
              props: { availabilityZone: "eu-west-1b", vpcId: NOT_YET_KNOWN, tags: { tier: "public" } },
              refersTo: { vpcId: ["vpc"] },
            },
          ],
          reasons: [
            "availabilityZone: got 1 zone for the subnets of its tier, expected at least 2; add subnets in other zones",
          ],
        },
      ],
    },
    {
      type: "azure-native:network:NatGateway",
      compliant: { zones: ["1"], sku: { name: "Standard" } },
      absent: { zones: "fail", "sku.name": "pass" },
      unknown: { "sku.name": "pass" },
      breaks: [
        {
          why: "no zone",
          change: { zones: [] },
          reasons: ["zones: got nothing, expected a zone or the zone-redundant sku StandardV2; set zones"],
        },
      ],
      variants: [
        { why: "spans zones by itself", outcome: "pass", change: { zones: [], sku: { name: "StandardV2" } } },
        { why: "neither zones nor a known sku", outcome: "unknown", change: { zones: [], "sku.name": NOT_YET_KNOWN } },
        { why: "not production", outcome: "not-applicable", context: { production: false }, change: { zones: [] } },
      ],
    },
  ],
};
