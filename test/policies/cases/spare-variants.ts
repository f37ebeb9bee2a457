/** Who is promised spare nodes. */
import type { OtherResource, Variant } from "../harness/rule-case.ts";

export const ONE_NODE: Variant = {
  why: "the tier promises one node",
  context: { tier: "standard" },
  outcome: "not-applicable",
};

export const PREMIUM: Variant = { why: "the smallest tier with spares", context: { tier: "premium" }, outcome: "pass" };

export const DEVELOPMENT: Variant = {
  why: "for production only",
  context: { environment: "development", production: false },
  outcome: "not-applicable",
};

export const SPARES = [ONE_NODE, PREMIUM, DEVELOPMENT];

export function node(type: string, name: string, zone: string | undefined): OtherResource {
  return {
    type,
    name,
    props: zone === undefined ? {} : { availabilityZone: zone },
    refersTo: { clusterIdentifier: ["subject"] },
  };
}
