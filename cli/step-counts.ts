const WORDS: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  replace: "replaced",
};

/** `157 created, 2 updated`; `nothing changed (186 resources)`. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const changed = Object.entries(WORDS).flatMap(([op, word]) =>
    counts[op] === undefined ? [] : [`${counts[op]} ${word}`],
  );
  return changed.length === 0 ? `nothing changed (${counts["same"] ?? 0} resources)` : changed.join(", ");
}
