import assert from "node:assert/strict";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const ALARM = "cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "cloudwatch/compositeAlarm:CompositeAlarm";
const RULE = "cloudwatch/eventRule:EventRule";
const TARGET = "cloudwatch/eventTarget:EventTarget";

const INPUTS = {
  name: "cpu",
  namespace: "AWS/RDS",
  metricName: "CPUUtilization",
  statistic: "Average",
  period: 60,
  evaluationPeriods: 5,
  comparisonOperator: "GreaterThanThreshold",
  threshold: 80,
};
const QUERIED = { name: "cpu", evaluationPeriods: 5, comparisonOperator: "GreaterThanThreshold", threshold: 80 };
const query = (index: number) => ({
  id: `node${index}`,
  metric: { namespace: "AWS/RDS", metricName: "CPUUtilization", period: 60, stat: "Average" },
});
const alarmError = (message: string) =>
  `creating CloudWatch Metric Alarm (cpu): operation error CloudWatch: PutMetricAlarm, https response error StatusCode: 400, ValidationError: ${message}`;

describe("the simulated CloudWatch: alarms", () => {
  it("have names of their own and change in place", async () => {
    const cloud = new SimulatedAws();
    const alarm = await cloud.make(ALARM, INPUTS);
    assert.equal(text(alarm, "arn"), `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:cpu`);
    assert.deepEqual(cloud.replacing(alarm, { ...INPUTS, threshold: 90 }), []);
    assert.deepEqual(cloud.replacing(alarm, { ...INPUTS, name: "other" }), ["name"]);
    await refused(cloud.make(ALARM, INPUTS, "again"), alarmError("An alarm with the name cpu exists already"));
    assert.deepEqual(cloud.failures(ALARM, { ...INPUTS, period: 45 }), [
      "period: expected period to be 10, 20, 30 or a multiple of 60, got 45",
    ]);
  });

  it("look back one day at most, and take ten metrics at most, of which one result", async () => {
    const cloud = new SimulatedAws();
    await refused(
      cloud.make(ALARM, { ...INPUTS, period: 300, evaluationPeriods: 289 }),
      alarmError("Metrics cannot be checked across more than 86400 seconds"),
    );
    const result = { id: "result", expression: "MAX([node1, node2])", returnData: true };
    const make = (...metricQueries: readonly object[]) => cloud.make(ALARM, { ...QUERIED, metricQueries });
    const eleven = Array.from({ length: 11 }, (_, index) => query(index + 1));
    await refused(make(result, ...eleven), alarmError("The number of metrics in an alarm must not exceed 10"));
    await refused(make(query(1), query(2)), alarmError("Exactly one element of the metrics list should return data."));
    await refused(make(result, query(1)), alarmError("Error in expression: unknown identifier node2"));
    await make(result, query(1), query(2));
  });

  it("stand in a rule only while they exist", async () => {
    const cloud = new SimulatedAws();
    const make = (alarmRule: string) => cloud.make(COMPOSITE, { alarmName: "all", alarmRule });
    const start =
      "creating CloudWatch Composite Alarm (all): operation error CloudWatch: PutCompositeAlarm, https response error StatusCode: 400, ValidationError:";
    await refused(make('ALARM("cpu")'), `${start} Alarm cpu in AlarmRule does not exist in region eu-west-1`);
    await refused(make("TRUE"), `${start} AlarmRule must contain at least one alarm`);
    await cloud.make(ALARM, INPUTS);
    const composite = await make('ALARM("cpu")');
    assert.deepEqual(cloud.replacing(composite, { alarmName: "all", alarmRule: 'NOT ALARM("cpu")' }), []);
  });
});

describe("the simulated CloudWatch: filters and dashboards", () => {
  it("count lines of a log group that exists", async () => {
    const cloud = new SimulatedAws();
    const inputs = {
      name: "slow",
      logGroupName: "/acme/log",
      pattern: '"duration:"',
      metricTransformation: { name: "slow", namespace: "Acme", value: "1" },
    };
    const make = () => cloud.make("cloudwatch/logMetricFilter:LogMetricFilter", inputs);
    await refused(
      make(),
      "putting CloudWatch Logs Metric Filter (slow): operation error CloudWatch Logs: PutMetricFilter, https response error StatusCode: 400, ResourceNotFoundException: The specified log group does not exist.",
    );
    await cloud.make("cloudwatch/logGroup:LogGroup", { name: "/acme/log" });
    assert.equal((await make()).id, "slow");
  });

  it("lay widgets on 24 columns", async () => {
    const cloud = new SimulatedAws();
    const make = (x: number) =>
      cloud.make("cloudwatch/dashboard:Dashboard", {
        dashboardName: "acme",
        dashboardBody: JSON.stringify({ widgets: [{ type: "text", x, width: 8, height: 1 }] }),
      });
    await refused(
      make(17),
      'putting CloudWatch Dashboard (acme): operation error CloudWatch: PutDashboard, https response error StatusCode: 400, InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: [{"dataPath":"/widgets/0"}]',
    );
    assert.equal(text(await make(16), "dashboardArn"), `arn:aws:cloudwatch::${ACCOUNT}:dashboard/acme`);
    assert.deepEqual(cloud.failures("cloudwatch/dashboard:Dashboard", { dashboardName: "acme", dashboardBody: "{" }), [
      'dashboardBody: "dashboard_body" contains an invalid JSON',
    ]);
  });
});

describe("the simulated EventBridge", () => {
  it("has rules with a pattern of lists, which stay while they have targets", async () => {
    const cloud = new SimulatedAws();
    assert.deepEqual(cloud.failures(RULE, { name: "all", eventPattern: '{"source":"aws.kms"}' }), [
      'eventPattern: "event_pattern" contains an invalid JSON',
    ]);
    const topic = await cloud.make("sns/topic:Topic", { name: "alerts" });
    const start =
      "creating EventBridge Target (all): operation error EventBridge: PutTargets, https response error StatusCode: 400,";
    const make = (arn: string) => cloud.make(TARGET, { rule: "all", arn, targetId: "critical" });
    await refused(make(topic.id), `${start} ResourceNotFoundException: Rule all does not exist on EventBus default.`);
    const rule = await cloud.make(RULE, { name: "all", eventPattern: '{"source":["aws.kms"]}' });
    const lost = `arn:aws:sns:eu-west-1:${ACCOUNT}:lost`;
    await refused(make(lost), `${start} ValidationException: Target ${lost} does not exist.`);
    assert.equal((await make(topic.id)).id, "all-critical");
    await refused(
      cloud.remove(rule),
      "deleting EventBridge Rule (all): operation error EventBridge: DeleteRule, https response error StatusCode: 400, ValidationException: Rule can't be deleted since it has targets.",
    );
  });
});
