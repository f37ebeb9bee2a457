/**
 * Shows what set-up is doing: one line per step with its name, its result and its time. On a terminal the line of the
 * running step counts the seconds; elsewhere (a log) it says every half minute that it is still at work.
 */

const LOG_INTERVAL_MILLISECONDS = 30_000;
const TERMINAL_INTERVAL_MILLISECONDS = 1_000;
/** Longest step name (`packages`) and two blanks. */
const NAME_WIDTH = 10;

/**
 * Where steps are shown.
 * @typedef {object} StepsOutput
 * @property {(text: string) => void} write
 * @property {boolean} terminal lines can be rewritten and coloured
 */

/**
 * What a step may say while it works.
 * @typedef {object} Step
 * @property {(doing: string) => void} report what is going on now; replaces what was said before
 * @property {(result: string) => void} finish what the step came to; without it the last report stands
 * @property {(result: string) => void} already the same, where nothing had to be done
 */

/** A sequence of named steps. */
export class Steps {
  /** @type {StepsOutput} */
  #output;
  /** @type {() => number} */
  #now;

  /**
   * @param {StepsOutput} output
   * @param {() => number} [now] milliseconds; for tests
   */
  constructor(output, now = Date.now) {
    this.#output = output;
    this.#now = now;
  }

  /** On this process's stderr, so that stdout stays for the command that comes after set-up. */
  static onStderr() {
    const colours = process.stderr.isTTY && process.env["NO_COLOR"] === undefined && process.env["TERM"] !== "dumb";
    return new Steps({ write: (text) => process.stderr.write(text), terminal: colours });
  }

  /** Shows nothing. */
  static silent() {
    return new Steps({ write: () => undefined, terminal: false });
  }

  /**
   * Runs one step and shows its line. A step that fails shows so and passes its error on.
   * @template Result
   * @param {string} name one word
   * @param {(step: Step) => Result | Promise<Result>} work
   * @returns {Promise<Result>}
   */
  async run(name, work) {
    const line = new StepLine(name, this.#output, this.#now);
    try {
      const result = await work(line);
      line.end("done");
      return result;
    } catch (error) {
      line.end("failed");
      throw error;
    }
  }
}

/** The one line of a step. */
class StepLine {
  #name;
  #output;
  #now;
  #begun;
  #text = "";
  #already = false;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /**
   * @param {string} name
   * @param {StepsOutput} output
   * @param {() => number} now
   */
  constructor(name, output, now) {
    this.#name = name;
    this.#output = output;
    this.#now = now;
    this.#begun = now();
  }

  /** @param {string} doing */
  report(doing) {
    const first = this.#timer === undefined;
    this.#text = doing;
    if (first) {
      const interval = this.#output.terminal ? TERMINAL_INTERVAL_MILLISECONDS : LOG_INTERVAL_MILLISECONDS;
      this.#timer = setInterval(() => this.#show(), interval);
      this.#timer.unref();
    }
    // In a log only the first report is a line of its own; the later ones come with the interval.
    if (first || this.#output.terminal) this.#show();
  }

  /** @param {string} result */
  finish(result) {
    this.#text = result;
  }

  /** @param {string} result */
  already(result) {
    this.#text = result;
    this.#already = true;
  }

  /** @param {"done" | "failed"} how */
  end(how) {
    clearInterval(this.#timer);
    const { terminal, write } = this.#output;
    const mark = how === "done" ? paint("✓", 32, terminal) : paint("✗", 31, terminal);
    const took = this.#already ? "already done" : formatDuration(this.#now() - this.#begun);
    const text = [this.#text, took].filter((part) => part !== "").join(" · ");
    write(`${terminal ? ERASE_LINE : ""}${mark} ${this.#name.padEnd(NAME_WIDTH)}${text}\n`);
  }

  #show() {
    const { terminal, write } = this.#output;
    const elapsed = this.#now() - this.#begun;
    const text = elapsed < 1_000 ? this.#text : `${this.#text} · ${formatDuration(elapsed)}`;
    const line = `${paint("…", 36, terminal)} ${this.#name.padEnd(NAME_WIDTH)}${text}`;
    write(terminal ? `${ERASE_LINE}${line}` : `${line}\n`);
  }
}

const ERASE_LINE = "\r\u001b[2K";

/**
 * @param {string} text
 * @param {number} colour an ANSI colour code
 * @param {boolean} terminal
 */
function paint(text, colour, terminal) {
  return terminal ? `\u001b[${colour}m${text}\u001b[39m` : text;
}

/**
 * `0.3 s`, `14 s`, `4 min 35 s`.
 * @param {number} milliseconds
 */
export function formatDuration(milliseconds) {
  if (milliseconds < 9_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
