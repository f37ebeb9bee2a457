/** How Cloud Monitoring and Cloud Logging describe what they see. Metrics, resources and aligners are Google Cloud's own words. */
import * as z from "zod";

const seconds = z.string().regex(/^\d+s$/, "seconds, such as 300s");

/** One metric of one kind of resource, brought to a common rhythm. */
const series = {
  metricType: z.string().min(3),
  resourceType: z.string().min(3),
  /** As the provider publishes it: for people. */
  kind: z.string(),
  unit: z.string(),
  aligner: z.enum([
    "ALIGN_MEAN",
    "ALIGN_MAX",
    "ALIGN_MIN",
    "ALIGN_DELTA",
    "ALIGN_COUNT_TRUE",
    "ALIGN_PERCENTILE_95",
    "ALIGN_NEXT_OLDER",
  ]),
  alignmentPeriod: seconds,
  /** How the series of one resource become one. Default: sums are added, of others the worst counts. */
  reducer: z.enum(["REDUCE_SUM", "REDUCE_MIN", "REDUCE_MAX", "REDUCE_PERCENTILE_95"]).exactOptional(),
  /** What stays apart. Default: each resource. */
  groupBy: z.array(z.string()).exactOptional(),
  /** Metric labels that must have one of these values. */
  where: z.record(z.string(), z.array(z.string()).min(1)).exactOptional(),
};
const comparison = z.enum(["COMPARISON_GT", "COMPARISON_LT"]);

/** Schema of one definition in `data/alerts-gcp.yaml`. */
export const gcpSignalSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("metric"), ...series, comparison, duration: seconds }),
  /** Rings when nothing arrives. */
  z.strictObject({ type: z.literal("absent"), ...series, duration: seconds }),
  z.strictObject({
    type: z.literal("promql"),
    /** The number itself; the comparison is apart. The component fills in `${resource}`, matchers of the stack's own. */
    query: z.string().min(5),
    comparison,
    /** Whose matchers; absent where the whole project is meant. */
    resourceType: z.string().min(3).exactOptional(),
    duration: seconds,
  }),
  z.strictObject({
    type: z.literal("log"),
    /** Filter of Cloud Logging; the component fills in names of the stack's own resources. */
    filter: z.string().min(10),
  }),
  // For roles that no component builds yet.
  z.looseObject({ type: z.enum(["slo", "budget"]) }),
]);

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** One signal of Google Cloud. */
export type GcpSignal = DeepReadonly<z.output<typeof gcpSignalSchema>>;
export type GcpSignalOf<Type extends GcpSignal["type"]> = Extract<GcpSignal, { type: Type }>;
