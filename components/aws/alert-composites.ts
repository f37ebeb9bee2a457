/** One failure pages once: which alarms speak for themselves, and which through a composite alarm. */
import { CompositeAlarm } from "@pulumi/aws/cloudwatch/compositeAlarm.js";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { alarmKeys, alarmName, describe } from "./alarms.ts";
import type { AlarmActions, CreatedAlarm } from "./alarms.ts";

/** Names of the alarms of one signal, known before they exist. */
function namesOf(alert: AlertSpec, signal: SignalSpec, args: MonitoringArgs): readonly string[] {
  return alarmKeys(signal, args).map((key) => alarmName(args.stack, alert.id, key));
}

/**
 * Names of the alarms whose ringing explains a signal: those of other alerts on the same role, since a full database
 * explains nothing about a bucket. Events have no state, so they explain nothing.
 */
function explanations(alert: AlertSpec, { role }: SignalSpec, args: MonitoringArgs): readonly string[] {
  return args.spec.alerts
    .filter(({ id }) => alert.suppressedBy.includes(id))
    .flatMap((other) =>
      other.signals.filter((signal) => signal.role === role).flatMap((signal) => namesOf(other, signal, args)),
    );
}

/** Whether a composite alarm speaks for the alert: several alarms would page several times, an explained one needlessly. */
export function needsComposite(alert: AlertSpec, args: MonitoringArgs): boolean {
  const ringing = alert.signals.filter((signal) => namesOf(alert, signal, args).length > 0);
  const count = ringing.flatMap((signal) => namesOf(alert, signal, args)).length;
  return count > 1 || ringing.some((signal) => explanations(alert, signal, args).length > 0);
}

/** Creates the alarm that rings when any of an alert's alarms does that none explains. */
export function createComposite(
  owner: TenantComponent,
  args: MonitoringArgs,
  alert: AlertSpec,
  actions: AlarmActions,
  alarms: readonly CreatedAlarm[],
): CompositeAlarm {
  const terms = alert.signals.flatMap((signal) => {
    const own = namesOf(alert, signal, args);
    return own.length === 0 ? [] : [{ own, explained: explanations(alert, signal, args) }];
  });
  const named = terms.flatMap(({ own, explained }) => [...own, ...explained]);
  return owner.taggedChild(
    CompositeAlarm,
    `alert-${alert.id}`,
    "none",
    {
      alarmName: alarmName(args.stack, alert.id),
      alarmDescription: describe(alert),
      alarmRule: terms.map(ruleOf).join(" OR "),
      alarmActions: [...actions],
      okActions: [...actions],
    },
    // CloudWatch refuses a rule that names an alarm which does not exist.
    { dependsOn: alarms.filter(({ name }) => named.includes(name)).map(({ alarm }) => alarm) },
  );
}

function ruleOf({
  own,
  explained,
}: {
  readonly own: readonly string[];
  readonly explained: readonly string[];
}): string {
  const rings = anyOf(own);
  return explained.length === 0 ? rings : `((${rings}) AND NOT (${anyOf(explained)}))`;
}

function anyOf(names: readonly string[]): string {
  return names.map((name) => `ALARM("${name}")`).join(" OR ");
}
