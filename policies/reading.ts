/** What a rule can know of one property: its value, that it exists but is not known yet, or that nobody set it. */

/** One property as a rule reads it. */
export type Reading =
  | { readonly state: "known"; readonly value: unknown }
  /** Set, but only known after the resource exists: in a preview, what another resource will compute. */
  | { readonly state: "unknown" }
  /** Not set: the provider's default holds, which every rule judges explicitly. */
  | { readonly state: "absent" };

export const UNKNOWN: Reading = Object.freeze({ state: "unknown" });
export const ABSENT: Reading = Object.freeze({ state: "absent" });

/** What stands for a secret whose text nobody may read: present, but without content. */
export const OPAQUE_SECRET = "[secret]";

/** The engine's marks for values not known yet, by kind: boolean, number, string, list, asset, archive, object (@pulumi/policy 1.21.0, proxy.js). */
const UNKNOWN_MARKS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key that marks wrapped values in states and calls of the engine (@pulumi/pulumi, resource signatures). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** One raw value of the engine as a reading; `null` counts as absent, as it does for every provider. */
export function readingOf(raw: unknown): Reading {
  if (raw === undefined || raw === null) return ABSENT;
  if (UNKNOWN_MARKS.has(raw)) return UNKNOWN;
  if (typeof raw === "object" && SIGNATURE in raw) return wrapped(raw);
  return { state: "known", value: raw };
}

/** A secret in a state is a cipher text: there, but unreadable. An output without a value is not known yet. */
function wrapped(raw: Readonly<Record<string, unknown>>): Reading {
  switch (raw[SIGNATURE]) {
    case SECRET_SIGNATURE:
      return typeof raw["plaintext"] === "string" || "ciphertext" in raw
        ? { state: "known", value: OPAQUE_SECRET }
        : readingOf(raw["value"]);
    case OUTPUT_SIGNATURE:
      return "value" in raw ? readingOf(raw["value"]) : UNKNOWN;
    default:
      return { state: "known", value: raw };
  }
}

/** Whether something inside a value is not known yet: a list of conditions of which one names a key that does not exist. */
export function holdsUnknown(raw: unknown): boolean {
  const reading = readingOf(raw);
  if (reading.state !== "known") return reading.state === "unknown";
  const { value } = reading;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}
