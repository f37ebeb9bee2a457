/** Scripts that stand for `pulumi` and `go` in tests of set-up. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "./machine.ts";

/** Puts a pulumi CLI with its language host on the machine's PATH. */
export function installPulumi(machine: Machine, version: string, folder?: string): string {
  machine.script("pulumi-language-nodejs", "exit 0", folder);
  return machine.script("pulumi", `echo v${version}`, folder);
}

/** How the fake Go builds. */
export interface FakeGo {
  /** Default: 1.26.8. */
  readonly version?: string;
  /** Shell lines that run instead of writing the engine. `$out` is the file to write, `$built` a script to copy there. */
  readonly build?: string;
  /** Version that the built engine reports; default: that of sandbox/engine. */
  readonly engine?: string;
}

/** A Go that writes a script as the engine, says what Go says, and counts its builds. */
export function installGo(
  machine: Machine,
  { version = "1.26.8", build = WRITE_ENGINE, engine = "3.259.0" }: FakeGo = {},
): void {
  machine.script("built-engine", `echo v${engine}`, machine.folder);
  machine.script(
    "go",
    `case "$1" in
  env) echo "go${version}"; echo "$MACHINE/go-cache"; echo "$MACHINE/go-temporary"; exit 0 ;;
  build) ;;
  *) echo "unexpected: go $*" >&2; exit 2 ;;
esac
echo "$*" >> "$MACHINE/builds"
while [ "$1" != "-o" ]; do shift; done
out="$2"; built="$MACHINE/built-engine"
echo "go: downloading example.test/module v1.0.0" >&2
echo "example.test/module/package" >&2
${build}`,
  );
}

/** What the fake Go does when nothing goes wrong. */
export const WRITE_ENGINE = 'cp "$built" "$out"';

/** Command lines of the builds that were begun. */
export function builds(machine: Machine): readonly string[] {
  const log = join(machine.folder, "builds");
  return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
}

/** Changes an executable as a broken download or a meddler would. */
export function tamper(path: string): void {
  appendFileSync(path, "\n# changed\n");
}
