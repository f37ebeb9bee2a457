/** Where things may lie: theme RES. */
import type { Rule } from "../rule.ts";
import { BOUNDARY_RULES } from "./residency/boundary.ts";
import { COPY_PLACE_RULES } from "./residency/copies.ts";
import { RECORD_PLACE_RULES } from "./residency/records.ts";
import { REGION_RULES } from "./residency/regions.ts";

/** Sorted by id. */
export const RESIDENCY_RULES: readonly Rule[] = [
  ...BOUNDARY_RULES,
  ...COPY_PLACE_RULES,
  ...RECORD_PLACE_RULES,
  ...REGION_RULES,
].toSorted((a, b) => a.id.localeCompare(b.id));
