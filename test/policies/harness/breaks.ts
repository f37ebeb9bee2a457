/** The breaks that most properties have, with the words that `checks.ts` says then. */
import type { Break } from "./rule-case.ts";

/** A boolean turned over. */
export function turned(path: string, expected: boolean): Break {
  return worded(path, !expected, expected);
}

/** Another value than the expected one. */
export function worded(path: string, got: boolean | string, expected: boolean | string): Break {
  return {
    why: `${path} is ${got}`,
    change: { [path]: got },
    reasons: [`${path}: got ${got}, expected ${expected}; set ${path} to ${expected}`],
  };
}

/** A word that is not in the list. */
export function outside(path: string, got: string, expected: string): Break {
  return {
    why: `${path} is ${got}`,
    change: { [path]: got },
    reasons: [`${path}: got ${got}, expected ${expected}; set ${path}`],
  };
}

/** One less than the bound. @param unit with a leading space */
export function below(path: string, least: number, unit = ""): Break {
  return {
    why: `${path} is one below the bound`,
    change: { [path]: least - 1 },
    reasons: [`${path}: got ${least - 1}, expected at least ${least}${unit}; change ${path}`],
  };
}

/** A resource that another one has to go with, missing. @param reason without the property, which is the whole resource */
export function alone(why: string, reason: string): Break {
  return { why, others: [], reasons: [`: ${reason}`] };
}
