/** The dashboard: what a person looks at first stands on top, every number under the heading of its part. */
import { Dashboard } from "@pulumi/azure-native/portal/dashboard.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { targetsOf } from "./alert-targets.ts";
import type { MetricSignal, Target } from "./alert-targets.ts";
import type { AzureComponent } from "./azure-component.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";

/** Charts beside each other, and their size on the portal's grid. */
const CHARTS_PER_ROW = 3;
const CHART = { width: 6, height: 4 } as const;
const COLUMNS = CHARTS_PER_ROW * CHART.width;
const TITLE_HEIGHT = 2;
const HEADING_HEIGHT = 1;

/** The portal's numbers for what is made of many values: sum, minimum, maximum, average, count. */
const AGGREGATION = { Total: 1, Minimum: 2, Maximum: 3, Average: 4, Count: 7 } as const satisfies Record<
  MetricSignal["aggregation"],
  number
>;

interface Part {
  readonly width: number;
  readonly height: number;
  readonly metadata: input.portal.DashboardPartMetadataArgs;
}

/** Creates the dashboard, named as the stack. */
export function createDashboard(owner: AzureComponent, args: MonitoringArgs): Dashboard {
  const { stack, boundary } = args;
  return owner.taggedChild(Dashboard, "dashboard", "none", {
    resourceGroupName: boundary.boundaryName,
    dashboardName: stackResourceName(stack, "dashboard", NAME_MAX.monitor),
    location: stack.region,
    properties: { lenses: [{ order: 0, parts: place(rows(args)) }] },
  });
}

/** Rows from top to bottom: who it is, then part by part. */
function rows(args: MonitoringArgs): readonly (readonly Part[])[] {
  const { stack, spec } = args;
  const { tenantName, tier, environment, region } = stack;
  return [
    [heading(`# ${tenantName}: ${environment}\nTier ${tier}, ${region}. Owner: ${stack.contacts.owner}`, TITLE_HEIGHT)],
    ...spec.dashboard.flatMap(({ title, alerts }) => {
      const charts = spec.alerts
        .filter(({ id }) => alerts.includes(id))
        .flatMap((alert) => alert.signals.flatMap((signal) => chartOf(args, alert, signal)));
      return charts.length === 0 ? [] : [[heading(`## ${title}`, HEADING_HEIGHT)], charts];
    }),
  ];
}

function heading(content: string, height: number): Part {
  return {
    width: COLUMNS,
    height,
    metadata: {
      type: "Extension/HubsExtension/PartType/MarkdownPart",
      inputs: [],
      settings: { content: { settings: { content, title: "", subtitle: "", markdownSource: 1 } } },
    },
  };
}

/** The number behind one signal, a line per resource. Records and events have none that a curve would help with. */
function chartOf(args: MonitoringArgs, alert: AlertSpec, { key, azure, threshold }: SignalSpec): readonly Part[] {
  if (azure?.type !== "metric") return [];
  const targets = targetsOf(azure, args);
  if (targets.length === 0) return [];
  const rings = threshold === undefined ? "" : ` (${alert.severity} at ${threshold})`;
  const chart = {
    title: `${alert.id}: ${key}${rings}`,
    titleKind: 2,
    metrics: targets.map((target) => lineOf(azure, target)),
    visualization: { chartType: 2 },
  };
  return [
    {
      ...CHART,
      metadata: {
        type: "Extension/HubsExtension/PartType/MonitorChartPart",
        inputs: [
          { name: "options", value: { chart } },
          { name: "sharedTimeRange", isOptional: true },
        ],
        settings: {},
      },
    },
  ];
}

function lineOf({ namespace, metric, aggregation }: MetricSignal, { key, id }: Target) {
  return {
    resourceMetadata: { id },
    name: metric,
    namespace: namespace.toLowerCase(),
    aggregationType: AGGREGATION[aggregation],
    metricVisualization: { displayName: [metric, key].filter(Boolean).join(", ") },
  };
}

function place(all: readonly (readonly Part[])[]): input.portal.DashboardPartsArgs[] {
  const placed: input.portal.DashboardPartsArgs[] = [];
  let y = 0;
  for (const row of all) {
    const perLine = Math.max(1, Math.floor(COLUMNS / (row[0]?.width ?? COLUMNS)));
    row.forEach(({ width, height, metadata }, index) =>
      placed.push({
        position: {
          x: (index % perLine) * width,
          y: y + Math.floor(index / perLine) * height,
          colSpan: width,
          rowSpan: height,
        },
        metadata,
      }),
    );
    y += Math.ceil(row.length / perLine) * (row[0]?.height ?? 0);
  }
  return placed;
}
