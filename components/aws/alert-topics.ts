/** Where alerts go: a topic per route, and who reads it by mail. */
import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import type { AlertRoute, RouteSpec, StackSpec } from "../../tiers/blueprint.ts";
import { slug } from "../../tiers/names.ts";
import type { TenantComponent } from "../component.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { ALERTING_SERVICES } from "./alert-services.ts";
import { stackArn } from "./arn.ts";
import { plainPolicyDocument } from "./policy-document.ts";

/** Version 2 signs messages with SHA-256. */
const SIGNATURE_VERSION = 2;

export type Topics = Readonly<Partial<Record<AlertRoute, Topic>>>;

/** ARN of a route's topic: known before it exists, so that previews show whole policies. */
export function topicArn(stack: StackSpec, route: AlertRoute): string {
  return stackArn(stack, "sns", topicName(stack, route));
}

/** Name of a route's topic; the audit key's policy names its beginning. */
function topicName(stack: StackSpec, route: AlertRoute): string {
  return `${stack.name}-alerts-${route}`;
}

/** Creates a topic per route under the audit key, and a subscription per address, which its reader confirms once by mail. */
export function createTopics(owner: TenantComponent, args: MonitoringArgs): Topics {
  return Object.fromEntries(args.spec.routes.map((route) => [route.route, createTopic(owner, args, route)]));
}

function createTopic(owner: TenantComponent, { stack, keys }: MonitoringArgs, { route, emails }: RouteSpec): Topic {
  const topic = owner.taggedChild(Topic, `topic-${route}`, "internal", {
    name: topicName(stack, route),
    displayName: `${stack.name} ${route}`,
    kmsMasterKeyId: keys.keys.audit.keyId,
    signatureVersion: SIGNATURE_VERSION,
    policy: topicPolicy(stack, route),
  });
  for (const endpoint of emails) {
    owner.child(TopicSubscription, `topic-${route}-email-${slug(endpoint)}`, {
      topic: topic.arn,
      protocol: "email",
      endpoint,
    });
  }
  return topic;
}

/** Alerting services on behalf of this account publish; nobody from elsewhere does anything, nobody in clear. */
function topicPolicy(stack: StackSpec, route: AlertRoute): string {
  const Resource = topicArn(stack, route);
  const rules = stackArn(stack, "events", `rule/${stack.name}-*`);
  return plainPolicyDocument([
    {
      Sid: "AlarmsOfThisAccountPublish",
      Effect: "Allow",
      Principal: { Service: ALERTING_SERVICES.filter((service) => !service.startsWith("events.")) },
      Action: "sns:Publish",
      Resource,
      Condition: { StringEquals: { "aws:SourceAccount": stack.account } },
    },
    {
      Sid: "EventsOfThisStackPublish",
      Effect: "Allow",
      Principal: { Service: ["events.amazonaws.com"] },
      Action: "sns:Publish",
      Resource,
      Condition: { ArnLike: { "aws:SourceArn": rules } },
    },
    {
      Sid: "DenyPlainHttp",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "sns:Publish",
      Resource,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
