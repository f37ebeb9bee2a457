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

/** When the value of a secret is due for another one, `2027-02-19T00:00:00Z`. */
export interface SecretSchedule {
  /** Counted from the value's own day: in the past while somebody is late. */
  readonly dueUtc: string;
  /** The first day ahead, of those that are a period apart. Moves with the clock: only what is new takes it. */
  readonly reminderUtc: string;
}

export type SecretsArgs = StoreArgs<SecretsSpec> & {
  /** By name of the secret. */
  readonly schedules: Readonly<Record<string, SecretSchedule>>;
};
