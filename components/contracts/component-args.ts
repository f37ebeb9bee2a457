import type { StackLabels, StackSpec } from "../../tiers/blueprint.ts";
import type { DataClass } from "../../tiers/vocabulary.ts";
import type { Lifecycle } from "../lifecycle.ts";
import type { AccountFacts } from "./account-facts.ts";
import type { Boundary } from "./boundary.ts";

/** What every component is told besides its own section. */
export interface ComponentArgs<Spec> {
  readonly stack: StackSpec;
  readonly labels: StackLabels;
  /** Whether the stack is in use, disposable or on its way out: decides protection, retention and final snapshots. */
  readonly lifecycle: Lifecycle;
  readonly facts: AccountFacts;
  readonly boundary: Boundary;
  /** The plain section of the blueprint. */
  readonly spec: Spec;
}

/** Label values that depend on what a resource holds. */
export interface ResourceLabels {
  readonly component: string;
  readonly dataClass: DataClass;
}
