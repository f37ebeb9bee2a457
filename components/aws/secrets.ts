import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretPolicy } from "@pulumi/aws/secretsmanager/secretPolicy.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import type * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { SecretSpec } from "../../tiers/blueprint.ts";
import { WORKLOADS } from "../../tiers/vocabulary.ts";
import { TenantComponent } from "../component.ts";
import type { GeneratedSecrets, SecretRef, Secrets, SecretsArgs } from "../contracts.ts";
import { generatedPassword } from "../generated-password.ts";
import { replicaKeyOf } from "../replica-key.ts";
import { grantTo } from "./grant.ts";
import { secretGrants } from "./secret-access.ts";
import { secretPolicy } from "./secret-policy.ts";

/**
 * The stack's secrets, each under the tenant's own `secrets` key.
 *
 * Creates, per secret: 1. the container, with a replica in the standby region where the blueprint asks for one · 2. its
 * resource policy · 3. for a generated secret the password and its version, both replaced in place by a higher
 * `generation`. Then per workload one grant on exactly the secrets it needs.
 * Does not: rotate by a schedule, nor fill external secrets. A schedule on AWS is a function that knows how to make the value,
 * and it would have to change the master password of the cluster behind the program's back; `leasehold up` warns when it is due.
 * Cost: per secret and replica and month, per 10,000 calls.
 */
export class AwsSecrets extends TenantComponent implements Secrets {
  readonly secrets: Readonly<Record<string, SecretRef>>;
  /** Values of the generated secrets, for the stores that are set up with them; Pulumi secrets, never an output. */
  readonly generated: GeneratedSecrets;

  constructor(name: string, args: SecretsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Secrets", name, args, options);
    const secrets: Record<string, SecretRef> = {};
    const generated: Record<string, pulumi.Output<string>> = {};
    for (const spec of args.spec.secrets) {
      const secret = this.createSecret(args, spec);
      secrets[spec.name] = { name: spec.name, secretId: secret.arn };
      if (spec.content === "generated") generated[spec.name] = this.generateContent(spec, secret);
    }
    this.secrets = secrets;
    this.generated = generated;
    this.grantAccess(args);
    this.registerOutputs({ secretIds: Object.values(secrets).map(({ secretId }) => secretId) });
  }

  private createSecret(args: SecretsArgs, spec: SecretSpec): Secret {
    const { stack, keys } = args;
    const secret = this.taggedChild(Secret, spec.name, "restricted", {
      name: `${stack.tenant}/${stack.environment}/${spec.name}`,
      description: spec.description,
      kmsKeyId: keys.keys.secrets.keyId,
      // A disposable stack frees the name at once, so that it can be made again.
      recoveryWindowInDays: this.rules.forceDestroy ? 0 : args.spec.recoveryWindowDays,
      forceOverwriteReplicaSecret: false,
      ...replicasOf(args),
    });
    this.child(SecretPolicy, `${spec.name}-policy`, {
      secretArn: secret.arn,
      policy: secretPolicy(stack),
      blockPublicPolicy: true,
    });
    return secret;
  }

  private generateContent(spec: SecretSpec, secret: Secret): pulumi.Output<string> {
    const { name, generation } = spec;
    const password = this.child(RandomPassword, `${name}-password`, generatedPassword(spec));
    this.child(SecretVersion, `${name}-version`, {
      secretId: secret.id,
      // Write-only: the value goes to Secrets Manager and is never read back into the state.
      secretStringWo: password.result,
      secretStringWoVersion: generation,
    });
    return password.result;
  }

  private grantAccess(args: SecretsArgs): void {
    for (const workload of WORKLOADS) {
      const statements = secretGrants(args.stack, workload, this.secrets, args.keys.keys.secrets);
      if (statements.length === 0) continue;
      this.child(RolePolicy, `grant-${workload}`, grantTo(args.identity.principals[workload], statements));
    }
  }
}

/** @throws Error when the secrets are to be copied to a region where their key has no replica. */
function replicasOf({ spec, keys }: SecretsArgs): { replicas?: { region: string; kmsKeyId: pulumi.Output<string> }[] } {
  const { replicaRegion: region } = spec;
  if (region === undefined) return {};
  return { replicas: [{ region, kmsKeyId: replicaKeyOf(keys.keys.secrets, region, "secrets are") }] };
}
