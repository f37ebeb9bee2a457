/** The simulated Google Cloud without engine and wire: check, create, change and delete as the provider server does them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { checkGcpConfig, configureGcp } from "../../sandbox/clouds/gcp/configuration.ts";
import { invokes, types } from "../../sandbox/clouds/gcp/index.ts";
import { CloudProvider } from "../../sandbox/clouds/cloud-provider.ts";
import { FaultPlan } from "../../sandbox/clouds/faults.ts";
import { readFacts } from "../../sandbox/clouds/facts.ts";
import type { Plan } from "../../sandbox/clouds/plan-change.ts";
import type { CloudRecord, Properties } from "../../sandbox/clouds/resource-type.ts";
import { RecordStore } from "../../sandbox/clouds/store.ts";
import { cloudsFolder } from "./cloud-fixture.ts";

export const PROJECT = "acme-prod";
export const REGION = "europe-west1";
export const GCP_FACTS_FOLDER = join(import.meta.dirname, "..", "..", "sandbox", "clouds", "gcp", "facts");

/** A resource that was made. */
export interface Made {
  /** Token without its package: `kms/keyRing:KeyRing`. */
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Where a simulated provider acts. */
export interface Place {
  readonly project?: string;
  readonly defaultLabels?: Readonly<Record<string, string>>;
  /** Folder of the clouds; another provider on the same folder sees the same world. */
  readonly root?: string;
}

export class SimulatedGcp {
  readonly root: string;
  readonly #provider: CloudProvider;
  readonly #project: string;

  constructor({ project = PROJECT, defaultLabels = {}, root = cloudsFolder() }: Place = {}) {
    this.root = root;
    this.#project = project;
    const environment = { GOOGLE_CREDENTIALS: "sandbox" };
    this.#provider = new CloudProvider(
      {
        name: "gcp",
        version: "9.37.0",
        types,
        invokes,
        facts: readFacts(GCP_FACTS_FOLDER),
        checkConfig: (news) => checkGcpConfig(news, environment),
        configure: (config) => configureGcp(config, environment),
      },
      new RecordStore(join(root, "gcp")),
      new FaultPlan(root),
      () => {
        throw new Error("crashed");
      },
    );
    const labels = JSON.stringify(defaultLabels);
    this.#provider.configure({ project, region: REGION, defaultLabels: labels, addPulumiAttributionLabel: "false" });
  }

  /** Switches services on, by the part of the address before `.googleapis.com`. */
  async enable(...services: readonly string[]): Promise<void> {
    for (const service of services) {
      await this.make(
        "projects/service:Service",
        { service: `${service}.googleapis.com`, disableOnDestroy: false },
        service,
      );
    }
  }

  /** Makes a resource. Rejects with the reasons of failed checks, one per line, or with the cloud's refusal. */
  async make(type: string, inputs: Properties = {}, name = "test"): Promise<Made> {
    const filled = this.#check(type, name, inputs, {});
    const { id, outputs } = await this.#provider.create({ ...call(type, name), inputs: filled, preview: false });
    return { type, name, id, inputs: filled, outputs };
  }

  /** What is wrong with inputs before anything is made: `property: reason`. */
  failures(type: string, inputs: Properties): readonly string[] {
    const { failures } = this.#provider.check({
      ...call(type, "test"),
      olds: {},
      news: inputs,
      seed: new Uint8Array(),
    });
    return failures.map(({ property, reason }) => `${property}: ${reason}`);
  }

  /** What a change would do. */
  plan(made: Made, news: Properties): Plan {
    const inputs = this.#check(made.type, made.name, news, made.inputs);
    return this.#provider.diff({
      ...call(made.type, made.name),
      olds: made.inputs,
      news: inputs,
      outputs: made.outputs,
    });
  }

  /** Inputs whose change would replace the resource. */
  replacing(made: Made, news: Properties): readonly string[] {
    return this.plan(made, news)
      .changes.filter((change) => change.replaces)
      .map((change) => change.path);
  }

  /** Changes a resource in place to the given inputs; throws when the change would replace it. */
  async change(made: Made, news: Properties): Promise<Made> {
    const replacing = this.replacing(made, news);
    if (replacing.length > 0) throw new Error(`would replace because of ${replacing.join(", ")}`);
    const inputs = this.#check(made.type, made.name, news, made.inputs);
    const update = { ...call(made.type, made.name), id: made.id, olds: made.inputs, news: inputs, preview: false };
    return { ...made, inputs, outputs: await this.#provider.update({ ...update, outputs: made.outputs }) };
  }

  async remove(made: Made): Promise<void> {
    await this.#provider.delete({ ...call(made.type, made.name), id: made.id, outputs: made.outputs });
  }

  /** Outputs as a refresh reads them; undefined when the provider says that it is gone. */
  async read(made: Made): Promise<Properties | undefined> {
    const state = await this.#provider.read({ ...made, ...call(made.type, made.name) });
    return state?.outputs;
  }

  /** Inputs as an import reads them from the id alone. */
  async import(type: string, id: string): Promise<Properties | undefined> {
    const state = await this.#provider.read({ ...call(type, "imported"), id, inputs: {}, outputs: {} });
    return state?.inputs;
  }

  invoke(token: string, args: Properties = {}): Properties {
    return this.#provider.invoke(`gcp:${token}`, args);
  }

  /** Every record of a type in the project. */
  records(type: string): readonly CloudRecord[] {
    return new RecordStore(join(this.root, "gcp")).list(this.#project, `gcp:${type}`);
  }

  #check(type: string, name: string, news: Properties, olds: Properties): Properties {
    const checked = this.#provider.check({ ...call(type, name), olds, news, seed: new Uint8Array() });
    if (checked.failures.length > 0) throw new Error(checked.failures.map(({ reason }) => reason).join("\n"));
    return checked.inputs;
  }
}

/** Asserts the exact words in which something is refused. */
export async function refused(attempt: Promise<unknown>, message: string): Promise<void> {
  await assert.rejects(attempt, { message });
}

/** A ring with a key that a service's agent may use, in a project whose service is on. */
export async function makeKey(
  cloud: SimulatedGcp,
  agentOf: "pubsub" | "secretmanager",
  location = REGION,
): Promise<Made> {
  await cloud.enable("cloudkms", agentOf);
  const agent = await cloud.make(
    "projects/serviceIdentity:ServiceIdentity",
    { service: `${agentOf}.googleapis.com` },
    agentOf,
  );
  const ring = await cloud.make(
    "kms/keyRing:KeyRing",
    { name: `ring-${agentOf}`, location },
    `ring-${agentOf}-${location}`,
  );
  const key = await cloud.make(
    "kms/cryptoKey:CryptoKey",
    { name: "data", keyRing: ring.id },
    `key-${agentOf}-${location}`,
  );
  await cloud.make(
    "kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
    { cryptoKeyId: key.id, role: "roles/cloudkms.cryptoKeyEncrypterDecrypter", member: agent.outputs["member"] },
    `grant-${agentOf}-${location}`,
  );
  return key;
}

function call(type: string, name: string): { readonly urn: string; readonly type: string } {
  return { urn: `urn:pulumi:acme-production::leasehold::gcp:${type}::${name}`, type: `gcp:${type}` };
}
