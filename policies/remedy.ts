/** Remedies: what makes a resource pass, as the whole top-level properties that change. */
import type { Remedy } from "./rule.ts";
import type { View } from "./view.ts";

/** Sets properties, given by path; what stands beside them in the same block stays as it is. */
export function settingTo(changes: Readonly<Record<string, unknown>>): Remedy {
  return (view) => {
    const patched: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(changes)) {
      const [top = "", ...rest] = path.split(".");
      patched[top] = withValue(top in patched ? patched[top] : rawOf(view, top), rest, value);
    }
    return patched;
  };
}

function rawOf(view: View, path: string): unknown {
  const reading = view.read(path);
  return reading.state === "known" ? reading.value : undefined;
}

function withValue(block: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const current = (typeof block === "object" && block !== null ? block : {}) as Readonly<Record<string, unknown>>;
  return { ...current, [name]: withValue(current[name], rest, value) };
}
