/** When a rule has something to say: words around the checks of `checks.ts`. */
import { check, when } from "./checks.ts";
import type { Context } from "./context.ts";
import { notApplicable } from "./finding.ts";
import type { Check } from "./rule.ts";
import type { View } from "./view.ts";

/** Whether somebody sets a property to something; what is not known yet is set. Providers give empty texts back for what is not. */
export function isGiven(view: View, path: string): boolean {
  const reading = view.read(path);
  if (reading.state !== "known") return reading.state === "unknown";
  const { value } = reading;
  return !(value === "" || (Array.isArray(value) && value.length === 0));
}

/** For tenants under law or contract, and the highest tier: a demand beyond what the rule asks of everybody. */
export function forRegulated(then: Check): Check {
  return when((_subject, { regulated }) => regulated, "for regulated tenants only", then);
}

/** A tenant's development or test stack: thrown away and made again at any time, under the same names. */
export function isDisposable({ kind, environment }: Context): boolean {
  return kind === "tenant" && (environment === "development" || environment === "test");
}

/** How long something deleted can be had back does not matter where everything may be thrown away. */
export function unlessDisposable(then: Check): Check {
  return when((_subject, context) => !isDisposable(context), "a development or test stack may be thrown away", then);
}

/** Judged only where none of these properties is set: a replica takes from its source what the check asks for. */
export function unlessGiven(paths: readonly string[], reason: string, then: Check): Check {
  return check(then.properties, (subject, context, graph) =>
    paths.some((path) => isGiven(subject.view, path)) ? notApplicable(reason) : then.judge(subject, context, graph),
  );
}

/** A tenant's stack that stands by in another region, and lives on what its production stack gave it. */
export function isDisasterRecovery({ kind, environment }: Context): boolean {
  return kind === "tenant" && environment === "disaster-recovery";
}
