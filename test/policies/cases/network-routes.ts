import { NOT_YET_KNOWN, type RuleCase, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const DATA_A: OtherResource = {
  type: "aws:ec2/subnet:Subnet",
  name: "data-a",
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
  refersTo: { subnetId: ["data-a"], routeTableId: ["table"] },
};
const GATEWAY: OtherResource = { type: "aws:ec2/internetGateway:InternetGateway", name: "gateway", props: {} };

export const NETWORK_ROUTES_CASES: RuleCases = {
  "NET-08": [
    ...[
      "aws:docdb/subnetGroup:SubnetGroup",
      "aws:elasticache/subnetGroup:SubnetGroup",
      "aws:memorydb/subnetGroup:SubnetGroup",
      "aws:neptune/subnetGroup:SubnetGroup",
      "aws:rds/subnetGroup:SubnetGroup",
    ].map((type): RuleCase => ({
      type,
      compliant: { subnetIds: [NOT_YET_KNOWN] },
      others: [
        DATA_A,
        VPC,
        TABLE,
        ASSOCIATION,
        GATEWAY,
        { type: "aws:ec2/natGateway:NatGateway", name: "nat", props: {} },
        {
          type: "aws:ec2/route:Route",
          name: "route",
          props: { natGatewayId: NOT_YET_KNOWN, destinationCidrBlock: "0.0.0.0/0" },
          refersTo: { routeTableId: ["table"], natGatewayId: ["nat"] },
        },
      ],
      refersTo: { subnetIds: ["data-a"] },
      absent: { subnetIds: "fail" },
      unknown: { subnetIds: "pass" },
      breaks: [
        {
          why: "a route to the internet gateway",
          others: [
            DATA_A,
            VPC,
            TABLE,
            ASSOCIATION,
            GATEWAY,
            {
              type: "aws:ec2/route:Route",
              name: "route",
              props: { gatewayId: NOT_YET_KNOWN, destinationCidrBlock: "0.0.0.0/0" },
              refersTo: { routeTableId: ["table"], gatewayId: ["gateway"] },
            },
          ],
          reasons: [
            "subnetIds: got data-a with a route to the internet (route), expected none; give the subnets of data stores a route table of their own",
          ],
        },
        {
          why: "a route by literal id",
          others: [
            DATA_A,
            VPC,
            TABLE,
            ASSOCIATION,
            GATEWAY,
            {
              type: "aws:ec2/route:Route",
              name: "route",
              props: { gatewayId: "igw-1" },
              refersTo: { routeTableId: ["table"] },
            },
          ],
          reasons: [
            "subnetIds: got data-a with a route to the internet (route), expected none; give the subnets of data stores a route table of their own",
          ],
        },
        {
          why: "a route inside the table",
          others: [
            DATA_A,
            VPC,
            ASSOCIATION,
            GATEWAY,
            {
              type: "aws:ec2/routeTable:RouteTable",
              name: "table",
              props: { routes: [{ gatewayId: "igw-1" }] },
              refersTo: { vpcId: ["vpc"] },
            },
          ],
          reasons: [
            "subnetIds: got data-a with a route to the internet (table), expected none; give the subnets of data stores a route table of their own",
          ],
        },
        {
          why: "a route inside the table, not known yet",
          others: [
            DATA_A,
            VPC,
            ASSOCIATION,
            GATEWAY,
            {
              type: "aws:ec2/routeTable:RouteTable",
              name: "table",
              props: { routes: NOT_YET_KNOWN },
              refersTo: { vpcId: ["vpc"], routes: ["gateway"] },
            },
          ],
          reasons: [
            "subnetIds: got data-a with a route to the internet (table), expected none; give the subnets of data stores a route table of their own",
          ],
        },
        {
          why: "a route of the main table",
          others: [
            DATA_A,
            VPC,
            GATEWAY,
            {
              type: "aws:ec2/defaultRouteTable:DefaultRouteTable",
              name: "main",
              props: { routes: [{ gatewayId: "igw-1" }] },
              refersTo: { defaultRouteTableId: ["vpc"] },
            },
          ],
          reasons: [
            "subnetIds: got data-a with a route to the internet (main), expected none; give the subnets of data stores a route table of their own",
          ],
        },
      ],
      variants: [
        { why: "no route", outcome: "pass", others: [DATA_A, VPC, TABLE, ASSOCIATION, GATEWAY] },
        {
          why: "subnets of another stack",
          outcome: "not-applicable",
          others: [{ type: "aws:ec2/vpc:Vpc", name: "data-a", props: {} }],
          change: { subnetIds: ["subnet-1"] },
        },
        {
          why: "a main table without routes",
          outcome: "pass",
          others: [
            DATA_A,
            VPC,
            GATEWAY,
            {
              type: "aws:ec2/defaultRouteTable:DefaultRouteTable",
              name: "main",
              props: { routes: [] },
              refersTo: { defaultRouteTableId: ["vpc"] },
            },
          ],
        },
        {
          why: "a gateway not known",
          outcome: "unknown",
          others: [
            DATA_A,
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
        {
          why: "an association not known",
          outcome: "unknown",
          others: [
            DATA_A,
            VPC,
            TABLE,
            GATEWAY,
            {
              type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
              name: "association",
              props: { subnetId: NOT_YET_KNOWN, routeTableId: NOT_YET_KNOWN },
            },
          ],
        },
        {
          why: "a route of a table not known",
          outcome: "unknown",
          others: [
            DATA_A,
            VPC,
            TABLE,
            ASSOCIATION,
            GATEWAY,
            { type: "aws:ec2/route:Route", name: "route", props: { gatewayId: "igw-1", routeTableId: NOT_YET_KNOWN } },
          ],
        },
      ],
    })),
  ],
};
