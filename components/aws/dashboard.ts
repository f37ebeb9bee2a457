/** The dashboard: what a person looks at first stands on top, every number with the line at which it rings. */
import { Dashboard } from "@pulumi/aws/cloudwatch/dashboard.js";
import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { dimensionsOf } from "./alert-targets.ts";
import { alarmKeys, alarmName } from "./alarms.ts";
import { stackArn } from "./arn.ts";

/** CloudWatch lays widgets on a grid of 24 columns. */
const COLUMNS = 24;
const WIDGET_WIDTH = 8;
const WIDGET_HEIGHT = 6;
const HEADING_HEIGHT = 1;

/** Numbers of one widget; beyond it nobody can tell the lines apart. */
const MAX_LINES = 12;

interface Widget {
  readonly type: "text" | "alarm" | "metric";
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Placed = Widget & { readonly x: number; readonly y: number };

/** Creates the dashboard, named as the stack. */
export function createDashboard(owner: TenantComponent, args: MonitoringArgs): Dashboard {
  return owner.child(Dashboard, "dashboard", {
    dashboardName: args.stack.name,
    dashboardBody: pulumi.jsonStringify({ start: "-PT12H", periodOverride: "inherit", widgets: place(rows(args)) }),
  });
}

/** Rows from top to bottom: who it is, what rings now, then section by section. */
function rows(args: MonitoringArgs): readonly (readonly Widget[])[] {
  const { stack, spec } = args;
  const { tenantName, tier, environment, region } = stack;
  const alarms = spec.alerts.flatMap((alert) =>
    alert.signals.flatMap((signal) =>
      alarmKeys(signal, args).map((key) => stackArn(stack, "cloudwatch", `alarm:${alarmName(stack, alert.id, key)}`)),
    ),
  );
  return [
    [heading(`# ${tenantName}: ${environment}\nTier ${tier}, ${region}. Owner: ${stack.contacts.owner}`, 2)],
    ...(alarms.length === 0
      ? []
      : [
          [
            {
              type: "alarm",
              width: COLUMNS,
              height: WIDGET_HEIGHT,
              properties: { title: "What rings now", alarms },
            } as const,
          ],
        ]),
    ...spec.dashboard.flatMap(({ title, alerts }) => {
      const widgets = spec.alerts
        .filter(({ id }) => alerts.includes(id))
        .flatMap((alert) => alert.signals.flatMap((signal) => widgetOf(args, alert, signal)));
      return widgets.length === 0 ? [] : [[heading(`## ${title}`, HEADING_HEIGHT)], widgets];
    }),
  ];
}

function heading(markdown: string, height: number): Widget {
  return { type: "text", width: COLUMNS, height, properties: { markdown } };
}

/** The numbers behind one signal. Lines of a log and events have none that a curve would help with. */
function widgetOf(args: MonitoringArgs, alert: AlertSpec, signal: SignalSpec): readonly Widget[] {
  const { aws } = signal;
  if (aws === undefined || aws.type === "event" || aws.type === "filter") return [];
  const metrics = aws.type === "metric" ? [aws] : Object.values(aws.metrics);
  const lines = metrics
    .flatMap(({ namespace, metric, statistic }) =>
      dimensionsOf(signal.target, args).map((dimensions) => [
        namespace,
        metric,
        ...Object.entries(dimensions).flat(),
        { stat: statistic, period: aws.periodSeconds },
      ]),
    )
    .slice(0, MAX_LINES);
  if (lines.length === 0) return [];
  return [
    {
      type: "metric",
      width: WIDGET_WIDTH,
      height: WIDGET_HEIGHT,
      properties: {
        title: `${alert.id}: ${signal.key}`,
        view: "timeSeries",
        stacked: false,
        region: args.stack.region,
        metrics: lines,
        // The threshold of an expression is not one of its parts.
        ...(aws.type === "metric"
          ? { annotations: { horizontal: [{ label: alert.severity, value: signal.threshold ?? 0 }] } }
          : {}),
      },
    },
  ];
}

function place(all: readonly (readonly Widget[])[]): readonly Placed[] {
  const placed: Placed[] = [];
  let y = 0;
  for (const row of all) {
    const perLine = Math.max(1, Math.floor(COLUMNS / (row[0]?.width ?? COLUMNS)));
    row.forEach((widget, index) =>
      placed.push({
        ...widget,
        x: (index % perLine) * widget.width,
        y: y + Math.floor(index / perLine) * widget.height,
      }),
    );
    y += Math.ceil(row.length / perLine) * (row[0]?.height ?? 0);
  }
  return placed;
}
