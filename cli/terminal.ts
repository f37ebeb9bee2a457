/** Where the command writes and how it looks: results on stdout, progress and problems on stderr, colours on a terminal only. */
import { isatty } from "node:tty";
import picocolors from "picocolors";

/** What a command may write to; tests give their own. */
export interface Terminal {
  /** Results: what a pipe wants. */
  print(text: string): void;
  /** Progress, warnings and problems: what a person wants. */
  tell(text: string): void;
  readonly colours: ReturnType<typeof picocolors.createColors>;
  /** Whether a line may be rewritten in place. */
  readonly interactive: boolean;
  /** Characters in a line. */
  readonly columns: number;
}

/** Characters in a line where nobody says. */
const COLUMNS = 100;

/** The terminal of this process. Colours where both streams lead to one, unless NO_COLOR says otherwise. */
export function processTerminal(): Terminal {
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const isTerminal = isatty(process.stdout.fd) && isatty(process.stderr.fd);
  return {
    print: (text) => void process.stdout.write(`${text}\n`),
    tell: (text) => void process.stderr.write(`${text}\n`),
    // Both must be a terminal; picocolors alone would colour a pipeline's log too.
    colours: picocolors.createColors(isTerminal && picocolors.isColorSupported),
    // A terminal that does not know its width (0) has no lines that could be rewritten.
    interactive: process.stderr.isTTY && process.stderr.columns > 0,
    columns: process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : COLUMNS,
  };
}

/** A terminal that keeps what is written, without colours. */
export function recordingTerminal(): Terminal & { readonly out: string[]; readonly err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out,
    err,
    print: (text) => void out.push(text),
    tell: (text) => void err.push(text),
    colours: picocolors.createColors(false),
    interactive: false,
    columns: 100,
  };
}
