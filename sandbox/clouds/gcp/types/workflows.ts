/** Workflows and what starts them: Eventarc. */
import { failures, pattern, unless } from "../../checks.ts";
import { blocksAt, flagAt, textAt } from "../../properties.ts";
import type { ResourceType } from "../../resource-type.ts";
import { DELETION_POLICIES } from "../deletion-policy.ts";
import { namedType, notFound } from "../named-type.ts";
import { idOf, locationId, locationOf, projectOf } from "../self-link.ts";

const WORKFLOW = "gcp:workflows/workflow:Workflow";
const TOPIC = "gcp:pubsub/topic:Topic";
const ACCOUNT = "gcp:serviceaccount/account:Account";
const NAME = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;
const TRIGGER_NAME = /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** Longest source, bytes (SDK docstring: workflows.Workflow.sourceContents). */
const MAX_SOURCE_BYTES = 131_072;

const workflow = namedType({
  token: WORKFLOW,
  doing: "Error creating Workflow",
  autoName: { property: "name", maxLength: 64 },
  place: ({ region, id }) =>
    typeof region === "string" ? region : locationOf(typeof id === "string" ? id : undefined),
  idOf: (inputs, context) =>
    locationId(
      projectOf(inputs, context),
      textAt(inputs, "region") ?? context.region,
      "workflows",
      textAt(inputs, "name") ?? "",
    ),
  taken: (id) => `Resource '${id}' already exists`,
  enums: {
    deletionPolicy: DELETION_POLICIES,
    callLogLevel: ["CALL_LOG_LEVEL_UNSPECIFIED", "LOG_ALL_CALLS", "LOG_ERRORS_ONLY", "LOG_NONE"],
    executionHistoryLevel: [
      "EXECUTION_HISTORY_LEVEL_UNSPECIFIED",
      "EXECUTION_HISTORY_BASIC",
      "EXECUTION_HISTORY_DETAILED",
    ],
  },
  check: (inputs) =>
    failures(
      pattern(inputs, "name", NAME, `doesn't match regexp ${JSON.stringify(NAME.source)}`),
      unless(
        Buffer.byteLength(textAt(inputs, "sourceContents") ?? "") <= MAX_SOURCE_BYTES,
        "sourceContents",
        `is larger than ${MAX_SOURCE_BYTES} bytes`,
      ),
    ),
  flaw(inputs, { cloud }) {
    const email = textAt(inputs, "serviceAccount");
    if (email === undefined || cloud.find(ACCOUNT, ({ outputs }) => outputs["email"] === email) !== undefined)
      return undefined;
    return { status: "400 badRequest", message: `Service account ${email} does not exist.` };
  },
  held: (record) =>
    flagAt(record.inputs, "deletionProtection") === false
      ? undefined
      : `cannot destroy workflow without setting deletion_protection=false and running \`pulumi up\``,
  outputs: (_inputs, context) => ({ state: "ACTIVE", revisionId: `000001-${context.hex(3)}` }),
});

const trigger = namedType({
  token: "gcp:eventarc/trigger:Trigger",
  doing: "Error creating Trigger",
  autoName: { property: "name", maxLength: 63, lowerCase: true },
  place: ({ location, id }) =>
    typeof location === "string" ? location : locationOf(typeof id === "string" ? id : undefined),
  idOf: (inputs, context) =>
    locationId(projectOf(inputs, context), textAt(inputs, "location") ?? "", "triggers", textAt(inputs, "name") ?? ""),
  taken: (id) => `Resource '${id}' already exists`,
  enums: { deletionPolicy: DELETION_POLICIES },
  check: (inputs) =>
    failures(
      pattern(inputs, "name", TRIGGER_NAME, `doesn't match regexp ${JSON.stringify(TRIGGER_NAME.source)}`),
      unless(
        blocksAt(inputs, "matchingCriterias").some((criterion) => criterion["attribute"] === "type"),
        "matchingCriterias",
        "one criterion must be for the attribute type",
      ),
    ),
  flaw(inputs, { cloud }) {
    const target = idOf(textAt(inputs, "destination.workflow") ?? "");
    const topic = idOf(textAt(inputs, "transport.pubsub.topic") ?? "");
    if (target !== "" && cloud.find(WORKFLOW, ({ id }) => id === target) === undefined) return notFound(target);
    return topic !== "" && cloud.byId(TOPIC, topic) === undefined ? notFound(topic) : undefined;
  },
  outputs: (_inputs, context) => ({ uid: context.hex(32), etag: context.hex(12), conditions: {} }),
});

export const workflowTypes: readonly ResourceType[] = [workflow, trigger];
