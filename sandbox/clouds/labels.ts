/** Labels as a provider sees them: the resource's own (`tags` on AWS) and all of them, the default ones included (`tagsAll`). */
import { hasUnknown, isProperties, UNKNOWN } from "./properties.ts";
import type { Properties } from "./resource-type.ts";

/** Tags by key. */
export type Labels = Readonly<Record<string, string>>;

/** How a cloud's provider shows labels. */
export interface LabelForm {
  /** Input with the resource's own: `tags`, `labels`. */
  readonly own: string;
  /** Input that the provider fills with all of them, as the AWS provider does. */
  readonly allInput?: string;
  /** Outputs with all of them, as the Google Cloud provider has them. */
  readonly allOutputs?: readonly string[];
}

/** The form of AWS. */
export const TAGS: LabelForm = { own: "tags", allInput: "tagsAll" };

/** The default tags under the resource's own; unknown as long as one of its own is. */
export function allTags(defaults: Labels, tags: unknown): Labels | typeof UNKNOWN {
  return hasUnknown(tags) ? UNKNOWN : { ...defaults, ...labelsOf(tags) };
}

/** Tags of a property bag as texts; none where the value is no bag. */
export function labelsOf(tags: unknown): Labels {
  if (!isProperties(tags)) return {};
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
}

/**
 * The inputs that hold labels, as the provider reads them back from all labels of a resource: one counts as the resource's
 * own unless it is a default label with the default's value and was not its own before.
 */
export function readLabels(form: LabelForm, all: Labels, defaults: Labels, before: Properties): Properties {
  const ownBefore = labelsOf(before[form.own]);
  const own = Object.entries(all).filter(([key, value]) => key in ownBefore || defaults[key] !== value);
  const hasOwn = own.length > 0 || before[form.own] !== undefined;
  return {
    ...(hasOwn ? { [form.own]: Object.fromEntries(own) } : {}),
    ...(form.allInput === undefined ? {} : { [form.allInput]: all }),
  };
}

/** The outputs that show all labels: none where the provider shows them as an input. */
export function labelOutputs(form: LabelForm, all: unknown): Properties {
  return Object.fromEntries((form.allOutputs ?? []).map((name): [string, unknown] => [name, all]));
}
