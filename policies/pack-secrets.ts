/** Secrets of a resource that is mended: the SDK shows their text to a remedy, and what it gives back must be secret again. */
import { Secret } from "@pulumi/policy";
import { behindProxy } from "./pack-subject.ts";

type Block = Readonly<Record<string, unknown>>;

/**
 * What a resource shall have, with everything secret that was secret before.
 * @param own its properties as the SDK keeps them: secrets wrapped
 * @param wanted the same read and changed: secrets in the clear
 */
export function keepSecrets(own: unknown, wanted: unknown): unknown {
  const after = behindProxy(wanted);
  if (after instanceof Secret) return after;
  if (own instanceof Secret) return new Secret(after);
  if (Array.isArray(own) && Array.isArray(after)) {
    // Without a place of its own no item can be told from another: all are secret where one was.
    if (own.length !== after.length) return own.some((item) => item instanceof Secret) ? new Secret(after) : after;
    return after.map((item, index) => keepSecrets(own[index], item));
  }
  if (!isBlock(own) || !isBlock(after)) return after;
  return Object.fromEntries(Object.entries(after).map(([name, value]) => [name, keepSecrets(own[name], value)]));
}

/** A map of properties; assets and wrapped secrets are things of their own. */
function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
