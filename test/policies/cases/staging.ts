/** Where rules for production have nothing to say. */
import type { Variant } from "../harness/rule-case.ts";

export const STAGING: Variant = {
  why: "for production only",
  context: { environment: "staging", production: false },
  outcome: "not-applicable",
};
