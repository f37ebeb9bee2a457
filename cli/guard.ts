/** The guard: reads a preview and lists every step in which a customer's data could be lost (design §5). */
import type { EngineEvent } from "../sandbox/engine-run.ts";
import { standingOf } from "../tiers/standing.ts";

/** One authoritative resource that a step would delete or replace. */
export interface DataRisk {
  readonly urn: string;
  readonly type: string;
  readonly step: "delete" | "replace";
  /** Inputs whose change forces a replacement; empty for a deletion. */
  readonly because: readonly string[];
}

/** The engine's names for steps after which the old resource is gone. */
const LOSING_STEPS: Readonly<Record<string, DataRisk["step"]>> = {
  delete: "delete",
  discard: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "discard-replaced": "replace",
  "remove-pending-replace": "replace",
};

/** The engine plans nothing past the first step that `protect` stops; it says so in a diagnostic that names the resource. */
const PROTECTED = /(unable to (?:replace|delete) resource "([^"]+)"|resource "([^"]+)" cannot be deleted).*protect/s;

/**
 * The resources whose data the planned steps would put at risk, each once, sorted by URN. Replacing a store counts even
 * where `protect` would stop it: a reviewer has to see it before the engine does.
 */
export function dataAtRisk(events: readonly EngineEvent[]): DataRisk[] {
  const risks = new Map<string, DataRisk>();
  for (const { resourcePreEvent, diagnosticEvent } of events) {
    if (resourcePreEvent !== undefined) {
      const { op, urn, type, keys = [], diffs = [] } = resourcePreEvent.metadata;
      const step = LOSING_STEPS[op];
      if (step !== undefined && isAuthoritative(urn, type)) {
        const because =
          step === "replace"
            ? [...new Set([...(risks.get(urn)?.because ?? []), ...keys, ...(keys.length > 0 ? [] : diffs)])].sort()
            : [];
        risks.set(urn, { urn, type, step, because });
      }
    }
    const stopped =
      diagnosticEvent === undefined ? undefined : protectedResource(diagnosticEvent.message, diagnosticEvent.urn);
    if (stopped !== undefined && !risks.has(stopped.urn)) risks.set(stopped.urn, stopped);
  }
  return [...risks.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

function protectedResource(message: string, ownUrn: string | undefined): DataRisk | undefined {
  const found = PROTECTED.exec(message);
  const urn = found?.[2] ?? found?.[3] ?? ownUrn;
  if (found === null || urn === undefined) return undefined;
  const type = typeOf(urn);
  if (!isAuthoritative(urn, type)) return undefined;
  return { urn, type, step: message.includes("replace") ? "replace" : "delete", because: [] };
}

function isAuthoritative(urn: string, type: string): boolean {
  return standingOf(type, nameOf(urn)) === "authoritative";
}

/** The last type in a URN's chain of parents: `urn:pulumi:<stack>::<project>::<parent>$<type>::<name>`. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The logical name at the end of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The risks that nobody allowed, and the allowances that fit none: a typing error in a URN must not pass in silence. */
export function judgeRisks(
  risks: readonly DataRisk[],
  allowed: readonly string[],
): { readonly refused: readonly DataRisk[]; readonly unused: readonly string[] } {
  return {
    refused: risks.filter((risk) => !allowed.includes(risk.urn)),
    unused: allowed.filter((urn) => !risks.some((risk) => risk.urn === urn)),
  };
}
