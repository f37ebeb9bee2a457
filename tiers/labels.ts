/** Labels: the eight names that every resource carries, legal as tags and labels on every cloud. */
import type { StackLabels } from "./blueprint.ts";
import { physicalName, slug } from "./names.ts";
import type { DataClass } from "./vocabulary.ts";

/**
 * What every cloud accepts as a label's value, so that one text is made for all of them and a bill can be grouped across
 * clouds: Google Cloud takes lower-case letters, digits, `_` and `-`, at most 63; Azure at most 256 characters; AWS 256.
 */
export const LABEL_VALUE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Google Cloud's limit, the tightest of the clouds. */
const MAX_LABEL_LENGTH = 63;

/** Everything a resource is labelled with, in one record that can be given to any cloud as it is. */
export type ResourceLabelSet = StackLabels & {
  /** The component that made it, e.g. `database`. */
  readonly component: string;
  /** How sensitive what it holds is. */
  readonly "data-class": DataClass;
};

/**
 * A text as a label's value, the same on every cloud and at every call: lower case, everything but letters and digits as
 * a hyphen, cut with a fingerprint at 63 characters. No cloud refuses it, so no owner's address has to be refused. `platform@acme.example` becomes `platform-acme-example`.
 * @throws RangeError when the text has no letter or digit
 */
export function labelValue(text: string): string {
  return LABEL_VALUE.test(text) ? text : physicalName([slug(text)], MAX_LABEL_LENGTH);
}

/** The stack's labels with those that depend on the resource: all eight. */
export function resourceLabels(stackLabels: StackLabels, component: string, dataClass: DataClass): ResourceLabelSet {
  return { ...stackLabels, component: labelValue(component), "data-class": dataClass };
}
