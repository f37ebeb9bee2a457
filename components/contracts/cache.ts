import type * as pulumi from "@pulumi/pulumi";
import type { CacheSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { StoreArgs } from "./store-args.ts";

/** The cache of the stack. */
export interface Cache {
  readonly cacheId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port: number;
  /** Users that log in with an identity, by workload; on Azure each is the identity's own object id. */
  readonly users: Readonly<Partial<Record<Workload, pulumi.Input<string>>>>;
}

export type CacheArgs = StoreArgs<CacheSpec>;
