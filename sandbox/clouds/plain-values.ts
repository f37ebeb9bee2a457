/** Property bags to and from the engine's wire format. */
import structMessages, { type JavaScriptValue, type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { isProperties } from "./properties.ts";
import type { Properties } from "./resource-type.ts";

/** A message's properties; empty where it has none. */
export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** Properties as a message; absent ones are left out, and what is no JSON value becomes null. */
export function toStruct(properties: Properties): Struct {
  return structMessages.Struct.fromJavaScript(toFields(properties));
}

function toFields(properties: Properties): Record<string, JavaScriptValue> {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, toValue(value)]));
}

function toValue(value: unknown): JavaScriptValue {
  if (Array.isArray(value)) return value.map(toValue);
  if (isProperties(value)) return toFields(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}
