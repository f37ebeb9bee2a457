/** A simulated cloud without engine and wire: check, create, change and delete as the provider server does them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { CloudProvider, type CloudDefinition } from "../../sandbox/clouds/cloud-provider.ts";
import { readFacts, type FactsTable } from "../../sandbox/clouds/facts.ts";
import { FaultPlan } from "../../sandbox/clouds/faults.ts";
import type { Plan } from "../../sandbox/clouds/plan-change.ts";
import { sdkVersion } from "../../sandbox/clouds/plugins.ts";
import type { CheckFailure, CloudRecord, Properties } from "../../sandbox/clouds/resource-type.ts";
import { RecordStore } from "../../sandbox/clouds/store.ts";
import { recordRegion } from "../../sandbox/clouds/type-context.ts";
import { cloudsFolder } from "./cloud-fixture.ts";

/** A resource that was made. */
export interface Made {
  /** Token without its package: `ec2/vpc:Vpc`. */
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What tells one simulated cloud from another. */
export interface CloudUnderTest extends Omit<CloudDefinition, "name" | "version" | "facts"> {
  readonly package: "aws" | "azure-native" | "gcp";
  /** Folder of the cloud, in the project and in the folder of the clouds. */
  readonly folder: "aws" | "azure" | "gcp";
  readonly account: string;
  readonly region: string;
  /** Configuration of the provider. */
  readonly config: Properties;
  /** Folder of the clouds; another provider on the same folder sees the same world. Default: a new one. */
  readonly root?: string | undefined;
}

const tables = new Map<string, FactsTable>();

/** Facts of a cloud, read once. */
export function factsOfCloud(folder: CloudUnderTest["folder"]): FactsTable {
  const known = tables.get(folder);
  if (known !== undefined) return known;
  const table = readFacts(join(import.meta.dirname, "..", "..", "sandbox", "clouds", folder, "facts"));
  tables.set(folder, table);
  return table;
}

export class SimulatedCloud {
  readonly root: string;
  protected readonly store: RecordStore;
  protected readonly account: string;
  readonly #cloud: CloudUnderTest;
  readonly #provider: CloudProvider;

  constructor(cloud: CloudUnderTest) {
    const { folder, package: name, root = cloudsFolder() } = cloud;
    this.root = root;
    this.account = cloud.account;
    this.#cloud = cloud;
    this.store = new RecordStore(join(root, folder));
    const definition = { ...cloud, name, version: sdkVersion(name), facts: factsOfCloud(folder) };
    this.#provider = new CloudProvider(definition, this.store, new FaultPlan(root), () => {
      throw new Error("crashed");
    });
    this.#provider.configure(cloud.config);
  }

  /** Makes a resource. Rejects with the reasons of failed checks, one per line, or with the cloud's refusal. */
  async make(type: string, inputs: Properties = {}, name = "test"): Promise<Made> {
    const filled = this.#check(type, name, inputs, {});
    const { id, outputs } = await this.#provider.create({ ...this.#call(type, name), inputs: filled, preview: false });
    return { type, name, id, inputs: filled, outputs };
  }

  /** What is wrong with inputs before anything is made: `property: reason`. */
  failures(type: string, inputs: Properties): readonly string[] {
    const call = { ...this.#call(type, "test"), olds: {}, news: inputs, seed: new Uint8Array() };
    return this.#provider.check(call).failures.map(({ property, reason }) => `${property}: ${reason}`);
  }

  /** What a change would do. */
  plan(made: Made, news: Properties): Plan {
    const inputs = this.#check(made.type, made.name, news, made.inputs);
    const call = this.#call(made.type, made.name);
    return this.#provider.diff({ ...call, olds: made.inputs, news: inputs, outputs: made.outputs });
  }

  /** Inputs whose change would replace the resource. */
  replacing(made: Made, news: Properties): readonly string[] {
    return this.plan(made, news)
      .changes.filter((change) => change.replaces)
      .map((change) => change.path);
  }

  /** Changes a resource in place to the given inputs; rejects when the change would replace it, or with the cloud's refusal. */
  async change(made: Made, news: Properties): Promise<Made> {
    const replacing = this.replacing(made, news);
    if (replacing.length > 0) throw new Error(`would replace because of ${replacing.join(", ")}`);
    const inputs = this.#check(made.type, made.name, news, made.inputs);
    const call = { ...this.#call(made.type, made.name), id: made.id, outputs: made.outputs };
    const outputs = await this.#provider.update({ ...call, olds: made.inputs, news: inputs, preview: false });
    return { ...made, inputs, outputs };
  }

  async remove(made: Made): Promise<void> {
    await this.#provider.delete({ ...this.#call(made.type, made.name), id: made.id, outputs: made.outputs });
  }

  /** Outputs as a refresh reads them; undefined when the provider says that it is gone. */
  async read(made: Made): Promise<Properties | undefined> {
    return (await this.#provider.read({ ...made, ...this.#call(made.type, made.name) }))?.outputs;
  }

  /** Inputs as an import reads them from the id alone. */
  async import(type: string, id: string): Promise<Properties | undefined> {
    const state = await this.#provider.read({ ...this.#call(type, "imported"), id, inputs: {}, outputs: {} });
    return state?.inputs;
  }

  invoke(token: string, args: Properties = {}): Properties {
    return this.#provider.invoke(this.token(token), args);
  }

  /** The record in the folder; undefined where there is none. */
  record(type: string, id: string, region = this.#cloud.region): CloudRecord | undefined {
    const token = this.token(type);
    const place = recordRegion(this.#cloud.types.get(token), region);
    return this.store.read({ account: this.account, region: place, type: token }, id);
  }

  /** Every record of a type in the account. */
  records(type: string): readonly CloudRecord[] {
    return this.store.list(this.account, this.token(type));
  }

  /** Ids of every record of a type in the account. */
  ids(type: string): readonly string[] {
    return this.records(type).map(({ id }) => id);
  }

  /** A type or a function as the engine names it. */
  protected token(type: string): string {
    return `${this.#cloud.package}:${type}`;
  }

  /** How a failed check reads in the error of {@link make}. */
  protected failureText({ reason }: CheckFailure): string {
    return reason;
  }

  #check(type: string, name: string, news: Properties, olds: Properties): Properties {
    const checked = this.#provider.check({ ...this.#call(type, name), olds, news, seed: new Uint8Array() });
    if (checked.failures.length === 0) return checked.inputs;
    throw new Error(checked.failures.map((failure) => this.failureText(failure)).join("\n"));
  }

  #call(type: string, name: string): { readonly urn: string; readonly type: string } {
    const token = this.token(type);
    return { urn: `urn:pulumi:acme-production::leasehold::${token}::${name}`, type: token };
  }
}

/** Asserts the exact words in which something is refused. */
export async function refused(attempt: Promise<unknown>, message: string): Promise<void> {
  await assert.rejects(attempt, { message });
}

/** An output that is a text. */
export function text(made: Made, output: string): string {
  const value = made.outputs[output];
  assert.equal(typeof value, "string", `${made.type} has no ${output}`);
  return String(value);
}
