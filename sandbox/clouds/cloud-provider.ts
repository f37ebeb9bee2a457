/** The provider of a simulated cloud whose resources are records in a folder. */
import { setTimeout as delay } from "node:timers/promises";
import { checkByFacts, knownInputs } from "./check-inputs.ts";
import { physicalName, RecordCreator } from "./create-record.ts";
import type { FactsTable } from "./facts.ts";
import { type FaultKind, FaultPlan, type FaultTarget, failureTextOf, throttlingText } from "./faults.ts";
import { fillInputs } from "./fill-inputs.ts";
import { type LabelForm, type Labels, TAGS } from "./labels.ts";
import { createOnlyChanges, type Plan, planChange } from "./plan-change.ts";
import { pickNames, textAt } from "./properties.ts";
import type {
  Checked,
  CheckCall,
  CreateCall,
  DeleteCall,
  DiffCall,
  Provider,
  ReadCall,
  ResourceState,
  UpdateCall,
} from "./provider.ts";
import { RecordForms } from "./record-forms.ts";
import {
  CloudRefusal,
  type CloudRecord,
  type Invoke,
  type Properties,
  type ResourceType,
  type TypeFacts,
} from "./resource-type.ts";
import type { RecordStore } from "./store.ts";
import { type CallSite, logicalNameOf, recordRegion, typeContext, writerOf } from "./type-context.ts";

/** What a cloud is made of. */
export interface CloudDefinition {
  /** Name of the package, `aws`. */
  readonly name: string;
  readonly version: string;
  readonly types: ReadonlyMap<string, ResourceType>;
  readonly invokes: ReadonlyMap<string, Invoke>;
  readonly facts: FactsTable;
  /** Checks provider configuration as the real provider does. */
  checkConfig(news: Properties): Checked;
  /** Who and where one is with this configuration. Throws a `CloudRefusal` in the provider's words. */
  configure(config: Properties): CloudConfiguration;
}

/** Where a configured provider acts. */
export interface CloudConfiguration {
  readonly account: string;
  readonly region: string;
  readonly defaultTags: Labels;
  /** How the provider shows labels. Default: as AWS does. */
  readonly labelForm?: LabelForm;
}

type Known = { readonly type: ResourceType; readonly facts: TypeFacts };

export class CloudProvider implements Provider {
  readonly name: string;
  readonly version: string;
  readonly #definition: CloudDefinition;
  readonly #store: RecordStore;
  readonly #faults: FaultPlan;
  readonly #crash: () => never;
  readonly #creator: RecordCreator;
  #configuration: CloudConfiguration | undefined;

  /** @param crash ends provider and engine at once, for the faults that ask for it */
  constructor(definition: CloudDefinition, store: RecordStore, faults: FaultPlan, crash: () => never) {
    this.name = definition.name;
    this.version = definition.version;
    this.#definition = definition;
    this.#store = store;
    this.#faults = faults;
    this.#crash = crash;
    this.#creator = new RecordCreator(store);
  }

  checkConfig(news: Properties): Checked {
    return this.#definition.checkConfig(news);
  }

  configure(config: Properties): void {
    this.#configuration = this.#definition.configure(config);
  }

