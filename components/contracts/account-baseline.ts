import type * as pulumi from "@pulumi/pulumi";
import type { AccountBaselineSpec, AccountStackSpec } from "../../tiers/account/account-blueprint.ts";
import type { StackLabels } from "../../tiers/blueprint.ts";
import type { Lifecycle } from "../lifecycle.ts";
import type { AccountFacts } from "./account-facts.ts";

/** What exists once per account: evidence for every tenant in it. */
export interface AccountBaseline {
  /** The store of the record of what was done: bucket, storage account, log bucket. */
  readonly recordId: pulumi.Output<string>;
  readonly recordName: string;
  /** What writes into it. */
  readonly trailId: pulumi.Output<string>;
  /** The key that encrypts it. */
  readonly keyId: pulumi.Output<string>;
  /** What detects threats, by region, or by plan where it is not regional. */
  readonly detectionIds: Readonly<Record<string, pulumi.Output<string>>>;
}

/** What only the account knows and its baseline needs: no zones. */
export type BaselineFacts = Pick<AccountFacts, "directoryId" | "projectNumber" | "logEncryptionAgent">;

export interface AccountBaselineArgs {
  readonly stack: AccountStackSpec;
  readonly labels: StackLabels;
  readonly lifecycle: Lifecycle;
  readonly facts: BaselineFacts;
  readonly spec: AccountBaselineSpec;
}
