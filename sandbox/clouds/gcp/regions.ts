/** Regions of Google Cloud and their zones. A zone's letter means the same in every project. */

/**
 * Letters of each region's zones.
 * Source: Compute Engine "Regions and zones" (https://cloud.google.com/compute/docs/regions-zones), read 2026-11-21.
 */
const ZONES_BY_REGION: Readonly<Record<string, string>> = {
  "africa-south1": "abc",
  "asia-east1": "abc",
  "asia-east2": "abc",
  "asia-northeast1": "abc",
  "asia-northeast2": "abc",
  "asia-northeast3": "abc",
  "asia-south1": "abc",
  "asia-south2": "abc",
  "asia-southeast1": "abc",
  "asia-southeast2": "abc",
  "asia-southeast3": "abc",
  "australia-southeast1": "abc",
  "australia-southeast2": "abc",
  "europe-central2": "abc",
  "europe-north1": "abc",
  "europe-north2": "abc",
  "europe-southwest1": "abc",
  "europe-west1": "bcd",
  "europe-west10": "abc",
  "europe-west12": "abc",
  "europe-west2": "abc",
  "europe-west3": "abc",
  "europe-west4": "abc",
  "europe-west6": "abc",
  "europe-west8": "abc",
  "europe-west9": "abc",
  "me-central1": "abc",
  "me-central2": "abc",
  "me-west1": "abc",
  "northamerica-northeast1": "abc",
  "northamerica-northeast2": "abc",
  "northamerica-south1": "abc",
  "southamerica-east1": "abc",
  "southamerica-west1": "abc",
  "us-central1": "abcf",
  "us-east1": "bcd",
  "us-east4": "abc",
  "us-east5": "abc",
  "us-south1": "abc",
  "us-west1": "abc",
  "us-west2": "abc",
  "us-west3": "abc",
  "us-west4": "abc",
};

/** Names of a region's zones, `europe-west1-b`, sorted; none for a region that does not exist. */
export function zonesOf(region: string): readonly string[] {
  return Array.from(ZONES_BY_REGION[region] ?? "").map((letter) => `${region}-${letter}`);
}

/** Whether there is such a region. */
export function isRegion(region: string): boolean {
  return region in ZONES_BY_REGION;
}
