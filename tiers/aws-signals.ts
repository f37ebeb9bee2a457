/** How CloudWatch and EventBridge describe what they see. Namespaces, metrics and statistics are AWS's own words. */
import * as z from "zod";

const evaluation = {
  periodSeconds: z.int().min(60).max(86_400).multipleOf(60),
  evaluationPeriods: z.int().min(1),
  operator: z.enum([
    "GreaterThanThreshold",
    "GreaterThanOrEqualToThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
  ]),
  missingData: z.enum(["missing", "ignore", "breaching", "notBreaching"]),
};
const statistic = z.union([
  z.enum(["Average", "Maximum", "Minimum", "Sum"]),
  z.string().regex(/^p\d{1,2}$/, "a percentile such as p95"),
]);
const metric = { namespace: z.string().min(3), metric: z.string().min(1), statistic };

/** Schema of one definition in `data/alerts-aws.yaml`. */
export const awsSignalSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("metric"),
    ...metric,
    /** Over several resources the worst counts. */
    worst: z.enum(["max", "min"]),
    ...evaluation,
  }),
  z.strictObject({
    type: z.literal("math"),
    /** Over the names of `metrics`, each summed over its resources. */
    expression: z.string().min(3),
    metrics: z.record(z.string().regex(/^[a-z]+$/), z.strictObject(metric)),
    ...evaluation,
  }),
  z.strictObject({
    type: z.literal("filter"),
    /** Filter pattern of CloudWatch Logs; every line that matches counts one. */
    pattern: z.string().min(3).max(1024),
    ...evaluation,
  }),
  z.strictObject({
    type: z.literal("event"),
    /** Event pattern of EventBridge; the component narrows it to the stack's own resources. */
    pattern: z.record(z.string(), z.unknown()),
  }),
]);

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** One signal of AWS. */
export type AwsSignal = DeepReadonly<z.output<typeof awsSignalSchema>>;
export type AwsSignalOf<Type extends AwsSignal["type"]> = Extract<AwsSignal, { type: Type }>;
