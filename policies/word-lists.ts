/** Lists of words in one property: all of some must be there. */
import { check } from "./checks.ts";
import { fail, PASS, unknown } from "./finding.ts";
import type { Check } from "./rule.ts";
import type { View } from "./view.ts";

/** Every wanted word is in the list; an absent list holds what the provider puts there. */
export function hasAll(
  path: string,
  wanted: readonly string[],
  { absent }: { readonly absent: readonly string[] },
): Check {
  return check([path], ({ view }) => {
    const reading = view.read(path);
    if (reading.state === "unknown") return unknown(path);
    const items = reading.state === "absent" ? undefined : wordsOf(view, path);
    const given = items ?? { words: absent, open: false };
    const missing = wanted.filter((word) => !given.words.includes(word));
    if (missing.length === 0) return PASS;
    if (given.open) return unknown(path);
    return fail(path, `got no ${missing.join(", ")}, expected ${wanted.join(", ")}; add what is missing to ${path}`);
  });
}

function wordsOf(view: View, path: string): { readonly words: readonly string[]; readonly open: boolean } {
  const readings = (view.items(path) ?? []).map((item) => item.read(""));
  return {
    words: readings.flatMap((one) => (one.state === "known" ? [String(one.value)] : [])),
    open: readings.some(({ state }) => state === "unknown"),
  };
}
