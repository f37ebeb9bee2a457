/** The three forms of a resource: inputs as the program means them, a record in the folder, the state that the engine keeps. */
import { DEFAULTS_KEY } from "./fill-inputs.ts";
import { allTags, type LabelForm, labelOutputs, type Labels, labelsOf, readLabels, TAGS } from "./labels.ts";
import { pickNames, unknownValues } from "./properties.ts";
import type { ResourceState } from "./provider.ts";
import type { CloudRecord, Properties, ResourceType, TypeFacts } from "./resource-type.ts";
import { seal, unseal, without } from "./seal.ts";

export class RecordForms {
  readonly #type: ResourceType;
  readonly #facts: TypeFacts;
  readonly #defaultTags: Labels;
  readonly #labelForm: LabelForm;
  /** Inputs that a record keeps elsewhere or not at all. */
  readonly #notRecorded: readonly string[];

  constructor(type: ResourceType, facts: TypeFacts, defaultTags: Labels, labelForm = TAGS) {
    this.#type = type;
    this.#facts = facts;
    this.#defaultTags = defaultTags;
    this.#labelForm = labelForm;
    const { own, allInput } = labelForm;
    this.#notRecorded = [
      ...(this.#isLabelled ? [own] : []),
      ...(allInput === undefined ? [] : [allInput]),
      DEFAULTS_KEY,
    ];
  }

  /** An input of that name that shows nowhere as labels means something else (the address of a notification channel). */
  get #isLabelled(): boolean {
    const { own, allOutputs = [] } = this.#labelForm;
    const { inputs, computedOutputs } = this.#facts;
    return inputs.includes(own) && allOutputs.every((name) => computedOutputs.includes(name));
  }

  /**
   * All labels as outputs, which a change of the provider's defaults alone makes differ; nothing where they show as an
   * input, or where the type carries none.
   */
  shownLabels(inputs: Properties): Properties {
    if (!this.#isLabelled) return {};
    return labelOutputs(this.#labelForm, allTags(this.#defaultTags, inputs[this.#labelForm.own]));
  }

  /** Outputs of a resource that would be created: what only the cloud knows is unknown. */
  previewCreate(inputs: Properties): Properties {
    const { computedOutputs, cloudFills } = this.#facts;
    const unset = cloudFills.filter((path) => !path.includes(".") && inputs[path] === undefined);
    return { ...unknownValues([...computedOutputs, ...unset]), ...this.#visible(inputs), ...this.shownLabels(inputs) };
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
    return {
      ...without(outputs, removed),
      ...this.#visible(news),
      ...this.shownLabels(news),
      ...unknownValues(recomputed),
    };
  }

  /** Inputs as a record has them. @param previous the record's inputs so far; digests of unchanged secrets stay */
  inputsOf(inputs: Properties, previous: Properties): Properties {
    return seal(without(inputs, this.#notRecorded), this.#facts, previous);
  }

  /** What a record holds besides where it is and what it is called. @param previous the record so far */
  contentOf(
    inputs: Properties,
    previous: Pick<CloudRecord, "inputs" | "outputs">,
    outputs: Properties,
  ): Pick<CloudRecord, "inputs" | "labels" | "outputs"> {
    const recorded = this.inputsOf(inputs, previous.inputs);
    const computed = Object.entries(seal(outputs, this.#facts, previous.outputs)).filter(
      ([name, value]) => value !== undefined && recorded[name] === undefined,
    );
    const { own, allInput } = this.#labelForm;
    const shown = this.#isLabelled ? allTags(this.#defaultTags, inputs[own]) : {};
    const all = allInput === undefined ? shown : inputs[allInput];
    return { inputs: recorded, labels: labelsOf(all), outputs: Object.fromEntries(computed) };
  }

  /** Outputs in which stays what the inputs set before, now leave out, and the cloud keeps. */
  keepCloudFills(old: CloudRecord, inputs: Properties, outputs: Properties): Properties {
    const kept = this.#facts.cloudFills.filter((name) => inputs[name] === undefined && old.inputs[name] !== undefined);
    return { ...pickNames(old.inputs, kept), ...outputs };
  }

  /** The state of a record. @param inputs what the engine has (empty on import) @param outputs likewise; both give secrets back */
  stateOf(record: CloudRecord, inputs: Properties, outputs: Properties): ResourceState {
    const labels = this.#isLabelled ? readLabels(this.#labelForm, record.labels, this.#defaultTags, inputs) : {};
    const shown = this.#isLabelled ? labelOutputs(this.#labelForm, record.labels) : {};
    // No cloud hands a secret out: what is imported comes without.
    const isImport = Object.keys(inputs).length === 0;
    const readable = isImport
      ? without(record.inputs, this.#facts.sensitive)
      : unseal(record.inputs, this.#facts, inputs);
    const opened = { ...readable, ...labels };
    const computed = unseal(record.outputs, { ...this.#facts, writeOnly: [] }, outputs);
    return {
      id: record.id,
      inputs: { ...opened, [DEFAULTS_KEY]: stillDefaults(inputs, opened) },
      outputs: { ...computed, ...this.#visible(opened), ...shown },
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
