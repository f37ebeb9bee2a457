/** GUIDs that look random and are the same in every fresh sandbox. */
import { createHash } from "node:crypto";

/** GUID of version 4 from what it stands for. */
export function guidOf(...parts: readonly string[]): string {
  const hex = createHash("sha256").update(parts.join("\n")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Directory (Entra tenant) that a subscription trusts. */
export function tenantOf(subscription: string): string {
  return guidOf("directory", subscription);
}