  check(call: CheckCall): Checked {
    const { type, facts } = this.#known(call.type);
    const { region, defaultTags, labelForm = TAGS } = this.#configured();
    const logicalName = logicalNameOf(call.urn);
    const filled = fillInputs({ ...call, type, facts, logicalName, region, defaultTags, labelForm });
    if ("failure" in filled) return { inputs: call.news, failures: [{ property: "", reason: filled.failure }] };
    const { inputs } = filled;
    const byFacts = checkByFacts(facts, inputs, type.enums);
    const byType = byFacts.length > 0 ? [] : type.check?.(knownInputs(inputs), typeContext(this.#site(call, inputs)));
    return { inputs, failures: [...byFacts, ...(byType ?? [])] };
  }

  diff(call: DiffCall): Plan {
    const { type, facts } = this.#known(call.type);
    const shown = this.#forms(type, facts).shownLabels(call.news);
    const before = pickNames(call.outputs, Object.keys(shown));
    return planChange(type, facts, { ...call.olds, ...before }, { ...call.news, ...shown }, call.outputs);
  }

  async create(call: CreateCall): Promise<Pick<ResourceState, "id" | "outputs">> {
    const { type, facts } = this.#known(call.type);
    const forms = this.#forms(type, facts);
    if (call.preview) return { id: "", outputs: forms.previewCreate(call.inputs) };
    const target = { type: call.type, logicalName: logicalNameOf(call.urn), name: physicalName(type, call.inputs) };
    await this.#suffer(target, "fail-create");
    this.#mayCrash("crash-before-create", target);
    const site = this.#site(call, call.inputs);
    const { record, outputs } = this.#creator.create(type, forms, site, call.inputs);
    this.#mayCrash("crash-after-create", { ...target, name: record.name });
    return { id: record.id, outputs: forms.stateOf({ ...record, outputs }, call.inputs, {}).outputs };
  }

  async read(call: ReadCall): Promise<ResourceState | undefined> {
    const { type, facts } = this.#known(call.type);
    // An import may name the region behind the id, as the real provider's imports do.
    const [, id = call.id, region] = /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(call.id) ?? [];
    const site = this.#site(call, region === undefined ? { id, ...call.outputs, ...call.inputs } : { region });
    await this.#suffer({ type: call.type, logicalName: logicalNameOf(call.urn), name: id });
    const record = this.#recordOf(type, site, id);
    if (record === undefined || type.isGone?.(record) === true) return undefined;
    return this.#forms(type, facts).stateOf(record, call.inputs, call.outputs);
  }

  async update(call: UpdateCall): Promise<Properties> {
    const { type, facts } = this.#known(call.type);
    const forms = this.#forms(type, facts);
    if (call.preview) return forms.previewUpdate(call);
    const site = this.#site(call, { ...call.outputs, ...call.olds });
    const old = this.#recordOf(type, site, call.id);
    const target = { type: call.type, logicalName: logicalNameOf(call.urn), name: old?.name };
    if (old === undefined || type.isGone?.(old) === true) {
      throw new CloudRefusal(`updating ${call.type} (${call.id}): couldn't find resource`);
    }
    await this.#suffer(target, "fail-update");
    const context = typeContext(site);
    const inputs = forms.inputsOf(call.news, old.inputs);
    const refusal = refuseCreateOnly(type, facts, old, inputs) ?? type.refuseUpdate?.(old, inputs, context);
    if (refusal !== undefined) throw new CloudRefusal(refusal);
    const outputs = forms.keepCloudFills(old, inputs, type.update?.(old, inputs, context) ?? old.outputs);
    const record: CloudRecord = { ...old, ...forms.contentOf(call.news, old, outputs) };
    this.#store.replace(record);
    type.afterUpdate?.(old, record, context, writerOf(site));
    return forms.stateOf(record, call.news, call.outputs).outputs;
  }

  async delete(call: DeleteCall): Promise<void> {
    const { type } = this.#known(call.type);
    const site = this.#site(call, call.outputs);
    const record = this.#recordOf(type, site, call.id);
    if (record === undefined || type.isGone?.(record) === true) return;
    await this.#suffer({ type: call.type, logicalName: logicalNameOf(call.urn), name: record.name }, "fail-delete");
    const context = typeContext(site);
    const refusal = type.refuseDelete?.(record, context);
    if (refusal !== undefined) throw new CloudRefusal(refusal);
    const left = type.leaves?.(record, context);
    if (left === undefined) this.#store.remove(record, record.id);
    else this.#store.replace(left);
    this.#creator.retire(record);
    type.afterDelete?.(record, context, writerOf(site));
  }

  invoke(token: string, args: Properties): Properties {
    const invoke = this.#definition.invokes.get(token);
    if (invoke === undefined) throw new CloudRefusal(this.#doesNotKnow(token, "describe the function"));
    return invoke.answer(args, typeContext(this.#site({ urn: token, type: token }, args)));
  }

  #forms(type: ResourceType, facts: TypeFacts): RecordForms {
    const { defaultTags, labelForm } = this.#configured();
    return new RecordForms(type, facts, defaultTags, labelForm);
  }

  #configured(): CloudConfiguration {
    if (this.#configuration === undefined)
      throw new Error(`the simulated ${this.name} provider was called before it was configured`);
    return this.#configuration;
  }

  #known(token: string): Known {
    const type = this.#definition.types.get(token);
    if (type === undefined) throw new CloudRefusal(this.#doesNotKnow(token, "describe the type"));
    const facts = type.facts ?? this.#definition.facts.of(token);
    if (facts === undefined) throw new CloudRefusal(this.#doesNotKnow(token, "add the type's facts"));
    return { type, facts };
  }

  #doesNotKnow(token: string, what: string): string {
    return `the simulated cloud does not know ${token}; ${what} in sandbox/clouds/${this.name}, or use a real account`;
  }

  #site({ urn, type }: { readonly urn: string; readonly type: string }, inputs: Properties): CallSite {
    const { account, region } = this.#configured();
    const place = this.#definition.types.get(type)?.place?.(inputs);
    return {
      store: this.#store,
      types: this.#definition.types,
      account,
      region: place ?? textAt(inputs, "region") ?? region,
      token: type,
      urn,
    };
  }

  #recordOf(type: ResourceType, site: CallSite, id: string): CloudRecord | undefined {
    return this.#store.read({ account: site.account, region: recordRegion(type, site.region), type: site.token }, id);
  }

  /** Throttling first (every call may suffer it), then a failure of this kind of call. */
  async #suffer(target: FaultTarget, failure?: FaultKind): Promise<void> {
    for (let struck = this.#faults.strike(["throttle"], target); struck !== undefined;) {
      await delay(struck.delayMs);
      struck = this.#faults.strike(["throttle"], target);
    }
    if (this.#faults.strike(["throttle-exhausted"], target) !== undefined)
      throw new CloudRefusal(throttlingText(target.type));
    const struck = failure && this.#faults.strike([failure], target);
    if (struck !== undefined) throw new CloudRefusal(failureTextOf(struck, target));
  }

  #mayCrash(kind: "crash-before-create" | "crash-after-create", target: FaultTarget): void {
    if (this.#faults.strike([kind], target) !== undefined) this.#crash();
  }
}

/** What the provider sends as an update and the cloud takes at creation only. */
function refuseCreateOnly(
  type: ResourceType,
  facts: TypeFacts,
  old: CloudRecord,
  inputs: Properties,
): string | undefined {
  const paths = createOnlyChanges(type, facts, old.inputs, inputs);
  if (paths.length === 0) return undefined;
  return type.refuseCreateOnly?.(old, paths) ?? `updating ${old.type} (${old.id}): ${paths.join(", ")} cannot change`;
}
