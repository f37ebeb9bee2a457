/** What stores need of network and keys beyond what every cloud has; the contracts leave it out on other clouds. */
import * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs, KeyRef, Network, PrivateZoneKey } from "../contracts.ts";

/** A key in a vault, named without a version, and the identity that may use it there. */
export interface UsableKey {
  readonly keyUri: pulumi.Output<string>;
  readonly identityId: pulumi.Output<string>;
}

/** The key as a store in the stack's own region uses it. */
export function usableKey({ purpose, keyId, identityId }: KeyRef): UsableKey {
  return { keyUri: keyId, identityId: given(identityId, `identity that may use the key for ${purpose}`) };
}

/** The key as a copy in the standby region uses it. */
export function usableReplicaKey({ purpose, replicaKeyId, replicaIdentityId }: KeyRef): UsableKey {
  return {
    keyUri: given(replicaKeyId, `key for ${purpose} in the standby region`),
    identityId: given(replicaIdentityId, `identity that may use the key for ${purpose} in the standby region`),
  };
}

/** The key with its version, for a service that follows no rotation by itself. */
export function versionedKeyUri({ purpose, versionedKeyId }: KeyRef): pulumi.Output<string> {
  return given(versionedKeyId, `version of the key for ${purpose}`);
}

/** The subnet handed over to PostgreSQL. */
export function databaseSubnetId({ databaseSubnetId: id }: Network): pulumi.Output<string> {
  return given(id, "subnet for the database");
}

/** The private DNS zone in which a service enters its names. */
export function privateZoneId({ privateZoneIds }: Network, key: PrivateZoneKey): pulumi.Output<string> {
  return given(privateZoneIds?.[key], `private DNS zone for ${key}`);
}

/** Id of the stack's resource group, below which all its resources lie. */
export function groupIdOf({
  stack,
  boundary,
}: Pick<ComponentArgs<unknown>, "stack" | "boundary">): pulumi.Output<string> {
  return pulumi.interpolate`/subscriptions/${stack.account}/resourceGroups/${boundary.boundaryName}`;
}

/** A bucket is a container; what is set, granted and recorded for it as a whole is its account. */
export function accountIdOf(bucketId: pulumi.Output<string>): pulumi.Output<string> {
  return bucketId.apply((id) => id.slice(0, id.indexOf("/blobServices/")));
}

/** Name of a resource from its id. */
export function nameOfId(id: pulumi.Output<string>): pulumi.Output<string> {
  return id.apply((path) => path.slice(path.lastIndexOf("/") + 1));
}

/** Name of the resource group in which a resource lies. */
export function groupNameOfId(id: pulumi.Output<string>): pulumi.Output<string> {
  return id.apply((path) => given(/\/resourceGroups\/([^/]+)\//i.exec(path)?.[1], `resource group in the id ${path}`));
}

export function given<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the stack has no ${what}, which its stores on Azure need`);
  return value;
}
