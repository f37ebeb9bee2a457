/** Every published JSON Schema of the pack's own files. A further one is one line here. */
import type { SchemaFile } from "../../tiers/schema/registry.ts";
import { controlsFileSchema } from "../controls.ts";
import { settingsSchema } from "../settings.ts";
import { thresholdsFileSchema } from "../thresholds.ts";
import { waiversFileSchema } from "../waivers.ts";

/** In the order of the alphabet. */
export const POLICY_SCHEMA_FILES: readonly SchemaFile[] = [
  { file: "controls.schema.json", title: "Leasehold controls of a framework", schema: controlsFileSchema },
  { file: "settings.schema.json", title: "Leasehold settings of the policy pack", schema: settingsSchema },
  { file: "thresholds.schema.json", title: "Leasehold thresholds of rules", schema: thresholdsFileSchema },
  { file: "waivers.schema.json", title: "Leasehold waivers", schema: waiversFileSchema },
];
