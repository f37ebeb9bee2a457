/** Making a record: refusals, ids, and the race for a name that only one can win. */
import type { RecordForms } from "./record-forms.ts";
import {
  type CloudRecord,
  CloudRefusal,
  type Created,
  type Properties,
  type ResourceType,
  type TypeContext,
} from "./resource-type.ts";
import { RecordExists, type RecordStore } from "./store.ts";
import { textAt } from "./properties.ts";
import { type CallSite, recordRegion, typeContext, writerOf } from "./type-context.ts";

/** How many ids are tried before a cloud counts as full. */
const ATTEMPTS_MAX = 20;

/** A record as written, and its outputs before secrets were sealed. */
export interface Made {
  readonly record: CloudRecord;
  readonly outputs: Properties;
}

export class RecordCreator {
  readonly #store: RecordStore;
  /** Ids of resources that this process deleted: a cloud does not give an id again. */
  readonly #retired = new Set<string>();

  constructor(store: RecordStore) {
    this.#store = store;
  }

  /** Remembers that the id of a deleted record is spent. */
  retire(record: CloudRecord): void {
    this.#retired.add(keyOf(record, record.id));
  }

  /** Creates and records a resource. Throws: `CloudRefusal` with what the type says. */
  create(type: ResourceType, forms: RecordForms, site: CallSite, inputs: Properties): Made {
    const recorded = forms.inputsOf(inputs, {});
    const context = typeContext(site);
    refuse(type, recorded, context);
    const adopted = type.adopts?.(recorded, context);
    const made =
      adopted === undefined
        ? this.#claim(type, forms, site, inputs, recorded)
        : this.#adopt(adopted, type.create(recorded, context), forms, inputs);
    type.afterCreate?.(made.record, context, writerOf(site));
    return made;
  }

  #adopt(adopted: CloudRecord, created: Created, forms: RecordForms, inputs: Properties): Made {
    const outputs = { ...adopted.outputs, ...created.outputs };
    const record = { ...adopted, ...forms.contentOf(inputs, { inputs: {}, outputs: adopted.outputs }, outputs) };
    this.#store.replace(record);
    return { record, outputs };
  }

  /** Writes the record under the first id that is free; a type whose ids do not vary has one try. */
  #claim(type: ResourceType, forms: RecordForms, site: CallSite, inputs: Properties, recorded: Properties): Made {
    const address = { account: site.account, region: recordRegion(type, site.region), type: type.token };
    let previousId: string | undefined;
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      const context = typeContext({ ...site, attempt });
      const created = type.create(recorded, context);
      const isLastTry = created.id === previousId;
      previousId = created.id;
      if (this.#store.read(address, created.id) !== undefined) {
        if (isLastTry) break;
        continue;
      }
      if (this.#retired.has(keyOf(address, created.id)) && !isLastTry) continue;
      const name = created.name ?? physicalName(type, recorded) ?? created.id;
      const record = {
        ...address,
        id: created.id,
        name,
        ...forms.contentOf(inputs, { inputs: {}, outputs: {} }, created.outputs),
      };
      try {
        this.#store.create(record, type.fileBy === "name" ? name : created.id);
        return { record, outputs: created.outputs };
      } catch (error) {
        if (!(error instanceof RecordExists)) throw error;
        refuse(type, recorded, context);
        if (type.fileBy === "name") break;
      }
    }
    throw new CloudRefusal(
      `creating ${type.token} (${previousId}): it exists already in ${address.account}/${address.region}`,
    );
  }
}

function refuse(type: ResourceType, inputs: Properties, context: TypeContext): void {
  const refusal = type.refuseCreate?.(inputs, context);
  if (refusal !== undefined) throw new CloudRefusal(refusal);
}

/** Physical name that the inputs give; undefined where the type has none. */
export function physicalName(type: ResourceType, inputs: Properties): string | undefined {
  const property = type.autoName === undefined || type.autoName === "none" ? "name" : type.autoName.property;
  return textAt(inputs, property);
}

function keyOf(address: Pick<CloudRecord, "account" | "region" | "type">, id: string): string {
  return [address.account, address.region, address.type, id].join("\n");
}
