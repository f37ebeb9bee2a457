/**
 * Writes every JSON Schema of the registry beside this file: `node tiers/schema/generate.ts`.
 * With `--check` it writes nothing, names the files that are not up to date and exits with 1.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { jsonSchemaText } from "./json-schema.ts";
import { SCHEMA_FILES } from "./registry.ts";

const check = process.argv.includes("--check");
const stale = SCHEMA_FILES.filter((entry) => readOrNothing(entry.file) !== jsonSchemaText(entry));
for (const entry of stale) {
  if (check) console.error(`tiers/schema/${entry.file} is not up to date; run node tiers/schema/generate.ts`);
  else writeFileSync(new URL(entry.file, import.meta.url), jsonSchemaText(entry));
}
if (check && stale.length > 0) process.exitCode = 1;

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(new URL(file, import.meta.url), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
