/** Judging one place against the jurisdictions of the tenant. */
import { check } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import { placeOf, shownResidency } from "../../places.ts";
import type { Reading } from "../../reading.ts";
import type { Check } from "../../rule.ts";
import type { View } from "../../view.ts";
import type { AvailableCloud } from "../../../tiers/vocabulary.ts";

export const UNRESTRICTED = "nobody restricts where data may lie";

/** Whether a name for the whole world is allowed: for metadata without a place it is. */
export type Global = "allowed" | "forbidden";

/** @param path for the message */
export function judgePlace(
  cloud: AvailableCloud,
  path: string,
  reading: Reading,
  { residency }: Pick<Context, "residency">,
  world: Global = "allowed",
): Finding {
  if (residency === undefined) return notApplicable(UNRESTRICTED);
  if (reading.state === "unknown") return unknown(path);
  if (reading.state === "absent") return notApplicable("has no place of its own");
  // `projects/p/regions/europe-west1` and the like.
  const name = String(reading.value).replace(/^.*\//, "");
  const place = placeOf(cloud, name, residency);
  if (place === "inside" || (place === "global" && world === "allowed")) return PASS;
  return fail(path, `got ${name}, expected a place in ${shownResidency(residency)}; change ${path}`);
}

/** Every place of a list. */
export function everyPlace(cloud: AvailableCloud, path: string, inner: string): Check {
  const whole = inner === "" ? path : `${path}.${inner}`;
  return check([whole], ({ view }, context) => {
    const items = view.items(path);
    if (items === undefined) return unknown(whole);
    return allOf(items.map((item: View) => judgePlace(cloud, whole, item.read(inner), context)));
  });
}

/** `arn:aws:backup:eu-central-1:111122223333:backup-vault:name` lies in `eu-central-1`. */
export function regionOfArn(arn: Reading): Reading {
  if (arn.state !== "known") return arn;
  const region = String(arn.value).split(":")[3];
  return region === undefined || region === "" ? { state: "absent" } : { state: "known", value: region };
}
