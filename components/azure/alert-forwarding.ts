/** How alerts leave Azure Monitor for chat, webhook and pager: a workflow that reads their addresses when it needs them. */
import { listWorkflowTriggerCallbackUrlOutput } from "@pulumi/azure-native/logic/listWorkflowTriggerCallbackUrl.js";
import { Workflow } from "@pulumi/azure-native/logic/workflow.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { AlertRoute, RouteSpec } from "../../tiers/blueprint.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { TRIGGER, workflowDefinition } from "./alert-workflow.ts";
import type { Carrier } from "./alert-workflow.ts";
import type { AzureComponent } from "./azure-component.ts";
import { vaultDnsSuffix } from "./clouds.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";

export type Forwarders = Readonly<Partial<Record<AlertRoute, input.monitor.LogicAppReceiverArgs>>>;

/**
 * Creates a workflow per route that has channels, and one identity for all of them; nothing where there are none. An
 * action group would take a webhook's address only in clear, the workflow takes the name of the secret: `vault/secret`.
 * That vault is the operator's own. He grants the identity `…-alert-forwarder` the reading of the secret and lets the
 * service tag LogicApps in: the stack's vault answers inside its network only, where workflows do not run.
 */
export function createForwarders(owner: AzureComponent, args: MonitoringArgs): Forwarders {
  const routes = args.spec.routes.filter(({ channels }) => channels.length > 0);
  if (routes.length === 0) return {};
  const { stack, boundary } = args;
  const identity = owner.taggedChild(UserAssignedIdentity, "alert-forwarder", "none", {
    resourceGroupName: boundary.boundaryName,
    resourceName: stackResourceName(stack, "alert-forwarder", NAME_MAX.userAssignedIdentity),
    location: stack.region,
  });
  return Object.fromEntries(routes.map((route) => [route.route, createForwarder(owner, args, route, identity)]));
}

function createForwarder(
  owner: AzureComponent,
  { stack, boundary }: MonitoringArgs,
  route: RouteSpec,
  identity: UserAssignedIdentity,
): input.monitor.LogicAppReceiverArgs {
  const carriers = carriersOf(route);
  const workflow = owner.taggedChild(Workflow, `alert-forwarder-${route.route}`, "internal", {
    resourceGroupName: boundary.boundaryName,
    workflowName: stackResourceName(stack, `alerts-${route.route}`, NAME_MAX.monitor),
    location: stack.region,
    state: "Enabled",
    identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
    definition: identity.id.apply((identityId) =>
      workflowDefinition({ carriers, identityId, vaultSuffix: vaultDnsSuffix(stack.region) }),
    ),
  });
  const { value } = listWorkflowTriggerCallbackUrlOutput(
    { resourceGroupName: boundary.boundaryName, workflowName: workflow.name, triggerName: TRIGGER },
    { parent: owner },
  );
  return {
    name: "forwarder",
    resourceId: workflow.id,
    // Whoever knows it can start the workflow.
    callbackUrl: pulumi.secret(value),
    useCommonAlertSchema: true,
  };
}

/** @throws Error for text messages: resolving refuses them before. */
function carriersOf({ route, channels }: RouteSpec): readonly Carrier[] {
  return channels.map(({ channel, secretRef }) => {
    if (channel !== "sms") return { channel, secretRef };
    throw new Error(`the route ${route} sends text messages, for which Azure keeps no number as a secret`);
  });
}
