import type * as pulumi from "@pulumi/pulumi";
import type { KeysSpec } from "../../tiers/blueprint.ts";
import type { KeyPurpose } from "../../tiers/vocabulary.ts";
import type { ComponentArgs } from "./component-args.ts";

/** One key of the tenant, as stores take it. */
export interface KeyRef {
  readonly purpose: KeyPurpose;
  /** Id that a store takes to encrypt with it. */
  readonly keyId: pulumi.Output<string>;
  /** Name for people and policies. */
  readonly alias: string;
  /** The key's replica in the standby region; absent where none is. */
  readonly replicaKeyId?: pulumi.Output<string>;
  /** Azure: the key with its current version, for services that do not look for a newer one themselves. */
  readonly versionedKeyId?: pulumi.Output<string>;
  /** Azure: the identity in whose name a store uses the key; it may use this key and no other. */
  readonly identityId?: pulumi.Output<string>;
  /** Azure: likewise for the replica; it lives in the standby region, as geo-redundant backups demand. */
  readonly replicaIdentityId?: pulumi.Output<string>;
}

/** A vault of keys and secrets. */
export interface VaultRef {
  readonly vaultId: pulumi.Output<string>;
  readonly vaultName: pulumi.Output<string>;
}

/** What the stack's stores are encrypted with, by purpose. */
export interface Keys {
  readonly keys: Readonly<Record<KeyPurpose, KeyRef>>;
  /** Azure: the vault in which keys and secrets lie. */
  readonly vault?: VaultRef;
  /** Azure: the one in the standby region; absent where nothing is copied. */
  readonly standbyVault?: VaultRef;
}

export type KeysArgs = ComponentArgs<KeysSpec>;
