/** What the engine's events say about an operation as a whole. */
import type { EngineEvent } from "../sandbox/engine-run.ts";

/** One planned or done change of one resource. */
export interface Change {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  /** Inputs that change, as the engine names them. */
  readonly inputs: readonly string[];
}

/** Steps that change nothing. */
const QUIET_STEPS: readonly string[] = ["same", "read", "refresh", "discard", "read-discard"];

/** Every step that changes something, in the engine's order. */
export function changes(events: readonly EngineEvent[]): Change[] {
  return events.flatMap(({ resourcePreEvent }) => {
    if (resourcePreEvent === undefined) return [];
    const { op, urn, type, diffs = [] } = resourcePreEvent.metadata;
    return QUIET_STEPS.includes(op) || type === "pulumi:pulumi:Stack" ? [] : [{ op, urn, type, inputs: diffs }];
  });
}

/** How many resources each kind of step touches, from the engine's own summary. */
export function changeCounts(events: readonly EngineEvent[]): Readonly<Record<string, number>> {
  for (const { summaryEvent } of events.toReversed()) {
    if (summaryEvent !== undefined) return summaryEvent.resourceChanges;
  }
  return {};
}

/** How many resources an operation works on, those that stay as they are among them; the stack itself is none. */
export function resourceCount(events: readonly EngineEvent[]): number {
  return events.filter(isResourceDone).length;
}

/** Whether an event ends the work on a resource. */
export function isResourceDone({ resOutputsEvent }: EngineEvent): boolean {
  return resOutputsEvent !== undefined && resOutputsEvent.metadata.type !== "pulumi:pulumi:Stack";
}

/** Whether a resource is no longer there after this step; a replaced one has a step of its own for what takes its place. */
export function isGone(op: string): boolean {
  return ["delete", "delete-replaced", "replace", "discard", "discard-replaced"].includes(op);
}

/** Errors of the program, the provider or the engine, each once. */
export function errors(events: readonly EngineEvent[]): string[] {
  const texts = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" && diagnosticEvent.ephemeral !== true
      ? [withoutColour(diagnosticEvent.message)]
      : [],
  );
  return [...new Set(texts)];
}

/** Warnings, each once. */
export function warnings(events: readonly EngineEvent[]): string[] {
  const texts = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "warning" ? [withoutColour(diagnosticEvent.message)] : [],
  );
  return [...new Set(texts)];
}

/** Events carry colours as `<{%…%}>` marks. */
function withoutColour(message: string): string {
  return message.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
}
