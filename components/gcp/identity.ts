import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import type * as pulumi from "@pulumi/pulumi";
import type { IdentitySpec, WorkloadSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { Identity, IdentityArgs, Principal } from "../contracts.ts";
import { createDenyPolicy } from "./deny-policy.ts";
import { GcpComponent } from "./gcp-component.ts";
import { serviceAccountId } from "./names.ts";
import { createTokenIssuers } from "./token-issuers.ts";
import { createTrust } from "./trust.ts";

/**
 * One service account per workload, in whose name nobody may act unless the tenant file says who.
 *
 * Creates: 1. the service accounts app, migration, admin and backup · 2. a deny policy that no grant to them can exceed ·
 * 3. a workload identity pool with a provider per token issuer, where there are any · 4. per workload the grants to whom
 * the tenant file trusts.
 * Does not: grant rights on stores; each store attaches its own. Makes no keys. A token lives one hour at most, whatever the
 * blueprint's session length: longer ones need an exception in the organisation's policies. No condition can ask for a
 * second factor here: people's accounts get it from the directory they log in to.
 * Cost: none. A project holds 100 service accounts unless Google raises it.
 */
export class GcpIdentity extends GcpComponent implements Identity {
  readonly principals: Readonly<Record<Workload, Principal>>;

  constructor(name: string, args: IdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super("Identity", name, args, options);
    const accounts = {
      app: this.createAccount(args, "app"),
      migration: this.createAccount(args, "migration"),
      admin: this.createAccount(args, "admin"),
      backup: this.createAccount(args, "backup"),
    } satisfies Record<Workload, Account>;
    if (args.spec.permissionsBoundary) createDenyPolicy(this, args, Object.values(accounts));
    const pool = createTokenIssuers(this, args);
    for (const workload of args.spec.workloads) createTrust(this, args, workload, accounts[workload.name], pool);

    const principalOf = (workload: Workload): Principal => ({
      workload,
      principalId: accounts[workload].id,
      principalName: accounts[workload].email,
    });
    this.principals = {
      app: principalOf("app"),
      migration: principalOf("migration"),
      admin: principalOf("admin"),
      backup: principalOf("backup"),
    };
    this.registerOutputs({});
  }

  private createAccount({ stack, spec, boundary }: IdentityArgs, name: Workload): Account {
    assertPlanned(spec, name);
    return this.child(Account, name, {
      project: boundary.boundaryName,
      accountId: serviceAccountId(stack, name),
      displayName: `${stack.tenant} ${stack.environment} ${name}`,
      description: `${stack.tenant} ${stack.environment}: ${DUTIES[name]}`,
      disabled: false,
    });
  }
}

/** What each account is for, as the console shows it. */
const DUTIES = {
  app: "the application at work",
  migration: "changes the database's schema",
  admin: "people who look after the tenant",
  backup: "takes and copies snapshots",
} as const satisfies Record<Workload, string>;

function assertPlanned({ workloads }: IdentitySpec, name: Workload): void {
  const found: WorkloadSpec | undefined = workloads.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`the blueprint has no workload ${name}`);
}
