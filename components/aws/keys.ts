import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { ReplicaKey } from "@pulumi/aws/kms/replicaKey.js";
import type * as pulumi from "@pulumi/pulumi";
import type { KeySpec } from "../../tiers/blueprint.ts";
import { KEY_PURPOSES } from "../../tiers/vocabulary.ts";
import type { DataClass, KeyPurpose } from "../../tiers/vocabulary.ts";
import { TenantComponent } from "../component.ts";
import type { KeyRef, Keys, KeysArgs } from "../contracts.ts";
import { keyPolicy } from "./key-policy.ts";

/** What is lost when a key is, by purpose. */
const DATA_CLASS_BY_PURPOSE = {
  data: "confidential",
  audit: "confidential",
  backup: "confidential",
  secrets: "restricted",
} as const satisfies Record<KeyPurpose, DataClass>;

/**
 * The tenant's own KMS keys, one per purpose, so that access and destruction are decided per purpose.
 *
 * Creates: 1. a multi-region key with rotation and a policy bound to the account, to the services of its purpose and to
 * the tenant · 2. its alias `alias/<tenant>/<environment>/<purpose>` · 3. where copies lie in another region, a replica
 * there with the same alias.
 * Does not: grant anyone; each store lets its workloads use the key through the store's own service.
 * Cost: per key and replica and month, and per call that a service does not cache.
 */
export class AwsKeys extends TenantComponent implements Keys {
  readonly keys: Readonly<Record<KeyPurpose, KeyRef>>;

  constructor(name: string, args: KeysArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Keys", name, args, options);
    this.keys = {
      data: this.createKey(args, "data"),
      audit: this.createKey(args, "audit"),
      backup: this.createKey(args, "backup"),
      secrets: this.createKey(args, "secrets"),
    };
    this.registerOutputs({ aliases: KEY_PURPOSES.map((purpose) => this.keys[purpose].alias) });
  }

  private createKey(args: KeysArgs, purpose: KeyPurpose): KeyRef {
    const { stack } = args;
    const spec = findKey(args.spec.keys, purpose);
    const key = this.taggedChild(Key, purpose, DATA_CLASS_BY_PURPOSE[purpose], {
      description: `${stack.tenant} ${stack.environment}: encrypts ${purpose}`,
      keyUsage: "ENCRYPT_DECRYPT",
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      multiRegion: spec.multiRegion,
      enableKeyRotation: true,
      rotationPeriodInDays: spec.rotationDays,
      deletionWindowInDays: spec.deletionWindowDays,
      policy: keyPolicy({ stack, spec, region: stack.region }),
    });
    const alias = `alias/${stack.tenant}/${stack.environment}/${purpose}`;
    this.child(Alias, `${purpose}-alias`, { name: alias, targetKeyId: key.keyId });
    const replica = this.createReplica(args, spec, key, alias);
    return {
      purpose,
      keyId: key.arn,
      alias,
      ...(replica === undefined ? {} : { replicaKeyId: replica.arn }),
    };
  }

  private createReplica(args: KeysArgs, spec: KeySpec, primary: Key, alias: string): ReplicaKey | undefined {
    const { stack } = args;
    const { purpose, replicaRegion: region } = spec;
    if (region === undefined) return undefined;
    const replica = this.taggedChild(ReplicaKey, `${purpose}-replica`, DATA_CLASS_BY_PURPOSE[purpose], {
      region,
      primaryKeyArn: primary.arn,
      description: `${stack.tenant} ${stack.environment}: encrypts copies of ${purpose}`,
      deletionWindowInDays: spec.deletionWindowDays,
      policy: keyPolicy({ stack, spec, region }),
    });
    this.child(Alias, `${purpose}-replica-alias`, { region, name: alias, targetKeyId: replica.keyId });
    return replica;
  }
}

function findKey(keys: readonly KeySpec[], purpose: KeyPurpose): KeySpec {
  const spec = keys.find((candidate) => candidate.purpose === purpose);
  if (spec === undefined) throw new Error(`the blueprint has no key for ${purpose}`);
  return spec;
}
