/** Where the command writes and how it looks: results on stdout, progress and problems on stderr, colours on a terminal only. */
import { stripVTControlCharacters } from "node:util";
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

/** The terminal of this process. Respects NO_COLOR and FORCE_COLOR. */
export function processTerminal(): Terminal {
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    print: (text) => void process.stdout.write(`${text}\n`),
    tell: (text) => void process.stderr.write(`${text}\n`),
    colours: picocolors.createColors(process.stdout.isTTY && process.stderr.isTTY && picocolors.isColorSupported),
    interactive: process.stderr.isTTY,
    columns: process.stdout.isTTY ? process.stdout.columns : 100,
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

/** Length of a text as it appears, without colour codes. */
export function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
