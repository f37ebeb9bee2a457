/** The dashboard: what a person looks at first stands on top, every number with the line at which it rings. */
import type { AlertPolicy } from "@pulumi/gcp/monitoring/alertPolicy.js";
import { Dashboard } from "@pulumi/gcp/monitoring/dashboard.js";
import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { aggregation, numberOf, numberQuery, seriesFilter } from "./alert-queries.ts";
import type { GcpComponent } from "./gcp-component.ts";

/** Cloud Monitoring lays tiles on a grid of 48 columns. */
const COLUMNS = 48;
const CHART = { width: 16, height: 14 } as const;
const HEADING_HEIGHT = 4;
const WELCOME_HEIGHT = 8;
const INCIDENTS_HEIGHT = 14;

interface Tile {
  readonly width: number;
  readonly height: number;
  readonly widget: pulumi.Input<Readonly<Record<string, unknown>>>;
}

type Placed = Tile & { readonly xPos: number; readonly yPos: number };

/** Creates the dashboard, named as the stack. */
export function createDashboard(
  owner: GcpComponent,
  args: MonitoringArgs,
  policies: readonly AlertPolicy[],
): Dashboard {
  return owner.child(Dashboard, "dashboard", {
    project: args.boundary.boundaryName,
    dashboardJson: pulumi.jsonStringify({
      displayName: args.stack.name,
      // A dashboard's labels are keys without a value.
      labels: { [args.stack.tenant]: "", [args.stack.environment]: "" },
      mosaicLayout: { columns: COLUMNS, tiles: place(rows(args, policies)) },
    }),
  });
}

/** Rows from top to bottom: who it is, what rings now, then section by section. */
function rows(args: MonitoringArgs, policies: readonly AlertPolicy[]): readonly (readonly Tile[])[] {
  const { stack, spec } = args;
  const { tenantName, tier, environment, region } = stack;
  const welcome = `Tier ${tier}, ${region}. Owner: ${stack.contacts.owner}`;
  return [
    [
      {
        width: COLUMNS,
        height: WELCOME_HEIGHT,
        widget: { title: `${tenantName}: ${environment}`, text: { content: welcome, format: "MARKDOWN" } },
      },
    ],
    ...(policies.length === 0
      ? []
      : [
          [
            {
              width: COLUMNS,
              height: INCIDENTS_HEIGHT,
              widget: { title: "What rings now", incidentList: { policyNames: policies.map(({ name }) => name) } },
            },
          ],
        ]),
    ...spec.dashboard.flatMap(({ title, alerts }) => {
      const charts = spec.alerts
        .filter(({ id }) => alerts.includes(id))
        .flatMap((alert) => alert.signals.flatMap((signal) => chartOf(args, alert, signal)));
      return charts.length === 0
        ? []
        : [[{ width: COLUMNS, height: HEADING_HEIGHT, widget: { title, sectionHeader: {} } }], charts];
    }),
  ];
}

/** The number behind one signal. Lines of a log and what does not arrive have none that a curve would help with. */
function chartOf(args: MonitoringArgs, alert: AlertSpec, signal: SignalSpec): readonly Tile[] {
  const number = numberOf(signal);
  if (number === undefined || number.type === "absent") return [];
  const timeSeriesQuery =
    number.type === "promql"
      ? { prometheusQuery: numberQuery(number, args) }
      : { timeSeriesFilter: { filter: seriesFilter(number, args), aggregation: aggregation(number, args) } };
  return [
    {
      ...CHART,
      widget: {
        title: `${alert.id}: ${signal.key}`,
        xyChart: {
          dataSets: [{ plotType: "LINE", targetAxis: "Y1", timeSeriesQuery }],
          thresholds: [{ label: alert.severity, value: signal.threshold ?? 0, targetAxis: "Y1" }],
        },
      },
    },
  ];
}

function place(all: readonly (readonly Tile[])[]): readonly Placed[] {
  const placed: Placed[] = [];
  let top = 0;
  for (const row of all) {
    const [first] = row;
    if (first === undefined) continue;
    const perLine = Math.floor(COLUMNS / first.width);
    row.forEach((tile, index) =>
      placed.push({
        ...tile,
        xPos: (index % perLine) * tile.width,
        yPos: top + Math.floor(index / perLine) * tile.height,
      }),
    );
    top += Math.ceil(row.length / perLine) * first.height;
  }
  return placed;
}
