import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { FederatedIdentityCredential } from "@pulumi/azure-native/managedidentity/federatedIdentityCredential.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import * as pulumi from "@pulumi/pulumi";
import type { IdentitySpec, WorkloadSpec } from "../../tiers/blueprint.ts";
import { slug } from "../../tiers/names.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { Identity, IdentityArgs, Principal } from "../contracts.ts";
import { AzureComponent } from "./azure-component.ts";
import { NAME_MAX, stableGuid, stackResourceName } from "./names.ts";
import { roleAssignmentArgs } from "./role-assignment.ts";

/**
 * One user-assigned identity per workload, in whose name nobody may act unless the tenant file says who.
 *
 * Creates: 1. the identities app, migration, admin and backup, without any password or certificate · 2. per token issuer
 * that is trusted a federated credential, bound to issuer, subject and audience · 3. per principal that is trusted (object
 * id of an Entra service principal) the right to run something as this one identity (Managed Identity Operator).
 * Does not: grant rights; each store grants on itself. Trust service accounts of the tenant's cluster: their issuer is
 * made with the cluster, which then adds the credential. Set a permissions boundary, ask for a second factor or limit
 * sessions: Azure knows no boundary on identities, so each grant names one resource and a role as narrow as there is; and
 * who signs in how is Conditional Access, a matter of the whole directory.
 * Cost: none.
 */
export class AzureIdentity extends AzureComponent implements Identity {
  readonly principals: Readonly<Record<Workload, Principal>>;

  constructor(name: string, args: IdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super("Identity", name, args, options);
    this.principals = {
      app: this.createIdentity(args, "app"),
      migration: this.createIdentity(args, "migration"),
      admin: this.createIdentity(args, "admin"),
      backup: this.createIdentity(args, "backup"),
    };
    this.registerOutputs({});
  }

  private createIdentity(args: IdentityArgs, name: Workload): Principal {
    const { stack, spec, boundary } = args;
    const identity = this.taggedChild(UserAssignedIdentity, name, "none", {
      resourceGroupName: boundary.boundaryName,
      resourceName: stackResourceName(stack, name, NAME_MAX.userAssignedIdentity),
      location: stack.region,
    });
    const workload = findWorkload(spec, name);
    this.trustIssuers(args, workload, identity);
    this.trustPrincipals(args, workload, identity);
    return { workload: name, principalId: identity.principalId, principalName: identity.name };
  }

  private trustIssuers(
    { boundary }: IdentityArgs,
    { name, trust }: WorkloadSpec,
    identity: UserAssignedIdentity,
  ): void {
    let previous: pulumi.Resource | undefined;
    for (const { issuer, subject, audience } of trust.tokenIssuers) {
      const key = fingerprint(issuer, subject, audience);
      previous = this.child(
        FederatedIdentityCredential,
        `${name}-issuer-${key}`,
        {
          resourceGroupName: boundary.boundaryName,
          resourceName: identity.name,
          federatedIdentityCredentialResourceName: federatedName(issuer, key),
          issuer,
          subject,
          audiences: [audience],
        },
        // Azure refuses two at a time on one identity.
        previous === undefined ? {} : { dependsOn: [previous] },
      );
    }
  }

  private trustPrincipals(
    { stack }: IdentityArgs,
    { name, trust }: WorkloadSpec,
    identity: UserAssignedIdentity,
  ): void {
    for (const principal of trust.principals) {
      this.child(
        RoleAssignment,
        `${name}-principal-${fingerprint(principal)}`,
        roleAssignmentArgs(
          stack,
          { principalId: pulumi.output(principal) },
          {
            name: ["identity", name, principal],
            role: "Managed Identity Operator",
            scope: identity.id,
          },
        ),
      );
    }
  }
}

/** Stable key of what has no name of its own. */
function fingerprint(...parts: readonly string[]): string {
  return stableGuid(...parts).slice(0, 8);
}

/** 3–120 letters, digits, hyphens and underscores. */
function federatedName(issuer: string, key: string): string {
  return `${slug(new URL(issuer).hostname).slice(0, NAME_MAX.federatedCredential - key.length - 1)}-${key}`;
}

function findWorkload({ workloads }: IdentitySpec, name: Workload): WorkloadSpec {
  const workload = workloads.find((candidate) => candidate.name === name);
  if (workload === undefined) throw new Error(`the blueprint has no workload ${name}`);
  return workload;
}
