/** Where each cloud keeps the labels of a resource, read in one way. */
import { ABSENT, type Reading } from "./reading.ts";
import type { Subject } from "./subject.ts";

/** AWS and Azure tags, Google Cloud labels, Kubernetes metadata; with the provider's own merged form first where outputs are known. */
const OWN_PLACES = [
  "tagsAll",
  "tags",
  "effectiveLabels",
  "pulumiLabels",
  "labels",
  "userLabels",
  "resourceLabels",
  "settings.userLabels",
  "metadata.labels",
] as const;

/** The reading of one label: of the resource, or of its provider's default labels. */
export function labelOf({ view, provider }: Subject, name: string): Reading {
  const readings = [
    ...OWN_PLACES.map((place) => view.at(place).read(name)),
    // The engine keeps blocks of a provider's configuration as JSON texts.
    provider.json("defaultTags").at("tags").read(name),
    provider.json("defaultLabels").read(name),
  ];
  return readings.find(({ state }) => state !== "absent") ?? ABSENT;
}
