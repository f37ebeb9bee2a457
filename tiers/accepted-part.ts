/** Saves what is right in a content that a schema has refused, so that further rules can judge it too. */
import type * as z from "zod";

/**
 * The content without the values that the schema has refused. A list with a refused entry goes as a whole; what should
 * have been a section counts as an empty one, so that nobody calls it missing.
 * What remains has the schema's types, but keys may be missing and unknown keys are still there.
 */
export function acceptedPart(content: unknown, issues: readonly z.core.$ZodIssue[]): Record<PropertyKey, unknown> {
  const accepted: Record<PropertyKey, unknown> = { root: structuredClone(content) };
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") continue;
    const listAt = issue.path.findIndex((segment) => typeof segment === "number");
    const path = ["root", ...(listAt === -1 ? issue.path : issue.path.slice(0, listAt))];
    const isSectionWanted = listAt === -1 && issue.code === "invalid_type" && issue.expected === "object";
    discard(accepted, path, isSectionWanted);
  }
  return isSection(accepted.root) ? accepted.root : {};
}

function discard(content: Record<PropertyKey, unknown>, path: readonly PropertyKey[], isSectionWanted: boolean): void {
  const key = path.at(-1);
  const section = path
    .slice(0, -1)
    .reduce<unknown>((value, segment) => (isSection(value) ? value[segment] : undefined), content);
  if (key === undefined || !isSection(section)) return;
  if (isSectionWanted && Object.hasOwn(section, key)) section[key] = {};
  else Reflect.deleteProperty(section, key);
}

function isSection(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}
