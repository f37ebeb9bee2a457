/** Rights on Azure: a built-in role, for one identity, on exactly one resource. */
import type { RoleAssignmentArgs } from "@pulumi/azure-native/authorization/roleAssignment.js";
import type * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { Principal } from "../contracts.ts";
import { stableGuid } from "./names.ts";

/** Ids of the built-in roles that the stacks grant (Azure: "Azure built-in roles"); the same in every directory. */
const BUILT_IN_ROLES = {
  "Key Vault Crypto Service Encryption User": "e147488a-f6f5-4113-8e2d-b22465e65bf6",
  "Key Vault Secrets Officer": "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
  "Key Vault Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
  "Managed Identity Operator": "f1a07417-d97a-45cb-824c-7a7467783830",
  "PostgreSQL Flexible Server Long Term Retention Backup Role": "c088a766-074b-43ba-90d4-1fb21feae531",
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "Storage Account Backup Contributor": "e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
} as const;
export type BuiltInRole = keyof typeof BUILT_IN_ROLES;

export interface Grant {
  /** What tells this grant from every other one of the stack. */
  readonly name: readonly string[];
  readonly role: BuiltInRole;
  readonly scope: pulumi.Input<string>;
}

/** One grant. Its name is a GUID made of `name`, so that a second create after a crash is refused instead of doubled. */
export function roleAssignmentArgs(
  stack: Pick<StackSpec, "account" | "name">,
  { principalId }: Pick<Principal, "principalId">,
  { name, role, scope }: Grant,
): RoleAssignmentArgs {
  return {
    roleAssignmentName: stableGuid(stack.account, stack.name, ...name),
    roleDefinitionId: roleDefinitionId(stack, role),
    principalId,
    // Told, so that Azure need not look a new identity up in a directory that may not know it yet.
    principalType: "ServicePrincipal",
    scope,
  };
}

/** Id of a built-in role as the subscription names it. */
export function roleDefinitionId({ account }: Pick<StackSpec, "account">, role: BuiltInRole): string {
  return `/subscriptions/${account}/providers/Microsoft.Authorization/roleDefinitions/${BUILT_IN_ROLES[role]}`;
}
