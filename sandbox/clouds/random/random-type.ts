/** How a type of the simulated `random` provider is described. Its resources live in the engine's state and nowhere else. */
import type { CheckFailure, Properties, TypeFacts } from "../resource-type.ts";

/** What a create or an import yields. */
export interface Generated {
  readonly id: string;
  readonly outputs: Properties;
}

export interface RandomType {
  readonly token: string;
  readonly facts: TypeFacts;
  /** What depends on several inputs; unknown values are left out. */
  check(inputs: Properties): readonly CheckFailure[];
  /** New values, really random, and the outputs made of them. */
  generate(inputs: Properties): Generated;
  /** Takes over a value that exists: inputs and outputs of an import by this id. Throws: `CloudRefusal`. */
  adopt(id: string): Generated & { readonly inputs: Properties };
}

/** Facts of a random type: every input replaces, because nothing random can be changed in place. */
export function randomFacts(
  token: string,
  own: Pick<TypeFacts, "inputs" | "required" | "computedOutputs"> & Partial<TypeFacts>,
): TypeFacts {
  return {
    token,
    source: "hashicorp/terraform-provider-random v3.8",
    replaceOn: own.inputs,
    replaceOnNote: [],
    conflicts: [],
    exactlyOneOf: [],
    atLeastOneOf: [],
    requiredWith: [],
    defaults: {},
    cloudFills: [],
    sensitive: [],
    writeOnly: [],
    deprecated: [],
    notEstablished: [],
    ...own,
  };
}
