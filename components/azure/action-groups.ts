/** Whom alerts tell: an action group per route. */
import { ActionGroup } from "@pulumi/azure-native/monitor/actionGroup.js";
import type { AlertRoute } from "../../tiers/blueprint.ts";
import { slug } from "../../tiers/names.ts";
import type { MonitoringArgs } from "../contracts.ts";
import type { Forwarders } from "./alert-forwarding.ts";
import type { ActionGroups } from "./alert-rules.ts";
import type { AzureComponent } from "./azure-component.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";

/** At most 12 characters; a mail's subject begins with it. */
const SHORT_NAMES = {
  warning: "lh-warning",
  critical: "lh-critical",
  security: "lh-security",
} as const satisfies Record<AlertRoute, string>;

/** Creates a group per route with its readers by mail and, where the route has other channels, what carries alerts there. */
export function createActionGroups(
  owner: AzureComponent,
  { stack, spec, boundary }: MonitoringArgs,
  forwarders: Forwarders,
): ActionGroups {
  return Object.fromEntries(
    spec.routes.map(({ route, emails }) => {
      const forwarder = forwarders[route];
      const group = owner.taggedChild(ActionGroup, `action-group-${route}`, "internal", {
        resourceGroupName: boundary.boundaryName,
        actionGroupName: stackResourceName(stack, `alerts-${route}`, NAME_MAX.monitor),
        groupShortName: SHORT_NAMES[route],
        location: "global",
        enabled: true,
        emailReceivers: emails.map((emailAddress) => ({
          name: slug(emailAddress),
          emailAddress,
          useCommonAlertSchema: true,
        })),
        logicAppReceivers: forwarder === undefined ? [] : [forwarder],
      });
      return [route, group.id];
    }),
  );
}
