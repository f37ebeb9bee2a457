/** The rules of the theme ENC: encryption at rest. */
import type { Rule } from "../rule.ts";
import { CACHE_ENCRYPTION_RULES } from "./encryption/caches.ts";
import { DATA_SERVICE_ENCRYPTION_RULES } from "./encryption/data-services.ts";
import { DATABASE_ENCRYPTION_RULES } from "./encryption/databases.ts";
import { DISK_ENCRYPTION_RULES } from "./encryption/disks.ts";
import { KUBERNETES_ENCRYPTION_RULES } from "./encryption/kubernetes.ts";
import { OBJECT_ENCRYPTION_RULES } from "./encryption/object-storage.ts";
import { RECORD_ENCRYPTION_RULES } from "./encryption/records.ts";

/** By id. */
export const ENCRYPTION_RULES: readonly Rule[] = [
  ...DATABASE_ENCRYPTION_RULES,
  ...CACHE_ENCRYPTION_RULES,
  ...DATA_SERVICE_ENCRYPTION_RULES,
  ...OBJECT_ENCRYPTION_RULES,
  ...RECORD_ENCRYPTION_RULES,
  ...DISK_ENCRYPTION_RULES,
  ...KUBERNETES_ENCRYPTION_RULES,
].toSorted((a, b) => a.id.localeCompare(b.id));
