/** `RandomPassword` and `RandomString`: texts of chosen kinds of characters. */
import { randomInt } from "node:crypto";
import bcrypt from "bcryptjs";
import { flagAt, numberAt, textAt } from "../properties.ts";
import type { CheckFailure, Properties } from "../resource-type.ts";
import { randomFacts, type RandomType } from "./random-type.ts";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const NUMERIC = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";
/** Cost of the hash that the real provider makes (`bcrypt.DefaultCost` of Go): 2^10 rounds. */
const BCRYPT_COST = 10;

const INPUTS = [
  "keepers",
  "length",
  "lower",
  "minLower",
  "minNumeric",
  "minSpecial",
  "minUpper",
  "number",
  "numeric",
  "overrideSpecial",
  "special",
  "upper",
];
/** What the provider fills in. `number` is the old name of `numeric` and follows it. */
const DEFAULTS = {
  lower: true,
  minLower: 0,
  minNumeric: 0,
  minSpecial: 0,
  minUpper: 0,
  numeric: true,
  special: true,
  upper: true,
};

/** A kind of characters, how many there must be, and whether more may come. */
interface CharacterKind {
  readonly characters: string;
  readonly isOn: boolean;
  readonly least: number;
}

export const randomPassword: RandomType = {
  token: "random:index/randomPassword:RandomPassword",
  facts: randomFacts("random:index/randomPassword:RandomPassword", {
    inputs: INPUTS,
    required: ["length"],
    defaults: DEFAULTS,
    computedOutputs: ["bcryptHash", "result"],
    sensitive: ["bcryptHash", "result"],
    deprecated: ["number"],
  }),
  check: checkText,
  generate(inputs) {
    const result = randomText(inputs);
    // The provider's id: the value must not be in it.
    return {
      id: "none",
      outputs: { bcryptHash: bcrypt.hashSync(result, BCRYPT_COST), result, number: isNumeric(inputs) },
    };
  },
  adopt(id) {
    const inputs = { ...DEFAULTS, length: id.length };
    return {
      id: "none",
      inputs,
      outputs: { ...inputs, bcryptHash: bcrypt.hashSync(id, BCRYPT_COST), result: id, number: true },
    };
  },
};

export const randomString: RandomType = {
  token: "random:index/randomString:RandomString",
  facts: randomFacts("random:index/randomString:RandomString", {
    inputs: INPUTS,
    required: ["length"],
    defaults: DEFAULTS,
    computedOutputs: ["result"],
    deprecated: ["number"],
  }),
  check: checkText,
  generate(inputs) {
    const result = randomText(inputs);
    return { id: result, outputs: { result, number: isNumeric(inputs) } };
  },
  adopt(id) {
    const inputs = { ...DEFAULTS, length: id.length };
    return { id, inputs, outputs: { ...inputs, result: id, number: true } };
  },
};

function checkText(inputs: Properties): readonly CheckFailure[] {
  const failures: CheckFailure[] = [];
  const length = numberAt(inputs, "length");
  const least = kindsOf(inputs).reduce((sum, kind) => sum + kind.least, 0);
  if (length !== undefined && length < 1) {
    failures.push({ property: "length", reason: `Attribute length value must be at least 1, got: ${length}` });
  }
  if (length !== undefined && length < least) {
    const reason = `Attribute length value must be at least sum of min_upper + min_lower + min_numeric + min_special, got: ${length}`;
    failures.push({ property: "length", reason });
  }
  if (kindsOf(inputs).every((kind) => !kind.isOn)) {
    const reason = "At least one attribute out of [special,upper,lower,numeric] must be specified as true";
    failures.push({ property: "numeric", reason });
  }
  return failures;
}

/** As many of each kind as asked for at least, the rest of all kinds that are on, in random order. */
function randomText(inputs: Properties): string {
  const kinds = kindsOf(inputs);
  const length = numberAt(inputs, "length") ?? 0;
  const least = kinds.flatMap((kind) => pick(kind.characters, kind.least));
  const all = kinds.filter((kind) => kind.isOn).map((kind) => kind.characters);
  return shuffle([...least, ...pick(all.join(""), length - least.length)]).join("");
}

function kindsOf(inputs: Properties): readonly CharacterKind[] {
  const least = (name: string): number => numberAt(inputs, name) ?? 0;
  const isOn = (name: string): boolean => flagAt(inputs, name) ?? true;
  // An empty text overrides nothing.
  const override = textAt(inputs, "overrideSpecial") ?? "";
  return [
    { characters: UPPER, isOn: isOn("upper"), least: least("minUpper") },
    { characters: LOWER, isOn: isOn("lower"), least: least("minLower") },
    { characters: NUMERIC, isOn: isNumeric(inputs), least: least("minNumeric") },
    { characters: override === "" ? SPECIAL : override, isOn: isOn("special"), least: least("minSpecial") },
  ];
}

function isNumeric(inputs: Properties): boolean {
  return flagAt(inputs, "number") ?? flagAt(inputs, "numeric") ?? true;
}

function pick(characters: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => characters.charAt(randomInt(characters.length)));
}

/** Fisher and Yates. */
function shuffle(characters: readonly string[]): readonly string[] {
  return characters.reduce<readonly string[]>(
    (shuffled, character, index) => shuffled.toSpliced(randomInt(index + 1), 0, character),
    [],
  );
}
