/** Whether a place of a cloud lies in the jurisdictions that a tenant allows. Also knows the names that are more than one region. */
import { jurisdictionAllows, regionOf as knownRegion } from "../tiers/regions.ts";
import type { AvailableCloud } from "../tiers/vocabulary.ts";
import { normaliseRegion } from "./region.ts";

/**
 * `inside`: in an allowed jurisdiction. `outside`: in another, or nobody knows where that is. `global`: nowhere in particular.
 * `unrestricted`: nobody restricts places.
 */
export type Place = "inside" | "outside" | "global" | "unrestricted";

/** Multi- and dual-regions of Google Cloud by the jurisdiction that holds all of them (Cloud Storage locations; basis: own). */
const SHARED_PLACES: Readonly<Record<string, string>> = {
  eu: "eu",
  europe: "eu",
  eur4: "eu",
  eur5: "eu",
  eur7: "eu",
  eur8: "eu",
  us: "us",
  nam4: "us",
  asia1: "jp",
  ca: "ca",
  in: "in",
};

/** Names for the whole world: metadata without a place. */
const GLOBAL: ReadonlySet<string> = new Set(["global", "aws-global"]);

/** @param name region, location or zone as a resource writes it */
export function placeOf(cloud: AvailableCloud, name: string, residency: readonly string[] | undefined): Place {
  if (residency === undefined) return "unrestricted";
  const place = normaliseRegion(name);
  if (GLOBAL.has(place)) return "global";
  const region = knownRegion(cloud, place) ?? knownRegion(cloud, withoutZone(cloud, place));
  if (region !== undefined) return jurisdictionAllows(residency, region) ? "inside" : "outside";
  const shared = cloud === "gcp" ? SHARED_PLACES[place] : undefined;
  return shared !== undefined && residency.includes(shared) ? "inside" : "outside";
}

/** `europe-west1-b` lies in `europe-west1`, `eu-west-1a` in `eu-west-1`. */
function withoutZone(cloud: AvailableCloud, place: string): string {
  return cloud === "gcp" ? place.replace(/-[a-z]$/, "") : place.replace(/[a-z]$/, "");
}

/** `eu or ch`, for messages. */
export function shownResidency(residency: readonly string[] | undefined): string {
  return (residency ?? []).join(" or ");
}
