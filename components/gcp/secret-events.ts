/** The topic on which Secret Manager tells what happened to the stack's secrets: a rotation that is due to nobody is seen by nobody. */
import { Topic } from "@pulumi/gcp/pubsub/topic.js";
import { TopicIAMMember } from "@pulumi/gcp/pubsub/topicIAMMember.js";
import type * as pulumi from "@pulumi/pulumi";
import type { SecretsArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { knownAfter } from "./known-after.ts";
import { resourceName } from "./names.ts";
import { serviceAgent } from "./service-agents.ts";

const RETENTION_SECONDS = 604_800;

export interface SecretEvents {
  /** Id of the topic; known once Secret Manager may publish to it, which it tries when a secret names it. */
  readonly topicId: pulumi.Output<string>;
}

/** Creates the topic, which keeps its messages in the stack's region under the stack's key, and lets Secret Manager publish. */
export function createSecretEvents(owner: GcpComponent, { stack, keys, facts, boundary }: SecretsArgs): SecretEvents {
  const project = boundary.boundaryName;
  const topic = owner.labelledChild(Topic, "events", "internal", {
    project,
    name: resourceName(stack, "secret-events"),
    kmsKeyName: keys.keys.secrets.keyId,
    messageStoragePolicy: { allowedPersistenceRegions: [stack.region], enforceInTransit: true },
    messageRetentionDuration: `${RETENTION_SECONDS}s`,
  });
  const grant = owner.child(TopicIAMMember, "events-publisher", {
    project,
    topic: topic.name,
    role: "roles/pubsub.publisher",
    member: serviceAgent(facts, "secret-manager"),
  });
  return { topicId: knownAfter(topic.id, [grant.topic]) };
}
