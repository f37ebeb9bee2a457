import type * as pulumi from "@pulumi/pulumi";
import type { IdentitySpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { ComponentArgs } from "./component-args.ts";

/** The identity of one workload. */
export interface Principal {
  readonly workload: Workload;
  /** Id that a grant names. */
  readonly principalId: pulumi.Output<string>;
  /** Name to which a store attaches its grant. */
  readonly principalName: pulumi.Output<string>;
}

/** Identity holds who; each store grants what, so that rights name the exact store. */
export interface Identity {
  readonly principals: Readonly<Record<Workload, Principal>>;
}

export type IdentityArgs = ComponentArgs<IdentitySpec>;
