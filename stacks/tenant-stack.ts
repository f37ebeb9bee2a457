import * as pulumi from "@pulumi/pulumi";
import type { SecretsArgs } from "../components/contracts.ts";
import type { Blueprint } from "../tiers/blueprint.ts";
import { encloseStack, type StackArgs } from "./enclose-stack.ts";
import type { BuiltComponents } from "./outputs.ts";

export interface TenantStackArgs extends StackArgs, Pick<SecretsArgs, "schedules"> {
  readonly blueprint: Blueprint;
}

/**
 * One tenant in one environment: the bill of materials, in construction order. No decisions here.
 *
 * Creates: 1. boundary · 2. keys · 3. network · 4. identity · 5. secrets · 6. database · 7. cache · 8. objects ·
 * 9. backup · 10. audit · 11. monitoring.
 * Keys come before the network, since its flow logs are encrypted from the first line.
 */
export class TenantStack extends pulumi.ComponentResource implements BuiltComponents {
  readonly keys;
  readonly network;
  readonly identity;
  readonly secrets;
  readonly database;
  readonly cache;
  readonly objects;
  readonly backup;
  readonly audit;
  readonly monitoring;

  constructor(name: string, args: TenantStackArgs, opts: pulumi.ComponentResourceOptions) {
    super("leasehold:stack:Tenant", name, {}, opts);
    const { blueprint, cloud, schedules } = args;
    const child = { parent: this };
    const section = encloseStack(this, blueprint, args);

    this.keys = new cloud.Keys(`${name}-keys`, section(blueprint.keys), child);
    const { keys } = this;
    this.network = new cloud.Network(`${name}-network`, { ...section(blueprint.network), keys }, child);
    this.identity = new cloud.Identity(`${name}-identity`, section(blueprint.identity), child);
    const { network, identity } = this;
    const stores = { network, keys, identity };
    this.secrets = new cloud.Secrets(`${name}-secrets`, { ...section(blueprint.secrets), ...stores, schedules }, child);
    this.database = new cloud.Database(
      `${name}-database`,
      { ...section(blueprint.database), ...stores, secrets: this.secrets, generated: this.secrets.generated },
      child,
    );
    this.cache = new cloud.Cache(`${name}-cache`, { ...section(blueprint.cache), ...stores }, child);
    this.objects = new cloud.Objects(`${name}-objects`, { ...section(blueprint.objects), ...stores }, child);
    const { objects } = this;
    const built = { ...stores, database: this.database, cache: this.cache, objects };
    this.backup = new cloud.Backup(`${name}-backup`, { ...section(blueprint.backup), ...built }, child);
    this.audit = new cloud.Audit(`${name}-audit`, { ...section(blueprint.audit), ...built, after: [objects] }, child);
    const { backup, audit } = this;
    this.monitoring = new cloud.Monitoring(
      `${name}-monitoring`,
      { ...section(blueprint.monitoring), ...built, backup, audit, watched: blueprint },
      child,
    );
    this.registerOutputs({});
  }
}
