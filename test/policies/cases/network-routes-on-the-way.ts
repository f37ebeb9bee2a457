import { NOT_YET_KNOWN, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const DATA_A: OtherResource = {
  type: "aws:ec2/subnet:Subnet",
  name: "data-a",
  props: {},
  refersTo: { vpcId: ["vpc"] },
};
const VPC: OtherResource = { type: "aws:ec2/vpc:Vpc", name: "vpc", props: {} };
const ASSOCIATION: OtherResource = {
  type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  name: "association",
  props: {},
  refersTo: { subnetId: ["data-a"], routeTableId: ["subject"] },
};
const GATEWAY: OtherResource = { type: "aws:ec2/internetGateway:InternetGateway", name: "gateway", props: {} };
const GROUP: OtherResource = {
  type: "aws:rds/subnetGroup:SubnetGroup",
  name: "group",
  props: { subnetIds: [NOT_YET_KNOWN] },
  refersTo: { subnetIds: ["data-a"] },
};
const TABLE: OtherResource = {
  type: "aws:ec2/routeTable:RouteTable",
  name: "table",
  props: {},
  refersTo: { vpcId: ["vpc"] },
};
const ASSOCIATION_2: OtherResource = {
  type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  name: "association",
  props: {},
  refersTo: { subnetId: ["data-a"], routeTableId: ["table"] },
};
const ROUTE: OtherResource = {
  type: "aws:ec2/route:Route",
  name: "route",
  props: { gatewayId: NOT_YET_KNOWN, destinationCidrBlock: "0.0.0.0/0" },
  refersTo: { routeTableId: ["table"], gatewayId: ["gateway"] },
};

export const NETWORK_ROUTES_ON_THE_WAY_CASES: RuleCases = {
  "NET-08": [
    {
      type: "aws:ec2/routeTable:RouteTable",
      compliant: { routes: [] },
      others: [DATA_A, VPC, ASSOCIATION, GATEWAY, GROUP],
      absent: { routes: "pass" },
      unknown: { routes: "pass" },
      breaks: [
        {
          why: "the internet from a data subnet",
          change: { routes: [{ gatewayId: "igw-1" }] },
          reasons: [
            "routes: got a way from data-a of group to the internet, expected none; give the subnets of data stores a route table of their own",
          ],
        },
        {
          why: "by a route beside it",
          others: [
            DATA_A,
            VPC,
            ASSOCIATION,
            GATEWAY,
            {
              type: "aws:ec2/route:Route",
              name: "route",
              props: { gatewayId: NOT_YET_KNOWN, destinationCidrBlock: "0.0.0.0/0" },
              refersTo: { routeTableId: ["subject"], gatewayId: ["gateway"] },
            },
            GROUP,
          ],
          reasons: [
            "routes: got a way from data-a of group to the internet, expected none; give the subnets of data stores a route table of their own",
          ],
        },
      ],
      variants: [
        { why: "no data stores", outcome: "not-applicable", others: [], change: { routes: [{ gatewayId: "igw-1" }] } },
        {
          why: "another table",
          outcome: "pass",
          others: [DATA_A, VPC, TABLE, ASSOCIATION_2, GATEWAY, GROUP],
          change: { routes: [{ gatewayId: "igw-1" }] },
        },
      ],
    },
    {
      type: "aws:ec2/route:Route",
      compliant: { routeTableId: NOT_YET_KNOWN, gatewayId: "vgw-1" },
      others: [DATA_A, VPC, TABLE, ASSOCIATION_2, GATEWAY, GROUP],
      refersTo: { routeTableId: ["table"] },
      absent: { gatewayId: "pass", routeTableId: "pass" },
      unknown: { routeTableId: "pass" },
      breaks: [
        {
          why: "the internet from a data subnet",
          change: { gatewayId: "igw-1" },
          reasons: [
            "gatewayId: got a way from data-a of group to the internet, expected none; give the subnets of data stores a route table of their own",
          ],
        },
      ],
      variants: [
        {
          why: "no data stores",
          outcome: "not-applicable",
          others: [DATA_A, VPC, TABLE, ASSOCIATION_2, GATEWAY],
          change: { gatewayId: "igw-1" },
        },
        {
          why: "not on the way of a data subnet",
          outcome: "pass",
          others: [DATA_A, VPC, TABLE, GATEWAY, GROUP],
          change: { gatewayId: "igw-1" },
        },
      ],
    },
    {
      type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
      compliant: { routeTableId: NOT_YET_KNOWN, subnetId: NOT_YET_KNOWN },
      others: [
        DATA_A,
        VPC,
        TABLE,
        GATEWAY,
        { type: "aws:ec2/natGateway:NatGateway", name: "nat", props: {} },
        {
          type: "aws:ec2/route:Route",
          name: "route",
          props: { natGatewayId: NOT_YET_KNOWN, destinationCidrBlock: "0.0.0.0/0" },
          refersTo: { routeTableId: ["table"], natGatewayId: ["nat"] },
        },
        GROUP,
      ],
      refersTo: { routeTableId: ["table"], subnetId: ["data-a"] },
      absent: { routeTableId: "pass", subnetId: "pass" },
      unknown: { routeTableId: "pass", subnetId: "pass" },
      breaks: [
        {
          why: "joins a data subnet with the internet",
          others: [DATA_A, VPC, TABLE, GATEWAY, ROUTE, GROUP],
          reasons: [
            "routeTableId: got a way from data-a of group to the internet, expected none; give the subnets of data stores a route table of their own",
          ],
        },
      ],
      variants: [{ why: "no data stores", outcome: "not-applicable", others: [DATA_A, VPC, TABLE, GATEWAY, ROUTE] }],
    },
  ],
};
