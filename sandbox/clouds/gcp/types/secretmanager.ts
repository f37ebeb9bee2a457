/** Secret Manager: containers whose places are fixed at creation, versions that only count up, and who may read them. */
import { failures, pattern, unless } from "../../checks.ts";
import { blocksAt, flagAt, textAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { iamMember } from "../iam-member.ts";
import { projectNumber } from "../invokes.ts";
import { keyFlaw, serviceAgent } from "../key-use.ts";
import { type Flaw, namedType, notFound } from "../named-type.ts";
import { isRegion } from "../regions.ts";
import { idOf, projectOf } from "../self-link.ts";

const SECRET = "gcp:secretmanager/secret:Secret";
const VERSION = "gcp:secretmanager/secretVersion:SecretVersion";
const TOPIC = "gcp:pubsub/topic:Topic";
const TOPIC_MEMBER = "gcp:pubsub/topicIAMMember:TopicIAMMember";
const SECRET_ID = /^[a-zA-Z0-9_-]{1,255}$/;
const DAY_SECONDS = 86_400;

const secret = namedType({
  token: SECRET,
  scope: "global",
  autoName: "none",
  doing: "Error creating Secret",
  idOf: (inputs, context) => secretPath(textAt(inputs, "secretId") ?? "", inputs, context),
  taken: (id) => `Secret [${id}] already exists.`,
  check: (inputs) =>
    failures(
      pattern(inputs, "secretId", SECRET_ID, `doesn't match regexp ${JSON.stringify(SECRET_ID.source)}`),
      unless(secondsAt(inputs, "versionDestroyTtl") >= DAY_SECONDS, "versionDestroyTtl", "must be at least 24 hours"),
    ),
  flaw: (inputs, context) => replicaFlaw(inputs, context) ?? topicFlaw(inputs, context),
  outputs: (inputs, context, id) => ({
    name: id.replace(`projects/${context.account}/`, `projects/${projectNumber(context.account)}/`),
    createTime: "2026-01-01T00:00:00.000000Z",
    effectiveAnnotations: inputs["annotations"] ?? {},
  }),
  held: (record) =>
    flagAt(record.inputs, "deletionProtection") === true
      ? "cannot destroy secret without setting deletion_protection=false and running `pulumi up`"
      : undefined,
});

const version: ResourceType = {
  token: VERSION,
  scope: "global",
  refuseCreate(inputs, { cloud }) {
    const id = idOf(textAt(inputs, "secret") ?? "");
    if (cloud.byId(SECRET, id) !== undefined) return undefined;
    return `Error creating SecretVersion: googleapi: Error 404: Secret [${id}] not found., notFound`;
  },
  create(inputs, context) {
    const parent = idOf(textAt(inputs, "secret") ?? "");
    const before = context.cloud.all(VERSION).filter((other) => idOf(textAt(other.inputs, "secret") ?? "") === parent);
    const number = String(1 + Math.max(0, ...before.map(({ outputs }) => Number(outputs["version"]))));
    const id = `${parent.replace(`projects/${context.account}/`, `projects/${projectNumber(context.account)}/`)}/versions/${number}`;
    return {
      id,
      outputs: {
        name: id,
        version: number,
        createTime: "2026-01-01T00:00:00.000000Z",
        destroyTime: "",
        project: context.account,
      },
    };
  },
  // The number of a destroyed version is never given again.
  leaves: (record) => ({ ...record, outputs: { ...record.outputs, destroyTime: "2026-01-02T00:00:00.000000Z" } }),
  isGone: isDestroyed,
};

export const secretTypes: readonly ResourceType[] = [
  secret,
  version,
  iamMember({
    token: "gcp:secretmanager/secretIamMember:SecretIamMember",
    parentOf: (inputs, context) => secretPath(textAt(inputs, "secretId") ?? "", inputs, context),
    flaw: (parent, { cloud }) =>
      cloud.byId(SECRET, parent) === undefined
        ? { status: "404 notFound", message: `Secret [${parent}] not found.` }
        : undefined,
  }),
];

function isDestroyed({ outputs }: CloudRecord): boolean {
  return outputs["destroyTime"] !== "";
}

function secretPath(secretId: string, inputs: Properties, context: TypeContext): string {
  return secretId.includes("/") ? idOf(secretId) : `projects/${projectOf(inputs, context)}/secrets/${secretId}`;
}

/** Every replica's place exists, and the service may use its key there. */
function replicaFlaw(inputs: Properties, context: TypeContext): Flaw | undefined {
  for (const replica of blocksAt(inputs, "replication.userManaged.replicas")) {
    const location = textAt(replica, "location") ?? "";
    if (!isRegion(location)) return { status: "400 badRequest", message: `Location '${location}' is not supported.` };
    const key = textAt(replica, "customerManagedEncryption.kmsKeyName");
    const flaw = keyFlaw(key, "secretmanager", location, context);
    if (flaw === "elsewhere") {
      return {
        status: "400 badRequest",
        message: `The CMEK key ${key} must be in the replica's location ${location}.`,
      };
    }
    if (flaw !== undefined) {
      const message = `Permission 'cloudkms.cryptoKeyVersions.useToEncrypt' denied on resource '${key}' (or it may not exist) for the Secret Manager service agent.`;
      return { status: "400 badRequest", message };
    }
  }
  return undefined;
}

/** Every topic exists, and the service may publish to it: it tries when the secret is made. */
function topicFlaw(inputs: Properties, context: TypeContext): Flaw | undefined {
  for (const block of blocksAt(inputs, "topics")) {
    const topic = idOf(textAt(block, "name") ?? "");
    if (context.cloud.byId(TOPIC, topic) === undefined) return notFound(topic);
    const member = `serviceAccount:${serviceAgent("secretmanager", context.account)}`;
    const grant = context.cloud.find(
      TOPIC_MEMBER,
      (record) =>
        topic.endsWith(`/topics/${(textAt(record.inputs, "topic") ?? "").split("/").at(-1)}`) &&
        textAt(record.inputs, "member") === member &&
        textAt(record.inputs, "role") === "roles/pubsub.publisher",
    );
    if (grant === undefined) {
      const message = `Permission 'pubsub.topics.publish' denied for the Secret Manager service agent on ${topic}.`;
      return { status: "400 badRequest", message };
    }
  }
  return undefined;
}

function secondsAt(inputs: Properties, property: string): number {
  const value = textAt(inputs, property);
  return value === undefined ? Infinity : Number(/^([\d.]+)s$/.exec(value)?.[1] ?? Number.NaN);
}
