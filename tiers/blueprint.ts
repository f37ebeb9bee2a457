/**
 * The blueprint: the complete, cloud-neutral, plain description of one stack. Nothing is decided after it.
 * An absent section means the thing does not exist. Every leaf has a {@link Decision} that tells where it comes from.
 * Sizes and engine versions are names in the chosen cloud's own vocabulary, picked from the data tables at resolve time.
 */
import type { IdentitySpec, KeysSpec, NetworkSpec, SecretsSpec } from "./foundation-specs.ts";
import type {
  ApiQuotasSpec,
  AuditSpec,
  BackupSpec,
  BudgetSpec,
  ComputeSpec,
  EdgeSpec,
  MonitoringSpec,
} from "./operation-specs.ts";
import type { StackLabels, StackSpec } from "./stack-spec.ts";
import type {
  AnalyticsSpec,
  CacheSpec,
  DatabaseSpec,
  DocumentsSpec,
  ObjectsSpec,
  QueueSpec,
  SearchSpec,
} from "./store-specs.ts";

export type * from "./decision.ts";
export type * from "./foundation-specs.ts";
export type * from "./operation-specs.ts";
export type * from "./stack-spec.ts";
export type * from "./store-specs.ts";

export interface Blueprint {
  readonly stack: StackSpec;
  readonly labels: StackLabels;
  readonly network: NetworkSpec;
  readonly keys: KeysSpec;
  readonly identity: IdentitySpec;
  readonly secrets: SecretsSpec;
  readonly database: DatabaseSpec;
  readonly cache: CacheSpec;
  readonly objects: ObjectsSpec;
  /** From standard. */
  readonly documents?: DocumentsSpec;
  /** From premium. */
  readonly analytics?: AnalyticsSpec;
  /** From premium. */
  readonly search?: SearchSpec;
  readonly queue?: QueueSpec;
  readonly backup: BackupSpec;
  readonly audit: AuditSpec;
  readonly monitoring: MonitoringSpec;
  readonly budget: BudgetSpec;
  /** Only with the add-on `whiteLabel` or the tier white-label. */
  readonly edge?: EdgeSpec;
  readonly apiQuotas: ApiQuotasSpec;
  /** From premium. */
  readonly compute?: ComputeSpec;
}
