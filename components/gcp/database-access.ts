/** Who may log in to the database as whom, and who may see its backups. */
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import type { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import { User } from "@pulumi/gcp/sql/user.js";
import * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import type { DatabaseArgs, Identity, Principal } from "../contracts.ts";
import { conditionalGrant } from "./conditional-grant.ts";
import { serviceAccountId } from "./names.ts";

/** Workloads with a database user. Backup sees backups, never rows. */
export const DATABASE_WORKLOADS = ["app", "migration", "admin"] as const satisfies readonly Workload[];
/** One of {@link DATABASE_WORKLOADS}. */
export type DatabaseWorkload = (typeof DATABASE_WORKLOADS)[number];

/** To connect, and to log in with an identity. */
const LOGIN_ROLES = { connect: "roles/cloudsql.client", login: "roles/cloudsql.instanceUser" } as const;

/** Names of the users: the service account's address without its last part, since PostgreSQL cuts names at 63 characters. */
export function databaseUsers(stack: StackSpec): Readonly<Record<DatabaseWorkload, string>> {
  const userOf = (workload: Workload): string => `${serviceAccountId(stack, workload)}@${stack.account}.iam`;
  return { app: userOf("app"), migration: userOf("migration"), admin: userOf("admin") };
}

/** The users of another stack's workloads. */
export function homeDatabaseUsers({ principals }: Identity): Readonly<Record<DatabaseWorkload, pulumi.Output<string>>> {
  return { app: userOf(principals.app), migration: userOf(principals.migration), admin: userOf(principals.admin) };
}

function userOf({ principalName }: Principal): pulumi.Output<string> {
  return principalName.apply((email) => email.replace(/\.gserviceaccount\.com$/, ""));
}

/**
 * Creates a user per workload that logs in as itself. It starts without rights in the database; an administrator grants them.
 * Given up, not dropped, when the stack lets go of it: PostgreSQL drops no user who owns something, and it goes with the instance.
 */
export function createDatabaseUsers(
  owner: TenantComponent,
  { boundary, identity }: DatabaseArgs,
  primary: DatabaseInstance,
): void {
  for (const workload of DATABASE_WORKLOADS) {
    owner.child(User, `user-${workload}`, {
      project: boundary.boundaryName,
      instance: primary.name,
      name: userOf(identity.principals[workload]),
      type: "CLOUD_IAM_SERVICE_ACCOUNT",
      deletionPolicy: "ABANDON",
    });
  }
}

type GrantArgs = Pick<DatabaseArgs, "stack" | "boundary" | "identity">;

/** Grants each workload the way in, to these instances and no other of the project; and backup the sight of backups. */
export function grantDatabase(owner: TenantComponent, args: GrantArgs, instances: readonly DatabaseInstance[]): void {
  grantLogins(owner, args, instances);
  const { boundary, identity } = args;
  const view = { role: "roles/cloudsql.viewer", ...theseInstances(args, instances) };
  owner.child(IAMMember, "grant-backup", conditionalGrant(boundary, identity.principals.backup, view));
}

/** Grants each workload the way in, to these instances and no other of the project. */
export function grantLogins(owner: TenantComponent, args: GrantArgs, instances: readonly DatabaseInstance[]): void {
  const { boundary, identity } = args;
  const these = theseInstances(args, instances);
  for (const workload of DATABASE_WORKLOADS) {
    for (const [right, role] of Object.entries(LOGIN_ROLES)) {
      const grant = conditionalGrant(boundary, identity.principals[workload], { role, ...these });
      owner.child(IAMMember, `grant-${workload}-${right}`, grant);
    }
  }
}

function theseInstances({ stack, boundary }: GrantArgs, instances: readonly DatabaseInstance[]) {
  return {
    title: `${stack.name} database`,
    resourceNames: instances.map(({ name }) => pulumi.interpolate`projects/${boundary.boundaryName}/instances/${name}`),
  };
}
