/** Cloud Monitoring: notification channels, alert policies, dashboards. Ids are numbers that the cloud gives. */
import { failure, failures, unless } from "../../checks.ts";
import { blockAt, blocksAt, isProperties, numberAt, textAt, textsAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { abandonable, DELETION_POLICIES, preventedDeletion } from "../deletion-policy.ts";
import { projectNumber } from "../invokes.ts";
import { idOf, projectOf } from "../self-link.ts";

const CHANNEL = "gcp:monitoring/notificationChannel:NotificationChannel";
const POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";
const TOPIC = "gcp:pubsub/topic:Topic";

const MAX_CONDITIONS = 6;
/** Bounds of `autoClose`, seconds (Cloud Monitoring "Alert strategy"). */
const AUTO_CLOSE_SECONDS = { min: 1800, max: 604_800 } as const;
/** Labels that a channel of each type needs. */
const REQUIRED_LABELS: Readonly<Record<string, string>> = {
  email: "email_address",
  pubsub: "topic",
  sms: "number",
  webhook_tokenauth: "url",
};
const SECRETS = ["authToken", "authTokenWo", "password", "passwordWo", "serviceKey", "serviceKeyWo"] as const;
const KINDS = [
  "conditionAbsent",
  "conditionMatchedLog",
  "conditionMonitoringQueryLanguage",
  "conditionPrometheusQueryLanguage",
  "conditionSql",
  "conditionThreshold",
] as const;

/** `17493…`: nineteen digits. */
function number(context: TypeContext): string {
  return `1${BigInt(`0x${context.hex(14)}`)
    .toString()
    .padStart(18, "0")}`;
}

const channel: ResourceType = {
  token: CHANNEL,
  scope: "global",
  autoName: "none",
  enums: { deletionPolicy: DELETION_POLICIES },
  check(inputs) {
    const secrets = blockAt(inputs, "sensitiveLabels");
    return failures(
      // None: not yet known.
      unless(
        secrets === undefined || SECRETS.filter((name) => secrets[name] !== undefined).length <= 1,
        "sensitiveLabels",
        `exactly one of ${SECRETS.join(", ")} must be set`,
      ),
    );
  },
  refuseCreate(inputs, { cloud }) {
    const doing = "Error creating NotificationChannel";
    const type = textAt(inputs, "type") ?? "";
    const required = REQUIRED_LABELS[type];
    // In a preview the label may not be known yet, so only the API tells.
    if (required !== undefined && textAt(inputs, `labels.${required}`) === undefined)
      return googleError(doing, "400", `A channel of type ${type} needs the label ${required}.`);
    const topic = idOf(textAt(inputs, "labels.topic") ?? "");
    if (topic === "" || cloud.byId(TOPIC, topic) !== undefined) return undefined;
    return googleError(doing, "400", `The topic ${topic} does not exist.`);
  },
  create(inputs, context) {
    const id = `projects/${projectOf(inputs, context)}/notificationChannels/${number(context)}`;
    return { id, outputs: { name: id, project: projectOf(inputs, context), verificationStatus: "" } };
  },
  ...abandonable,
  refuseDelete(record, { cloud }) {
    const user = cloud.find(POLICY, ({ inputs }) => textsAt(inputs, "notificationChannels").includes(record.id));
    if (user === undefined || record.inputs["forceDelete"] === true) return preventedDeletion(record);
    const message = `Cannot delete notification channel ${record.id}: it is used by the alerting policy ${user.id}.`;
    return googleError("Error deleting NotificationChannel", "400", message);
  },
};

const policy: ResourceType = {
  token: POLICY,
  scope: "global",
  autoName: "none",
  enums: {
    combiner: ["AND", "OR", "AND_WITH_MATCHING_RESOURCE"],
    deletionPolicy: DELETION_POLICIES,
    severity: ["CRITICAL", "ERROR", "WARNING"],
    "alertStrategy.notificationPrompts": ["NOTIFICATION_PROMPT_UNSPECIFIED", "OPENED", "CLOSED"],
  },
  check: checkPolicy,
  refuseCreate: channelRefusal,
  create(inputs, context) {
    const id = `projects/${projectOf(inputs, context)}/alertPolicies/${number(context)}`;
    return { id, outputs: { name: id, project: projectOf(inputs, context), creationRecords: [] } };
  },
  refuseUpdate: (_old, inputs, context) => channelRefusal(inputs, context),
  ...abandonable,
};

/** Every channel that a policy names must exist. */
function channelRefusal(inputs: Properties, { cloud }: TypeContext): string | undefined {
  const absent = textsAt(inputs, "notificationChannels").find((id) => cloud.byId(CHANNEL, id) === undefined);
  if (absent === undefined) return undefined;
  return googleError("Error creating AlertPolicy", "404 notFound", `Cannot find channel with name ${absent}`);
}

function checkPolicy(inputs: Properties): readonly CheckFailure[] {
  const conditions = blocksAt(inputs, "conditions");
  const matchesLog = conditions.some((condition) => condition["conditionMatchedLog"] !== undefined);
  const rate = blockAt(inputs, "alertStrategy.notificationRateLimit");
  const autoClose = textAt(inputs, "alertStrategy.autoClose");
  const seconds = autoClose === undefined ? AUTO_CLOSE_SECONDS.min : Number.parseFloat(autoClose);
  return failures(
    unless(
      conditions.length >= 1 && conditions.length <= MAX_CONDITIONS,
      "conditions",
      `expected 1 to ${MAX_CONDITIONS} conditions, got ${conditions.length}`,
    ),
    unless(!matchesLog || conditions.length === 1, "conditions", "a log match must be the only condition"),
    unless(
      matchesLog === (rate !== undefined),
      "alertStrategy",
      "notificationRateLimit is required for log matches, and not implemented for anything else",
    ),
    unless(
      seconds >= AUTO_CLOSE_SECONDS.min && seconds <= AUTO_CLOSE_SECONDS.max,
      "alertStrategy",
      `autoClose must be between ${AUTO_CLOSE_SECONDS.min}s and ${AUTO_CLOSE_SECONDS.max}s, got ${autoClose}`,
    ),
    conditions.flatMap(checkCondition),
  );
}

function checkCondition(condition: Properties): readonly CheckFailure[] {
  const kinds = KINDS.filter((kind) => condition[kind] !== undefined);
  if (kinds.length !== 1) return [failure("conditions", `exactly one of ${KINDS.join(", ")} must be set`)];
  const threshold = blockAt(condition, "conditionThreshold");
  if (threshold === undefined) return [];
  const filter = textAt(threshold, "filter");
  const comparison = textAt(threshold, "comparison");
  return failures(
    unless(
      filter === undefined || (/\bmetric\.type\s*=/.test(filter) && /\bresource\.type\s*=/.test(filter)),
      "conditions",
      'must specify a restriction on "metric.type" and on "resource.type" in the filter',
    ),
    unless(
      comparison === undefined || ["COMPARISON_GT", "COMPARISON_LT"].includes(comparison),
      "conditions",
      `comparison ${comparison} is not supported; use COMPARISON_GT or COMPARISON_LT`,
    ),
    unless(
      textAt(threshold, "duration") === undefined ||
        Number.parseInt(textAt(threshold, "duration") ?? "0", 10) % 60 === 0,
      "conditions",
      "duration must be a multiple of a minute",
    ),
  );
}

const dashboard: ResourceType = {
  token: "gcp:monitoring/dashboard:Dashboard",
  scope: "global",
  autoName: "none",
  jsonText: ["dashboardJson"],
  enums: { deletionPolicy: DELETION_POLICIES },
  check(inputs) {
    const text = textAt(inputs, "dashboardJson");
    return text === undefined ? [] : checkLayout(text);
  },
  create(inputs, context) {
    const project = projectOf(inputs, context);
    const hex = context.hex(32);
    const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
    return { id: `projects/${projectNumber(project)}/dashboards/${uuid}`, outputs: { project } };
  },
  ...abandonable,
};

function checkLayout(text: string): readonly CheckFailure[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [failure("dashboardJson", "is no JSON")];
  }
  if (!isProperties(body)) return [failure("dashboardJson", "must be an object")];
  const columns = numberAt(body, "mosaicLayout.columns") ?? 0;
  const tiles = blocksAt(body, "mosaicLayout.tiles");
  const isOutside = (tile: Properties): boolean =>
    (numberAt(tile, "xPos") ?? 0) + (numberAt(tile, "width") ?? 1) > columns;
  return failures(
    unless(typeof body["displayName"] === "string", "dashboardJson", "displayName is required"),
    unless(!tiles.some(isOutside), "dashboardJson", `a tile reaches beyond column ${columns}`),
  );
}

export const monitoringTypes: readonly ResourceType[] = [channel, policy, dashboard];
