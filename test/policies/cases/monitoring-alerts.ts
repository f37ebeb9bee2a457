import { turned } from "../harness/breaks.ts";
import { NOT_YET_KNOWN, type OtherResource, type Props, type RuleCase, type RuleCases } from "../harness/rule-case.ts";
import { ACTIVITY_ALERT, METRIC_ALARM } from "./alarm-types.ts";

function nobody(path: string): string {
  return `${path}: got nobody to tell, expected at least 1; name a notification target in ${path}`;
}

/** @param switchedOn absent: what an alarm is that nobody switches on or off */
function alert(
  type: string,
  flag: string,
  list: string,
  compliant: Props,
  switchedOn: "pass" | "fail" = "pass",
): RuleCase {
  return {
    type,
    compliant: { [flag]: true, ...compliant },
    absent: { [flag]: switchedOn, [list]: "fail" },
    breaks: [turned(flag, true), { why: "nobody is told", change: { [list]: [] }, reasons: [nobody(list)] }],
    variants: [{ why: "a target that is not known", change: { [list]: [NOT_YET_KNOWN] }, outcome: "pass" }],
  };
}

const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:acme-alerts";

function composite(props: Props, refersTo: OtherResource["refersTo"] = {}): readonly OtherResource[] {
  return [{ type: COMPOSITE, name: "composite", props, refersTo }];
}

const METRIC = alert(METRIC_ALARM, "actionsEnabled", "alarmActions", { name: "acme-cpu", alarmActions: [TOPIC] });

const SILENT = { alarmActions: [] };

const RULE = 'ALARM("acme-cpu") OR ALARM("acme-disk")';

export const ALERT_CASES: RuleCases = {
  "MON-01": [
    {
      ...METRIC,
      variants: [
        ...(METRIC.variants ?? []),
        {
          why: "heard through a composite alarm that depends on it",
          change: SILENT,
          others: composite({ alarmActions: [TOPIC], alarmRule: NOT_YET_KNOWN }, { alarmRule: ["subject"] }),
          outcome: "pass",
        },
        {
          why: "heard through a composite alarm that names it",
          change: SILENT,
          others: composite({ alarmActions: [TOPIC], alarmRule: RULE }),
          outcome: "pass",
        },
        {
          why: "a composite alarm whose rule is not known",
          change: SILENT,
          others: composite({ alarmActions: [TOPIC], alarmRule: NOT_YET_KNOWN }),
          outcome: "unknown",
        },
      ],
      breaks: [
        ...METRIC.breaks,
        {
          why: "a composite alarm of others",
          change: SILENT,
          others: composite({ alarmActions: [TOPIC], alarmRule: 'ALARM("acme-cpu-2")' }),
          reasons: [nobody("alarmActions")],
        },
        {
          why: "a composite alarm that nobody hears",
          change: SILENT,
          others: composite({ alarmActions: [], alarmRule: RULE }),
          reasons: [nobody("alarmActions")],
        },
      ],
    },
    alert(COMPOSITE, "actionsEnabled", "alarmActions", { alarmActions: [TOPIC] }),
    alert(
      "azure-native:monitor:MetricAlert",
      "enabled",
      "actions",
      { actions: [{ actionGroupId: "/groups/a" }] },
      "fail",
    ),
    ...[ACTIVITY_ALERT, "azure-native:monitor:ScheduledQueryRule"].map((type) =>
      alert(type, "enabled", "actions.actionGroups", { actions: { actionGroups: ["/groups/a"] } }),
    ),
    alert("gcp:monitoring/alertPolicy:AlertPolicy", "enabled", "notificationChannels", { notificationChannels: ["c"] }),
  ],
};
