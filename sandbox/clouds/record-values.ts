/** Reading records of the simulated cloud: a property is what was asked for, or else what the cloud filled in. */
import { flagAt, numberAt, textAt, textsAt, valueAt } from "./properties.ts";
import type { CloudRecord, TypeContext } from "./resource-type.ts";

/** A property of a record: the input where it is set, else the output. */
export function propertyOf(record: CloudRecord, path: string): unknown {
  return valueAt(record.inputs, path) ?? valueAt(record.outputs, path);
}

/** As {@link propertyOf}, where it is a text. */
export function textOf(record: CloudRecord | undefined, path: string): string | undefined {
  return record && (textAt(record.inputs, path) ?? textAt(record.outputs, path));
}

/** As {@link propertyOf}, where it is a number. */
export function numberOf(record: CloudRecord | undefined, path: string): number | undefined {
  return record && (numberAt(record.inputs, path) ?? numberAt(record.outputs, path));
}

/** Whether a flag of a record is on; an absent one is off. */
export function isOn(record: CloudRecord, path: string): boolean {
  return flagAt(record.inputs, path) ?? flagAt(record.outputs, path) ?? false;
}

/** The texts of a list; empty where absent. */
export function textsOf(record: CloudRecord, path: string): readonly string[] {
  return valueAt(record.inputs, path) === undefined ? textsAt(record.outputs, path) : textsAt(record.inputs, path);
}

/** Records of a type in the region of the call. */
export function here(context: TypeContext, type: string): readonly CloudRecord[] {
  return context.cloud.all(type).filter((record) => record.region === context.region);
}

/** The first record of a type in the region of the call that satisfies the predicate. */
export function findHere(
  context: TypeContext,
  type: string,
  predicate: (record: CloudRecord) => boolean,
): CloudRecord | undefined {
  return here(context, type).find(predicate);
}
