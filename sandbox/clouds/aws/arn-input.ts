/** The check of inputs that must be ARNs. */
import { failure, type Finding, providerName } from "../checks.ts";
import { textAt } from "../properties.ts";
import type { Properties } from "../resource-type.ts";

/** An input that must be an ARN. */
export function arnInput(inputs: Properties, property: string): Finding {
  const value = textAt(inputs, property);
  if (value === undefined || /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}|aws)?:.+/.test(value)) return undefined;
  const flaw = value.startsWith("arn:") ? "not enough sections" : "invalid prefix";
  return failure(property, `"${providerName(property)}" (${value}) is an invalid ARN: arn: ${flaw}`);
}
