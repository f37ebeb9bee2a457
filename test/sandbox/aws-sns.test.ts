import assert from "node:assert/strict";
import { makeKey, makeRole } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const TOPIC = "sns/topic:Topic";
const SUBSCRIPTION = "sns/topicSubscription:TopicSubscription";
const FUNCTION = "lambda/function:Function";
const WORKSPACE = "amp/workspace:Workspace";

describe("the simulated SNS", () => {
  it("has topics with a usable key, replaced by another name only", async () => {
    const cloud = new SimulatedAws();
    const kmsMasterKeyId = text(await makeKey(cloud), "arn");
    const topic = await cloud.make(TOPIC, { name: "alerts", kmsMasterKeyId });
    assert.equal(topic.id, `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts`);
    assert.deepEqual(cloud.replacing(topic, { name: "other", kmsMasterKeyId }), ["name"]);
    assert.deepEqual(cloud.replacing(topic, { name: "alerts" }), []);
    const lost = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`;
    await refused(
      cloud.make(TOPIC, { name: "closed", kmsMasterKeyId: lost }, "closed"),
      `creating SNS Topic (closed): operation error SNS: CreateTopic, https response error StatusCode: 400, InvalidParameter: Invalid parameter: KMS key ${lost} does not exist or is not enabled`,
    );
  });

  it("waits for readers by mail to confirm, and calls only functions that let it", async () => {
    const cloud = new SimulatedAws();
    const topic = await cloud.make(TOPIC, { name: "alerts" });
    const subscribe = (protocol: string, endpoint: string) =>
      cloud.make(SUBSCRIPTION, { topic: topic.id, protocol, endpoint }, endpoint);
    const start = `creating SNS Topic Subscription (${topic.id}): operation error SNS: Subscribe, https response error StatusCode: 400,`;
    const mail = await subscribe("email", "platform@acme.example");
    assert.equal(mail.outputs["pendingConfirmation"], true);
    await refused(subscribe("email", "platform"), `${start} InvalidParameter: Invalid parameter: Email address`);
    const role = text(await makeRole(cloud, "forwarder", "lambda.amazonaws.com"), "arn");
    const forwarder = await cloud.make(FUNCTION, { name: "forwarder", role, runtime: "nodejs24.x", s3Bucket: "code" });
    const arn = text(forwarder, "arn");
    await refused(subscribe("lambda", arn), `${start} AuthorizationError: SNS may not call ${arn}`);
    await cloud.make("lambda/permission:Permission", {
      action: "lambda:InvokeFunction",
      function: "forwarder",
      principal: "sns.amazonaws.com",
      sourceArn: topic.id,
      statementId: "topic",
    });
    assert.equal((await subscribe("lambda", arn)).outputs["pendingConfirmation"], false);
  });
});

describe("the simulated Lambda", () => {
  it("runs functions in a role that it can assume, once per name", async () => {
    const cloud = new SimulatedAws();
    const wrong = text(await makeRole(cloud, "wrong", "ec2.amazonaws.com"), "arn");
    const role = text(await makeRole(cloud, "right", "lambda.amazonaws.com"), "arn");
    const make = (change: object, name = "one") =>
      cloud.make(FUNCTION, { name: "f", role, s3Bucket: "code", ...change }, name);
    const start =
      "creating Lambda Function (f): operation error Lambda: CreateFunction, https response error StatusCode:";
    await refused(
      make({ role: wrong }),
      `${start} 400, InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.`,
    );
    await make({});
    await refused(make({}, "two"), `${start} 409, ResourceConflictException: Function already exist: f`);
    assert.deepEqual(cloud.failures(FUNCTION, { name: "f", role, s3Bucket: "code", timeout: 901 }), [
      "timeout: expected timeout to be in the range (1 - 900), got 901",
    ]);
  });
});

describe("the simulated Managed Prometheus", () => {
  it("has workspaces replaced by another key or by losing their alias, and what belongs to them", async () => {
    const cloud = new SimulatedAws();
    const kmsKeyArn = text(await makeKey(cloud), "arn");
    const workspace = await cloud.make(WORKSPACE, { alias: "acme", kmsKeyArn });
    assert.match(workspace.id, /^ws-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const other = text(await makeKey(cloud, {}, "other"), "arn");
    assert.deepEqual(cloud.replacing(workspace, { alias: "acme", kmsKeyArn: other }), ["kmsKeyArn"]);
    assert.deepEqual(cloud.replacing(workspace, { kmsKeyArn }), ["alias"]);
    assert.deepEqual(cloud.replacing(workspace, { alias: "globex", kmsKeyArn }), []);
    await refused(
      cloud.make("amp/alertManagerDefinition:AlertManagerDefinition", { workspaceId: workspace.id, definition: "{}" }),
      `creating Prometheus Alert Manager Definition (${workspace.id}): operation error amp: CreateAlertManagerDefinition, https response error StatusCode: 400, ValidationException: alertmanager_config is required`,
    );
    await refused(
      cloud.make("amp/ruleGroupNamespace:RuleGroupNamespace", { name: "rules", workspaceId: "ws-lost", data: "{}" }),
      "creating Prometheus Rule Group Namespace (ws-lost): operation error amp: CreateRuleGroupsNamespace, https response error StatusCode: 404, ResourceNotFoundException: Workspace not found: ws-lost",
    );
    assert.deepEqual(
      cloud.failures("amp/workspaceConfiguration:WorkspaceConfiguration", {
        workspaceId: "ws",
        retentionPeriodInDays: 1096,
      }),
      ["retentionPeriodInDays: expected retention_period_in_days to be in the range (1 - 1095), got 1096"],
    );
  });
});
