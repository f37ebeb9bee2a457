/** What a rule finds about one resource, and how findings combine while values are unknown. */
import type { Framework } from "../tiers/vocabulary.ts";

/** Why a resource fails, in words that hold no secret. */
export interface Reason {
  /** Path of the property that decides, `""` for the resource as a whole. */
  readonly property: string;
  /** `got <value>, expected <range with unit>; <what to do>`: lower case, no full stop. */
  readonly message: string;
  /** The frameworks whose threshold asks for it; absent: the rule's own demand. */
  readonly askedBy?: readonly Framework[];
}

/** Thresholds a check was made with: name → value. */
export type Parameters = Readonly<Record<string, number | string>>;

export type Finding =
  | { readonly outcome: "pass"; readonly parameters?: Parameters }
  | { readonly outcome: "fail"; readonly reasons: readonly Reason[]; readonly parameters?: Parameters }
  /** `properties`: what has to be known before the rule can judge. */
  | { readonly outcome: "unknown"; readonly properties: readonly string[]; readonly parameters?: Parameters }
  | { readonly outcome: "not-applicable"; readonly reason: string; readonly parameters?: Parameters };

export const PASS: Finding = Object.freeze({ outcome: "pass" });

/** One failure. */
export function fail(property: string, message: string): Finding {
  return { outcome: "fail", reasons: [{ property, message }] };
}

/** Nothing can be said before these properties are known. */
export function unknown(...properties: readonly string[]): Finding {
  return { outcome: "unknown", properties };
}

/** The rule has nothing to say here; an early return without this would count as a pass. */
export function notApplicable(reason: string): Finding {
  return { outcome: "not-applicable", reason };
}

/** All must hold: one failure fails, whatever is unknown beside it; what is not applicable does not count. */
export function allOf(findings: readonly Finding[]): Finding {
  const parameters = mergedParameters(findings);
  const failures = findings.filter((finding) => finding.outcome === "fail");
  if (failures.length > 0)
    return { outcome: "fail", reasons: failures.flatMap(({ reasons }) => reasons), ...parameters };
  const open = findings.filter((finding) => finding.outcome === "unknown");
  if (open.length > 0) return { outcome: "unknown", properties: uniqueProperties(open), ...parameters };
  if (findings.some(({ outcome }) => outcome === "pass")) return { ...PASS, ...parameters };
  return findings[0] ?? PASS;
}

/** One that holds is enough: a pass wins over what is unknown, and what is unknown over a failure. */
export function anyOf(findings: readonly Finding[]): Finding {
  const parameters = mergedParameters(findings);
  if (findings.some(({ outcome }) => outcome === "pass")) return { ...PASS, ...parameters };
  const open = findings.filter((finding) => finding.outcome === "unknown");
  if (open.length > 0) return { outcome: "unknown", properties: uniqueProperties(open), ...parameters };
  const failures = findings.filter((finding) => finding.outcome === "fail");
  if (failures.length > 0)
    return { outcome: "fail", reasons: failures.flatMap(({ reasons }) => reasons), ...parameters };
  return findings[0] ?? PASS;
}

function uniqueProperties(open: readonly { readonly properties: readonly string[] }[]): string[] {
  return [...new Set(open.flatMap(({ properties }) => properties))].sort();
}

function mergedParameters(findings: readonly Finding[]): { readonly parameters?: Parameters } {
  const used = findings.flatMap(({ parameters }) => (parameters === undefined ? [] : [parameters]));
  return used.length === 0 ? {} : { parameters: Object.assign({}, ...used) as Parameters };
}
