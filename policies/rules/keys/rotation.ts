/** How long a key lives: rotation and expiry. */
import { all, any, atMost, check, isSet, isTrue, when, withThreshold } from "../../checks.ts";
import { daysOf, lastsAtMost } from "../../durations.ts";
import { fail, PASS, unknown, type Finding } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import type { View } from "../../view.ts";
import { isGiven } from "../../conditions.ts";

/** A word of the subject, or the provider's default; undefined while it is not known. */
function wordOf({ view }: Subject, path: string, absent: string): string | undefined {
  const reading = view.read(path);
  if (reading.state === "unknown") return undefined;
  return reading.state === "absent" ? absent : String(reading.value);
}

/** KMS rotates symmetric keys for encryption, and only those whose material it made itself. */
const AWS_ROTATES = when(
  (subject) => {
    if (isGiven(subject.view, "customKeyStoreId")) return false;
    const spec = wordOf(subject, "customerMasterKeySpec", "SYMMETRIC_DEFAULT");
    const usage = wordOf(subject, "keyUsage", "ENCRYPT_DECRYPT");
    if (spec === undefined || usage === undefined) return "unknown";
    return spec === "SYMMETRIC_DEFAULT" && usage === "ENCRYPT_DECRYPT";
  },
  "KMS rotates symmetric encryption keys of its own only",
  // A year is what KMS takes where nobody names a period.
  all(
    isTrue("enableKeyRotation", { absent: false }),
    atMost("rotationPeriodInDays", "keyRotationDays", { absent: 365 }),
  ),
);

const GOOGLE_ROTATES = when(
  (subject) => {
    const purpose = wordOf(subject, "purpose", "ENCRYPT_DECRYPT");
    return purpose === undefined ? "unknown" : purpose === "ENCRYPT_DECRYPT";
  },
  "Cloud KMS rotates symmetric encryption keys only",
  lastsAtMost("rotationPeriod", "keyRotationDays", { absent: undefined }),
);

const ACTIONS = "properties.rotationPolicy.lifetimeActions";
const VERSION_EXPIRY = "properties.rotationPolicy.attributes.expiryTime";

/** A vault rotates a key some time after its creation, or before a version expires; without such an action never. */
const AZURE_ROTATES: Check = check([ACTIONS, VERSION_EXPIRY], ({ view }, context) =>
  withThreshold("keyRotationDays", context, (limit) => {
    const actions = view.items(ACTIONS);
    if (actions === undefined) return unknown(ACTIONS);
    const types = actions.map((action) => action.read("action.type"));
    if (types.some(({ state }) => state === "unknown")) return unknown(ACTIONS);
    const rotation = actions.find((_action, index) => /^rotate$/i.test(textOf(types[index])));
    return rotation === undefined
      ? fail(ACTIONS, `got no action of type rotate, expected one within ${limit} days; add it`)
      : judgeTrigger(rotation.at("trigger"), view, limit);
  }),
);

function textOf(reading: ReturnType<View["read"]> | undefined): string {
  return reading?.state === "known" ? String(reading.value) : "";
}

function judgeTrigger(trigger: View, view: View, limit: number): Finding {
  const after = trigger.read("timeAfterCreate");
  const before = trigger.read("timeBeforeExpiry");
  const expiry = view.read(VERSION_EXPIRY);
  if (after.state === "unknown" || before.state === "unknown") return unknown(ACTIONS);
  if (after.state === "absent" && expiry.state === "unknown") return unknown(VERSION_EXPIRY);
  const days =
    after.state === "known" ? daysOf(after.value) : difference(daysOf(textOf(expiry)), daysOf(textOf(before)));
  if (days !== undefined && days <= limit) return PASS;
  const got = days === undefined ? "a rotation at no known time" : `a rotation after ${days} days`;
  return fail(ACTIONS, `got ${got}, expected at most ${limit} days; change the trigger of the action rotate`);
}

function difference(total: number | undefined, part: number | undefined): number | undefined {
  return total === undefined || part === undefined ? undefined : total - part;
}

/** A date of its own, or a life that every version gets when the vault rotates the key. */
const KEY_EXPIRES = any(
  isSet("properties.attributes.expires", "a date, or an expiryTime in the rotation policy"),
  isSet(VERSION_EXPIRY, "a life of its versions"),
);

const EXPIRY_ON_GOOGLE = ["rotation.rotationPeriod", "expireTime", "ttl"] as const;

/** One of three: Google deletes an expired secret, so that a rotation counts as well. */
const SECRET_EXPIRES = check(EXPIRY_ON_GOOGLE, ({ view }) =>
  EXPIRY_ON_GOOGLE.some((path) => isGiven(view, path))
    ? PASS
    : fail("", `got none of ${EXPIRY_ON_GOOGLE.join(", ")}, expected one; set rotation.rotationPeriod`),
);

export const KEY_ROTATION_RULES = [
  defineRule({
    id: "KEY-01",
    name: "kms-key-rotation",
    title: "Key rotation enabled within the crypto-period",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:kms/key:Key": AWS_ROTATES,
      "azure-native:keyvault:Key": AZURE_ROTATES,
      "gcp:kms/cryptoKey:CryptoKey": GOOGLE_ROTATES,
    },
    // No remedy: each rotation makes a version that costs, on Google Cloud for ever, on AWS the first two.
  }),
  defineRule({
    id: "KEY-06",
    name: "key-and-secret-expiry",
    title: "Keys and secrets carry an expiry date",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "azure-native:keyvault:Key": KEY_EXPIRES,
      "azure-native:keyvault:Secret": all(
        isSet("properties.attributes.expires", "a date"),
        isSet("properties.contentType", "what the secret holds"),
      ),
      "gcp:secretmanager/secret:Secret": SECRET_EXPIRES,
      "gcp:secretmanager/regionalSecret:RegionalSecret": SECRET_EXPIRES,
    },
  }),
] as const;
