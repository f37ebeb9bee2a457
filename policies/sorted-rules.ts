/** The rules of a theme in the order of their ids, however they lie in files. */
import type { Rule } from "./rule.ts";

export function sortedRules(...topics: readonly (readonly Rule[])[]): readonly Rule[] {
  return topics.flat().toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
