import assert from "node:assert/strict";
import { createForwarder, forwarderModule } from "../../../components/aws/alert-forwarder.js";

const { forward, readAlert } = createForwarder();

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:acme-production-alerts-critical";
const ALARM = {
  TopicArn: TOPIC,
  Subject: 'ALARM: "acme-production-disk-critical"',
  Message: JSON.stringify({
    AlarmName: "acme-production-disk-critical",
    NewStateValue: "ALARM",
    AlarmDescription: "The disk is full.",
    NewStateReason: "Threshold crossed",
  }),
};

/** A world that remembers what was sent. */
function world(routes: Readonly<Record<string, readonly { channel: string; secretRef: string }[]>>, broken?: string) {
  const sent: unknown[] = [];
  return {
    sent,
    routes,
    secret: (name: string) => Promise.resolve(`value-of-${name}`),
    post: (address: string, body: unknown) => {
      if (address === broken) return Promise.reject(new Error("answered 500"));
      sent.push([address, body]);
      return Promise.resolve();
    },
    text: (number: string, message: string) => {
      sent.push([number, message]);
      return Promise.resolve();
    },
  };
}

describe("the alert forwarder", () => {
  it("is a module that stands alone, as Lambda loads it", async () => {
    const text = encodeURIComponent(forwarderModule());
    const loaded = (await import(`data:text/javascript,${text}`)) as Record<string, unknown>;
    assert.deepEqual(Object.keys(loaded), ["handler"]);
    await assert.rejects(
      (loaded["handler"] as (event: unknown) => Promise<void>)({ Records: [] }),
      /@aws-sdk\/client-secrets-manager/,
      "the runtime's own SDK is the only thing it takes from outside",
    );
  });

  it("reads alarms, events and the alert manager's messages", () => {
    assert.deepEqual(readAlert(ALARM), {
      id: "acme-production-disk-critical",
      route: "critical",
      isOver: false,
      title: "ALARM: acme-production-disk-critical",
      text: "The disk is full.\nThreshold crossed",
    });
    const event = { "detail-type": "Backup Job State Change", id: "4f1c", detail: { state: "FAILED" } };
    assert.deepEqual(readAlert({ TopicArn: TOPIC, Message: JSON.stringify(event) }), {
      id: "4f1c",
      route: "critical",
      isOver: false,
      title: "EVENT: Backup Job State Change",
      text: '{"state":"FAILED"}',
    });
    const { id, isOver } = readAlert({ TopicArn: TOPIC, Subject: "[RESOLVED] node-not-ready", Message: "it is back" });
    assert.deepEqual([id, isOver], ["node-not-ready", true]);
  });

  it("sends each channel its own form, with what the secret holds", async () => {
    const channels = ["slack", "webhook", "pagerduty", "sms"].map((channel) => ({ channel, secretRef: channel }));
    const own = {
      ...world({ critical: channels }),
      secret: (name: string) => Promise.resolve(name === "sms" ? "+15550100, +15550101" : `https://${name}.example`),
    };
    await forward(ALARM, own);
    const title = "ALARM: acme-production-disk-critical";
    const text = "The disk is full.\nThreshold crossed";
    assert.deepEqual(own.sent, [
      ["https://slack.example", { text: `*${title}*\n${text}` }],
      [
        "https://webhook.example",
        { id: "acme-production-disk-critical", route: "critical", isOver: false, title, text },
      ],
      [
        "https://events.pagerduty.com/v2/enqueue",
        {
          routing_key: "https://pagerduty.example",
          event_action: "trigger",
          dedup_key: "acme-production-disk-critical",
          payload: {
            summary: title,
            source: "acme-production-disk-critical",
            severity: "critical",
            custom_details: { text },
          },
        },
      ],
      ["+15550100", title],
      ["+15550101", title],
    ]);
  });

  it("takes an alert back at the pager when it is over", async () => {
    const own = world({ critical: [{ channel: "pagerduty", secretRef: "acme/pager" }] });
    const over = { ...ALARM, Message: ALARM.Message.replace('"ALARM"', '"OK"') };
    await forward(over, own);
    const [[, body]] = own.sent as [[string, { event_action: string; routing_key: string }]];
    assert.deepEqual([body.event_action, body.routing_key], ["resolve", "value-of-acme/pager"]);
  });

  it("lets the other channels ring when one fails, and names that one without its address", async () => {
    const channels = [
      { channel: "slack", secretRef: "acme/slack" },
      { channel: "webhook", secretRef: "acme/hook" },
    ];
    const own = world({ critical: channels }, "value-of-acme/slack");
    await assert.rejects(forward(ALARM, own), { message: "alert acme-production-disk-critical did not reach slack" });
    assert.equal(own.sent.length, 1);
  });
});
