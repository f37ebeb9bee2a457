/** Services of a project, their agents, and members of roles on the project. Nothing here is ever taken away from a neighbour. */
import { failures, pattern } from "../../checks.ts";
import { flagAt, textAt } from "../../properties.ts";
import type { ResourceType, TypeContext } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { iamMember } from "../iam-member.ts";
import { projectNumber } from "../invokes.ts";
import { projectOf } from "../self-link.ts";

const SERVICE = "gcp:projects/service:Service";
const SERVICE_IDENTITY = "gcp:projects/serviceIdentity:ServiceIdentity";
const ADDRESS = /^[a-z][a-z0-9.-]*\.googleapis\.com$/;

/** Domain of the agent by service; others are named after the service. */
const AGENT_DOMAINS: Readonly<Record<string, string>> = { "sqladmin.googleapis.com": "gcp-sa-cloud-sql" };

const service: ResourceType = {
  token: SERVICE,
  scope: "global",
  check: (inputs) => failures(pattern(inputs, "service", ADDRESS, `must match regex ${ADDRESS.source}`)),
  // A service that is on stays on: switching it on again is no error.
  adopts: (inputs, context) => context.cloud.byId(SERVICE, serviceId(inputs, context)),
  create: (inputs, context) => ({ id: serviceId(inputs, context), outputs: { project: context.account } }),
  leaves: (record) => (flagAt(record.inputs, "disableOnDestroy") === true ? undefined : record),
};

const serviceIdentity: ResourceType = {
  token: SERVICE_IDENTITY,
  scope: "global",
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "service") ?? "";
    return serviceOffFlaw(name, "Error creating Service Identity", context);
  },
  adopts: (inputs, context) => context.cloud.byId(SERVICE_IDENTITY, identityId(inputs, context)),
  create(inputs, context) {
    const name = textAt(inputs, "service") ?? "";
    const domain = AGENT_DOMAINS[name] ?? `gcp-sa-${name.split(".")[0]}`;
    const email = `service-${projectNumber(projectOf(inputs, context))}@${domain}.iam.gserviceaccount.com`;
    return {
      id: identityId(inputs, context),
      outputs: { project: context.account, email, member: `serviceAccount:${email}` },
    };
  },
  // The provider forgets it; the agent stays.
  leaves: (record) => record,
};

export const projectTypes: readonly ResourceType[] = [
  service,
  serviceIdentity,
  iamMember({
    token: "gcp:projects/iAMMember:IAMMember",
    parentOf: (inputs, context) => `projects/${projectOf(inputs, context)}`,
  }),
];

/** Why a call is refused whose service is off in the project; undefined where it is on. */
export function serviceOffFlaw(name: string, doing: string, context: TypeContext): string | undefined {
  if (context.cloud.find(SERVICE, (record) => textAt(record.inputs, "service") === name) !== undefined)
    return undefined;
  const number = projectNumber(context.account);
  return googleError(
    doing,
    "403",
    `${name} has not been used in project ${number} before or it is disabled. Enable it by visiting ` +
      `https://console.developers.google.com/apis/api/${name}/overview?project=${number} then retry. If you enabled this API ` +
      "recently, wait a few minutes for the action to propagate to our systems and retry., accessNotConfigured",
  );
}

function serviceId(inputs: Parameters<typeof projectOf>[0], context: TypeContext): string {
  return `${projectOf(inputs, context)}/${textAt(inputs, "service")}`;
}

function identityId(inputs: Parameters<typeof projectOf>[0], context: TypeContext): string {
  return `projects/${projectOf(inputs, context)}/services/${textAt(inputs, "service")}`;
}
