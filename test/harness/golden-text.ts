/** A whole tenant as a text that a reviewer can read: every registration, sorted, policies as structures. */
import { dump } from "js-yaml";
import type { Recording, Registration, Values } from "./recorded-registrations.ts";

/** What is not worth a reviewer's time in every entry: what everything has. */
const QUIET = { protect: false, retainOnDelete: false, deleteBeforeReplace: false } as const;

/** All registrations of a recording as YAML, one entry per resource, in the order of type and name. */
export function goldenText(recording: Recording<unknown>, stack: string): string {
  const entries = recording.registrations
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .map((registration) => entryOf(registration, stack));
  const sorted = entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  const header = `# Every registration of ${stack}: what \`pulumi up\` asks the engine for. Written by \`npm run golden\`; review the diff.\n`;
  return (
    header +
    dump(Object.fromEntries(sorted.map(({ key, value }) => [key, value])), {
      lineWidth: 140,
      noRefs: true,
      sortKeys: false,
    })
  );
}

function entryOf(registration: Registration, stack: string): { readonly key: string; readonly value: Values } {
  const {
    type,
    name,
    parent,
    protect,
    retainOnDelete,
    deleteBeforeReplace,
    ignoreChanges,
    replaceOnChanges,
    secretInputs,
  } = registration;
  const flags = Object.entries({ protect, retainOnDelete, deleteBeforeReplace }).filter(
    ([key, value]) => value !== QUIET[key as keyof typeof QUIET],
  );
  const lists = Object.entries({ ignoreChanges, replaceOnChanges, secretInputs }).filter(([, list]) => list.length > 0);
  const inputs = Object.fromEntries(
    Object.entries(registration.inputs)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, secretInputs.includes(key) ? "[secret]" : readable(value)]),
  );
  return {
    key: `${type} ${name.replace(`${stack}-`, "")}`,
    value: {
      parent: parent?.replace(`${stack}-`, "") ?? null,
      ...Object.fromEntries(flags),
      ...Object.fromEntries(lists),
      ...(Object.keys(inputs).length === 0 ? {} : { inputs }),
    },
  };
}

/** A policy is JSON inside a text: shown as a structure, so that a changed statement is a changed line. */
function readable(value: unknown): unknown {
  if (typeof value === "string" && /^\s*[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  return value;
}
