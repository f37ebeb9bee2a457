/** The blueprint of a stack in the standby region: replicas of production, and what watches them. */
import type { Blueprint } from "./blueprint.ts";
import type { Environment, RecoveryEnvironment } from "./vocabulary.ts";

/**
 * A type of its own, and not a {@link Blueprint} with holes: what cannot be missing anywhere else (keys, secrets, objects,
 * backup, audit) is the home stack's here, and no component should have to ask whether it exists.
 */
export interface RecoveryBlueprint extends Pick<
  Blueprint,
  "stack" | "labels" | "network" | "database" | "monitoring" | "budget"
> {
  readonly recovery: RecoverySpec;
}

/** Whose replicas these are, and what they promise. */
export interface RecoverySpec {
  /** The stack that is replicated: it is up before this one, and goes after it. */
  readonly homeStack: string;
  readonly homeRegion: string;
  /** Address block of the home network, with which this one speaks where replication runs through both. */
  readonly homeCidr: string;
  /** Most data that the loss of the home region costs, minutes. */
  readonly recoveryPointMinutes: number;
  /** Longest time until service is back, minutes, counted from the operator's start of the failover. */
  readonly recoveryTimeMinutes: number;
}

/** What resolving an environment gives. */
export type BlueprintOf<E extends Environment> = E extends RecoveryEnvironment ? RecoveryBlueprint : Blueprint;

/** Any stack of a tenant. */
export type AnyBlueprint = Blueprint | RecoveryBlueprint;

/** Whether a blueprint is one of the standby region. */
export function isRecovery(blueprint: AnyBlueprint): blueprint is RecoveryBlueprint {
  return "recovery" in blueprint;
}
