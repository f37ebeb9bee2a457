/** Where each leaf of the blueprint comes from, and what it does not have yet. */
import type { Role } from "./vocabulary.ts";

/** One step in the history of a leaf. */
export interface DecisionStep {
  /** What spoke, e.g. `tier premium`, `environment staging`, `framework gdpr`, `tenant acme`, `fact kms.rotation.min`, `floor`, `derived`. */
  readonly source: string;
  /** The value after this step. */
  readonly value: unknown;
  /** Why, in a few words; for constraints the bound. */
  readonly note?: string;
  /** `own`: nobody's statement but this project's; must not be quoted as the provider's. Absent: as `source` says. */
  readonly basis?: "own";
  /** `file:line` of what the tenant wrote, or the data file. */
  readonly at?: string;
}

/** One leaf of the blueprint with the chain of sources that produced it, oldest first. */
export interface Decision {
  /** Dotted path in the blueprint; entries of a list by their key: `database.nodes.reader-b.zone`. */
  readonly path: string;
  readonly value: unknown;
  /** Unit of a number, from its name: `GiB`, `days`, `minutes`, … */
  readonly unit?: string;
  readonly steps: readonly DecisionStep[];
  /** What a tenant of this tier may set it to, e.g. `100–2000 GiB`; absent when it cannot be overridden. */
  readonly allowed?: string;
  /** Where a tenant sets it, e.g. `overrides.database.storageGib`; absent as `allowed`. */
  readonly setting?: string;
}

/** Roles of the blueprint that no component builds yet; shown as `not yet built`. */
export type Gap = { readonly role: Role; readonly reason: "not yet built" };
