/** Findings of Security Command Center, on a topic of the project. */
import { Subscription } from "@pulumi/gcp/pubsub/subscription.js";
import { Topic } from "@pulumi/gcp/pubsub/topic.js";
import { TopicIAMMember } from "@pulumi/gcp/pubsub/topicIAMMember.js";
import { V2ProjectNotificationConfig } from "@pulumi/gcp/securitycenter/v2projectNotificationConfig.js";
import * as pulumi from "@pulumi/pulumi";
import type { DetectionSpec } from "../../tiers/account/account-blueprint.ts";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";

/** Severities from the least that is told on. */
const SEVERITIES = { medium: ["MEDIUM", "HIGH", "CRITICAL"] } as const satisfies Record<
  DetectionSpec["leastSeverity"],
  readonly string[]
>;

/** Days for which a finding waits for whoever handles it: the longest that a subscription keeps. */
const RETENTION_SECONDS = 604_800;

/** Creates topic, subscription and notification. @returns id of what notifies */
export function createThreatRoute(
  owner: GcpComponent,
  { stack, spec }: AccountBaselineArgs,
  project: pulumi.Output<string>,
  kmsKeyName: pulumi.Output<string>,
): pulumi.Output<string> {
  const name = `${stack.name}-findings`;
  const topic = owner.labelledChild(Topic, "findings", "internal", {
    project,
    name,
    kmsKeyName,
    messageStoragePolicy: { allowedPersistenceRegions: [...spec.guardedRegions] },
    messageRetentionDuration: `${RETENTION_SECONDS}s`,
  });
  owner.labelledChild(Subscription, "findings-handler", "internal", {
    project,
    name,
    topic: topic.id,
    messageRetentionDuration: `${RETENTION_SECONDS}s`,
    // Never by itself: a finding that nobody fetched is still one.
    expirationPolicy: { ttl: "" },
  });
  const notification = owner.child(V2ProjectNotificationConfig, "findings-notification", {
    project,
    location: "global",
    configId: name,
    description: "Active findings",
    pubsubTopic: topic.id,
    streamingConfig: {
      filter: `state = "ACTIVE" AND (${SEVERITIES[spec.detection.leastSeverity].map((severity) => `severity = "${severity}"`).join(" OR ")})`,
    },
  });
  owner.child(TopicIAMMember, "findings-publisher", {
    project,
    topic: topic.name,
    role: "roles/pubsub.publisher",
    member: pulumi.interpolate`serviceAccount:${notification.serviceAccount}`,
  });
  return notification.id;
}
