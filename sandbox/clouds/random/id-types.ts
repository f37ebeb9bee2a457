/** `RandomId`, `RandomUuid` and `RandomInteger`: identifiers that are no secrets. */
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { numberAt, textAt } from "../properties.ts";
import { CloudRefusal, type Properties } from "../resource-type.ts";
import { randomFacts, type RandomType } from "./random-type.ts";

export const randomId: RandomType = {
  token: "random:index/randomId:RandomId",
  facts: randomFacts("random:index/randomId:RandomId", {
    inputs: ["byteLength", "keepers", "prefix"],
    required: ["byteLength"],
    computedOutputs: ["b64Std", "b64Url", "dec", "hex"],
  }),
  check(inputs) {
    const byteLength = numberAt(inputs, "byteLength");
    if (byteLength === undefined || byteLength >= 1) return [];
    return [{ property: "byteLength", reason: `Attribute byte_length value must be at least 1, got: ${byteLength}` }];
  },
  generate: (inputs) => idOf(randomBytes(numberAt(inputs, "byteLength") ?? 1), textAt(inputs, "prefix") ?? ""),
  adopt(id) {
    const comma = id.lastIndexOf(",");
    const bytes = Buffer.from(id.slice(comma + 1), "base64url");
    const prefix = comma < 0 ? {} : { prefix: id.slice(0, comma) };
    const inputs = { byteLength: bytes.length, ...prefix };
    const generated = idOf(bytes, prefix.prefix ?? "");
    return { ...generated, inputs, outputs: { ...generated.outputs, ...inputs } };
  },
};

export const randomUuid: RandomType = {
  token: "random:index/randomUuid:RandomUuid",
  facts: randomFacts("random:index/randomUuid:RandomUuid", {
    inputs: ["keepers"],
    required: [],
    computedOutputs: ["result"],
  }),
  check: () => [],
  generate: () => resultOf(randomUUID()),
  adopt: (id) => ({ ...resultOf(id), inputs: {} }),
};

export const randomInteger: RandomType = {
  token: "random:index/randomInteger:RandomInteger",
  facts: randomFacts("random:index/randomInteger:RandomInteger", {
    inputs: ["keepers", "max", "min", "seed"],
    required: ["max", "min"],
    computedOutputs: ["result"],
  }),
  check(inputs) {
    const { min, max } = boundsOf(inputs);
    if (textAt(inputs, "seed") !== undefined) {
      return [{ property: "seed", reason: "the simulated provider has no repeatable numbers; leave seed out" }];
    }
    if (min === undefined || max === undefined || min <= max) return [];
    return [
      { property: "max", reason: `The minimum (min) value needs to be smaller than or equal to maximum (max) value` },
    ];
  },
  generate(inputs) {
    const { min = 0, max = 0 } = boundsOf(inputs);
    const result = min + randomInt(max - min + 1);
    return { id: String(result), outputs: { result } };
  },
  adopt(id) {
    const [result, min, max] = id.split(",").map(Number);
    if (result === undefined || min === undefined || max === undefined) {
      throw new CloudRefusal(`import random integer: got ${id}, expected <result>,<min>,<max>`);
    }
    return { id: String(result), inputs: { min, max }, outputs: { min, max, result } };
  },
};

function boundsOf(inputs: Properties): { readonly min: number | undefined; readonly max: number | undefined } {
  return { min: numberAt(inputs, "min"), max: numberAt(inputs, "max") };
}

function resultOf(result: string): { readonly id: string; readonly outputs: Properties } {
  return { id: result, outputs: { result } };
}

function idOf(bytes: Buffer, prefix: string): { readonly id: string; readonly outputs: Properties } {
  const id = bytes.toString("base64url");
  const hex = bytes.toString("hex");
  const outputs = {
    b64Std: `${prefix}${bytes.toString("base64")}`,
    b64Url: `${prefix}${id}`,
    dec: `${prefix}${BigInt(`0x${hex}`)}`,
    hex: `${prefix}${hex}`,
  };
  return { id, outputs };
}
