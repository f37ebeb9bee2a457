/**
 * Carries alerts from SNS to chat, webhook, pager and telephone. Runs in AWS Lambda, from the text of the one function
 * here: it must not use anything from outside itself.
 * Addresses and keys are read from Secrets Manager when an alert comes, so that they are neither in the code, nor in the
 * environment, nor in the state of the stack.
 *
 * @typedef {{ id: string, route: string, isOver: boolean, title: string, text: string }} Alert
 * @typedef {{ Subject?: string, Message: string, TopicArn: string }} Notice what SNS hands over
 * @typedef {{ channel: string, secretRef: string }} Channel
 * @typedef {{
 *   routes: Readonly<Record<string, readonly Channel[]>>,
 *   secret: (name: string) => Promise<string>,
 *   post: (address: string, body: unknown) => Promise<void>,
 *   text: (number: string, message: string) => Promise<void>,
 * }} World
 */

/** Everything the Lambda function needs, in one closure. */
export function createForwarder() {
  /** Milliseconds that a receiver has to answer; the function itself has 30 seconds. */
  const ANSWER_WITHIN_MS = 8000;

  /** Address of PagerDuty's Events API v2. */
  const PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";

  /** Characters of a text message that is not split. */
  const MAX_TEXT_LENGTH = 140;

  /**
   * What an alert says, whoever sent it: a CloudWatch alarm, an event of EventBridge, the alert manager.
   * @param {Notice} notice
   * @returns {Alert}
   */
  function readAlert({ Subject, Message, TopicArn }) {
    const route = TopicArn.slice(TopicArn.lastIndexOf("-") + 1);
    const body = parsed(Message);
    if (typeof body["AlarmName"] === "string") {
      const id = body["AlarmName"];
      const state = String(body["NewStateValue"]);
      const text = [body["AlarmDescription"], body["NewStateReason"]].filter(Boolean).join("\n");
      return { id, route, isOver: state === "OK", title: `${state}: ${id}`, text };
    }
    if (typeof body["detail-type"] === "string") {
      const title = `EVENT: ${body["detail-type"]}`;
      return { id: String(body["id"]), route, isOver: false, title, text: JSON.stringify(body["detail"]) };
    }
    const title = Subject ?? "Alert";
    return {
      id: title.replace(/^\[(FIRING|RESOLVED)[^\]]*\]\s*/, ""),
      route,
      isOver: /^\[RESOLVED/.test(title),
      title,
      text: Message,
    };
  }

  /**
   * Sends one alert through every channel of its route. One that fails does not keep the others from ringing.
   * Throws an error that names the channels that failed, never what they were sent to: SNS then tries again.
   * @param {Notice} notice
   * @param {World} world
   */
  async function forward(notice, world) {
    const alert = readAlert(notice);
    const channels = world.routes[alert.route] ?? [];
    const outcomes = await Promise.allSettled(channels.map((channel) => send(alert, channel, world)));
    const failed = channels.filter((_, index) => outcomes[index]?.status === "rejected").map(({ channel }) => channel);
    if (failed.length > 0) throw new Error(`alert ${alert.id} did not reach ${failed.join(", ")}`);
  }

  /**
   * @param {Alert} alert
   * @param {Channel} channel
   * @param {World} world
   */
  async function send(alert, { channel, secretRef }, { secret, post, text }) {
    const value = (await secret(secretRef)).trim();
    const { id, route, isOver, title } = alert;
    switch (channel) {
      case "sms":
        await Promise.all(
          value
            .split(/[\s,;]+/)
            .filter(Boolean)
            .map((number) => text(number, title.slice(0, MAX_TEXT_LENGTH))),
        );
        return;
      case "slack":
        return post(value, { text: `*${title}*\n${alert.text}` });
      case "webhook":
        return post(value, alert);
      case "pagerduty":
        return post(PAGERDUTY, {
          routing_key: value,
          event_action: isOver ? "resolve" : "trigger",
          dedup_key: id,
          payload: {
            summary: title.slice(0, 1024),
            source: id,
            severity: route === "warning" ? "warning" : "critical",
            custom_details: { text: alert.text },
          },
        });
      default:
        throw new Error(`unknown channel ${channel}`);
    }
  }

  /**
   * Entry of the function.
   * @param {{ Records: { Sns: Notice }[] }} event
   */
  async function handler(event) {
    const { SecretsManagerClient, GetSecretValueCommand } = await sdk("secrets-manager");
    const { SNSClient, PublishCommand } = await sdk("sns");
    const secrets = new SecretsManagerClient();
    const telephone = new SNSClient();
    /** @type {World} */
    const world = {
      routes: JSON.parse(process.env["ROUTES"] ?? "{}"),
      secret: async (SecretId) => (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? "",
      post: async (address, body) => {
        const response = await fetch(address, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        });
        if (!response.ok) throw new Error(`answered ${response.status}`);
      },
      text: async (PhoneNumber, Message) => {
        await telephone.send(new PublishCommand({ PhoneNumber, Message }));
      },
    };
    for (const { Sns } of event.Records) await forward(Sns, world);
  }

  /**
   * The SDK that Lambda's runtime brings along; it is not among this project's packages.
   * @param {string} client
   */
  function sdk(client) {
    return import(`@aws-sdk/client-${client}`);
  }

  /**
   * @param {string} text
   * @returns {Record<string, unknown>} empty where the text is no JSON object
   */
  function parsed(text) {
    try {
      const value = JSON.parse(text);
      return typeof value === "object" && value !== null ? value : {};
    } catch {
      return {};
    }
  }

  return { readAlert, forward, handler };
}

/** The module that Lambda loads. */
export function forwarderModule() {
  return `const { handler } = (${createForwarder.toString()})();\nexport { handler };\n`;
}
