/** Who may log in to the database as whom, and who may take backups of it. */
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { AdministratorsMicrosoftEntra } from "@pulumi/azure-native/dbforpostgresql/administratorsMicrosoftEntra.js";
import type { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import type { DatabaseArgs } from "../contracts.ts";
import { roleAssignmentArgs } from "./role-assignment.ts";

/** Workloads with a database user. Backup reads backups, never rows. */
export const DATABASE_WORKLOADS = ["app", "migration", "admin"] as const satisfies readonly Workload[];
/** One of {@link DATABASE_WORKLOADS}. */
export type DatabaseWorkload = (typeof DATABASE_WORKLOADS)[number];

/**
 * Database users that log in with an identity: `<tenant>_<workload>`, hyphens as underscores, so that none needs quotes.
 * Admin is the server's Entra administrator, and makes the others once, bound to the identity's object id:
 * `SELECT * FROM pgaadauth_create_principal_with_oid('acme_app', '<object id>', 'service', false, false);`.
 */
export function databaseUsers(tenant: string): Readonly<Record<DatabaseWorkload, string>> {
  const prefix = tenant.replaceAll("-", "_");
  return { app: `${prefix}_app`, migration: `${prefix}_migration`, admin: `${prefix}_admin` };
}

/**
 * Makes the identity of admin the server's Entra administrator. Not app and migration: an Entra administrator may do
 * everything in every database, and only one can make ordinary users that log in with an identity.
 */
export function createAdministrator(
  owner: TenantComponent,
  { stack, facts, identity }: DatabaseArgs,
  server: Server,
  place: { readonly resourceGroupName: pulumi.Output<string> },
  after: pulumi.Resource,
): pulumi.Resource {
  return owner.child(
    AdministratorsMicrosoftEntra,
    "administrator-admin",
    {
      ...place,
      serverName: server.name,
      objectId: identity.principals.admin.principalId,
      principalName: databaseUsers(stack.tenant).admin,
      principalType: "ServicePrincipal",
      ...(facts.directoryId === undefined ? {} : { tenantId: facts.directoryId }),
    },
    { dependsOn: [after] },
  );
}

/** Grants backup the right to take backups that outlive the server's own retention; it reads no rows. */
export function grantBackups(owner: TenantComponent, args: DatabaseArgs, server: Server): void {
  const { stack, identity } = args;
  owner.child(
    RoleAssignment,
    "grant-backup",
    roleAssignmentArgs(stack, identity.principals.backup, {
      name: ["database", "backup"],
      role: "PostgreSQL Flexible Server Long Term Retention Backup Role",
      scope: server.id,
    }),
  );
}
