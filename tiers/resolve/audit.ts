import type { AuditSpec } from "../blueprint.ts";
import type { Floors } from "../floors.ts";
import type { Leaf, Sourced } from "../sourced.ts";
import { fixed } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

const INTEGRITY = fixed(true, "always on: a record that was changed or removed shows");
const DATA_EVENTS = fixed<AuditSpec["dataEvents"]>(
  ["objects", "secrets", "keys"],
  "reading and writing what the tenant stores, and using what opens it",
);

/** What is recorded, by whom, and how long. */
export function resolveAudit(
  scene: SharedScene<"audit" | "stack.isolation" | "monitoring.logRetentionDays">,
): Sourced<AuditSpec> {
  const { audit, monitoring } = scene.settings;
  const trail = resolveTrail(scene);
  return {
    retentionDays: audit.retentionDays,
    immutable: audit.immutable,
    threatDetection: audit.threatDetection,
    trail,
    integrityValidation: INTEGRITY,
    dataEvents: DATA_EVENTS,
    searchableDays: monitoring.logRetentionDays,
    evidence: trail.derive(
      trail.value === "own"
        ? "a trail of the tenant's own account, in the audit bucket"
        : "the account baseline's trail, filtered by the stack's names; requests to buckets in the stack's own access logs",
      "where an auditor looks",
    ),
  };
}

/**
 * Whether the stack keeps a trail: its tier gives an account of its own, and the first `up` was not into a shared one.
 * A tier below keeps none, whatever the account: its audit bucket takes nothing new.
 */
export function hasOwnTrail(isolation: string, floors: Floors | undefined): boolean {
  return isolation === "dedicated-account" && floors?.isolation !== "dedicated";
}

/**
 * A trail per tenant only where the account is the tenant's: a region takes five of them, whoever shares it
 * (fact cloudtrail.trails). The account of the first `up` stays, so a shared one keeps its baseline's trail.
 */
function resolveTrail({ settings, floors }: SharedScene<"stack.isolation">): Leaf<AuditSpec["trail"]> {
  const { isolation } = settings.stack;
  const isOwn = hasOwnTrail(isolation.value, floors);
  return isolation.derive<AuditSpec["trail"]>(
    isOwn ? "own" : "account",
    isOwn ? "the account is the tenant's own" : "a shared account has one trail for all in it",
  );
}
