/** How far an operation is, from the engine's events: one line that moves on a terminal, a line now and then elsewhere. */
import ora from "ora";
import type { EngineEvent } from "../sandbox/engine-run.ts";
import { nameOf } from "./guard.ts";
import { isResourceDone } from "./operation-events.ts";
import type { Terminal } from "./terminal.ts";

/** Without a terminal a line is written after this many resources: enough to see that it lives. */
const RESOURCES_PER_LINE = 50;

export interface Progress {
  onEvent(event: EngineEvent): void;
  /** Ends the line. */
  stop(): void;
}

/**
 * @param title what is being done, e.g. `bringing acme-production up`
 * @param expected how many resources will be worked on, when a preview told; else the count runs without an end
 */
export function startProgress(terminal: Terminal, title: string, expected?: number): Progress {
  const spinner = terminal.interactive ? ora({ text: title, stream: process.stderr }).start() : undefined;
  if (spinner === undefined) terminal.tell(`${title} …`);
  let done = 0;
  const count = () => (expected === undefined ? `${done} resources` : `${done} of ${expected} resources`);
  return {
    onEvent(event) {
      const finished = event.resOutputsEvent?.metadata;
      if (finished === undefined || !isResourceDone(event)) return;
      done += 1;
      if (spinner !== undefined) spinner.text = fit(`${title}: ${count()}  ${nameOf(finished.urn)}`, terminal.columns);
      else if (done % RESOURCES_PER_LINE === 0) terminal.tell(`  ${count()}`);
    },
    stop() {
      spinner?.stop();
    },
  };
}

function fit(text: string, columns: number): string {
  const room = Math.max(20, columns - 4);
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
