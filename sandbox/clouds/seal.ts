/**
 * Keeping secrets out of the folder: a sensitive value is written as a salted digest, a write-only one not at all.
 * What the engine keeps, encrypted, in its state is compared with the digest when the record is read back.
 */
import { createHash, randomBytes } from "node:crypto";
import { valueAtLocation, withPlaces } from "./paths.ts";
import { pickNames } from "./properties.ts";
import type { Properties, TypeFacts } from "./resource-type.ts";

/** Which facts of a type decide what is secret. */
export type SecretFacts = Pick<TypeFacts, "sensitive" | "writeOnly">;

/** `sha256:<salt>:<digest>` of a value; the salt differs for every value, so equal secrets do not look equal. */
export function digestOf(value: unknown, salt = randomBytes(8).toString("hex")): string {
  const digest = createHash("sha256").update(salt).update(JSON.stringify(value)).digest("hex");
  return `sha256:${salt}:${digest}`;
}

/** Whether a digest was made of this value. */
export function isDigestOf(digest: unknown, value: unknown): boolean {
  if (typeof digest !== "string" || value === undefined) return false;
  const [kind, salt] = digest.split(":");
  return kind === "sha256" && salt !== undefined && digestOf(value, salt) === digest;
}

function isDigest(value: unknown): boolean {
  return typeof value === "string" && /^sha256:[0-9a-f]{16}:[0-9a-f]{64}$/.test(value);
}

/**
 * Properties as they may lie in the folder.
 * @param previous the sealed ones before; a digest stays while its value does, and where it is the value: outputs that an
 *   update leaves alone come from the folder
 */
export function seal(properties: Properties, facts: SecretFacts, previous: Properties = {}): Properties {
  const withoutWriteOnly = facts.writeOnly.reduce((rest, path) => withPlaces(rest, path, () => undefined), properties);
  return facts.sensitive.reduce(
    (rest, path) =>
      withPlaces(rest, path, ({ location, value }) => {
        const before = valueAtLocation(previous, location);
        return isDigestOf(before, value) || (before === value && isDigest(value)) ? before : digestOf(value);
      }),
    withoutWriteOnly,
  );
}

/**
 * Sealed properties with each digest replaced by the value it was made of, as far as `known` has it: a digest that a
 * person changed stays, and so shows as drift. Write-only values are taken from `known`, since no cloud returns them.
 */
export function unseal(sealed: Properties, facts: SecretFacts, known: Properties): Properties {
  const opened = facts.sensitive.reduce(
    (rest, path) =>
      withPlaces(rest, path, ({ location, value }) => {
        const clear = valueAtLocation(known, location);
        return isDigestOf(value, clear) ? clear : value;
      }),
    sealed,
  );
  // Write-only inputs of all known types lie at the top.
  return { ...opened, ...pickNames(known, facts.writeOnly) };
}

/** Properties without the places of some fact paths. */
export function without(properties: Properties, paths: readonly string[]): Properties {
  return paths.reduce((rest, path) => withPlaces(rest, path, () => undefined), properties);
}
