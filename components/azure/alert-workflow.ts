/** The definition of the workflow that carries alerts on, in the language of Logic Apps: plain data, without any secret. */
import type { RouteChannelSpec } from "../../tiers/blueprint.ts";

/** The trigger whose address the action group calls. */
export const TRIGGER = "alert";

const SCHEMA =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

/** Address of PagerDuty's Events API v2. */
const PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";

/** Version of Key Vault's API. */
const VAULT_API = "7.4";

/** Channels that a workflow can carry to. */
export type CarriedChannel = Exclude<RouteChannelSpec["channel"], "sms">;

export interface Carrier {
  readonly channel: CarriedChannel;
  readonly secretRef: string;
}

export interface Workflow {
  readonly carriers: readonly Carrier[];
  /** Id of the identity that reads the addresses. */
  readonly identityId: string;
  /** Domain below which vaults answer. */
  readonly vaultSuffix: string;
}

/** What goes in and out of a step stays out of the run's history: addresses and keys are in it. */
const HIDDEN = { runtimeConfiguration: { secureData: { properties: ["inputs", "outputs"] } } } as const;

/** Receivers that are down for a moment get the alert all the same. */
const RETRY = { type: "exponential", count: 4, interval: "PT10S", minimumInterval: "PT5S", maximumInterval: "PT1M" };

/** Two steps per channel, side by side, so that one that fails does not keep the others from ringing. */
export function workflowDefinition({ carriers, identityId, vaultSuffix }: Workflow): Readonly<Record<string, unknown>> {
  const steps = carriers.flatMap(({ channel, secretRef }) => [
    [
      `read_${channel}`,
      {
        type: "Http",
        inputs: {
          method: "GET",
          uri: secretAddress(secretRef, vaultSuffix),
          authentication: { type: "ManagedServiceIdentity", identity: identityId, audience: `https://${vaultSuffix}` },
          retryPolicy: RETRY,
        },
        runAfter: {},
        ...HIDDEN,
      },
    ],
    [
      `send_${channel}`,
      {
        type: "Http",
        inputs: { method: "POST", ...messageTo(channel), retryPolicy: RETRY },
        runAfter: { [`read_${channel}`]: ["Succeeded"] },
        ...HIDDEN,
      },
    ],
  ]);
  return {
    $schema: SCHEMA,
    contentVersion: "1.0.0.0",
    triggers: { [TRIGGER]: { type: "Request", kind: "Http", inputs: { schema: {} } } },
    actions: Object.fromEntries(steps) as Record<string, unknown>,
    outputs: {},
  };
}

/** `operations/pagerduty` → the secret `pagerduty` in the vault `operations`; a third part belongs to the secret's name. */
function secretAddress(secretRef: string, vaultSuffix: string): string {
  const [vault = "", ...name] = secretRef.split("/");
  return `https://${vault}.${vaultSuffix}/secrets/${name.join("-")}?api-version=${VAULT_API}`;
}

/** Parts of the common alert schema. */
const ESSENTIALS = "triggerBody()?['data']?['essentials']";
const IS_OVER = `equals(${ESSENTIALS}?['monitorCondition'], 'Resolved')`;
const TITLE = `@{${ESSENTIALS}?['monitorCondition']}: @{${ESSENTIALS}?['alertRule']}`;
const TEXT = `@{${ESSENTIALS}?['description']}`;

function messageTo(channel: CarriedChannel): Readonly<Record<string, unknown>> {
  const secret = `@body('read_${channel}')?['value']`;
  switch (channel) {
    case "slack":
      return { uri: secret, body: { text: `*${TITLE}*\n${TEXT}` } };
    case "webhook":
      return { uri: secret, body: "@triggerBody()" };
    case "pagerduty":
      return {
        uri: PAGERDUTY,
        body: {
          routing_key: secret,
          event_action: `@if(${IS_OVER}, 'resolve', 'trigger')`,
          // The same for the beginning and the end of one alert.
          dedup_key: `@${ESSENTIALS}?['originAlertId']`,
          payload: {
            summary: TITLE,
            source: `@${ESSENTIALS}?['alertRule']`,
            severity: `@if(equals(${ESSENTIALS}?['severity'], 'Sev0'), 'critical', 'warning')`,
            custom_details: { text: TEXT },
          },
        },
      };
    default:
      return channel satisfies never;
  }
}
