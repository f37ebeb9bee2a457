/** How far many stacks are, side by side: on a terminal a line per running one that moves, elsewhere a line per event. */
import ora from "ora";
import { durationText } from "./duration.ts";
import { changedText } from "./fleet-report.ts";
import type { StackResult } from "./fleet-run.ts";
import { isResourceDone } from "./operation-events.ts";
import type { Progress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** How often the times on a terminal are renewed. */
const RENEWAL_MS = 1000;

/** Follows a fleet; what it writes goes to stderr. */
export class FleetProgress {
  readonly #terminal: Terminal;
  readonly #total: number;
  readonly #running = new Map<string, { readonly since: number; doing: string }>();
  readonly #spinner: ReturnType<typeof ora> | undefined;
  readonly #renewal: NodeJS.Timeout | undefined;
  #ended = 0;

  constructor(terminal: Terminal, total: number) {
    this.#terminal = terminal;
    this.#total = total;
    if (!terminal.interactive) return;
    this.#spinner = ora({ stream: process.stderr, discardStdin: false }).start();
    this.#renewal = setInterval(() => this.#renew(), RENEWAL_MS);
  }

  begin(stack: string): void {
    this.#running.set(stack, { since: performance.now(), doing: "checking" });
    if (this.#spinner === undefined) this.#terminal.tell(`${" ".repeat(this.#count().length)}${stack}: begun`);
    this.#renew();
  }

  /** What a stack's own run has to say. */
  tell(stack: string, text: string): void {
    this.#terminal.tell(text.replaceAll(/^/gm, `${stack}: `));
  }

  /** The progress of one run of the engine, for {@link Operation.watch}. */
  watch(stack: string, title: string, expected?: number): Progress {
    const running = this.#running.get(stack);
    // The line begins with the stack's name already.
    const doing = title.replace(`${stack} `, "").replace(` ${stack}`, "");
    let done = 0;
    const show = (): void => {
      if (running === undefined) return;
      const count = expected === undefined ? `${done} resources` : `${done} of ${expected} resources`;
      running.doing = done === 0 ? doing : `${doing}: ${count}`;
    };
    show();
    return {
      onEvent(event) {
        if (!isResourceDone(event)) return;
        done += 1;
        show();
      },
      stop: () => undefined,
    };
  }

  end(result: StackResult): void {
    const { stack, seconds } = result;
    this.#ended += 1;
    this.#running.delete(stack);
    // The moving part of a terminal counts already.
    const count = this.#spinner === undefined ? this.#count() : "";
    this.#terminal.tell(`${count}${stack}: ${resultText(this.#terminal, result, durationText(seconds))}`);
    this.#renew();
  }

  /** Ends a stack of which nothing more is said. */
  leave(stack: string): void {
    this.#ended += 1;
    this.#running.delete(stack);
    this.#renew();
  }

  /** `[ 7/69] `: how many have ended, as wide for the first as for the last. */
  #count(): string {
    return `[${String(this.#ended).padStart(String(this.#total).length)}/${this.#total}] `;
  }

  stop(): void {
    clearInterval(this.#renewal);
    this.#spinner?.stop();
  }

  #renew(): void {
    if (this.#spinner === undefined) return;
    const width = Math.max(0, ...[...this.#running.keys()].map((stack) => stack.length));
    const lines = [...this.#running].map(([stack, { since, doing }]) => {
      const time = durationText((performance.now() - since) / 1000);
      return fit(`  ${stack.padEnd(width)}  ${time.padStart(11)}  ${doing}`, this.#terminal.columns);
    });
    this.#spinner.text = [`${this.#ended} of ${this.#total} stacks`, ...lines].join("\n");
  }
}

/** The time stands before a message, which may be long. */
function resultText({ colours }: Terminal, result: StackResult, time: string): string {
  switch (result.result) {
    case "created":
    case "updated":
      return `${colours.green(changedText(result))}, ${time}`;
    case "unchanged":
      return `${changedText(result)}, ${time}`;
    case "failed":
      return `${colours.red("failed")} after ${time} (exit code ${result.exitCode}): ${gistOf(result.message)}`;
    case "skipped":
      return `${colours.yellow("skipped")}, ${result.reason}`;
    default:
      return result satisfies never;
  }
}

/** The first line that says something: a heading ends with a colon and announces the next. */
function gistOf(message: string): string {
  const lines = message.split("\n").map((line) => line.trim());
  return lines.find((line) => !line.endsWith(":")) ?? lines[0] ?? "";
}

function fit(text: string, columns: number): string {
  return text.length < columns ? text : `${text.slice(0, columns - 2)}…`;
}
