/** How alerts leave AWS for chat, webhook, pager and telephone: a function that reads their addresses when it needs them. */
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import * as pulumi from "@pulumi/pulumi";
import type { RouteSpec, StackSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { forwarderModule } from "./alert-forwarder.js";
import { topicArn } from "./alert-topics.ts";
import type { Topics } from "./alert-topics.ts";
import { arnAt, stackArn } from "./arn.ts";
import { logGroupName, logRetentionDays } from "./log-groups.ts";
import { policyDocument } from "./policy-document.ts";
import type { IdentityStatement } from "./policy-document.ts";
import { roleName, rolePath } from "./role-names.ts";
import { serviceTrust } from "./service-trust.ts";

const NAME = "alert-forwarder";

/** Seconds until the function is ended; channels are served side by side. */
const TIMEOUT_SECONDS = 30;
const MEMORY_MIB = 256;

/** Routes that use a channel besides e-mail. */
function forwardedRoutes({ spec }: MonitoringArgs): readonly RouteSpec[] {
  return spec.routes.filter(({ channels }) => channels.length > 0);
}

/**
 * Creates the function with its role and log group, and subscribes it to each topic that has channels for it; nothing
 * where there are none. A webhook's address is a secret: EventBridge and SNS would take it only in clear, the function
 * takes its name. The name alone is in the state.
 */
export function createForwarding(owner: TenantComponent, args: MonitoringArgs, topics: Topics): void {
  const routes = forwardedRoutes(args);
  if (routes.length === 0) return;
  const { stack } = args;
  const group = createLogGroup(owner, args);
  const { role, rights } = createRole(owner, args, routes, group);
  const name = `${stack.name}-${NAME}`;
  const forwarder = owner.taggedChild(
    LambdaFunction,
    NAME,
    "internal",
    {
      name,
      description: "Carries alerts to chat, webhook, pager and telephone",
      role: role.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.StringAsset(forwarderModule()) }),
      timeout: TIMEOUT_SECONDS,
      memorySize: MEMORY_MIB,
      environment: { variables: { ROUTES: JSON.stringify(channelsByRoute(routes)) } },
      loggingConfig: { logFormat: "JSON", logGroup: group.name },
    },
    { dependsOn: [rights] },
  );
  for (const { route } of routes) {
    const topic = topics[route];
    if (topic === undefined) throw new Error(`the route ${route} has no topic`);
    const permission = owner.child(
      Permission,
      `${NAME}-permission-${route}`,
      {
        statementId: `topic-${route}`,
        action: "lambda:InvokeFunction",
        function: name,
        principal: "sns.amazonaws.com",
        sourceArn: topicArn(stack, route),
      },
      { dependsOn: [forwarder] },
    );
    owner.child(
      TopicSubscription,
      `topic-${route}-forwarder`,
      { topic: topic.arn, protocol: "lambda", endpoint: forwarder.arn },
      { dependsOn: [permission] },
    );
  }
}

function channelsByRoute(routes: readonly RouteSpec[]): Readonly<Record<string, RouteSpec["channels"]>> {
  return Object.fromEntries(routes.map(({ route, channels }) => [route, channels]));
}

function createLogGroup(owner: TenantComponent, { stack, spec, keys }: MonitoringArgs): LogGroup {
  return owner.taggedChild(LogGroup, `${NAME}-log-group`, "internal", {
    name: logGroupName(stack, NAME),
    kmsKeyId: keys.keys.audit.keyId,
    retentionInDays: logRetentionDays(spec.logRetentionDays),
    logGroupClass: "STANDARD",
    deletionProtectionEnabled: owner.rules.deletionProtection,
  });
}

function createRole(
  owner: TenantComponent,
  { stack }: MonitoringArgs,
  routes: readonly RouteSpec[],
  group: LogGroup,
): { role: Role; rights: RolePolicy } {
  const role = owner.taggedChild(Role, `${NAME}-role`, "none", {
    name: roleName(stack, NAME),
    path: rolePath(stack),
    description: "Reads where alerts are sent to",
    // Lambda gives no condition keys when it assumes a function's role.
    assumeRolePolicy: serviceTrust("lambda.amazonaws.com"),
  });
  const channels = routes.flatMap((route) => route.channels);
  const rights = owner.child(RolePolicy, `${NAME}-role-policy`, {
    role: role.name,
    policy: policyDocument([
      {
        Sid: "WriteLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${group.arn}:*`,
      },
      readSecrets(stack, [...new Set(channels.map(({ secretRef }) => secretRef))]),
      ...(channels.some(({ channel }) => channel === "sms") ? sendTexts(stack) : []),
    ]),
  });
  return { role, rights };
}

/** By name: Secrets Manager puts a hyphen and six characters behind it. */
function readSecrets(stack: StackSpec, names: readonly string[]): IdentityStatement {
  return {
    Sid: "ReadAddressesOfChannels",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: names.map((name) => stackArn(stack, "secretsmanager", `secret:${name}-??????`)),
  };
}

/** Text messages go to telephone numbers, which have no ARN: everything is allowed, and topics of every region and account are taken out again. */
function sendTexts(stack: StackSpec): readonly IdentityStatement[] {
  return [
    { Sid: "SendTextMessages", Effect: "Allow", Action: "sns:Publish", Resource: "*" },
    {
      Sid: "DenyTopics",
      Effect: "Deny",
      Action: "sns:Publish",
      Resource: arnAt(stack, "sns", "*", { region: "*", account: "*" }),
    },
  ];
}
