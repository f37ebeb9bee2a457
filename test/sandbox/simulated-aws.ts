/** The simulated AWS without engine and wire: check, create, change and delete as the provider server does them. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { invokes, types } from "../../sandbox/clouds/aws/index.ts";
import type { CloudProvider } from "../../sandbox/clouds/cloud-provider.ts";
import type { Plan } from "../../sandbox/clouds/plan-change.ts";
import { recordText } from "../../sandbox/clouds/record-file.ts";
import type { CloudRecord, Properties } from "../../sandbox/clouds/resource-type.ts";
import { RecordStore } from "../../sandbox/clouds/store.ts";
import { recordRegion } from "../../sandbox/clouds/type-context.ts";
import { cloudProvider, cloudsFolder } from "./cloud-fixture.ts";

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";

/** A resource that was made. */
export interface Made {
  /** Token without its package: `ec2/vpc:Vpc`. */
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Where a simulated provider acts. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
  /** Folder of the clouds; another provider on the same folder sees the same world. */
  readonly root?: string;
}

export class SimulatedAws {
  readonly root: string;
  readonly #provider: CloudProvider;
  readonly #account: string;
  readonly #region: string;

  constructor({ account = ACCOUNT, region = REGION, root = cloudsFolder() }: Place = {}) {
    this.root = root;
    this.#account = account;
    this.#region = region;
    this.#provider = cloudProvider({ types: [...types.values()], invokes: [...invokes.values()], root });
    this.#provider.configure({ region, allowedAccountIds: JSON.stringify([account]) });
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

  invoke(token: string, args: Properties = {}): Properties {
    return this.#provider.invoke(`aws:${token}`, args);
  }

  /** The record in the folder; undefined where there is none. */
  record(type: string, id: string, region = this.#region): CloudRecord | undefined {
    return this.#store.read(this.#address(type, region), id);
  }

  /** Every record of a type in the account. */
  records(type: string): readonly CloudRecord[] {
    return this.#store.list(this.#account, `aws:${type}`);
  }

  /** What a person does who edits the file of a record. */
  edit(record: CloudRecord, change: Partial<CloudRecord>): void {
    const [, module = "", kind = ""] = record.type.split(":");
    const folder = join(this.root, "aws", record.account, record.region, module.split("/")[0] ?? "", kind);
    writeFileSync(join(folder, `${record.id}.json`), recordText({ ...record, ...change }));
  }

  get #store(): RecordStore {
    return new RecordStore(join(this.root, "aws"));
  }

  #address(type: string, region: string) {
    const token = `aws:${type}`;
    return { account: this.#account, region: recordRegion(types.get(token), region), type: token };
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

/** An output that is a text. */
export function text(made: Made, output: string): string {
  const value = made.outputs[output];
  assert.equal(typeof value, "string", `${made.type} has no ${output}`);
  return String(value);
}

function call(type: string, name: string): { readonly urn: string; readonly type: string } {
  return { urn: `urn:pulumi:acme-production::leasehold::aws:${type}::${name}`, type: `aws:${type}` };
}
