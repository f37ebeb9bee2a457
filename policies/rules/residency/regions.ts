/** Where resources are created. */
import { check } from "../../checks.ts";
import { allOf, notApplicable } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { AvailableCloud } from "../../../tiers/vocabulary.ts";
import { judgePlace, UNRESTRICTED } from "./where.ts";

/** Judged by what the resource says itself; where it says nothing, by its provider. */
function inAllowedRegion(cloud: AvailableCloud, own: readonly string[], ofProvider: readonly string[]): Check {
  return check(own, ({ view, provider }, context) => {
    if (context.residency === undefined) return notApplicable(UNRESTRICTED);
    const set = own
      .map((path) => ({ path, reading: view.read(path) }))
      .filter(({ reading }) => reading.state !== "absent");
    const inherited = ofProvider.map((path) => ({ path: `provider.${path}`, reading: provider.read(path) }));
    const places = set.length > 0 ? set : inherited.filter(({ reading }) => reading.state !== "absent");
    if (places.length === 0) return notApplicable("has no place of its own");
    return allOf(places.map(({ path, reading }) => judgePlace(cloud, path, reading, context)));
  });
}

export const REGION_RULES = [
  defineRule({
    id: "RES-01",
    name: "resource-in-allowed-region",
    title: "Every resource is created in a region of the tenant's jurisdictions",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:*": inAllowedRegion("aws", ["region"], ["region"]),
      "azure-native:*": inAllowedRegion("azure", ["location"], ["location"]),
      "gcp:*": inAllowedRegion("gcp", ["region", "location", "zone", "locationId"], ["region"]),
    },
  }),
] as const;
