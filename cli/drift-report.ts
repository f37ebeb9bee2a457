import type { EngineEvent } from "../sandbox/engine-run.ts";
import { standingOf, type Standing } from "../tiers/standing.ts";
import { nameOf } from "./guard.ts";
import type { Terminal } from "./terminal.ts";

/** One resource whose cloud differs from the stack's state. */
export interface Drift {
  readonly urn: string;
  readonly type: string;
  readonly kind: "changed" | "gone";
  /** Where it changed, as precisely as the engine tells: `tags.owner`, not `tags`. */
  readonly properties: readonly string[];
  /** What losing it would mean. */
  readonly standing: Standing;
}

/** What a refresh found, sorted by URN. */
export function driftOf(events: readonly EngineEvent[]): Drift[] {
  const drift = new Map<string, Drift>();
  for (const { resOutputsEvent } of events) {
    // A stack's reference to its own outputs is read anew every time; no cloud knows of it.
    if (resOutputsEvent === undefined || resOutputsEvent.metadata.type.startsWith("pulumi:")) continue;
    const { op, urn, type, diffs, detailedDiff } = resOutputsEvent.metadata;
    const standing = standingOf(type, nameOf(urn));
    const properties = mostPrecise([...(diffs ?? []), ...Object.keys(detailedDiff ?? {})]);
    if (op === "delete") drift.set(urn, { urn, type, kind: "gone", properties: [], standing });
    else if (op === "update") drift.set(urn, { urn, type, kind: "changed", properties, standing });
  }
  return [...drift.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** What only repeats labels, the default ones among them, by the property that it repeats. */
const LABEL_COPIES: Readonly<Record<string, string>> = {
  tagsAll: "tags",
  effectiveLabels: "labels",
  pulumiLabels: "labels",
};

/** Paths without those that only lead to another one, and without the copies of labels. */
function mostPrecise(paths: readonly string[]): string[] {
  const isCopy = (path: string): boolean => paths.includes(LABEL_COPIES[path.split(/[.[]/, 1)[0] ?? ""] ?? "");
  const own = new Set(paths.filter((path) => !isCopy(path)));
  return [...own]
    .filter((path) => !own.values().some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`)))
    .sort();
}

/**
 * Prints drift, lost data last, where it is read.
 * @param preview command that shows what would be put right
 */
export function printDrift(terminal: Terminal, stack: string, drift: readonly Drift[], preview: string): void {
  const { colours } = terminal;
  for (const { urn, type, kind, properties } of drift) {
    const what = kind === "gone" ? colours.red("gone   ") : colours.yellow("changed");
    terminal.print(`${what} ${nameOf(urn)} ${colours.dim([type, ...properties].join(" "))}`);
  }
  const lost = drift.filter(({ kind, standing }) => kind === "gone" && standing === "authoritative");
  if (lost.length > 0)
    terminal.print(
      colours.red(
        `${lost.length} of them held data: restore them from a backup before the next \`leasehold up\`, which would make empty ones`,
      ),
    );
  terminal.print(
    drift.length === 0
      ? `${stack}: the cloud is as recorded`
      : `${stack}: ${drift.length} drifted; see \`${preview}\` for what \`up\` would put right`,
  );
}
