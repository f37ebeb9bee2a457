import assert from "node:assert/strict";
import { ACCOUNT_STATEMENT, logsStatement, makeKey, makeNetwork, makeRole, policy } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const GROUP = "cloudwatch/logGroup:LogGroup";
const FLOW_LOG = "ec2/flowLog:FlowLog";

function logs(doing: string, operation: string): string {
  return `${doing}: operation error CloudWatch Logs: ${operation}, https response error StatusCode: 400,`;
}

describe("the simulated CloudWatch Logs: a group", () => {
  it("has its name for an id, once per account and region", async () => {
    const cloud = new SimulatedAws();
    const group = await cloud.make(GROUP, { name: "/acme/flow-logs" });
    assert.equal(group.id, "/acme/flow-logs");
    assert.equal(group.outputs["arn"], `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/acme/flow-logs`);
    await refused(
      cloud.make(GROUP, { name: "/acme/flow-logs" }, "again"),
      `${logs("creating CloudWatch Logs Log Group (/acme/flow-logs)", "CreateLogGroup")} ResourceAlreadyExistsException: The specified log group already exists`,
    );
    await cloud.make(GROUP, { name: "/acme/flow-logs", region: "eu-central-1" }, "far");
  });

  it("keeps records for the days that are offered: 2557, not 2555", () => {
    const cloud = new SimulatedAws();
    for (const retentionInDays of [0, 1, 365, 2557, 3653])
      assert.deepEqual(cloud.failures(GROUP, { name: "x", retentionInDays }), []);
    assert.deepEqual(cloud.failures(GROUP, { name: "x", retentionInDays: 2555 }), [
      "retentionInDays: expected retention_in_days to be one of [0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653], got 2555",
    ]);
  });

  it("takes names as the service does", async () => {
    const cloud = new SimulatedAws();
    assert.deepEqual(cloud.failures(GROUP, { name: "/acme/a b" }), [
      "name: invalid value for name (isn't a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed))",
    ]);
    await refused(
      cloud.make(GROUP, { name: "aws/x" }),
      `${logs("creating CloudWatch Logs Log Group (aws/x)", "CreateLogGroup")} InvalidParameterException: Log groups starting with AWS/ are reserved for AWS.`,
    );
  });

  it("is encrypted only with a key that lets the service in for this very group", async () => {
    const cloud = new SimulatedAws();
    const arn = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/acme/x`;
    const refusal = `${logs("creating CloudWatch Logs Log Group (/acme/x)", "CreateLogGroup")} InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn '${arn}'`;
    const make = (kmsKeyId: string) => cloud.make(GROUP, { name: "/acme/x", kmsKeyId });
    const closed = await makeKey(cloud, { policy: policy(ACCOUNT_STATEMENT) }, "closed");
    const other = await makeKey(
      cloud,
      { policy: policy(ACCOUNT_STATEMENT, logsStatement("eu-west-1", "/globex/*")) },
      "other",
    );
    const off = await makeKey(cloud, { isEnabled: false }, "off");
    for (const key of [closed, other, off]) await refused(make(text(key, "arn")), refusal);
    await refused(make(`arn:aws:kms:eu-west-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`), refusal);
    const group = await make(text(await makeKey(cloud), "arn"));
    await refused(
      cloud.change(group, { name: "/acme/x", kmsKeyId: text(closed, "arn") }),
      `${logs("updating CloudWatch Logs Log Group (/acme/x)", "AssociateKmsKey")} InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn '${arn}'`,
    );
  });

  it("is not deleted while it is protected, and left where the provider is told to", async () => {
    const cloud = new SimulatedAws();
    const group = await cloud.make(GROUP, { name: "/acme/x", deletionProtectionEnabled: true });
    await refused(
      cloud.remove(group),
      `${logs("deleting CloudWatch Logs Log Group (/acme/x)", "DeleteLogGroup")} ValidationException: Cannot delete log group with deletion protection enabled. Disable deletion protection and try again.`,
    );
    await cloud.remove(await cloud.change(group, { name: "/acme/x", deletionProtectionEnabled: false }));
    assert.equal(cloud.record(GROUP, "/acme/x"), undefined);
    const kept = await cloud.make(
      GROUP,
      { name: "/acme/kept", skipDestroy: true, deletionProtectionEnabled: true },
      "kept",
    );
    await cloud.remove(kept);
    assert.notEqual(cloud.record(GROUP, "/acme/kept"), undefined);
  });
});

describe("the simulated EC2: flow logs", () => {
  it("deliver to a group that exists, in a role that the service can assume, once", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    const creating =
      "creating Flow Log: operation error EC2: CreateFlowLogs, https response error StatusCode: 400, api error";
    const group = await cloud.make(GROUP, { name: "/acme/flow-logs" });
    const role = await makeRole(cloud, "flow-logs", "vpc-flow-logs.amazonaws.com");
    const wrong = await makeRole(cloud, "wrong", "ec2.amazonaws.com");
    const inputs = {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestination: text(group, "arn"),
      iamRoleArn: text(role, "arn"),
    };
    const make = (change: object, name = "test") => cloud.make(FLOW_LOG, { ...inputs, ...change }, name);
    await refused(
      make({ iamRoleArn: text(wrong, "arn") }),
      `${creating} InvalidParameter: Unable to assume given IAM role: ${text(wrong, "arn")}`,
    );
    await refused(
      make({ iamRoleArn: undefined }),
      `${creating} InvalidParameter: DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.`,
    );
    await refused(make({ vpcId: "vpc-0" }), `${creating} InvalidVpcId.NotFound: The vpc ID 'vpc-0' does not exist`);
    await refused(
      make({ trafficType: undefined }),
      `${creating} MissingParameter: The request must contain the parameter TrafficType`,
    );
    const lost = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/acme/lost`;
    await refused(
      make({ logDestination: lost }),
      `${creating} InvalidParameter: LogDestination: ${lost} does not exist`,
    );
    const flowLog = await make({});
    assert.match(flowLog.id, /^fl-0[0-9a-f]{16}$/);
    await refused(
      make({}, "again"),
      `${creating} FlowLogAlreadyExists: Error. There is an existing Flow Log with the same configuration and log destination.`,
    );
  });

  it("gather records over one or ten minutes", () => {
    const cloud = new SimulatedAws();
    assert.deepEqual(cloud.failures(FLOW_LOG, { vpcId: "vpc-0", maxAggregationInterval: 60 }), []);
    assert.deepEqual(cloud.failures(FLOW_LOG, { vpcId: "vpc-0", maxAggregationInterval: 300 }), [
      "maxAggregationInterval: expected max_aggregation_interval to be one of [60 600], got 300",
    ]);
  });

  it("deliver in a role of another account on trust", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    const group = await cloud.make(GROUP, { name: "/acme/flow-logs" });
    const iamRoleArn = "arn:aws:iam::222233334444:role/flow-logs";
    await cloud.make(FLOW_LOG, { vpcId: vpc.id, trafficType: "ALL", logDestination: text(group, "arn"), iamRoleArn });
  });
});
