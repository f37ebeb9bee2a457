/** The three forms of a resource: inputs as the program means them, a record in the folder, the state that the engine keeps. */
import { DEFAULTS_KEY } from "./fill-inputs.ts";
import { type Labels, labelsOf, readTags } from "./labels.ts";
import { pickNames, unknownValues } from "./properties.ts";
import type { ResourceState } from "./provider.ts";
import type { CloudRecord, Properties, ResourceType, TypeFacts } from "./resource-type.ts";
import { seal, unseal, without } from "./seal.ts";

/** Inputs that a record keeps elsewhere or not at all. */
const NOT_RECORDED = ["tags", "tagsAll", DEFAULTS_KEY];

export class RecordForms {
  readonly #type: ResourceType;
  readonly #facts: TypeFacts;
  readonly #defaultTags: Labels;

  constructor(type: ResourceType, facts: TypeFacts, defaultTags: Labels) {
    this.#type = type;
    this.#facts = facts;
    this.#defaultTags = defaultTags;
  }

  /** Outputs of a resource that would be created: what only the cloud knows is unknown. */
  previewCreate(inputs: Properties): Properties {
    const { computedOutputs, cloudFills } = this.#facts;
    const unset = cloudFills.filter((path) => !path.includes(".") && inputs[path] === undefined);
    return { ...unknownValues([...computedOutputs, ...unset]), ...this.#visible(inputs) };
  }

  /** Outputs of a resource that would be changed in place: as they are, under the new inputs. */
  previewUpdate(call: {
    readonly olds: Properties;
    readonly news: Properties;
    readonly outputs: Properties;
  }): Properties {
    const { olds, news, outputs } = call;
    const { cloudFills } = this.#facts;
    const removed = Object.keys(olds).filter((name) => news[name] === undefined && !cloudFills.includes(name));
    const recomputed = this.#type.recomputes?.(olds, news) ?? [];
    return { ...without(outputs, removed), ...this.#visible(news), ...unknownValues(recomputed) };
  }

  /** Inputs as a record has them. @param previous the record's inputs so far; digests of unchanged secrets stay */
  inputsOf(inputs: Properties, previous: Properties): Properties {
    return seal(without(inputs, NOT_RECORDED), this.#facts, previous);
  }

  /** What a record holds besides where it is and what it is called. */
  contentOf(
    inputs: Properties,
    previous: Properties,
    outputs: Properties,
  ): Pick<CloudRecord, "inputs" | "labels" | "outputs"> {
    const recorded = this.inputsOf(inputs, previous);
    const computed = Object.entries(seal(outputs, this.#facts)).filter(
      ([name, value]) => value !== undefined && recorded[name] === undefined,
    );
    return { inputs: recorded, labels: labelsOf(inputs["tagsAll"]), outputs: Object.fromEntries(computed) };
  }

  /** Outputs in which stays what the inputs set before, now leave out, and the cloud keeps. */
  keepCloudFills(old: CloudRecord, inputs: Properties, outputs: Properties): Properties {
    const kept = this.#facts.cloudFills.filter((name) => inputs[name] === undefined && old.inputs[name] !== undefined);
    return { ...pickNames(old.inputs, kept), ...outputs };
  }

  /** The state of a record. @param inputs what the engine has (empty on import) @param outputs likewise; both give secrets back */
  stateOf(record: CloudRecord, inputs: Properties, outputs: Properties): ResourceState {
    const isTaggable = this.#facts.inputs.includes("tags");
    const tags = isTaggable ? readTags(record.labels, this.#defaultTags, inputs) : {};
    // No cloud hands a secret out: what is imported comes without.
    const isImport = Object.keys(inputs).length === 0;
    const readable = isImport
      ? without(record.inputs, this.#facts.sensitive)
      : unseal(record.inputs, this.#facts, inputs);
    const opened = { ...readable, ...tags };
    const computed = unseal(record.outputs, { ...this.#facts, writeOnly: [] }, outputs);
    return {
      id: record.id,
      inputs: { ...opened, [DEFAULTS_KEY]: stillDefaults(inputs, opened) },
      outputs: { ...computed, ...this.#visible(opened) },
    };
  }

  /** Inputs that also show as outputs. */
  #visible(inputs: Properties): Properties {
    return without(inputs, [...this.#facts.writeOnly, DEFAULTS_KEY]);
  }
}

/** Inputs that the provider filled in and that nobody changed since. */
function stillDefaults(known: Properties, read: Properties): readonly string[] {
  const names = known[DEFAULTS_KEY];
  if (!Array.isArray(names)) return [];
  return names.filter((name): name is string => typeof name === "string" && known[name] === read[name]);
}
