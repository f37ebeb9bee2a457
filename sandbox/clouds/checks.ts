/** Checks of single inputs, in the words of the provider's own validation. Absent and unknown values pass. */
import { numberAt, textAt, valueAt } from "./properties.ts";
import type { CheckFailure, Properties } from "./resource-type.ts";

/** What one check found. */
export type Finding = CheckFailure | undefined;

/** The failures among the findings, in order. */
export function failures(...findings: readonly (Finding | readonly CheckFailure[])[]): readonly CheckFailure[] {
  return findings.flatMap((finding) => finding ?? []);
}

/** A failure of one input. */
export function failure(property: string, reason: string): CheckFailure {
  return { property, reason };
}

/** A failure unless the condition holds. */
export function unless(condition: boolean, property: string, reason: string): Finding {
  return condition ? undefined : failure(property, reason);
}

/** The provider's name of a property: `rotationPeriodInDays` → `rotation_period_in_days`; of a path, its last step. */
export function providerName(property: string): string {
  const last = property.split(".").at(-1) ?? property;
  return last.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A whole or broken number between two bounds, both allowed. */
export function range(inputs: Properties, property: string, lowest: number, highest: number): Finding {
  const value = numberAt(inputs, property);
  if (value === undefined || (value >= lowest && value <= highest)) return undefined;
  return failure(
    property,
    `expected ${providerName(property)} to be in the range (${lowest} - ${highest}), got ${value}`,
  );
}

/** A number from a fixed list. */
export function numberIn(inputs: Properties, property: string, allowed: readonly number[]): Finding {
  const value = numberAt(inputs, property);
  if (value === undefined || allowed.includes(value)) return undefined;
  return failure(property, `expected ${providerName(property)} to be one of [${allowed.join(" ")}], got ${value}`);
}

/** A length between two bounds, both allowed. */
export function textLength(inputs: Properties, property: string, shortest: number, longest: number): Finding {
  const value = textAt(inputs, property);
  if (value === undefined || (value.length >= shortest && value.length <= longest)) return undefined;
  return failure(
    property,
    `expected length of ${providerName(property)} to be in the range (${shortest} - ${longest}), got ${value}`,
  );
}

/** A text that satisfies a pattern; `words` say which, after the provider's `invalid value for`. */
export function pattern(inputs: Properties, property: string, expression: RegExp, words: string): Finding {
  const value = textAt(inputs, property);
  if (value === undefined || expression.test(value)) return undefined;
  return failure(property, `invalid value for ${providerName(property)} (${words})`);
}

/** Any other check of one value; `refuse` gives the reason. Absent values pass. */
export function each(inputs: Properties, property: string, refuse: (value: unknown) => string | undefined): Finding {
  const value = valueAt(inputs, property);
  const reason = value === undefined ? undefined : refuse(value);
  return reason === undefined ? undefined : failure(property, reason);
}
