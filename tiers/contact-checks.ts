/** Whether alerts have somewhere to go: a channel without an address reaches nobody. */
import { environmentDefinition } from "./environments.ts";
import { fact } from "./feasibility.ts";
import { listOf } from "./nearest.ts";
import type { Problem, ProblemCode } from "./problem.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import type { Cloud, Environment } from "./vocabulary.ts";
import { placeOf } from "./writing.ts";

type Channel = "slack" | "webhook" | "pagerduty" | "sms";

/** Channels that reach somebody at once, those made for being woken first. */
const IMMEDIATE: readonly Channel[] = ["pagerduty", "sms", "webhook", "slack"];
/** Channels that wake people: a tier that has them promises somebody who answers at any hour. */
const WAKING: readonly Channel[] = ["pagerduty", "sms"];

/** Channels that a cloud cannot serve, with the fact that says why. */
const UNSERVED: Readonly<Partial<Record<Cloud, Readonly<Partial<Record<Channel, string>>>>>> = {
  azure: { sms: "az.sms" },
};

/** Channels to which alerts are routed and for which the tenant gives no secret, or which the cloud cannot serve. */
export function checkContacts(
  spec: TenantSpec,
  environment: Environment,
  settings: SourcedSettings,
): readonly Problem[] {
  const asked = IMMEDIATE.filter((channel) => settings.monitoring.channels.value.includes(channel));
  const served = asked.filter((channel) => UNSERVED[spec.cloud]?.[channel] === undefined);
  return [
    ...checkServed(
      spec,
      settings,
      asked.filter((channel) => !served.includes(channel)),
    ),
    ...checkReached(spec, environment, settings, served),
  ];
}

/** A channel that the tenant gives, or asks for by name; one that only its tier has is not used. */
function checkServed(
  spec: TenantSpec,
  { monitoring }: SourcedSettings,
  unserved: readonly Channel[],
): readonly Problem[] {
  return unserved.flatMap((channel) => {
    const id = UNSERVED[spec.cloud]?.[channel] ?? "";
    const given = spec.contacts.channels?.[channel];
    const isWritten = monitoring.channels.source.startsWith("tenant ");
    if (given === undefined && !isWritten) return [];
    const way = isWritten ? `take ${channel} out of monitoring.channels` : "remove it";
    const message =
      `got ${given?.secretRef ?? "none"}, expected no ${channel} on ${spec.cloud} (fact ${id}: ${fact(id).fact}: ${fact(id).value}); ` +
      `${way}, and name contacts.channels.pagerduty, which sends text messages too`;
    return [problem(spec, "infeasible", channel, message)];
  });
}

function checkReached(
  spec: TenantSpec,
  environment: Environment,
  { monitoring }: SourcedSettings,
  routed: readonly Channel[],
): readonly Problem[] {
  const { channels } = monitoring;
  const missing = routed.filter((channel) => spec.contacts.channels?.[channel] === undefined);
  if (missing.length === 0) return [];
  if (channels.source.startsWith("tenant "))
    return missing.map((channel) =>
      problem(
        spec,
        "missing-key",
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
      "missing-key",
      "pagerduty",
      `got none, expected at least one of ${listOf(routed)} for tier ${spec.tier}, whose critical alerts must reach a person at any hour; ` +
        "add contacts.channels.pagerduty: { secretRef: <scope/name> }, or set monitoring.channels to [email]",
    ),
  ];
}

function problem(spec: TenantSpec, code: ProblemCode, channel: Channel, message: string): Problem {
  const path = `contacts.channels.${channel}`;
  const at = placeOf(spec, path) ?? placeOf(spec, "contacts.channels") ?? placeOf(spec, "contacts");
  return { code, path, ...(at === undefined ? {} : { at }), message };
}
