/** Runs the command line in this process, with tenant files of its own; for commands that need no engine. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../cli/main.ts";
import { recordingTerminal } from "../../cli/terminal.ts";
import { ACCOUNTS_VARIABLE, TENANTS_VARIABLE } from "../../tiers/input-folders.ts";
import { useVariables } from "./use-variables.ts";

/** What a command wrote, line by line, without the folder of the tenant files. */
export interface MainRun {
  readonly exitCode: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** A folder of tenant files. */
export class TenantFolder {
  readonly folder = mkdtempSync(join(tmpdir(), "leasehold-tenants-"));

  write(file: string, text: string): string {
    const path = join(this.folder, file);
    writeFileSync(path, text);
    return path;
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  files(): readonly string[] {
    return readdirSync(this.folder).sort();
  }

  /** Writes an account file beside the tenants'. */
  writeAccount(file: string, text: string): void {
    mkdirSync(join(this.folder, "accounts"), { recursive: true });
    this.write(join("accounts", file), text);
  }

  /** Runs `leasehold <args>` on these files. */
  async run(...args: readonly string[]): Promise<MainRun> {
    const restore = useVariables({
      [TENANTS_VARIABLE]: this.folder,
      [ACCOUNTS_VARIABLE]: join(this.folder, "accounts"),
    });
    try {
      const terminal = recordingTerminal();
      const exitCode = await main(args, terminal);
      return { exitCode, out: terminal.out.flatMap(linesOf), err: terminal.err.flatMap(linesOf) };
    } finally {
      restore();
    }
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function linesOf(text: string): string[] {
  return text.replaceAll(/[./\w-]*leasehold-tenants-\w+\/?/g, "").split("\n");
}
