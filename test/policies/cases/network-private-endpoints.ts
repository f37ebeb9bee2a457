import { NOT_YET_KNOWN, type RuleCases, type OtherResource } from "../harness/rule-case.ts";

const ENDPOINT_S3: OtherResource = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "endpoint-s3",
  props: { serviceName: "com.amazonaws.eu-west-1.s3" },
  refersTo: { vpcId: ["subject"] },
};
const ENDPOINT_KMS: OtherResource = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "endpoint-kms",
  props: { serviceName: "com.amazonaws.eu-west-1.kms" },
  refersTo: { vpcId: ["subject"] },
};
const ENDPOINT_SECRETSMANAGER: OtherResource = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "endpoint-secretsmanager",
  props: { serviceName: "com.amazonaws.eu-west-1.secretsmanager" },
  refersTo: { vpcId: ["subject"] },
};
const ENDPOINT_LOGS: OtherResource = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "endpoint-logs",
  props: { serviceName: "com.amazonaws.eu-west-1.logs" },
  refersTo: { vpcId: ["subject"] },
};
const ENDPOINT_ECR_API: OtherResource = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "endpoint-ecr-api",
  props: { serviceName: "com.amazonaws.eu-west-1.ecr.api" },
  refersTo: { vpcId: ["subject"] },
};
const ENDPOINT_ECR_DKR: OtherResource = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "endpoint-ecr-dkr",
  props: { serviceName: "com.amazonaws.eu-west-1.ecr.dkr" },
  refersTo: { vpcId: ["subject"] },
};
const ENDPOINT_STS: OtherResource = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "endpoint-sts",
  props: { serviceName: "com.amazonaws.eu-west-1.sts" },
  refersTo: { vpcId: ["subject"] },
};

export const NETWORK_PRIVATE_ENDPOINTS_CASES: RuleCases = {
  "NET-09": [
    {
      type: "aws:ec2/vpc:Vpc",
      compliant: {},
      others: [
        ENDPOINT_S3,
        ENDPOINT_KMS,
        ENDPOINT_SECRETSMANAGER,
        ENDPOINT_LOGS,
        ENDPOINT_ECR_API,
        ENDPOINT_ECR_DKR,
        ENDPOINT_STS,
      ],
      absent: {},
      breaks: [
        {
          why: "one missing",
          others: [
            ENDPOINT_KMS,
            ENDPOINT_SECRETSMANAGER,
            ENDPOINT_LOGS,
            ENDPOINT_ECR_API,
            ENDPOINT_ECR_DKR,
            ENDPOINT_STS,
          ],
          reasons: [": got no endpoint for s3, expected one each; add aws:ec2/vpcEndpoint:VpcEndpoint"],
        },
        {
          why: "none",
          others: [],
          reasons: [
            ": got no endpoint for s3, kms, secretsmanager, logs, ecr.api, ecr.dkr, sts, expected one each; add aws:ec2/vpcEndpoint:VpcEndpoint",
          ],
        },
        {
          why: "none, in a small tier",
          others: [],
          context: { tier: "standard" },
          reasons: [": got no endpoint for s3, expected one each; add aws:ec2/vpcEndpoint:VpcEndpoint"],
        },
      ],
      variants: [
        { why: "S3 alone, in a small tier", outcome: "pass", others: [ENDPOINT_S3], context: { tier: "standard" } },
        {
          why: "a service not known",
          outcome: "unknown",
          others: [
            {
              type: "aws:ec2/vpcEndpoint:VpcEndpoint",
              name: "endpoint",
              props: { serviceName: NOT_YET_KNOWN },
              refersTo: { vpcId: ["subject"] },
            },
          ],
        },
        {
          why: "FIPS endpoints",
          outcome: "pass",
          others: [
            {
              type: "aws:ec2/vpcEndpoint:VpcEndpoint",
              name: "endpoint-s3",
              props: { serviceName: "com.amazonaws.us-east-1.s3" },
              refersTo: { vpcId: ["subject"] },
            },
            {
              type: "aws:ec2/vpcEndpoint:VpcEndpoint",
              name: "endpoint-kms",
              props: { serviceName: "com.amazonaws.us-east-1.kms-fips" },
              refersTo: { vpcId: ["subject"] },
            },
            {
              type: "aws:ec2/vpcEndpoint:VpcEndpoint",
              name: "endpoint-secretsmanager",
              props: { serviceName: "com.amazonaws.us-east-1.secretsmanager" },
              refersTo: { vpcId: ["subject"] },
            },
            {
              type: "aws:ec2/vpcEndpoint:VpcEndpoint",
              name: "endpoint-logs",
              props: { serviceName: "com.amazonaws.us-east-1.logs" },
              refersTo: { vpcId: ["subject"] },
            },
            {
              type: "aws:ec2/vpcEndpoint:VpcEndpoint",
              name: "endpoint-ecr-api",
              props: { serviceName: "com.amazonaws.us-east-1.ecr.api" },
              refersTo: { vpcId: ["subject"] },
            },
            {
              type: "aws:ec2/vpcEndpoint:VpcEndpoint",
              name: "endpoint-ecr-dkr",
              props: { serviceName: "com.amazonaws.us-east-1.ecr.dkr" },
              refersTo: { vpcId: ["subject"] },
            },
            {
              type: "aws:ec2/vpcEndpoint:VpcEndpoint",
              name: "endpoint-sts",
              props: { serviceName: "com.amazonaws.us-east-1.sts" },
              refersTo: { vpcId: ["subject"] },
            },
          ],
        },
      ],
    },
    {
      type: "aws:ec2/vpcEndpoint:VpcEndpoint",
      compliant: { serviceName: "com.amazonaws.eu-west-1.kms", vpcEndpointType: "Interface", privateDnsEnabled: true },
      absent: { serviceName: "not-applicable", vpcEndpointType: "not-applicable", privateDnsEnabled: "fail" },
      breaks: [
        {
          why: "no name",
          change: { privateDnsEnabled: false },
          reasons: ["privateDnsEnabled: got false, expected true; set privateDnsEnabled to true"],
        },
      ],
      variants: [
        {
          why: "a gateway",
          outcome: "not-applicable",
          change: { vpcEndpointType: "Gateway", privateDnsEnabled: undefined },
        },
        {
          why: "somebody else's service",
          outcome: "not-applicable",
          change: { serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-1", privateDnsEnabled: false },
        },
      ],
    },
  ],
};
