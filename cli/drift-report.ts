import type { EngineEvent } from "../sandbox/engine-run.ts";
import { standingOf } from "../tiers/standing.ts";
import { nameOf } from "./guard.ts";
import type { Terminal } from "./terminal.ts";

/** One resource whose cloud differs from the stack's state. */
export interface Drift {
  readonly urn: string;
  readonly type: string;
  readonly kind: "changed" | "gone";
  /** Properties that changed. */
  readonly properties: readonly string[];
}

/** What a refresh found, sorted by URN. */
export function driftOf(events: readonly EngineEvent[]): Drift[] {
  const drift = new Map<string, Drift>();
  for (const { resOutputsEvent } of events) {
    if (resOutputsEvent === undefined) continue;
    const { op, urn, type, diffs, detailedDiff } = resOutputsEvent.metadata;
    const properties = [...new Set([...(diffs ?? []), ...Object.keys(detailedDiff ?? {})])].sort();
    if (op === "delete") drift.set(urn, { urn, type, kind: "gone", properties: [] });
    else if (op === "update") drift.set(urn, { urn, type, kind: "changed", properties });
  }
  return [...drift.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** Prints drift, lost data first. */
export function printDrift(terminal: Terminal, stack: string, drift: readonly Drift[]): void {
  const { colours } = terminal;
  for (const { urn, type, kind, properties } of drift) {
    const what = kind === "gone" ? colours.red("gone   ") : colours.yellow("changed");
    terminal.print(`${what} ${nameOf(urn)} ${colours.dim([type, ...properties].join(" "))}`);
  }
  const lost = drift.filter(
    ({ urn, type, kind }) => kind === "gone" && standingOf(type, nameOf(urn)) === "authoritative",
  );
  if (lost.length > 0)
    terminal.print(
      colours.red(
        `${lost.length} of them held data: restore them from a backup before the next \`leasehold up\`, which would make empty ones`,
      ),
    );
  terminal.print(
    drift.length === 0
      ? `${stack}: the cloud is as recorded`
      : `${stack}: ${drift.length} drifted; see \`leasehold preview ${stack}\` for what \`up\` would put right`,
  );
}
