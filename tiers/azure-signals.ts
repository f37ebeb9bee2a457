/** How Azure Monitor and Event Grid describe what they see. Namespaces, metrics and tables are Azure's own words. */
import * as z from "zod";

const duration = z.string().regex(/^P(T\d+[MH]|\d+D)$/, "an ISO 8601 duration such as PT5M");
const operator = z.enum(["GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"]);
const evaluation = { operator, window: duration, frequency: duration };

/** Schema of one definition in `data/alerts-azure.yaml`. */
export const azureSignalSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("metric"),
    namespace: z.string().regex(/^Microsoft\./),
    metric: z.string().min(1),
    aggregation: z.enum(["Average", "Maximum", "Minimum", "Total", "Count"]),
    unit: z.string(),
    /** `Name=value` counts only that value, `Name!=value` all but it; a name alone is one over which the rule does not split. */
    dimensions: z.array(z.string()),
    ...evaluation,
  }),
  z.strictObject({
    type: z.literal("log"),
    /** Query in KQL on the stack's workspace; the rows that it leaves are counted. */
    query: z.string().min(5),
    ...evaluation,
  }),
  z.strictObject({
    type: z.literal("activityLog"),
    category: z.enum(["Administrative", "ResourceHealth", "Security"]),
    /** Operations of the category Administrative; types of resources of ResourceHealth; none of Security. */
    operations: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal("eventGrid"),
    eventTypes: z.array(z.string()).min(1),
  }),
  z.strictObject({
    type: z.literal("budget"),
    resource: z.string(),
    notifications: z.array(z.strictObject({ thresholdType: z.enum(["Actual", "Forecasted"]), threshold: z.number() })),
    contact: z.string(),
  }),
]);

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** One signal of Azure. */
export type AzureSignal = DeepReadonly<z.output<typeof azureSignalSchema>>;
export type AzureSignalOf<Type extends AzureSignal["type"]> = Extract<AzureSignal, { type: Type }>;
