import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { Secret } from "@pulumi/azure-native/keyvault/secret.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { SecretSpec } from "../../tiers/blueprint.ts";
import { WORKLOADS } from "../../tiers/vocabulary.ts";
import type { GeneratedSecrets, SecretRef, Secrets, SecretsArgs, VaultRef } from "../contracts.ts";
import { secretAccess } from "../secret-access.ts";
import { scheduleOf } from "../secret-schedule.ts";
import { generatedPassword } from "../generated-password.ts";
import { AzureComponent } from "./azure-component.ts";
import { vaultDnsSuffix } from "./clouds.ts";
import { roleAssignmentArgs } from "./role-assignment.ts";

/** Stands in a secret until its owner fills it: a vault has no empty ones. */
const PLACEHOLDER = "to be set by its owner";

const MILLISECONDS_PER_SECOND = 1000;

/**
 * The stack's secrets, in the vault that holds its keys.
 *
 * Creates, per secret: 1. the secret; for a generated one with a password, replaced in place by a higher `generation` · 2. a
 * second one in the standby region's vault where the blueprint asks for copies, since vaults do not replicate. Then per
 * workload one grant on exactly each secret it needs.
 * Each carries the day on which it is due as its expiry date; a vault tells of it 30 days before, and hands expired secrets
 * out all the same. An external secret's first version carries it: its owner gives one to each that follows.
 * Does not: rotate by a schedule, nor fill external secrets (their owner fills both copies). The key for `secrets` does not encrypt
 * them: a vault does that with keys of its own hardware.
 * Cost: per 10,000 calls.
 */
export class AzureSecrets extends AzureComponent implements Secrets {
  readonly secrets: Readonly<Record<string, SecretRef>>;
  /** Values of the generated secrets, for the stores that are set up with them; Pulumi secrets, never an output. */
  readonly generated: GeneratedSecrets;

  constructor(name: string, args: SecretsArgs, options?: pulumi.ComponentResourceOptions) {
    super("Secrets", name, args, options);
    const { vault, standby } = vaultsOf(args);
    const secrets: Record<string, SecretRef> = {};
    const generated: Record<string, pulumi.Output<string>> = {};
    for (const spec of args.spec.secrets) {
      const password = spec.content === "generated" ? this.generatePassword(spec) : undefined;
      if (password !== undefined) generated[spec.name] = password;
      const secret = this.createSecret(args, spec, vault, spec.name, password);
      if (standby !== undefined) this.createSecret(args, spec, standby, `${spec.name}-replica`, password);
      secrets[spec.name] = { name: spec.name, secretId: addressOf(args, vault, secret) };
      this.grantAccess(args, spec.name, secret);
    }
    this.secrets = secrets;
    this.generated = generated;
    this.registerOutputs({ secretIds: Object.values(secrets).map(({ secretId }) => secretId) });
  }

  /** @param key logical key, `application` or `application-replica` */
  private createSecret(
    args: SecretsArgs,
    spec: SecretSpec,
    vault: VaultRef,
    key: string,
    password: pulumi.Output<string> | undefined,
  ): Secret {
    const place = { resourceGroupName: args.boundary.boundaryName, vaultName: vault.vaultName, secretName: spec.name };
    const expires = Date.parse(scheduleOf(args, spec.name).dueUtc) / MILLISECONDS_PER_SECOND;
    const common = { contentType: "text/plain", attributes: { enabled: true, expires } };
    if (password !== undefined) {
      const properties = { ...common, value: password };
      return this.taggedChild(Secret, key, "restricted", { ...place, properties });
    }
    const properties = { ...common, value: PLACEHOLDER };
    // Any update sends the value again: one of a label would put the placeholder back over what the owner wrote.
    const ignoreChanges = ["properties", "tags"];
    return this.taggedChild(Secret, key, "restricted", { ...place, properties }, { ignoreChanges });
  }

  private generatePassword(spec: SecretSpec): pulumi.Output<string> {
    return this.child(RandomPassword, `${spec.name}-password`, generatedPassword(spec)).result;
  }

  private grantAccess({ stack, identity }: SecretsArgs, name: string, secret: Secret): void {
    for (const workload of WORKLOADS) {
      const access = secretAccess(workload, name);
      if (access.length === 0) continue;
      this.child(
        RoleAssignment,
        `${name}-grant-${workload}`,
        roleAssignmentArgs(stack, identity.principals[workload], {
          name: ["secrets", name, workload],
          role: access.includes("write") ? "Key Vault Secrets Officer" : "Key Vault Secrets User",
          scope: secret.id,
        }),
      );
    }
  }
}

/** Without a version: whoever asks gets the current value. Known once the secret is there. */
function addressOf({ stack }: SecretsArgs, { vaultName }: VaultRef, secret: Secret): pulumi.Output<string> {
  const suffix = vaultDnsSuffix(stack.region);
  return pulumi.all([vaultName, secret.name]).apply(([vault, name]) => `https://${vault}.${suffix}/secrets/${name}`);
}

/** @throws Error when the secrets are to be copied to a region where there is no vault. */
function vaultsOf({ spec, keys }: SecretsArgs): { readonly vault: VaultRef; readonly standby?: VaultRef } {
  const { vault, standbyVault } = keys;
  if (vault === undefined) throw new Error("the keys have no vault for the secrets to lie in");
  if (spec.replicaRegion === undefined) return { vault };
  if (standbyVault === undefined)
    throw new Error(`there is no vault in ${spec.replicaRegion}, where secrets are copied to`);
  return { vault, standby: standbyVault };
}
