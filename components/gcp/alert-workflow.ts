/** The workflow that carries an incident to the channels of its route: its source, in the language of Workflows, as JSON. */
import type { RouteSpec, StackSpec } from "../../tiers/blueprint.ts";

/** Address of PagerDuty's Events API v2. */
const PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";

/** Seconds that a receiver has to answer. */
const ANSWER_WITHIN_SECONDS = 10;

/** Characters of a text message that is not split. */
const MAX_TEXT_LENGTH = 140;

/** Id in Secret Manager of the secret that a tenant file names: ids have no slash. */
export function secretId(secretRef: string): string {
  return secretRef.replaceAll("/", "-");
}

type Step = Readonly<Record<string, unknown>>;

/**
 * Source of the workflow. One channel that fails does not keep the others from ringing; what failed is then named, and never
 * what it was sent to.
 *
 * What the secret holds: `slack` and `webhook` the address, `pagerduty` the integration key, `sms` the address of a gateway
 * that takes `{"text": …}`, since Google Cloud sends text messages only to numbers that stand in its configuration in clear.
 */
export function workflowSource(stack: StackSpec, routes: readonly RouteSpec[]): string {
  return JSON.stringify({ main: main(routes), deliver: deliver(stack) }, undefined, 2);
}

function main(routes: readonly RouteSpec[]) {
  const channels = Object.fromEntries(
    routes.map(({ route, channels: used }) => [
      route,
      used.map(({ channel, secretRef }) => ({ channel, secret: secretId(secretRef) })),
    ]),
  );
  return {
    params: ["event"],
    steps: [
      {
        read: {
          assign: [
            { channels },
            { failed: [] },
            { newline: "\n" },
            { incident: "${json.decode(base64.decode(event.data.message.data)).incident}" },
            { route: '${default(map.get(incident, ["policy_user_labels", "route"]), "critical")}' },
            { alert_id: "${incident.incident_id}" },
            { is_over: '${incident.state == "closed"}' },
            { title: '${if(is_over, "OK: ", "ALARM: ") + incident.policy_name}' },
            {
              details:
                '${default(map.get(incident, "summary"), "") + newline + default(map.get(incident, ["documentation", "content"]), "") + newline + default(map.get(incident, "url"), "")}',
            },
          ],
        },
      },
      {
        tell: {
          for: {
            value: "channel",
            in: "${default(map.get(channels, route), [])}",
            steps: [
              {
                tell_one: {
                  try: {
                    call: "deliver",
                    args: {
                      channel: "${channel}",
                      route: "${route}",
                      alert_id: "${alert_id}",
                      is_over: "${is_over}",
                      title: "${title}",
                      details: "${details}",
                    },
                  },
                  except: {
                    as: "error",
                    steps: [{ note: { assign: [{ failed: "${list.concat(failed, channel.channel)}" }] } }],
                  },
                },
              },
            ],
          },
        },
      },
      {
        check: {
          switch: [
            {
              condition: "${len(failed) > 0}",
              steps: [
                { fail: { raise: '${"alert " + alert_id + " did not reach " + json.encode_to_string(failed)}' } },
              ],
            },
          ],
        },
      },
    ],
  };
}

function deliver({ account }: StackSpec) {
  return {
    params: ["channel", "route", "alert_id", "is_over", "title", "details"],
    steps: [
      {
        read_secret: {
          call: "googleapis.secretmanager.v1.projects.secrets.versions.accessString",
          args: { project_id: account, secret_id: "${channel.secret}", version: "latest" },
          result: "secret",
        },
      },
      { trim: { assign: [{ secret: '${text.replace_all_regex(secret, "[[:space:]]", "")}' }] } },
      {
        choose: {
          switch: ["slack", "webhook", "pagerduty", "sms"].map((channel) => ({
            condition: `\${channel.channel == "${channel}"}`,
            next: `send_${channel}`,
          })),
        },
      },
      { unknown: { raise: '${"unknown channel " + channel.channel}' } },
      send("slack", "${secret}", { text: '${"*" + title + "* " + details}' }),
      send("webhook", "${secret}", {
        id: "${alert_id}",
        route: "${route}",
        isOver: "${is_over}",
        title: "${title}",
        text: "${details}",
      }),
      send("pagerduty", PAGERDUTY, {
        routing_key: "${secret}",
        event_action: '${if(is_over, "resolve", "trigger")}',
        dedup_key: "${alert_id}",
        payload: {
          summary: "${title}",
          source: "${alert_id}",
          severity: '${if(route == "warning", "warning", "critical")}',
          custom_details: { text: "${details}" },
        },
      }),
      send("sms", "${secret}", {
        text: `\${if(len(title) > ${MAX_TEXT_LENGTH}, text.substring(title, 0, ${MAX_TEXT_LENGTH}), title)}`,
      }),
    ],
  };
}

/** A receiver that is busy is asked again; one that refuses is not. */
function send(channel: string, url: string, body: Step): Step {
  return {
    [`send_${channel}`]: {
      try: { call: "http.post", args: { url, timeout: ANSWER_WITHIN_SECONDS, body } },
      retry: "${http.default_retry}",
      next: "end",
    },
  };
}
