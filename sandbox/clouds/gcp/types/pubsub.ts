/** Pub/Sub: topics and who may publish to them. */
import { failures, pattern } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { iamMember } from "../iam-member.ts";
import { keyFlaw } from "../key-use.ts";
import { namedType } from "../named-type.ts";
import { idOf, locationOf, projectOf } from "../self-link.ts";

const TOPIC = "gcp:pubsub/topic:Topic";
const NAME = /^(?!goog)[a-zA-Z][a-zA-Z0-9._~%+-]{2,254}$/;

const topic = namedType({
  token: TOPIC,
  scope: "global",
  doing: "Error creating Topic",
  idOf: (inputs, context) => topicPath(textAt(inputs, "name") ?? "", inputs, context),
  taken: (id) => `Resource already exists in the project (resource=${id.split("/").at(-1)}).`,
  check: (inputs) => failures(pattern(inputs, "name", NAME, `doesn't match regexp ${JSON.stringify(NAME.source)}`)),
  flaw(inputs, context) {
    const key = textAt(inputs, "kmsKeyName");
    // A topic is global; its key may lie anywhere.
    const flaw = keyFlaw(key, "pubsub", locationOf(key) ?? "", context);
    if (flaw === undefined) return undefined;
    const message = `Cloud KMS key ${key} was not found or the Pub/Sub service account has no cloudkms.cryptoKeyEncrypterDecrypter on it.`;
    return { status: "403 forbidden", message };
  },
});

export const pubsubTypes: readonly ResourceType[] = [
  topic,
  iamMember({
    token: "gcp:pubsub/topicIAMMember:TopicIAMMember",
    parentOf: (inputs, context) => topicPath(textAt(inputs, "topic") ?? "", inputs, context),
    flaw: (parent, { cloud }) =>
      cloud.byId(TOPIC, parent) === undefined
        ? { status: "404 notFound", message: `Resource not found (resource=${parent.split("/").at(-1)}).` }
        : undefined,
  }),
];

function topicPath(name: string, inputs: Properties, context: TypeContext): string {
  return name.includes("/") ? idOf(name) : `projects/${projectOf(inputs, context)}/topics/${name}`;
}
