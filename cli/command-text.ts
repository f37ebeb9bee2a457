import type { Target } from "../sandbox/target.ts";

/** A command on a stack as a person types it next: `leasehold up acme-production --sandbox`. */
export function commandText(command: string, stack: string, kind: Target["kind"]): string {
  return `leasehold ${command} ${stack}${kind === "sandbox" ? " --sandbox" : ""}`;
}
