import type { Measurement } from "./figures.ts";

/** What the policy pack adds to a preview; the design allows 20 %. */
export const policyPack: Measurement = {
  name: "policies",
  title: "the policy pack's share of a preview",
  measure: () => Promise.resolve({ kind: "not-built", why: "comes with the policy pack; target ≤ 20 %" }),
};
