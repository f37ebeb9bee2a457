/** Physical names: stable, unique and within a service's limit. */
import { createHash } from "node:crypto";

/** Hex digits of the fingerprint that keeps a cut name unique: 2^40 values, so that two of 10,000 names meet once in 20,000 fleets. */
const FINGERPRINT_LENGTH = 10;

/** The characters and shape that every store's name allows: no hyphen at an end, none doubled (RDS refuses both). */
const LEGAL_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Joins parts to one lower-case name of letters, digits and single hyphens.
 * A name that is too long, or whose parts had to be rewritten to be legal, ends in a fingerprint of the parts as given:
 * the same parts always give the same name, different parts a different one.
 * @param parts what identifies the thing, broadest first, e.g. `["acme", "production", "data"]`
 * @param maxLength the service's limit in characters, at least 16
 * @throws RangeError when there is nothing to join or the limit leaves no room for a fingerprint
 */
export function physicalName(parts: readonly string[], maxLength: number): string {
  if (parts.length === 0 || parts.some((part) => part === "")) {
    throw new RangeError(`a physical name needs parts that are not empty, got ${JSON.stringify(parts)}`);
  }
  if (maxLength < FINGERPRINT_LENGTH + 6) {
    throw new RangeError(`a physical name needs room for ${FINGERPRINT_LENGTH + 6} characters, got ${maxLength}`);
  }
  const joined = parts.join("-");
  if (joined.length <= maxLength && LEGAL_NAME.test(joined)) {
    return joined;
  }
  const fingerprint = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, FINGERPRINT_LENGTH);
  const kept = slug(joined)
    .slice(0, maxLength - FINGERPRINT_LENGTH - 1)
    .replace(/-$/, "");
  return kept === "" ? `n-${fingerprint}` : `${kept}-${fingerprint}`;
}

/** Lower-case letters, digits and single hyphens inside; everything else becomes a hyphen. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
