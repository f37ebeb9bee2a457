import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import type * as pulumi from "@pulumi/pulumi";
import type { IdentitySpec, WorkloadSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import { TenantComponent } from "../component.ts";
import type { Identity, IdentityArgs, Principal } from "../contracts.ts";
import { permissionsBoundary } from "./permissions-boundary.ts";
import { roleName, rolePath } from "./role-names.ts";
import { trustPolicy } from "./trust-policy.ts";

/**
 * One IAM role per workload, which nobody may assume unless the tenant file says who.
 *
 * Creates: 1. a permissions boundary that binds every role to the tenant, its environment and its regions · 2. the roles
 * app, migration, admin and backup, each with the boundary, its trust policy and the longest session allowed.
 * Does not: grant rights; each store attaches its own grant that names the store. Makes no access keys, no users.
 * Cost: none. An account holds at most 5,000 roles.
 */
export class AwsIdentity extends TenantComponent implements Identity {
  readonly principals: Readonly<Record<Workload, Principal>>;

  constructor(name: string, args: IdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Identity", name, args, options);
    const boundary = args.spec.permissionsBoundary ? this.createBoundary(args) : undefined;
    this.principals = {
      app: this.createRole(args, "app", boundary),
      migration: this.createRole(args, "migration", boundary),
      admin: this.createRole(args, "admin", boundary),
      backup: this.createRole(args, "backup", boundary),
    };
    this.registerOutputs({});
  }

  private createBoundary({ stack }: IdentityArgs): Policy {
    return this.taggedChild(Policy, "boundary", "none", {
      name: roleName(stack, "boundary"),
      path: rolePath(stack),
      description: "The most that a workload of this stack may ever do",
      policy: permissionsBoundary(stack),
    });
  }

  private createRole({ stack, spec }: IdentityArgs, name: Workload, boundary: Policy | undefined): Principal {
    const workload = findWorkload(spec, name);
    const role = this.taggedChild(Role, name, "none", {
      name: roleName(stack, name),
      path: rolePath(stack),
      description: `${stack.tenant} ${stack.environment}: ${DUTIES[name]}`,
      assumeRolePolicy: trustPolicy(stack, spec, workload),
      maxSessionDuration: spec.sessionMinutes * 60,
      // Somebody's policy attached by hand must not keep a role alive that nothing uses any more.
      forceDetachPolicies: true,
      ...(boundary === undefined ? {} : { permissionsBoundary: boundary.arn }),
    });
    return { workload: name, principalId: role.arn, principalName: role.name };
  }
}

/** What each role is for, as the console shows it. */
const DUTIES = {
  app: "the application at work",
  migration: "changes the database's schema",
  admin: "people who look after the tenant",
  backup: "takes and copies snapshots",
} as const satisfies Record<Workload, string>;

function findWorkload({ workloads }: IdentitySpec, name: Workload): WorkloadSpec {
  const workload = workloads.find((candidate) => candidate.name === name);
  if (workload === undefined) throw new Error(`the blueprint has no workload ${name}`);
  return workload;
}
