/**
 * Writes every JSON Schema, those of `tiers` and those of the pack: `npm run schemas`.
 * With `--check` it writes nothing, names the files that are not up to date and exits with 1.
 */
import { SCHEMA_FILES } from "../../tiers/schema/registry.ts";
import { staleSchemas, writeSchemas, type SchemaFolder } from "../../tiers/schema/write-schemas.ts";
import { POLICY_SCHEMA_FILES } from "./registry.ts";

const FOLDERS: readonly SchemaFolder[] = [
  { name: "tiers/schema", url: new URL("../../tiers/schema/", import.meta.url), files: SCHEMA_FILES },
  { name: "policies/schema", url: new URL("./", import.meta.url), files: POLICY_SCHEMA_FILES },
];

if (process.argv.includes("--check")) {
  const stale = FOLDERS.flatMap(staleSchemas);
  for (const file of stale) console.error(`${file} is not up to date; run npm run schemas`);
  if (stale.length > 0) process.exitCode = 1;
} else FOLDERS.forEach(writeSchemas);
