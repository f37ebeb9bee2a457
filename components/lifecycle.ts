/** What a stack's phase of life means for the resources in it: one table, so that no component decides it for itself. */
import { outlivesStack, standingOf } from "../tiers/standing.ts";

/**
 * `protected`: in use, deletion must be refused (staging, production, disaster recovery).
 * `unprotected`: may be thrown away at any time (development, test).
 * `decommissioning`: on its way out. Protections are lifted so that the destroy that follows succeeds; databases leave a
 * final snapshot, and keys, secrets, buckets and logs stay in the account, so that what is kept can still be read.
 */
export const LIFECYCLES = ["protected", "unprotected", "decommissioning"] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

export interface LifecycleRules {
  /** The engine refuses to delete or replace what is authoritative and what supports it. */
  readonly protect: boolean;
  /** What the engine forgets instead of deleting: everything that matters, only what outlives the stack, or nothing. */
  readonly retain: "standing" | "outliving" | "nothing";
  /** The cloud's own deletion protection is on. */
  readonly deletionProtection: boolean;
  /** A store that goes leaves a final snapshot behind. */
  readonly finalSnapshot: boolean;
  /** A container that still holds something may be deleted, and a deleted name is free at once. */
  readonly forceDestroy: boolean;
}

const RULES = {
  protected: { protect: true, retain: "standing", deletionProtection: true, finalSnapshot: true, forceDestroy: false },
  unprotected: {
    protect: false,
    retain: "nothing",
    deletionProtection: false,
    finalSnapshot: false,
    forceDestroy: true,
  },
  decommissioning: {
    protect: false,
    retain: "outliving",
    deletionProtection: false,
    finalSnapshot: true,
    forceDestroy: false,
  },
} as const satisfies Record<Lifecycle, LifecycleRules>;

/** What a phase means for stores: deletion protection, final snapshots, force destroy. */
export function lifecycleRules(lifecycle: Lifecycle): LifecycleRules {
  return RULES[lifecycle];
}

/** Pulumi's own protection of one resource. A key that is absent inherits; it is never `undefined`, which would clear. */
export interface EngineProtection {
  readonly protect?: true;
  readonly retainOnDelete?: true;
}

/**
 * How the engine must guard one resource.
 * @param lifecycle phase of the stack.
 * @param type Pulumi type token, e.g. `aws:kms/key:Key`.
 * @param name logical name of the resource.
 */
export function engineProtection(lifecycle: Lifecycle, type: string, name: string): EngineProtection {
  const rules = lifecycleRules(lifecycle);
  const standing = standingOf(type, name);
  const matters = standing === "authoritative" || standing === "support";
  return {
    ...(rules.protect && matters ? { protect: true } : {}),
    ...(isRetained(rules.retain, matters, outlivesStack(type, name)) ? { retainOnDelete: true } : {}),
  };
}

function isRetained(retain: LifecycleRules["retain"], matters: boolean, outlives: boolean): boolean {
  switch (retain) {
    case "standing":
      return matters || outlives;
    case "outliving":
      return outlives;
    case "nothing":
      return false;
    default:
      return retain satisfies never;
  }
}
