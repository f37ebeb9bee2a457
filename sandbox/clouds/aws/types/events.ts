/** EventBridge rules and what they call. */
import { apiError } from "../api-error.ts";
import { parseArn, regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { each, failures, textLength } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import { findHere, here, textOf } from "../../record-values.ts";
import type { ResourceType } from "../../resource-type.ts";

const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const TOPIC = "aws:sns/topic:Topic";

const rule: ResourceType = {
  token: RULE,
  autoName: { property: "name", maxLength: 64 },
  enums: { state: ["DISABLED", "ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] },
  jsonText: ["eventPattern"],
  check: (inputs) =>
    failures(
      textLength(inputs, "name", 1, 64),
      textLength(inputs, "description", 0, 512),
      each(inputs, "eventPattern", (text) =>
        isPattern(text) ? undefined : `"event_pattern" contains an invalid JSON`,
      ),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    if (context.cloud.byId(RULE, name) === undefined) return undefined;
    // The API would overwrite it; two programs would then fight over one rule.
    return apiError(
      `creating EventBridge Rule (${name})`,
      "EventBridge: PutRule",
      "400 ResourceAlreadyExistsException",
      `Rule ${name} exists already on EventBus default.`,
    );
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    return { id: name, outputs: { arn: regionalArn(context, "events", `rule/${name}`) } };
  },
  refuseDelete(record, context) {
    if (!here(context, TARGET).some((target) => textOf(target, "rule") === record.id)) return undefined;
    return apiError(
      `deleting EventBridge Rule (${record.id})`,
      "EventBridge: DeleteRule",
      "400 ValidationException",
      "Rule can't be deleted since it has targets.",
    );
  },
};

const target: ResourceType = {
  token: TARGET,
  check: (inputs) => failures(arnInput(inputs, "arn")),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "rule") ?? "";
    const refuse = (code: string, message: string): string =>
      apiError(`creating EventBridge Target (${name})`, "EventBridge: PutTargets", `400 ${code}`, message);
    if (context.cloud.byId(RULE, name) === undefined)
      return refuse("ResourceNotFoundException", `Rule ${name} does not exist on EventBus default.`);
    const arn = textAt(inputs, "arn");
    const parsed = parseArn(arn);
    const isLost =
      parsed?.service === "sns" &&
      parsed.account === context.account &&
      findHere(context, TOPIC, (topic) => textOf(topic, "arn") === arn) === undefined;
    // EventBridge takes it and drops every event; the sandbox says so at once.
    return isLost ? refuse("ValidationException", `Target ${arn} does not exist.`) : undefined;
  },
  create(inputs, context) {
    const targetId = textAt(inputs, "targetId") ?? context.hex(12);
    return { id: `${textAt(inputs, "rule") ?? ""}-${targetId}`, outputs: { targetId } };
  },
};

export const eventTypes: readonly ResourceType[] = [rule, target];

/** Every condition is a list, down to the last (EventBridge user guide, "Amazon EventBridge event patterns"). */
function isPattern(text: unknown): boolean {
  if (typeof text !== "string") return false;
  const ends = (value: unknown): boolean =>
    Array.isArray(value) || (typeof value === "object" && value !== null && Object.values(value).every(ends));
  try {
    const pattern: unknown = JSON.parse(text);
    return typeof pattern === "object" && pattern !== null && !Array.isArray(pattern) && ends(pattern);
  } catch {
    return false;
  }
}
