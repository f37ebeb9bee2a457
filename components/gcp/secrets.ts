import { Secret } from "@pulumi/gcp/secretmanager/secret.js";
import { SecretVersion } from "@pulumi/gcp/secretmanager/secretVersion.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { SecretSpec } from "../../tiers/blueprint.ts";
import type { GeneratedSecrets, SecretRef, Secrets, SecretsArgs } from "../contracts.ts";
import { generatedPassword } from "../generated-password.ts";
import { replicaKeyOf } from "../replica-key.ts";
import { scheduleOf } from "../secret-schedule.ts";
import { GcpComponent } from "./gcp-component.ts";
import { resourceName } from "./names.ts";
import { grantSecrets } from "./secret-access.ts";
import { createSecretEvents } from "./secret-events.ts";
import type { SecretEvents } from "./secret-events.ts";

const DAY_SECONDS = 86_400;

/** Where a secret's container lies, and the key it lies under. */
interface SecretPlace {
  readonly region: string;
  readonly keyId: pulumi.Output<string>;
}

/**
 * The stack's secrets, each under the tenant's own `secrets` key of its region.
 *
 * Creates: 1. a topic that tells of every new version, disabled version and deletion. Then per secret 2. the container in the
 * stack's region · 3. where the blueprint asks for a replica, a second container in the standby region: where a secret is
 * replicated to is create-only, so one container for both would have to be made anew by an upgrade · 4. for a generated
 * secret the password and its version in each container. Then per workload the grants on exactly the secrets it needs.
 * Where a value is due for another one, Secret Manager says so on the topic, and again after each period.
 * Does not: make the other value by itself, which a higher `generation` does; fill external secrets: who fills one fills the
 * container in the standby region too.
 * Cost: per active version, container and month, per 10,000 calls.
 */
export class GcpSecrets extends GcpComponent implements Secrets {
  readonly secrets: Readonly<Record<string, SecretRef>>;
  /** Values of the generated secrets, for the stores that are set up with them; Pulumi secrets, never an output. */
  readonly generated: GeneratedSecrets;

  constructor(name: string, args: SecretsArgs, options?: pulumi.ComponentResourceOptions) {
    super("Secrets", name, args, options);
    const events = createSecretEvents(this, args);
    const secrets: Record<string, SecretRef> = {};
    const generated: Record<string, pulumi.Output<string>> = {};
    const standby = standbyPlace(args);
    for (const spec of args.spec.secrets) {
      const home = this.createSecret(args, spec, spec.name, homePlace(args), events);
      const copy = standby && this.createSecret(args, spec, `${spec.name}-standby`, standby, events);
      const containers = copy === undefined ? [home] : [home, copy];
      secrets[spec.name] = { name: spec.name, secretId: home.id };
      if (spec.content === "generated") generated[spec.name] = this.generateContent(spec, containers);
      grantSecrets(this, args, spec.name, containers);
    }
    this.secrets = secrets;
    this.generated = generated;
    this.registerOutputs({ secretIds: Object.values(secrets).map(({ secretId }) => secretId) });
  }

  /** @param key logical key, `application` or `application-standby` */
  private createSecret(
    args: SecretsArgs,
    { name, rotationDays }: SecretSpec,
    key: string,
    { region, keyId }: SecretPlace,
    events: SecretEvents,
  ): Secret {
    const { stack, spec, boundary } = args;
    return this.labelledChild(Secret, key, "restricted", {
      project: boundary.boundaryName,
      secretId: resourceName(stack, key),
      replication: {
        userManaged: { replicas: [{ location: region, customerManagedEncryption: { kmsKeyName: keyId } }] },
      },
      topics: [{ name: events.topicId }],
      rotation: {
        rotationPeriod: `${rotationDays * DAY_SECONDS}s`,
        // Secret Manager moves it on by a period after each reminder, and so does the program: it refuses one in the past.
        nextRotationTime: scheduleOf(args, name).reminderUtc,
      },
      deletionProtection: this.rules.deletionProtection,
      // A disposable stack keeps nothing; else a destroyed version can be had back for as long as the blueprint says.
      ...(this.rules.forceDestroy ? {} : { versionDestroyTtl: `${spec.recoveryWindowDays * DAY_SECONDS}s` }),
    });
  }

  private generateContent(spec: SecretSpec, containers: readonly Secret[]): pulumi.Output<string> {
    const { name, generation } = spec;
    const password = this.child(RandomPassword, `${name}-password`, generatedPassword(spec));
    containers.forEach((secret, index) => {
      this.child(SecretVersion, index === 0 ? `${name}-version` : `${name}-standby-version`, {
        secret: secret.id,
        // Write-only: the value goes to Secret Manager and is never read back into the state. A higher generation makes a
        // new version; the container, and who may read it, stays.
        secretDataWo: password.result,
        secretDataWoVersion: generation,
      });
    });
    return password.result;
  }
}

function homePlace({ stack, keys }: SecretsArgs): SecretPlace {
  return { region: stack.region, keyId: keys.keys.secrets.keyId };
}

/** @throws Error when the secrets are to be copied to a region where their key has no counterpart. */
function standbyPlace({ spec, keys }: SecretsArgs): SecretPlace | undefined {
  const { replicaRegion: region } = spec;
  if (region === undefined) return undefined;
  return { region, keyId: replicaKeyOf(keys.keys.secrets, region, "secrets are") };
}
