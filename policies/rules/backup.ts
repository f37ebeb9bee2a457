/** Backups, and what keeps stores from being lost: theme BCK. */
import type { Rule } from "../rule.ts";
import { AVAILABILITY_RULES } from "./backup/availability.ts";
import { CACHE_RULES } from "./backup/caches.ts";
import { COPY_RULES } from "./backup/copies.ts";
import { DATABASE_BACKUP_RULES } from "./backup/databases.ts";
import { OBJECT_RULES } from "./backup/objects.ts";
import { PROTECTION_RULES } from "./backup/protection.ts";
import { SELECTION_RULES } from "./backup/selection.ts";
import { VAULT_RULES } from "./backup/vaults.ts";

/** Sorted by id. */
export const BACKUP_RULES: readonly Rule[] = [
  ...AVAILABILITY_RULES,
  ...CACHE_RULES,
  ...COPY_RULES,
  ...DATABASE_BACKUP_RULES,
  ...OBJECT_RULES,
  ...PROTECTION_RULES,
  ...SELECTION_RULES,
  ...VAULT_RULES,
].toSorted((a, b) => a.id.localeCompare(b.id));
