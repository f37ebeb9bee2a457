import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { Key } from "@pulumi/azure-native/keyvault/key.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import * as pulumi from "@pulumi/pulumi";
import type { KeySpec } from "../../tiers/blueprint.ts";
import { KEY_PURPOSES } from "../../tiers/vocabulary.ts";
import type { DataClass, KeyPurpose } from "../../tiers/vocabulary.ts";
import type { KeyRef, Keys, KeysArgs, VaultRef } from "../contracts.ts";
import { AzureComponent } from "./azure-component.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";
import { roleAssignmentArgs } from "./role-assignment.ts";
import { createVault } from "./vault.ts";

/** What is lost when a key is, by purpose. */
const DATA_CLASS_BY_PURPOSE = {
  data: "confidential",
  audit: "confidential",
  backup: "confidential",
  secrets: "restricted",
} as const satisfies Record<KeyPurpose, DataClass>;

/** A version stays valid this long after its successor came: a store that was away must still open what it wrote. Days. */
const GRACE_DAYS = 730;

/** A key, and the identity that may use it. */
interface UsableKey {
  readonly key: Key;
  readonly identityId: pulumi.Output<string>;
}

/**
 * The tenant's own keys, one per purpose, so that access and destruction are decided per purpose.
 *
 * Creates: 1. a premium key vault with purge protection, closed to the internet · 2. per purpose an RSA key in hardware
 * with a rotation policy, and an identity that may wrap and unwrap with this key and do nothing else; a store uses the key
 * in its name · 3. where copies lie in another region, a second vault there with keys and identities of its own, since
 * Azure has no key replicas.
 * Does not: grant workloads anything. The vaults' private endpoints are the network's, which comes later.
 * Cost: per key version in hardware and month, per 10,000 calls.
 */
export class AzureKeys extends AzureComponent implements Keys {
  readonly keys: Readonly<Record<KeyPurpose, KeyRef>>;
  readonly vault: VaultRef;
  readonly standbyVault?: VaultRef;

  constructor(name: string, args: KeysArgs, options?: pulumi.ComponentResourceOptions) {
    super("Keys", name, args, options);
    const vault = createVault(this, args, "vault", args.stack.region);
    const standbyRegion = args.spec.keys.find(({ replicaRegion }) => replicaRegion !== undefined)?.replicaRegion;
    const standby = standbyRegion === undefined ? undefined : createVault(this, args, "standby-vault", standbyRegion);
    const keyOf = (purpose: KeyPurpose): KeyRef => this.createKeys(args, purpose, vault, standby);
    this.keys = { data: keyOf("data"), audit: keyOf("audit"), backup: keyOf("backup"), secrets: keyOf("secrets") };
    this.vault = { vaultId: vault.id, vaultName: vault.name };
    if (standby !== undefined) this.standbyVault = { vaultId: standby.id, vaultName: standby.name };
    this.registerOutputs({ aliases: KEY_PURPOSES.map((purpose) => this.keys[purpose].alias) });
  }

  private createKeys(args: KeysArgs, purpose: KeyPurpose, vault: Vault, standby: Vault | undefined): KeyRef {
    const spec = findKey(args.spec.keys, purpose);
    const { key, identityId } = this.createKey(args, spec, vault, purpose, args.stack.region);
    const { replicaRegion } = spec;
    const replica =
      standby === undefined || replicaRegion === undefined
        ? undefined
        : this.createKey(args, spec, standby, `${purpose}-replica`, replicaRegion);
    return {
      purpose,
      keyId: key.keyUri,
      versionedKeyId: key.keyUriWithVersion,
      identityId,
      alias: `${args.stack.name}/${purpose}`,
      ...(replica === undefined ? {} : { replicaKeyId: replica.key.keyUri, replicaIdentityId: replica.identityId }),
    };
  }

  /** @param key logical key, `data` or `data-replica` */
  private createKey(args: KeysArgs, spec: KeySpec, vault: Vault, key: string, region: string): UsableKey {
    const { stack, boundary } = args;
    const created = this.taggedChild(
      Key,
      key,
      DATA_CLASS_BY_PURPOSE[spec.purpose],
      {
        resourceGroupName: boundary.boundaryName,
        vaultName: vault.name,
        keyName: spec.purpose,
        properties: keyProperties(spec),
      },
      // Nothing of an existing key is ever written, its labels neither: an update would only seem to succeed.
      { ignoreChanges: ["properties", "tags"] },
    );
    const identity = this.taggedChild(UserAssignedIdentity, `${key}-user`, "none", {
      resourceGroupName: boundary.boundaryName,
      resourceName: stackResourceName(stack, `key-${key}`, NAME_MAX.userAssignedIdentity),
      location: region,
    });
    const grant = this.child(
      RoleAssignment,
      `${key}-grant`,
      roleAssignmentArgs(stack, identity, {
        name: ["keys", key],
        role: "Key Vault Crypto Service Encryption User",
        scope: created.id,
      }),
    );
    // Whoever takes the identity can use the key: so it is handed out only once it may.
    return { key: created, identityId: pulumi.all([identity.id, grant.id]).apply(([id]) => id) };
  }
}

/** Hardware from the first day in every tier: a key that is not in hardware can never move there. */
export function keyProperties({ rotationDays }: Pick<KeySpec, "rotationDays">): input.keyvault.KeyPropertiesArgs {
  return {
    kty: "RSA-HSM",
    keySize: 3072,
    keyOps: ["encrypt", "decrypt", "wrapKey", "unwrapKey"],
    attributes: { enabled: true, exportable: false },
    rotationPolicy: {
      attributes: { expiryTime: `P${rotationDays + GRACE_DAYS}D` },
      lifetimeActions: [
        { action: { type: "rotate" }, trigger: { timeAfterCreate: `P${rotationDays}D` } },
        { action: { type: "notify" }, trigger: { timeBeforeExpiry: "P30D" } },
      ],
    },
  };
}

function findKey(keys: readonly KeySpec[], purpose: KeyPurpose): KeySpec {
  const spec = keys.find((candidate) => candidate.purpose === purpose);
  if (spec === undefined) throw new Error(`the blueprint has no key for ${purpose}`);
  return spec;
}
