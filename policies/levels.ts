/** How much a failure weighs: severity decides, and for medium whether the tenant is regulated. */
import type { Context } from "./context.ts";
import type { Severity } from "./rule.ts";
import type { Level } from "./verdict.ts";

/** Critical and high stop the resource; medium stops it for regulated tenants; low warns. */
export function levelOf(severity: Severity, { regulated }: Pick<Context, "regulated">): Level {
  switch (severity) {
    case "critical":
    case "high":
      return "mandatory";
    case "medium":
      return regulated ? "mandatory" : "advisory";
    case "low":
      return "advisory";
  }
}
