/** Writes JSON Schemas beside the registry that names them, or tells which are not up to date. */
import { readFileSync, writeFileSync } from "node:fs";
import { jsonSchemaText } from "./json-schema.ts";
import type { SchemaFile } from "./registry.ts";

/** A registry and the folder that its files lie in. */
export interface SchemaFolder {
  /** As messages shall name it: `tiers/schema`. */
  readonly name: string;
  /** Ends with a slash. */
  readonly url: URL;
  readonly files: readonly SchemaFile[];
}

/** Names of the files that are not what their zod schema says. */
export function staleSchemas({ name, url, files }: SchemaFolder): string[] {
  return files
    .filter((entry) => readOrNothing(new URL(entry.file, url)) !== jsonSchemaText(entry))
    .map(({ file }) => `${name}/${file}`);
}

/** Writes every file anew. */
export function writeSchemas({ url, files }: SchemaFolder): void {
  for (const entry of files) writeFileSync(new URL(entry.file, url), jsonSchemaText(entry));
}

function readOrNothing(file: URL): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
