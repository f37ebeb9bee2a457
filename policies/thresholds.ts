/** Numbers that rules compare with: a default, made stricter by the frameworks that apply. The numbers are in `thresholds.yaml`. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { FRAMEWORKS, type Framework } from "../tiers/vocabulary.ts";
import { parseCatalogueFile } from "../tiers/catalogue-file.ts";

export const THRESHOLDS = [
  "backupRetentionDays",
  "logRetentionDays",
  "operationalLogRetentionDays",
  "keyRotationDays",
  "keyDeletionWindowDays",
  "vaultSoftDeleteDays",
  "secretRotationDays",
  "roleSessionSeconds",
] as const;

export type ThresholdName = (typeof THRESHOLDS)[number];

/** One threshold for one stack. */
export interface Threshold {
  readonly bound: "min" | "max";
  readonly unit: string;
  readonly value: number;
  /** The frameworks that ask for exactly this value; empty when it is the default and none asks for as much. */
  readonly askedBy: readonly Framework[];
}

export type Thresholds = Readonly<Record<ThresholdName, Threshold>>;

const entrySchema = z.strictObject({
  bound: z.enum(["min", "max"]),
  unit: z.string().min(1),
  default: z.number().int().positive(),
  frameworks: z.partialRecord(z.enum(FRAMEWORKS), z.number().int().positive()),
});

export const thresholdsFileSchema = z
  .strictObject({ thresholds: z.record(z.enum(THRESHOLDS), entrySchema) })
  .describe("Numbers that rules of the policy pack compare with.");

type ThresholdsFile = z.infer<typeof thresholdsFileSchema>;

const FILE = new URL("thresholds.yaml", import.meta.url);
let loaded: ThresholdsFile | undefined;

/**
 * The thresholds for a set of frameworks.
 * @throws InvalidInput when `thresholds.yaml` is damaged
 */
export function resolveThresholds(frameworks: readonly Framework[]): Thresholds {
  loaded ??= parseCatalogueFile("policies/thresholds.yaml", readFileSync(FILE, "utf8"), thresholdsFileSchema).value;
  const { thresholds } = loaded;
  return Object.fromEntries(
    THRESHOLDS.map((name) => [name, resolveThreshold(thresholds[name], frameworks)]),
  ) as unknown as Thresholds;
}

function resolveThreshold(entry: z.infer<typeof entrySchema>, frameworks: readonly Framework[]): Threshold {
  const asked = frameworks.flatMap((framework) => {
    const value = entry.frameworks[framework];
    return value === undefined ? [] : [{ framework, value }];
  });
  const values = [entry.default, ...asked.map(({ value }) => value)];
  const value = entry.bound === "min" ? Math.max(...values) : Math.min(...values);
  return {
    bound: entry.bound,
    unit: entry.unit,
    value,
    askedBy: asked.filter((one) => one.value === value).map(({ framework }) => framework),
  };
}
