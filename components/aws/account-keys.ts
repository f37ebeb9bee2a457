/** The keys of an account: one for the records of what was done, one for disks; usable in every guarded region. */
import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { ReplicaKey } from "@pulumi/aws/kms/replicaKey.js";
import type * as pulumi from "@pulumi/pulumi";
import type { TenantComponent } from "../component.ts";
import type { AccountBaselineArgs } from "../contracts.ts";
import { baselineKeyPolicy } from "./account-key-policy.ts";
import type { BaselineKeyPurpose } from "./account-key-policy.ts";

/** A key by the region in which it is used. */
export interface RegionalKey {
  readonly home: pulumi.Output<string>;
  /** ARN in a guarded region. @throws Error for any other: blueprint and keys disagree. */
  readonly in: (region: string) => pulumi.Output<string>;
}

export interface BaselineKeys {
  readonly record: RegionalKey;
  readonly disks: RegionalKey;
}

const DUTIES = {
  record: "encrypts the records of what was done",
  disks: "encrypts disks that name no key of their own",
} as const satisfies Record<BaselineKeyPurpose, string>;

/** Creates both keys in the home region, and a replica of each in every other guarded one. */
export function createBaselineKeys(owner: TenantComponent, args: AccountBaselineArgs): BaselineKeys {
  return { record: createKey(owner, args, "record"), disks: createKey(owner, args, "disks") };
}

function createKey(owner: TenantComponent, args: AccountBaselineArgs, purpose: BaselineKeyPurpose): RegionalKey {
  const { stack, spec } = args;
  const description = `${stack.name}: ${DUTIES[purpose]}`;
  const { deletionWindowDays, rotationDays } = spec.key;
  const key = owner.taggedChild(Key, `key-${purpose}`, "confidential", {
    description,
    keyUsage: "ENCRYPT_DECRYPT",
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    // Cannot be switched on later, and a region may be guarded later.
    multiRegion: true,
    enableKeyRotation: true,
    rotationPeriodInDays: rotationDays,
    deletionWindowInDays: deletionWindowDays,
    policy: baselineKeyPolicy(args, purpose, stack.region),
  });
  const name = `alias/leasehold/${stack.accountName}/${purpose}`;
  owner.child(Alias, `key-${purpose}-alias`, { name, targetKeyId: key.keyId });
  const replicas = spec.guardedRegions
    .filter((region) => region !== stack.region)
    .map((region): [string, pulumi.Output<string>] => {
      const replica = owner.taggedChild(ReplicaKey, `key-${purpose}-${region}`, "confidential", {
        region,
        primaryKeyArn: key.arn,
        description,
        deletionWindowInDays: deletionWindowDays,
        policy: baselineKeyPolicy(args, purpose, region),
      });
      owner.child(Alias, `key-${purpose}-${region}-alias`, { region, name, targetKeyId: replica.keyId });
      return [region, replica.arn];
    });
  const byRegion = new Map([[stack.region, key.arn], ...replicas]);
  return {
    home: key.arn,
    in: (region) => {
      const found = byRegion.get(region);
      if (found === undefined) throw new Error(`region ${region} is not guarded, so it has no key for ${purpose}`);
      return found;
    },
  };
}
