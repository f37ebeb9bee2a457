/** Cloud KMS: rings and keys, which never go away again. Destroying a key destroys its versions; the name stays taken. */
import { failures, pattern, unless } from "../../checks.ts";
import { flagAt, textAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType } from "../../resource-type.ts";
import { iamMember } from "../iam-member.ts";
import { namedType } from "../named-type.ts";
import { isRegion } from "../regions.ts";
import { idOf, locationId, locationOf, projectOf } from "../self-link.ts";

const KEY_RING = "gcp:kms/keyRing:KeyRing";
const CRYPTO_KEY = "gcp:kms/cryptoKey:CryptoKey";
const DAY_SECONDS = 86_400;
/** Bounds of the time between the order to destroy a version and its end, seconds (SDK docstring: kms.CryptoKey; 24 hours to 120 days). */
const DESTROY_SECONDS = { min: DAY_SECONDS, max: 120 * DAY_SECONDS } as const;
/** Locations that are no region. */
const WIDE_LOCATIONS = [
  "global",
  "africa",
  "asia",
  "asia1",
  "eur3",
  "eur4",
  "eur5",
  "eur6",
  "europe",
  "nam3",
  "nam4",
  "us",
];
const NAME = /^[a-zA-Z0-9_-]{1,63}$/;

const keyRing = namedType({
  token: KEY_RING,
  doing: "Error creating KeyRing",
  autoName: { property: "name", maxLength: 63 },
  place: ({ location, id }) => (typeof location === "string" ? location : locationOf(textOrNone(id))),
  idOf: (inputs, context) =>
    locationId(projectOf(inputs, context), textAt(inputs, "location") ?? "", "keyRings", textAt(inputs, "name") ?? ""),
  taken: (id) => `KeyRing ${id} already exists.`,
  check: (inputs) => failures(pattern(inputs, "name", NAME, `doesn't match regexp ${JSON.stringify(NAME.source)}`)),
  flaw(inputs) {
    const location = textAt(inputs, "location") ?? "";
    if (isRegion(location) || WIDE_LOCATIONS.includes(location)) return undefined;
    return { status: "404 notFound", message: `Location ${location} is not found or access is unauthorized.` };
  },
  leaves: (record) => record,
});

const cryptoKey = namedType({
  token: CRYPTO_KEY,
  hasProject: false,
  doing: "Error creating CryptoKey",
  autoName: { property: "name", maxLength: 63 },
  enums: {
    purpose: [
      "ENCRYPT_DECRYPT",
      "ASYMMETRIC_SIGN",
      "ASYMMETRIC_DECRYPT",
      "MAC",
      "RAW_ENCRYPT_DECRYPT",
      "KEY_ENCAPSULATION",
    ],
    "versionTemplate.protectionLevel": ["SOFTWARE", "HSM", "EXTERNAL", "EXTERNAL_VPC", "HSM_SINGLE_TENANT"],
  },
  place: ({ keyRing: ring, id }) => locationOf(textOrNone(ring) ?? textOrNone(id)),
  idOf: (inputs) => `${idOf(textAt(inputs, "keyRing") ?? "")}/cryptoKeys/${textAt(inputs, "name")}`,
  taken: (id) => `CryptoKey ${id} already exists.`,
  check: (inputs) =>
    failures(
      pattern(inputs, "name", NAME, `doesn't match regexp ${JSON.stringify(NAME.source)}`),
      seconds(inputs, "rotationPeriod", DAY_SECONDS + 1, Infinity, "rotation period must be greater than a day"),
      seconds(
        inputs,
        "destroyScheduledDuration",
        DESTROY_SECONDS.min,
        DESTROY_SECONDS.max,
        "must be between 24 hours and 120 days",
      ),
    ),
  flaw(inputs, { cloud }) {
    const ring = idOf(textAt(inputs, "keyRing") ?? "");
    if (cloud.byId(KEY_RING, ring) === undefined) {
      return { status: "404 notFound", message: `KeyRing ${ring} not found.` };
    }
    return undefined;
  },
  outputs: (inputs, _context, id) => ({
    destroyScheduledDuration: "2592000s",
    importOnly: false,
    primaries: flagAt(inputs, "skipInitialVersionCreation") === true ? [] : [version(id, "ENABLED")],
  }),
  leaves: (record): CloudRecord => ({
    ...record,
    outputs: { ...record.outputs, primaries: [version(record.id, "DESTROY_SCHEDULED")] },
  }),
});

const cryptoKeyMember = iamMember({
  token: "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
  place: ({ cryptoKeyId, id }) => locationOf(textOrNone(cryptoKeyId) ?? textOrNone(id)),
  parentOf: (inputs) => idOf(textAt(inputs, "cryptoKeyId") ?? ""),
  flaw: (parent, { cloud }) =>
    cloud.byId(CRYPTO_KEY, parent) === undefined
      ? { status: "404 notFound", message: `CryptoKey ${parent} not found.` }
      : undefined,
});

export const kmsTypes: readonly ResourceType[] = [keyRing, cryptoKey, cryptoKeyMember];

function version(key: string, state: "ENABLED" | "DESTROY_SCHEDULED"): Properties {
  return { name: `${key}/cryptoKeyVersions/1`, state };
}

function textOrNone(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function seconds(inputs: Properties, property: string, lowest: number, highest: number, words: string) {
  const value = textAt(inputs, property);
  if (value === undefined) return undefined;
  const [, number = ""] = /^(\d+(?:\.\d{1,9})?)s$/.exec(value) ?? [];
  const isSound = number !== "" && Number(number) >= lowest && Number(number) <= highest;
  return unless(isSound, property, `invalid value for ${property} (${words}), got ${value}`);
}
