/** The product's alerts and how each cloud sees them: `data/alerts.yaml` and `data/alerts-<cloud>.yaml`, read at the first use. */
import * as z from "zod";
import { ALERT_SEVERITIES, CONDITIONS, DASHBOARD_SECTIONS, LIMITS, WATCHED_ROLES } from "./alert-words.ts";
import type { AlertSeverity, Condition, DashboardSection, LimitName, MetricSet, WatchedRole } from "./alert-words.ts";
import { awsSignalSchema } from "./aws-signals.ts";
import type { AwsSignal } from "./aws-signals.ts";
import { azureSignalSchema } from "./azure-signals.ts";
import type { AzureSignal } from "./azure-signals.ts";
import { readCatalogueFile } from "./catalogue-file.ts";
import type { CatalogueFile } from "./catalogue-file.ts";
import { gcpSignalSchema } from "./gcp-signals.ts";
import type { GcpSignal } from "./gcp-signals.ts";
import { METRIC_SETS } from "./setting-sections.ts";

/** Clouds that see alerts of their own; on Kubernetes Prometheus does. */
export type WatchingCloud = "aws" | "azure" | "gcp";

const id = z.string().regex(/^[a-z][a-z0-9-]+$/);
const basis = z.literal("own").exactOptional();

const alertFileSchema = z.strictObject({
  schema: z.literal(1),
  asOf: z.iso.date(),
  alerts: z.array(
    z.strictObject({
      id,
      meaning: z.string().min(10),
      severity: z.enum(ALERT_SEVERITIES),
      set: z.enum(METRIC_SETS),
      section: z.enum(DASHBOARD_SECTIONS),
      forMinutes: z.number().min(0),
      threshold: z.strictObject({ value: z.number(), unit: z.string(), basis }),
      suppressedBy: z.array(id),
      runbook: z.array(z.string().min(5)).min(1),
    }),
  ),
});

const source = z.array(z.string()).exactOptional();
const signalFileSchema = z.strictObject({
  schema: z.literal(1),
  asOf: z.iso.date(),
  sources: z.record(z.string(), z.string()),
  signals: z.array(
    z.strictObject({
      alert: id,
      key: id,
      role: z.enum(WATCHED_ROLES),
      when: z.array(z.enum(CONDITIONS)).exactOptional(),
      target: z.string().exactOptional(),
      threshold: z
        .union([z.number(), z.strictObject({ of: z.enum(LIMITS), times: z.number().positive() })])
        .exactOptional(),
      periodMinutes: z.number().min(0).exactOptional(),
      windowMinutes: z.number().min(0).exactOptional(),
      exception: z.string().min(5).exactOptional(),
      none: z.string().min(5).exactOptional(),
      definition: z.record(z.string(), z.unknown()).exactOptional(),
      note: z.string().exactOptional(),
      source,
      basis,
    }),
  ),
});

const prometheusFileSchema = z.strictObject({
  schema: z.literal(1),
  asOf: z.iso.date(),
  sources: z.record(z.string(), z.string()),
  rules: z.array(
    z.strictObject({
      alert: id,
      forMinutes: z.number().min(0),
      expr: z.string().min(5),
      exporter: z.string(),
      note: z.string().exactOptional(),
      source,
      basis,
    }),
  ),
});

/** One alert as the catalogue has it. */
export interface CatalogueAlert {
  readonly id: string;
  readonly meaning: string;
  readonly severity: AlertSeverity;
  readonly set: MetricSet;
  readonly section: DashboardSection;
  readonly forMinutes: number;
  readonly suppressedBy: readonly string[];
  readonly runbook: readonly string[];
  /** `tiers/data/alerts.yaml:12`. */
  readonly at: () => string;
}

/** One way in which a cloud may see an alert. */
export interface CatalogueSignal {
  readonly alert: string;
  readonly key: string;
  readonly role: WatchedRole;
  readonly when: readonly Condition[];
  readonly target?: string;
  readonly threshold?: number | { readonly of: LimitName; readonly times: number };
  /** How often the cloud looks, and how long a condition lasts before it rings, minutes. */
  readonly periodMinutes: number;
  readonly windowMinutes: number;
  readonly exception?: string;
  /** No usable signal, and why. */
  readonly none?: string;
  readonly aws?: AwsSignal;
  readonly azure?: AzureSignal;
  readonly gcp?: GcpSignal;
}

/** A rule for the Prometheus of a tenant's cluster. */
export interface CatalogueRule {
  readonly alert: string;
  readonly expr: string;
  readonly forMinutes: number;
}

