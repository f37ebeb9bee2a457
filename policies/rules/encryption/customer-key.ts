/** What counts as a customer-managed key. */
import { check } from "../../checks.ts";
import { fail, PASS } from "../../finding.ts";
import type { Check } from "../../rule.ts";

/** AWS's own keys by their aliases, as name or as ARN: nobody can set their policy, rotate or disable them. */
const PROVIDERS_OWN_ALIAS = /^(?:arn:[^:]+:kms:[^:]*:[^:]*:)?alias\/aws\//;

/** A key of the customer's own is named. What another resource will compute is one: aliases of the provider are never computed. */
export function customerKey(path: string): Check {
  return check([path], ({ view }) => {
    const reading = view.read(path);
    if (reading.state === "unknown") return PASS;
    if (reading.state === "absent" || reading.value === "")
      return fail(path, `got nothing (the provider's own key), expected a customer-managed key; set ${path}`);
    if (typeof reading.value === "string" && PROVIDERS_OWN_ALIAS.test(reading.value))
      return fail(path, `got ${reading.value}, expected a customer-managed key; set ${path}`);
    return PASS;
  });
}
