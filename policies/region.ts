/** In which region a resource lies, as far as its inputs and its provider say. */
import { ABSENT, type Reading } from "./reading.ts";
import type { Subject } from "./subject.ts";

/** `region` of AWS 7 and Google Cloud, `location` of Azure and Google Cloud; else the provider's own region. */
export function regionOf({ type, view, provider }: Subject): Reading {
  const own = type.startsWith("azure-native:") ? ["location"] : ["region", "location"];
  const places = [...own.map((path) => view.read(path)), provider.read("region"), provider.read("location")];
  return places.find(({ state }) => state !== "absent") ?? ABSENT;
}

/** Azure writes `West Europe`, `westeurope` and `WestEurope` for the same region. */
export function normaliseRegion(region: string): string {
  return region.toLowerCase().replaceAll(" ", "");
}
