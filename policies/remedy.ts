/** How remedies are written: blocks laid over what the resource has, so that nothing beside them is lost. */
import type { Remedy } from "./rule.ts";
import type { View } from "./view.ts";

type Block = Readonly<Record<string, unknown>>;

/** Properties laid over the resource's own, block by block; lists and plain values are put in the place of the old. */
export function merged(properties: Block): Remedy {
  return (view) => overlay(view, properties);
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
