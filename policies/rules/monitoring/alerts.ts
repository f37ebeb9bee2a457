/** Alarms that somebody hears. */
import { all, check, isTrue } from "../../checks.ts";
import { fail, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** Whom an alarm tells: the list is not empty. What a target is may still be unknown. */
function notifies(path: string): Check {
  return check([path], ({ view }) => {
    const targets = view.items(path);
    if (targets === undefined) return unknown(path);
    return targets.length > 0
      ? PASS
      : fail(path, `got nobody to tell, expected at least 1; name a notification target in ${path}`);
  });
}

/** An alarm may be silent itself and be heard through a composite alarm that counts it. */
const heard: Check = check(["alarmActions"], (subject, context, graph) => {
  const own = notifies("alarmActions").judge(subject, context, graph);
  if (own.outcome === "pass") return own;
  return throughComposite(subject, graph) ?? own;
});

function throughComposite(alarm: Subject, graph: Graph): Finding | undefined {
  const name = alarm.view.read("name");
  const composites = graph.ofType(COMPOSITE).map((composite) => {
    const rule = composite.view.read("alarmRule");
    const depends = composite.propertyDependencies["alarmRule"]?.includes(alarm.urn) === true;
    const named =
      name.state === "known" && rule.state === "known" && String(rule.value).includes(`("${String(name.value)}")`);
    return {
      composite,
      counts: depends || named,
      open: !depends && (name.state !== "known" || rule.state !== "known"),
    };
  });
  const counting = composites.filter(({ counts }) => counts);
  if (counting.some(({ composite }) => (composite.view.items("alarmActions")?.length ?? 1) > 0)) return PASS;
  return composites.some(({ open }) => open) ? unknown("alarmRule") : undefined;
}

export const ALERT_RULES = [
  defineRule({
    id: "MON-01",
    name: "alarms-have-actions",
    title: "Alarms are enabled and notify someone",
    severity: "medium",
    // CloudWatch's alarms may be heard through others.
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:cloudwatch/metricAlarm:MetricAlarm": all(isTrue("actionsEnabled", { absent: true }), heard),
      [COMPOSITE]: all(isTrue("actionsEnabled", { absent: true }), notifies("alarmActions")),
      "azure-native:monitor:MetricAlert": all(isTrue("enabled", { absent: undefined }), notifies("actions")),
      "azure-native:monitor:ActivityLogAlert": all(
        isTrue("enabled", { absent: true }),
        notifies("actions.actionGroups"),
      ),
      "azure-native:monitor:ScheduledQueryRule": all(
        isTrue("enabled", { absent: true }),
        notifies("actions.actionGroups"),
      ),
      "gcp:monitoring/alertPolicy:AlertPolicy": all(
        isTrue("enabled", { absent: true }),
        notifies("notificationChannels"),
      ),
    },
  }),
] as const;
