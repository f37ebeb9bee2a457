import { BACKUP_RULES } from "../../policies/rules/backup.ts";
import { COPY_CASES } from "./cases/backup-copies.ts";
import { DATABASE_BACKUP_CASES } from "./cases/backup-databases.ts";
import { BACKUP_WIDE_CASES, PROTECTION_CASES } from "./cases/backup-protection.ts";
import { SELECTION_CASES } from "./cases/backup-selection.ts";
import { SPARE_CASES } from "./cases/backup-spares.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules(
  "backup",
  BACKUP_RULES,
  { ...DATABASE_BACKUP_CASES, ...SPARE_CASES, ...COPY_CASES, ...SELECTION_CASES, ...PROTECTION_CASES },
  BACKUP_WIDE_CASES,
);
