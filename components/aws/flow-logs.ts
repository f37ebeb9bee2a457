/** Flow logs: who spoke to whom, allowed or refused, in a log group under the tenant's audit key. */
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { FlowLog } from "@pulumi/aws/ec2/flowLog.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { NetworkArgs } from "../contracts.ts";
import { stackArn } from "./arn.ts";
import { logGroupName, logRetentionDays } from "./log-groups.ts";
import { plainPolicyDocument, policyDocument } from "./policy-document.ts";
import { roleName, rolePath } from "./role-names.ts";

/**
 * Fields of a record: those of version 2, then what an investigation asks for next. The format is create-only, so it is
 * complete from the start. Amazon VPC user guide, "Flow log records".
 */
const RECORD_FIELDS = [
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
  "vpc-id",
  "subnet-id",
  "az-id",
  "tcp-flags",
  "type",
  "pkt-srcaddr",
  "pkt-dstaddr",
  "pkt-src-aws-service",
  "pkt-dst-aws-service",
  "flow-direction",
  "traffic-path",
  "reject-reason",
] as const;

/** The shortest interval that AWS offers, seconds: the detection promise counts it in. */
const AGGREGATION_SECONDS = 60;

/**
 * Creates the log group, also where nothing is recorded: the group outlives what was recorded, under a name that AWS gives
 * out once, so it must be there when recording is switched on again. An empty group costs nothing.
 */
export function createFlowLogGroup(owner: TenantComponent, { stack, spec, keys }: NetworkArgs): LogGroup {
  return owner.taggedChild(LogGroup, "flow-log-group", "internal", {
    name: logGroupName(stack, "flow-logs"),
    kmsKeyId: keys.keys.audit.keyId,
    retentionInDays: logRetentionDays(spec.flowLogRetentionDays),
    logGroupClass: "STANDARD",
    deletionProtectionEnabled: owner.rules.deletionProtection,
  });
}

/** Creates delivery role and flow log for all traffic of the network. */
export function createFlowLog(owner: TenantComponent, { stack }: NetworkArgs, vpc: Vpc, group: LogGroup): void {
  const role = createDeliveryRole(owner, stack, group);
  owner.taggedChild(FlowLog, "flow-log", "internal", {
    vpcId: vpc.id,
    trafficType: "ALL",
    maxAggregationInterval: AGGREGATION_SECONDS,
    logDestinationType: "cloud-watch-logs",
    logDestination: group.arn,
    logFormat: RECORD_FIELDS.map((field) => `\${${field}}`).join(" "),
    iamRoleArn: role.arn,
  });
}

function createDeliveryRole(owner: TenantComponent, stack: StackSpec, group: LogGroup): Role {
  const role = owner.taggedChild(Role, "flow-log-role", "none", {
    name: roleName(stack, "flow-logs"),
    path: rolePath(stack),
    description: "Delivers flow logs of the network",
    assumeRolePolicy: plainPolicyDocument([
      {
        Sid: "FlowLogsOfThisAccount",
        Effect: "Allow",
        Principal: { Service: ["vpc-flow-logs.amazonaws.com"] },
        Action: ["sts:AssumeRole"],
        // The service acts for any account's flow log that names the role, were these two not here.
        Condition: {
          StringEquals: { "aws:SourceAccount": stack.account },
          ArnLike: { "aws:SourceArn": stackArn(stack, "ec2", "vpc-flow-log/*") },
        },
      },
    ]),
  });
  owner.child(RolePolicy, "flow-log-role-policy", {
    role: role.name,
    policy: policyDocument([
      {
        Sid: "WriteRecords",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: [group.arn, pulumi.interpolate`${group.arn}:*`],
      },
      {
        Sid: "FindGroup",
        Effect: "Allow",
        Action: "logs:DescribeLogGroups",
        Resource: stackArn(stack, "logs", "log-group:*"),
      },
    ]),
  });
  return role;
}
