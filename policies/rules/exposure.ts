/** Rules about exposure: what nobody outside may find. */
import { byId } from "../rule.ts";
import { DATABASE_EXPOSURE_RULES } from "./exposure/databases.ts";
import { KUBERNETES_EXPOSURE_RULES } from "./exposure/kubernetes.ts";
import { OBJECT_EXPOSURE_RULES } from "./exposure/objects.ts";
import { SNAPSHOT_EXPOSURE_RULES } from "./exposure/snapshots.ts";
import { STORE_EXPOSURE_RULES } from "./exposure/stores.ts";

export const EXPOSURE_RULES = byId([
  ...DATABASE_EXPOSURE_RULES,
  ...KUBERNETES_EXPOSURE_RULES,
  ...OBJECT_EXPOSURE_RULES,
  ...SNAPSHOT_EXPOSURE_RULES,
  ...STORE_EXPOSURE_RULES,
]);
