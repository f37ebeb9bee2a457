/** What speaks for a whole project: audit configuration, organization policies, contacts, findings of Security Command Center. */
import { each, failures, pattern } from "../../checks.ts";
import { listAt, textAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { projectNumber } from "../invokes.ts";
import { namedType, notFound } from "../named-type.ts";
import { idOf, locationId, projectOf } from "../self-link.ts";

const TOPIC = "gcp:pubsub/topic:Topic";
const AUDIT_CONFIG = "gcp:projects/iAMAuditConfig:IAMAuditConfig";
const CONTACT = "gcp:essentialcontacts/contact:Contact";

/** Constraints that Google offers and the sandbox knows, on or off (Resource Manager: "Organization policy constraints"). */
const CONSTRAINTS: readonly string[] = [
  "compute.disableSerialPortAccess",
  "compute.requireOsLogin",
  "compute.skipDefaultNetworkCreation",
  "iam.automaticIamGrantsForDefaultServiceAccounts",
  "iam.disableServiceAccountKeyCreation",
  "sql.restrictAuthorizedNetworks",
  "sql.restrictPublicIp",
  "storage.publicAccessPrevention",
  "storage.uniformBucketLevelAccess",
];

/** Part of the project's IAM policy: whoever sets a service's part takes it over. */
const auditConfig: ResourceType = {
  token: AUDIT_CONFIG,
  scope: "global",
  autoName: "none",
  enums: { "auditLogConfigs.logType": ["ADMIN_READ", "DATA_READ", "DATA_WRITE"] },
  sets: ["auditLogConfigs"],
  check: (inputs) =>
    failures(
      pattern(
        inputs,
        "service",
        /^([a-z][a-z0-9.-]*\.googleapis\.com|allServices)$/,
        "must be a service or allServices",
      ),
    ),
  adopts: (inputs, context) => context.cloud.byId(AUDIT_CONFIG, auditConfigId(inputs, context)),
  create: (inputs, context) => ({ id: auditConfigId(inputs, context), outputs: { etag: context.hex(16) } }),
};

const policy = namedType({
  token: "gcp:orgpolicy/policy:Policy",
  scope: "global",
  autoName: "none",
  hasProject: false,
  doing: "Error creating Policy",
  idOf: (inputs) => textAt(inputs, "name") ?? "",
  taken: (id) => `Requested entity already exists: ${id}`,
  check: (inputs) =>
    failures(
      each(inputs, "spec.rules", () =>
        listAt(inputs, "spec.rules").length === 0 ? "a policy has at least one rule" : undefined,
      ),
    ),
  flaw(inputs) {
    const [name, parent] = [textAt(inputs, "name") ?? "", textAt(inputs, "parent") ?? ""];
    const [, owner, constraint] = /^((?:projects|folders|organizations)\/[^/]+)\/policies\/(.+)$/.exec(name) ?? [];
    if (constraint === undefined || owner !== parent)
      return { status: "400", message: `Policy name ${name} is not of the form ${parent}/policies/{constraint_name}.` };
    return CONSTRAINTS.includes(constraint)
      ? undefined
      : { status: "400", message: `Constraint ${constraint} is not supported for ${parent}.` };
  },
  outputs: (_inputs, context) => ({ etag: context.hex(16) }),
});

const contactType = namedType({
  token: CONTACT,
  scope: "global",
  autoName: "none",
  hasProject: false,
  enums: {
    notificationCategorySubscriptions: [
      "ALL",
      "SUSPENSION",
      "SECURITY",
      "TECHNICAL",
      "BILLING",
      "LEGAL",
      "PRODUCT_UPDATES",
      "TECHNICAL_INCIDENTS",
    ],
  },
  sets: ["notificationCategorySubscriptions"],
  check: (inputs) => failures(pattern(inputs, "email", /^[^@\s]+@[^@\s]+\.[^@\s]+$/, "must be an e-mail address")),
  doing: "Error creating Contact",
  idOf: (inputs, context) => `${textAt(inputs, "parent")}/contacts/${Number.parseInt(context.hex(10), 16)}`,
  outputs: (_inputs, _context, id) => ({ name: id }),
});

/** An address stands once among the contacts of a project; e-mail and project never change, so only a new one can clash. */
const contact: ResourceType = {
  ...contactType,
  refuseCreate(inputs, context) {
    const twin = context.cloud.find(CONTACT, (other) =>
      (["email", "parent"] as const).every((key) => textAt(other.inputs, key) === textAt(inputs, key)),
    );
    return twin === undefined
      ? contactType.refuseCreate?.(inputs, context)
      : googleError(
          "Error creating Contact",
          "409 alreadyExists",
          `A contact with the email ${textAt(inputs, "email")} already exists.`,
        );
  },
};

const notification = namedType({
  token: "gcp:securitycenter/v2ProjectNotificationConfig:V2ProjectNotificationConfig",
  scope: "global",
  autoName: "none",
  doing: "Error creating ProjectNotificationConfig",
  idOf: (inputs, context) =>
    locationId(
      projectOf(inputs, context),
      textAt(inputs, "location") ?? "global",
      "notificationConfigs",
      textAt(inputs, "configId") ?? "",
    ),
  taken: (id) => `Requested entity already exists: ${id}`,
  check: (inputs) =>
    failures(pattern(inputs, "configId", /^[a-zA-Z0-9_-]{1,128}$/, "must be 1 to 128 letters, digits, - and _")),
  flaw(inputs, { cloud }) {
    const topic = idOf(textAt(inputs, "pubsubTopic") ?? "");
    return cloud.byId(TOPIC, topic) === undefined ? notFound(topic) : undefined;
  },
  outputs: (inputs, context, id) => ({
    name: id,
    serviceAccount: `service-project-${projectNumber(projectOf(inputs, context))}@security-center-api.iam.gserviceaccount.com`,
  }),
});

const subscription = namedType({
  token: "gcp:pubsub/subscription:Subscription",
  scope: "global",
  doing: "Error creating Subscription",
  idOf: (inputs, context) => `projects/${projectOf(inputs, context)}/subscriptions/${textAt(inputs, "name")}`,
  taken: (id) => `Resource already exists in the project (resource=${id.split("/").at(-1)}).`,
  flaw(inputs, context) {
    const topic = topicId(inputs, context);
    if (context.cloud.byId(TOPIC, topic) !== undefined) return undefined;
    return { status: "404 notFound", message: `Resource not found (resource=${topic.split("/").at(-1)}).` };
  },
});

export const projectBaselineTypes: readonly ResourceType[] = [auditConfig, policy, contact, notification, subscription];

function auditConfigId(inputs: Properties, context: TypeContext): string {
  return `${projectOf(inputs, context)}/audit_config/${textAt(inputs, "service")}`;
}

function topicId(inputs: Properties, context: TypeContext): string {
  const topic = textAt(inputs, "topic") ?? "";
  return topic.includes("/") ? idOf(topic) : `projects/${projectOf(inputs, context)}/topics/${topic}`;
}
