import assert from "node:assert/strict";
import type { Lifecycle } from "../../../components/lifecycle.ts";
import { find, inputsWithout, listed, statementOf } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordNetwork } from "../../harness/recorded-foundation.ts";

describe("flow logs", () => {
  it("record all traffic by the minute into a group under the audit key, kept as long as was promised", async () => {
    const recording = await recordNetwork(fixture("enterprise"));
    assert.deepEqual(inputsWithout(find(recording, "network-flow-log-group"), "tags"), {
      name: "/leasehold/acme-production/flow-logs",
      kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/acme-production-keys-audit",
      retentionInDays: 2557,
      logGroupClass: "STANDARD",
      deletionProtectionEnabled: true,
    });
    const log = find(recording, "network-flow-log");
    assert.deepEqual(inputsWithout(log, "logFormat", "tags"), {
      vpcId: "acme-production-network-vpc-id",
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: "arn:aws:logs:eu-west-1:111122223333:log-group:/leasehold/acme-production/flow-logs",
      iamRoleArn: "arn:aws:iam::111122223333:role/leasehold/acme/production/acme-production-flow-logs",
    });
    assert.match(
      String(log.inputs["logFormat"]),
      /^\$\{version\} \$\{account-id\} .*\$\{action\}.* \$\{reject-reason\}$/,
    );
  });

  it("are delivered by a role that this account's flow logs alone may take, and that writes to the group alone", async () => {
    const recording = await recordNetwork(fixture("standard"));
    assert.deepEqual(statementOf(find(recording, "network-flow-log-role"), "FlowLogsOfThisAccount").Condition, {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:111122223333:vpc-flow-log/*" },
    });
    assert.deepEqual(statementOf(find(recording, "network-flow-log-role-policy"), "WriteRecords").Resource, [
      "arn:aws:logs:eu-west-1:111122223333:log-group:/leasehold/acme-production/flow-logs",
      "arn:aws:logs:eu-west-1:111122223333:log-group:/leasehold/acme-production/flow-logs:*",
    ]);
  });

  it("can be deleted with a disposable stack, and stay when a stack is decommissioned", async () => {
    const group = async (lifecycle: Lifecycle): Promise<unknown> => {
      const { inputs, retainOnDelete } = find(
        await recordNetwork(fixture("standard"), lifecycle),
        "network-flow-log-group",
      );
      return [inputs["deletionProtectionEnabled"], retainOnDelete];
    };
    assert.deepEqual(await group("protected"), [true, true]);
    assert.deepEqual(await group("unprotected"), [false, false]);
    assert.deepEqual(await group("decommissioning"), [false, true]);
  });

  it("leave their group where they are switched off, since its name cannot be taken twice when they come back", async () => {
    const standard = fixture("standard");
    const network = { ...standard.network, flowLogs: false };
    const [on, off] = [await recordNetwork(standard), await recordNetwork({ ...standard, network })];
    assert.deepEqual(
      listed(off).filter((entry) => entry.includes("flow-log")),
      ["aws:cloudwatch/logGroup:LogGroup network-flow-log-group"],
    );
    const group = "network-flow-log-group";
    assert.deepEqual(find(off, group).inputs, find(on, group).inputs);
  });
});
