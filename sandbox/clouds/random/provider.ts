/**
 * The simulated `random` provider. As with the real one, nothing exists outside the engine's state: a refresh returns what
 * the state has, and a delete only forgets. So no file, not even a digest, ever holds a generated secret.
 */
import { checkByFacts, knownInputs } from "../check-inputs.ts";
import { DEFAULTS_KEY, fillInputs } from "../fill-inputs.ts";
import { type Plan, planChange } from "../plan-change.ts";
import { unknownValues } from "../properties.ts";
import type {
  Checked,
  CheckCall,
  CreateCall,
  DiffCall,
  Provider,
  ReadCall,
  ResourceState,
  UpdateCall,
} from "../provider.ts";
import { CloudRefusal, type Properties } from "../resource-type.ts";
import { without } from "../seal.ts";
import { logicalNameOf } from "../type-context.ts";
import { randomId, randomInteger, randomUuid } from "./id-types.ts";
import type { RandomType } from "./random-type.ts";
import { randomPassword, randomString } from "./text-types.ts";

const TYPES = new Map(
  [randomPassword, randomString, randomId, randomUuid, randomInteger].map((type) => [type.token, type]),
);

/** Generated values have no names of their own. */
const RULES = { autoName: "none" } as const;

export class RandomProvider implements Provider {
  readonly name = "random";
  readonly version: string;

  /** @param version version of the installed SDK */
  constructor(version: string) {
    this.version = version;
  }

  checkConfig(news: Properties): Checked {
    return { inputs: news, failures: [] };
  }

  configure(): void {}

  check(call: CheckCall): Checked {
    const type = known(call.type);
    const { facts } = type;
    const filled = fillInputs({
      ...call,
      type: RULES,
      facts,
      logicalName: logicalNameOf(call.urn),
      region: "",
      defaultTags: {},
    });
    if ("failure" in filled) return { inputs: call.news, failures: [{ property: "", reason: filled.failure }] };
    const byFacts = checkByFacts(facts, filled.inputs);
    return { inputs: filled.inputs, failures: byFacts.length > 0 ? byFacts : type.check(knownInputs(filled.inputs)) };
  }

  diff(call: DiffCall): Plan {
    // An empty text and none are the same to the provider.
    const isEmptyOverride = (value: unknown): boolean => value === undefined || value === "";
    const keeps = (olds: Properties, news: Properties): readonly string[] =>
      isEmptyOverride(olds["overrideSpecial"]) && isEmptyOverride(news["overrideSpecial"]) ? ["overrideSpecial"] : [];
    return planChange({ ...RULES, keeps }, known(call.type).facts, call.olds, call.news, call.outputs);
  }

  create(call: CreateCall): Pick<ResourceState, "id" | "outputs"> {
    const type = known(call.type);
    const inputs = without(call.inputs, [DEFAULTS_KEY]);
    if (call.preview) {
      return { id: "", outputs: { ...unknownValues(type.facts.computedOutputs), ...inputs } };
    }
    const { id, outputs } = type.generate(inputs);
    return { id, outputs: { ...inputs, ...outputs } };
  }

  read(call: ReadCall): ResourceState {
    const type = known(call.type);
    const isImport = Object.keys(call.outputs).length === 0;
    if (!isImport) return { id: call.id, inputs: call.inputs, outputs: call.outputs };
    const { id, inputs, outputs } = type.adopt(call.id);
    return { id, inputs: { ...inputs, [DEFAULTS_KEY]: [] }, outputs };
  }

  update(call: UpdateCall): Properties {
    return { ...call.outputs, ...without(call.news, [DEFAULTS_KEY]) };
  }

  delete(): void {}

  invoke(token: string): Properties {
    throw new CloudRefusal(doesNotKnow(token));
  }
}

function known(token: string): RandomType {
  const type = TYPES.get(token);
  if (type === undefined) throw new CloudRefusal(doesNotKnow(token));
  return type;
}

function doesNotKnow(token: string): string {
  return `the simulated cloud does not know ${token}; describe it in sandbox/clouds/random, or use a real account`;
}
