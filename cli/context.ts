import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** What every command is given. */
export interface Context {
  /** The checkout: the folder with Pulumi.yaml. */
  readonly projectRoot: string;
  readonly terminal: Terminal;
  /** Ends with this code; the last word counts. */
  finish(exitCode: ExitCode): void;
}
