/** What the exit code of `leasehold` says; documented in docs/cli.md, stable for pipelines. */
export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  /** The engine or the cloud failed, or something that should not happen did. */
  failed: 1,
  /** The input cannot be used: a file, a name, an option. Nothing was created. */
  invalidInput: 2,
  /** The stack may lose data; nothing was changed. */
  dataAtRisk: 3,
  /** Somebody else works on the stack. */
  locked: 4,
  /** An earlier run stopped halfway and left something that a person has to decide on. */
  unfinished: 5,
  /** A mandatory rule of the policy pack forbids the change. */
  violation: 6,
  /** Stopped from the keyboard. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Worst first: what a person has to look at before anything else. */
const SEVERITY: readonly ExitCode[] = [
  EXIT.interrupted,
  EXIT.dataAtRisk,
  EXIT.violation,
  EXIT.unfinished,
  EXIT.failed,
  EXIT.locked,
  EXIT.invalidInput,
];

/** The exit code of a whole: the worst of its parts; `done` where there are none. */
export function worstOf(codes: Iterable<ExitCode>): ExitCode {
  const found = new Set(codes);
  return SEVERITY.find((code) => found.has(code)) ?? EXIT.done;
}

/** Ends a command with a message for people and an exit code; the message is all that is shown. */
export class CommandFailed extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.name = "CommandFailed";
    this.exitCode = exitCode;
  }
}
