import type * as pulumi from "@pulumi/pulumi";
import type { SecretsSpec } from "../../tiers/blueprint.ts";
import type { StoreArgs } from "./store-args.ts";

/** One secret, by reference. */
export interface SecretRef {
  readonly name: string;
  /** Where the value can be fetched by those allowed to; never the value. */
  readonly secretId: pulumi.Output<string>;
}

/** Where secrets lie, by name. */
export interface Secrets {
  readonly secrets: Readonly<Record<string, SecretRef>>;
}

/** Values of generated secrets, by name, handed from secrets to the store that needs them; always Pulumi secrets. */
export type GeneratedSecrets = Readonly<Record<string, pulumi.Output<string>>>;

export type SecretsArgs = StoreArgs<SecretsSpec>;
