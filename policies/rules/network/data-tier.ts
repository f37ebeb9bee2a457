/** Which groups belong to data stores: those that say so by their label `component`. */
import type { Reading } from "../../reading.ts";

const DATA_COMPONENTS: ReadonlySet<unknown> = new Set([
  "backup",
  "cache",
  "database",
  "documents",
  "objects",
  "queue",
  "search",
  "secrets",
]);

export function isDataComponent(label: Reading): boolean {
  return label.state === "known" && DATA_COMPONENTS.has(label.value);
}
