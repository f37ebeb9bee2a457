/** How alerts leave Google Cloud for chat, webhook, pager and telephone: a workflow that reads their addresses when it needs them. */
import { Trigger } from "@pulumi/gcp/eventarc/trigger.js";
import { NotificationChannel } from "@pulumi/gcp/monitoring/notificationChannel.js";
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import { Topic } from "@pulumi/gcp/pubsub/topic.js";
import { TopicIAMMember } from "@pulumi/gcp/pubsub/topicIAMMember.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import { Workflow } from "@pulumi/gcp/workflows/workflow.js";
import type * as pulumi from "@pulumi/pulumi";
import type { MonitoringArgs } from "../contracts.ts";
import { secretId, workflowSource } from "./alert-workflow.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { resourceName, serviceAccountId } from "./names.ts";
import { serviceAgent } from "./service-agents.ts";

const NAME = "alerts";

/**
 * Creates the topic under the audit key on which Cloud Monitoring tells of incidents, its notification channel, and the
 * workflow that carries them on; nothing where no route has such a channel. Addresses and keys are secrets: the channels that
 * Cloud Monitoring has for them would hold them in their own configuration, and so in the state; the workflow has their names.
 * @returns the channel of the topic
 */
export function createForwarding(owner: GcpComponent, args: MonitoringArgs): NotificationChannel | undefined {
  if (args.spec.routes.every(({ channels }) => channels.length === 0)) return undefined;
  const { stack, boundary } = args;
  const topic = createTopic(owner, args);
  const channel = createChannel(owner, args, topic);
  const account = owner.child(Account, "forwarder", {
    project: boundary.boundaryName,
    accountId: serviceAccountId(stack, NAME),
    displayName: `${stack.name} alert forwarder`,
    description: "Reads where alerts are sent to, and sends them",
  });
  const rights = grantForwarder(owner, args, account);
  const workflow = owner.labelledChild(
    Workflow,
    "forwarder-workflow",
    "internal",
    {
      project: boundary.boundaryName,
      region: stack.region,
      name: resourceName(stack, NAME),
      description: "Carries alerts to chat, webhook, pager and telephone",
      serviceAccount: account.email,
      sourceContents: workflowSource(stack, args.spec.routes),
      // Calls would log what was sent where.
      callLogLevel: "LOG_ERRORS_ONLY",
      deletionProtection: false,
    },
    { dependsOn: [...rights] },
  );
  owner.labelledChild(
    Trigger,
    "forwarder-trigger",
    "none",
    {
      project: boundary.boundaryName,
      location: stack.region,
      name: resourceName(stack, NAME),
      matchingCriterias: [{ attribute: "type", value: "google.cloud.pubsub.topic.v1.messagePublished" }],
      transport: { pubsub: { topic: topic.id } },
      destination: { workflow: workflow.id },
      serviceAccount: account.email,
    },
    { dependsOn: [...rights] },
  );
  return channel;
}

function createTopic(owner: GcpComponent, { stack, keys, boundary }: MonitoringArgs): Topic {
  return owner.labelledChild(Topic, "topic", "internal", {
    project: boundary.boundaryName,
    name: resourceName(stack, NAME),
    kmsKeyName: keys.keys.audit.keyId,
    messageStoragePolicy: { allowedPersistenceRegions: [stack.region], enforceInTransit: true },
  });
}

function createChannel(owner: GcpComponent, args: MonitoringArgs, topic: Topic): NotificationChannel {
  const { stack, boundary, facts } = args;
  const project = boundary.boundaryName;
  const channel = owner.child(NotificationChannel, "channel-forwarder", {
    project,
    displayName: `${stack.name}: chat, webhook, pager and telephone`,
    type: "pubsub",
    labels: { topic: topic.id },
    userLabels: owner.allLabels("internal"),
    enabled: true,
    forceDelete: false,
  });
  owner.child(
    TopicIAMMember,
    "topic-publisher",
    { project, topic: topic.name, role: "roles/pubsub.publisher", member: serviceAgent(facts, "monitoring") },
    // The agent comes into being with the project's first such channel (Cloud Monitoring "Create a Pub/Sub channel").
    { dependsOn: [channel] },
  );
  return channel;
}

/**
 * Rights of the workflow's account: read exactly the named secrets, be started, tell of its failures. They lie on the project,
 * since a secret that somebody fills later has no policy yet, and a workflow has none at all. The last two have a condition
 * that is always true: it makes the right this stack's own, which no other stack in the project takes away.
 */
function grantForwarder(owner: GcpComponent, args: MonitoringArgs, account: Account): readonly IAMMember[] {
  const { stack, boundary, facts, spec } = args;
  const secrets = new Set(spec.routes.flatMap(({ channels }) => channels.map(({ secretRef }) => secretId(secretRef))));
  const readable = [...secrets].map(
    (secret) => `resource.name.startsWith("projects/${facts.projectNumber}/secrets/${secret}/versions/")`,
  );
  const always = 'request.time > timestamp("2026-01-01T00:00:00Z")';
  const rights = {
    secrets: { role: "roles/secretmanager.secretAccessor", expression: readable.join(" || ") },
    start: { role: "roles/workflows.invoker", expression: always },
    log: { role: "roles/logging.logWriter", expression: always },
  };
  return Object.entries(rights).map(([key, { role, expression }]) =>
    owner.child(IAMMember, `forwarder-grant-${key}`, {
      project: boundary.boundaryName,
      role,
      member: account.member satisfies pulumi.Output<string>,
      condition: { title: `${stack.name} alerts ${key}`, expression },
    }),
  );
}
