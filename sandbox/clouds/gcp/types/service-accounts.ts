/** Service accounts, workload identity pools with their providers, and deny policies. Pools keep their name for 30 days. */
import { failures, pattern } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { iamMember } from "../iam-member.ts";
import { projectNumber } from "../invokes.ts";
import { namedType, notFound } from "../named-type.ts";
import { locationId, projectOf } from "../self-link.ts";

const ACCOUNT = "gcp:serviceaccount/account:Account";
const POOL = "gcp:iam/workloadIdentityPool:WorkloadIdentityPool";
const PROVIDER = "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider";
const ACCOUNT_ID = /^[a-z](?:[-a-z0-9]{4,28}[a-z0-9])$/;
const POOL_ID = /^(?!gcp-)[a-z0-9-]{4,32}$/;

const account = namedType({
  token: ACCOUNT,
  scope: "global",
  autoName: "none",
  doing: "Error creating service account",
  idOf: (inputs, context) => `projects/${projectOf(inputs, context)}/serviceAccounts/${emailOf(inputs, context)}`,
  taken: (id) =>
    `Service account ${id.split("/").at(-1)?.split("@")[0]} already exists within project ${id.split("/").slice(0, 2).join("/")}.`,
  check: (inputs) =>
    failures(pattern(inputs, "accountId", ACCOUNT_ID, `doesn't match regexp ${JSON.stringify(ACCOUNT_ID.source)}`)),
  outputs(inputs, context, id) {
    const email = emailOf(inputs, context);
    const uniqueId = `1${String(Number.parseInt(context.hex(13), 16)).padStart(20, "0")}`;
    return { email, member: `serviceAccount:${email}`, name: id, uniqueId };
  },
});

const pool = namedType({
  token: POOL,
  scope: "global",
  autoName: "none",
  doing: "Error creating WorkloadIdentityPool",
  enums: { mode: ["FEDERATION_ONLY", "TRUST_DOMAIN"] },
  idOf: poolIdOf,
  taken: () => "Requested entity already exists",
  check: (inputs) =>
    failures(
      pattern(inputs, "workloadIdentityPoolId", POOL_ID, `doesn't match regexp ${JSON.stringify(POOL_ID.source)}`),
    ),
  outputs: (inputs, context) => ({ name: numbered(poolIdOf(inputs, context), context), state: "ACTIVE" }),
  leaves: softDeleted,
  isGone: isSoftDeleted,
});

const provider = namedType({
  token: PROVIDER,
  scope: "global",
  autoName: "none",
  doing: "Error creating WorkloadIdentityPoolProvider",
  idOf: (inputs, context) =>
    `${poolIdOf(inputs, context)}/providers/${textAt(inputs, "workloadIdentityPoolProviderId")}`,
  taken: () => "Requested entity already exists",
  check: (inputs) =>
    failures(
      pattern(
        inputs,
        "workloadIdentityPoolProviderId",
        POOL_ID,
        `doesn't match regexp ${JSON.stringify(POOL_ID.source)}`,
      ),
      pattern(inputs, "oidc.issuerUri", /^https:\/\//, "the issuer must be an HTTPS address"),
    ),
  flaw(inputs, context) {
    const id = poolIdOf(inputs, context);
    const parent = context.cloud.byId(POOL, id);
    return parent === undefined || isSoftDeleted(parent) ? notFound(id) : undefined;
  },
  outputs: (_inputs, context, id) => ({ name: numbered(id, context), state: "ACTIVE" }),
  leaves: softDeleted,
  isGone: isSoftDeleted,
});

const denyPolicy = namedType({
  token: "gcp:iam/denyPolicy:DenyPolicy",
  scope: "global",
  hasProject: false,
  doing: "Error creating DenyPolicy",
  idOf: (inputs) => `${textAt(inputs, "parent")}/${textAt(inputs, "name")}`,
  taken: () => "Requested entity already exists",
  outputs: (_inputs, context) => ({ etag: context.hex(12) }),
});

export const serviceAccountTypes: readonly ResourceType[] = [
  account,
  iamMember({
    token: "gcp:serviceaccount/iAMMember:IAMMember",
    parentOf: (inputs) => textAt(inputs, "serviceAccountId") ?? "",
    flaw: (parent, { cloud }) =>
      cloud.byId(ACCOUNT, parent) === undefined
        ? { status: "404 notFound", message: `Unknown service account` }
        : undefined,
  }),
  pool,
  provider,
  denyPolicy,
];

function emailOf(inputs: Properties, context: TypeContext): string {
  return `${textAt(inputs, "accountId")}@${projectOf(inputs, context)}.iam.gserviceaccount.com`;
}

function poolIdOf(inputs: Properties, context: TypeContext): string {
  const id = textAt(inputs, "workloadIdentityPoolId") ?? "";
  return locationId(projectOf(inputs, context), "global", "workloadIdentityPools", id);
}

/** As the API answers, with the project's number instead of its id. */
function numbered(id: string, { account: project }: TypeContext): string {
  return id.replace(`projects/${project}/`, `projects/${projectNumber(project)}/`);
}

function softDeleted(record: CloudRecord): CloudRecord {
  return { ...record, outputs: { ...record.outputs, state: "DELETED" } };
}

function isSoftDeleted({ outputs }: CloudRecord): boolean {
  return outputs["state"] === "DELETED";
}
