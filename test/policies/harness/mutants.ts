/** The smallest changes to a compliant resource that a machine can think of. */
import { checkOf, type Rule } from "../../../policies/rule.ts";
import { View } from "../../../policies/view.ts";
import type { Change, RuleCase } from "./rule-case.ts";

export interface Mutant {
  readonly name: string;
  readonly change: Change;
}

/**
 * For each judged property of the compliant resource: a boolean turned over, a number moved by one to the side that the bound
 * forbids, set to zero where the bound is a minimum, and the property left out where the author says that this is no pass.
 */
export function mutantsOf(rule: Rule, one: RuleCase): Mutant[] {
  const check = checkOf(rule, one.type);
  if (check === undefined || one.forbidden !== undefined) return [];
  const view = new View(one.compliant);
  return check.properties
    .filter((path) => one.neutral?.includes(path) !== true)
    .flatMap((path) => {
      const reading = view.read(path);
      const value = reading.state === "known" ? reading.value : undefined;
      const left =
        one.absent[path] === "fail" && value !== undefined
          ? [{ name: `without ${path}`, change: { [path]: undefined } }]
          : [];
      if (typeof value === "boolean") return [...left, { name: `${path} = ${!value}`, change: { [path]: !value } }];
      if (typeof value === "number") return [...left, ...numberMutants(one, path, value)];
      return left;
    });
}

/** A break of the author's that changes this alone, below the value says that the bound is a minimum; above, a maximum. */
function numberMutants(one: RuleCase, path: string, value: number): Mutant[] {
  const sides = one.breaks.flatMap(({ change = {} }) => {
    const broken = Object.keys(change).length === 1 ? change[path] : undefined;
    return typeof broken === "number" ? [Math.sign(broken - value)] : [];
  });
  return [...new Set(sides)].map((side) => ({ name: `${path} = ${value + side}`, change: { [path]: value + side } }));
}
