/** Tags as the AWS provider sees them: the resource's own (`tags`) and all of them, the default ones included (`tagsAll`). */
import { hasUnknown, isProperties, UNKNOWN } from "./properties.ts";
import type { Properties } from "./resource-type.ts";

/** Tags by key. */
export type Labels = Readonly<Record<string, string>>;

/** The default tags under the resource's own; unknown as long as one of its own is. */
export function allTags(defaults: Labels, tags: unknown): Labels | typeof UNKNOWN {
  return hasUnknown(tags) ? UNKNOWN : { ...defaults, ...labelsOf(tags) };
}

/** Tags of a property bag as texts; none where the value is no bag. */
export function labelsOf(tags: unknown): Labels {
  if (!isProperties(tags)) return {};
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
}

/**
 * Inputs `tags` and `tagsAll` as the provider reads them back from all tags of a resource: a tag counts as the resource's
 * own unless it is a default tag with the default's value and was not its own before.
 */
export function readTags(all: Labels, defaults: Labels, before: Properties): Properties {
  const ownBefore = labelsOf(before["tags"]);
  const own = Object.entries(all).filter(([key, value]) => key in ownBefore || defaults[key] !== value);
  const hasTags = own.length > 0 || before["tags"] !== undefined;
  return hasTags ? { tags: Object.fromEntries(own), tagsAll: all } : { tagsAll: all };
}
