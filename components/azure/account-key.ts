/** The key under which a subscription's records lie. */
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { Key } from "@pulumi/azure-native/keyvault/key.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import * as pulumi from "@pulumi/pulumi";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";
import { keyProperties } from "./keys.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";
import { roleAssignmentArgs } from "./role-assignment.ts";
import type { UsableKey } from "./store-wiring.ts";
import { createVault } from "./vault.ts";

/** The key, and where it lies. */
export interface BaselineKey extends UsableKey {
  readonly vaultId: pulumi.Output<string>;
}

/** Creates a vault, the key in it, and the identity in whose name the store of the records uses it. */
export function createBaselineKey(
  owner: AzureComponent,
  { stack, facts, spec }: AccountBaselineArgs,
  resourceGroupName: pulumi.Output<string>,
): BaselineKey {
  const boundary = { boundaryName: resourceGroupName };
  const vault = createVault(owner, { stack, facts, boundary, spec: { keys: [spec.key] } }, "vault", stack.region);
  const key = owner.taggedChild(
    Key,
    "key",
    "confidential",
    { resourceGroupName, vaultName: vault.name, keyName: "record", properties: keyProperties(spec.key) },
    // Nothing of an existing key is ever written, its labels neither: an update would only seem to succeed.
    { ignoreChanges: ["properties", "tags"] },
  );
  const identity = owner.taggedChild(UserAssignedIdentity, "key-user", "none", {
    resourceGroupName,
    resourceName: stackResourceName(stack, "key-record", NAME_MAX.userAssignedIdentity),
    location: stack.region,
  });
  const grant = owner.child(
    RoleAssignment,
    "keys-record-grant",
    roleAssignmentArgs(stack, identity, {
      name: ["keys", "record"],
      role: "Key Vault Crypto Service Encryption User",
      scope: key.id,
    }),
  );
  // Whoever takes the identity can use the key: so it is handed out only once it may.
  return {
    keyUri: key.keyUri,
    identityId: pulumi.all([identity.id, grant.id]).apply(([id]) => id),
    vaultId: vault.id,
  };
}
