/** Whether alerts have somewhere to go: a channel without an address reaches nobody. */
import { environmentDefinition } from "./environments.ts";
import { listOf } from "./nearest.ts";
import type { Problem } from "./problem.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import type { Cloud, Environment } from "./vocabulary.ts";
import { placeOf } from "./writing.ts";

type Channel = "slack" | "webhook" | "pagerduty" | "sms";

/** Channels that reach somebody at once, those made for being woken first. */
const IMMEDIATE: readonly Channel[] = ["pagerduty", "sms", "webhook", "slack"];
/** Channels that wake people: a tier that has them promises somebody who answers at any hour. */
const WAKING: readonly Channel[] = ["pagerduty", "sms"];
/** Azure sends text messages only to numbers that stand in clear in an action group, and so in the state. */
const NO_TEXT_MESSAGES: readonly Cloud[] = ["azure"];

/** Channels to which alerts are routed and for which the tenant gives no secret, or which its cloud cannot carry. */
export function checkContacts(
  spec: TenantSpec,
  environment: Environment,
  { monitoring }: SourcedSettings,
): readonly Problem[] {
  const { channels } = monitoring;
  const asked = channels.source.startsWith("tenant ");
  const carried = IMMEDIATE.filter((channel) => channel !== "sms" || !NO_TEXT_MESSAGES.includes(spec.cloud));
  const routed = carried.filter((channel) => channels.value.includes(channel));
  const missing = routed.filter((channel) => spec.contacts.channels?.[channel] === undefined);
  if (!carried.includes("sms") && channels.value.includes("sms") && (asked || spec.contacts.channels?.sms))
    return [textMessages(spec, asked)];
  if (missing.length === 0) return [];
  if (asked)
    return missing.map((channel) =>
      problem(
        spec,
        channel,
        `got none, expected the secret with its address or key, since monitoring.channels names ${channel}; ` +
          `add contacts.channels.${channel}: { secretRef: <scope/name> }, or take ${channel} out of monitoring.channels`,
      ),
    );
  const wakes = WAKING.some((channel) => routed.includes(channel));
  if (!wakes || missing.length < routed.length || environmentDefinition(environment).burstClasses) return [];
  return [
    problem(
      spec,
      "pagerduty",
      `got none, expected at least one of ${listOf(routed)} for tier ${spec.tier}, whose critical alerts must reach a person at any hour; ` +
        "add contacts.channels.pagerduty: { secretRef: <scope/name> }, or set monitoring.channels to [email]",
    ),
  ];
}

function textMessages(spec: TenantSpec, asked: boolean): Problem {
  const message =
    `got sms, expected no text messages on ${spec.cloud}, where numbers cannot be kept as a secret; ` +
    `use pagerduty, which sends them, and take sms out of ${asked ? "monitoring.channels" : "contacts.channels"}`;
  return { ...problem(spec, "sms", message), code: "infeasible" };
}

function problem(spec: TenantSpec, channel: Channel, message: string): Problem {
  const path = `contacts.channels.${channel}`;
  const at = placeOf(spec, path) ?? placeOf(spec, "contacts.channels") ?? placeOf(spec, "contacts");
  return { code: "missing-key", path, ...(at === undefined ? {} : { at }), message };
}
