/** A zod schema as the text of a JSON Schema file. */
import * as z from "zod";
import type { SchemaFile } from "./registry.ts";

/** The file's whole text, the same on every machine: JSON Schema 2020-12, two spaces, a newline at the end. */
export function jsonSchemaText({ title, schema }: SchemaFile): string {
  // What a person writes, before defaults and transformations.
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
  return `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`;
}
