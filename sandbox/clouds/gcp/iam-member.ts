/** Members of roles: one more is added, one less is left; nobody else's is touched, and to add one twice is no error. */
import { textAt } from "../properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeContext } from "../resource-type.ts";
import { failures, pattern } from "../checks.ts";
import { googleError } from "./api-error.ts";
import type { Flaw } from "./named-type.ts";
import { projectOf } from "./self-link.ts";

const SERVICE_ACCOUNT = "gcp:serviceaccount/account:Account";
const SERVICE_IDENTITY = "gcp:projects/serviceIdentity:ServiceIdentity";

/** Agents that do not exist until somebody asks for them, by the domain of their name; others come with their service. */
const SERVICE_BY_AGENT_DOMAIN: Readonly<Record<string, string>> = {
  "gcp-sa-backupdr": "backupdr.googleapis.com",
  "gcp-sa-cloud-sql": "sqladmin.googleapis.com",
  "gcp-sa-memorystore": "memorystore.googleapis.com",
  "gcp-sa-pubsub": "pubsub.googleapis.com",
  "gcp-sa-secretmanager": "secretmanager.googleapis.com",
};

/** Service of an agent by the domain of its name; undefined for one that comes with its service. */
export function serviceOfAgent(domain: string): string | undefined {
  return SERVICE_BY_AGENT_DOMAIN[domain];
}

export interface IamMemberType {
  readonly token: string;
  /** Where records lie whose parent has a location. */
  readonly place?: (properties: Properties) => string | undefined;
  /** Id of what the role is on. */
  readonly parentOf: (inputs: Properties, context: TypeContext) => string;
  /** Why the role cannot be given on the parent: mostly that it does not exist. */
  readonly flaw?: (parent: string, context: TypeContext) => Flaw | undefined;
}

export function iamMember({ token, place, parentOf, flaw }: IamMemberType): ResourceType {
  const idOf = (inputs: Properties, context: TypeContext): string =>
    [
      parentOf(inputs, context),
      textAt(inputs, "role") ?? "",
      textAt(inputs, "member") ?? "",
      textAt(inputs, "condition.title") ?? [],
    ]
      .flat()
      .join("/");
  return {
    token,
    ...(place === undefined ? { scope: "global" as const } : { place }),
    check: checkMember,
    refuseCreate(inputs, context) {
      const parent = parentOf(inputs, context);
      const doing = `Error applying IAM policy for ${parent}`;
      const found = flaw?.(parent, context) ?? memberFlaw(inputs, context);
      return found && googleError(doing, found.status, found.message);
    },
    adopts: (inputs, context) => context.cloud.byId(token, idOf(inputs, context)),
    create: (inputs, context) => ({
      id: idOf(inputs, context),
      outputs: { etag: context.hex(12), project: projectOf(inputs, context) },
    }),
  };
}

function checkMember(inputs: Properties): readonly CheckFailure[] {
  return failures(
    pattern(
      inputs,
      "member",
      /^(allUsers|allAuthenticatedUsers|(user|group|serviceAccount|domain|principal|principalSet|deleted|projectOwner|projectEditor|projectViewer):.+)$/,
      "IAM Member must have a format of principal type and identifier, such as user:somebody@example.com",
    ),
    pattern(inputs, "role", /^(roles|projects|organizations)\//, "must be a role name, such as roles/viewer"),
  );
}

/** Service accounts of this project, and agents on demand, must exist before they are named. */
function memberFlaw(inputs: Properties, context: TypeContext): Flaw | undefined {
  const [, email = "", domain = ""] =
    /^serviceAccount:([^@[]+@([^.]+)\.iam\.gserviceaccount\.com)$/.exec(textAt(inputs, "member") ?? "") ?? [];
  const service = serviceOfAgent(domain);
  const exists =
    service === undefined
      ? domain !== context.account || context.cloud.find(SERVICE_ACCOUNT, ({ outputs }) => outputs["email"] === email)
      : context.cloud.find(SERVICE_IDENTITY, (record) => textAt(record.inputs, "service") === service);
  return exists ? undefined : { status: "400 badRequest", message: `Service account ${email} does not exist.` };
}
