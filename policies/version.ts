/** Which pack, and which rules, a verdict comes from. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { load } from "js-yaml";

/** Name of the pack, as the engine shows it. */
export const PACK_NAME = "leasehold";

const FOLDER = import.meta.dirname;

/** The pack's version, from its `package.json`. */
export function packVersion(): string {
  const content: unknown = load(readFileSync(join(FOLDER, "package.json"), "utf8"));
  if (typeof content === "object" && content !== null && "version" in content && typeof content.version === "string") {
    return content.version;
  }
  throw new RangeError("policies/package.json names no version");
}

/** Folders that change no verdict. */
const BESIDE_THE_RULES: ReadonlySet<string> = new Set(["node_modules", "reports", "schema"]);

let hash: string | undefined;

/**
 * SHA-256 over every file that can change a verdict: rules, words they are written with, thresholds and controls. Waivers are not
 * among them: each verdict names its own.
 */
export function catalogueHash(): string {
  if (hash !== undefined) return hash;
  const sum = createHash("sha256");
  for (const file of filesOf(FOLDER)) {
    sum
      .update(`${relative(FOLDER, file).replaceAll("\\", "/")}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  hash = sum.digest("hex");
  return hash;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|yaml)$/.test(entry.name) && entry.name !== "waivers.yaml")
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !BESIDE_THE_RULES.has(relative(folder, file).split(/[\\/]/)[0] ?? ""))
    .sort();
}
