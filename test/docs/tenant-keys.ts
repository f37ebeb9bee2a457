/** The keys of a tenant file, from the published JSON Schema. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { PROJECT_ROOT, table } from "./markdown.ts";

/** As much of JSON Schema as the tenant file's schema uses for what is shown here. */
interface Schema {
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly examples?: readonly unknown[] | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly items?: Schema | undefined;
  readonly $ref?: string | undefined;
}
const schema: z.ZodType<Schema> = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  examples: z.array(z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  $ref: z.string().optional(),
  get properties() {
    return z.record(z.string(), schema).optional();
  },
  get items() {
    return schema.optional();
  },
});

/** Keys whose children all look alike: one stands for all. */
const ALIKE: Readonly<Record<string, string>> = {
  environments: "<environment>",
  workloads: "<workload>",
  channels: "<channel>",
};

/** A row per key, in the order of the schema, nested keys with their path. */
export function tenantKeyTable(): string {
  const file = join(PROJECT_ROOT, "tiers", "schema", "tenant.schema.json");
  const root = schema.parse(JSON.parse(readFileSync(file, "utf8")));
  return table(["key", "required", "meaning", "values or example"], rowsOf(root, ""));
}

function rowsOf({ properties = {}, required = [] }: Schema, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([key, child]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    const own = [`\`${path}\``, required.includes(key) ? "yes" : "", oneLine(child.description), valuesOf(child)];
    return [own, ...childRows(key, child, path)];
  });
}

function childRows(key: string, child: Schema, path: string): string[][] {
  // The settings have tables of their own.
  if (child.$ref !== undefined) return [];
  if (child.items?.properties !== undefined) return rowsOf(child.items, `${path}[]`);
  const placeholder = ALIKE[key];
  const [first] = Object.values(child.properties ?? {});
  if (placeholder !== undefined && first !== undefined) return rowsOf(first, `${path}.${placeholder}`);
  return rowsOf(child, path);
}

function valuesOf({ enum: values, items, examples, type, properties }: Schema): string {
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(", ");
  if (items?.enum !== undefined) return items.enum.map((value) => `\`${value}\``).join(", ");
  const [example] = examples ?? [];
  if (example !== undefined) return `\`${typeof example === "string" ? example : JSON.stringify(example)}\``;
  return properties === undefined && type !== undefined ? type : "";
}

function oneLine(text = ""): string {
  return text.replaceAll(/\s+/g, " ");
}
