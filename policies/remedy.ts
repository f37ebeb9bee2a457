/** Remedies: what makes a resource pass, laid over what it has, so that nothing beside it in the same block is lost. */
import type { Remedy } from "./rule.ts";
import type { View } from "./view.ts";

type Block = Readonly<Record<string, unknown>>;

/** Properties laid over the resource's own, block by block; lists and plain values are put in the place of the old. */
export function merged(properties: Block): Remedy {
  return (view) => overlay(view, properties);
}

/** The same, with properties given by path: `{ "settings.ipConfiguration.sslMode": "ENCRYPTED_ONLY" }`. */
export function settingTo(changes: Block): Remedy {
  const properties: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(changes)) nest(properties, path.split("."), value);
  return merged(properties);
}

function nest(block: Record<string, unknown>, [name = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) block[name] = value;
  else nest((block[name] ??= {}) as Record<string, unknown>, rest, value);
}

function overlay(view: View, properties: Block): Block {
  return Object.fromEntries(
    Object.entries(properties).map(([name, wanted]) => {
      if (!isBlock(wanted)) return [name, wanted];
      const own = view.read(name);
      const rest = own.state === "known" && isBlock(own.value) ? own.value : {};
      return [name, { ...rest, ...overlay(view.at(name), wanted) }];
    }),
  );
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
