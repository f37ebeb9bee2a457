import { BACKUP_RULES } from "../../policies/rules/backup.ts";
import { COPY_CASES } from "./cases/backup-copies.ts";
import { OBJECT_CASES } from "./cases/backup-objects.ts";
import { CACHE_CASES } from "./cases/backup-caches.ts";
import { DATABASE_BACKUP_CASES } from "./cases/backup-databases.ts";
import { PROTECTION_CASES } from "./cases/backup-protection.ts";
import { BACKUP_WIDE_CASES, VAULT_CASES } from "./cases/backup-vaults.ts";
import { SELECTION_CASES } from "./cases/backup-selection.ts";
import { SPARE_CASES } from "./cases/backup-spares.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules(
  "backup",
  BACKUP_RULES,
  {
    ...DATABASE_BACKUP_CASES,
    ...SPARE_CASES,
    ...COPY_CASES,
    ...SELECTION_CASES,
    ...PROTECTION_CASES,
    ...VAULT_CASES,
    ...OBJECT_CASES,
    ...CACHE_CASES,
  },
  BACKUP_WIDE_CASES,
);