type SignalFile = CatalogueFile<z.output<typeof signalFileSchema>>;
type SignalRow = SignalFile["value"]["signals"][number];

let alerts: ReadonlyMap<string, CatalogueAlert> | undefined;
let rules: readonly CatalogueRule[] | undefined;
const signals = new Map<WatchingCloud, readonly CatalogueSignal[]>();

/** Every alert by its id, in the order of the catalogue. */
export function catalogueAlerts(): ReadonlyMap<string, CatalogueAlert> {
  return (alerts ??= readAlerts());
}

/** Every signal of a cloud, in the order of the data. */
export function catalogueSignals(cloud: WatchingCloud): readonly CatalogueSignal[] {
  const known = signals.get(cloud) ?? readSignals(cloud);
  signals.set(cloud, known);
  return known;
}

/** Rules for the Prometheus of a tenant's cluster. */
export function prometheusRules(): readonly CatalogueRule[] {
  return (rules ??= readRules());
}

function readAlerts(): ReadonlyMap<string, CatalogueAlert> {
  const file = readCatalogueFile("data/alerts.yaml", alertFileSchema);
  const rows = file.value.alerts.map((row, index): [string, CatalogueAlert] => {
    return [row.id, Object.freeze({ ...row, at: () => file.at("alerts", index) })];
  });
  const found = new Map(rows);
  if (found.size !== rows.length) throw new RangeError(`${file.file}: an id is used twice`);
  for (const alert of found.values())
    for (const other of alert.suppressedBy)
      if (!found.has(other)) throw new RangeError(`${alert.at()}: ${alert.id} is suppressed by the unknown ${other}`);
  return found;
}

function readSignals(cloud: WatchingCloud): readonly CatalogueSignal[] {
  const file = readCatalogueFile(`data/alerts-${cloud}.yaml`, signalFileSchema);
  return file.value.signals.map((row, index) => {
    const where = (): string => file.at("signals", index);
    if (!catalogueAlerts().has(row.alert)) throw new RangeError(`${where()}: the alert ${row.alert} is unknown`);
    for (const key of row.source ?? [])
      if (file.value.sources[key] === undefined) throw new RangeError(`${where()}: the source ${key} is unknown`);
    if (row.source === undefined && row.basis === undefined)
      throw new RangeError(`${where()}: ${row.alert} ${row.key} names neither source nor basis`);
    return signalOf(cloud, row, where);
  });
}

function signalOf(cloud: WatchingCloud, row: SignalRow, where: () => string): CatalogueSignal {
  const { alert, key, role, when, target, threshold, exception, none, definition } = row;
  if ((definition === undefined) === (none === undefined))
    throw new RangeError(`${where()}: ${alert} ${key} needs either a definition or the reason for none`);
  const common = {
    alert,
    key,
    role,
    when: when ?? [],
    ...(target === undefined ? {} : { target }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(exception === undefined ? {} : { exception }),
    ...(none === undefined ? {} : { none }),
    periodMinutes: row.periodMinutes ?? 0,
    windowMinutes: row.windowMinutes ?? 0,
  };
  if (definition === undefined) return common;
  if (cloud === "gcp") {
    const read = gcpSignalSchema.safeParse(definition);
    if (!read.success) throw new RangeError(`${where()}: ${alert} ${key}: ${z.prettifyError(read.error)}`);
    return { ...common, gcp: read.data };
  }
  if (cloud === "azure") {
    const read = azureSignalSchema.safeParse(definition);
    if (!read.success) throw new RangeError(`${where()}: ${alert} ${key}: ${z.prettifyError(read.error)}`);
    return { ...common, azure: read.data };
  }
  const parsed = awsSignalSchema.safeParse(definition);
  if (!parsed.success) throw new RangeError(`${where()}: ${row.alert} ${row.key}: ${z.prettifyError(parsed.error)}`);
  const aws = parsed.data;
  if (aws.type === "event") return { ...common, aws };
  return {
    ...common,
    aws,
    periodMinutes: aws.periodSeconds / 60,
    windowMinutes: (aws.periodSeconds * aws.evaluationPeriods) / 60,
  };
}

function readRules(): readonly CatalogueRule[] {
  const file = readCatalogueFile("data/alerts-prometheus.yaml", prometheusFileSchema);
  return file.value.rules.map(({ alert, expr, forMinutes }, index) => {
    if (!catalogueAlerts().has(alert))
      throw new RangeError(`${file.at("rules", index)}: the alert ${alert} is unknown`);
    return Object.freeze({ alert, expr, forMinutes });
  });
}
