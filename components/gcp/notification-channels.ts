/** Who is told: a channel per address, and one for everything that mail is not. */
import { NotificationChannel } from "@pulumi/gcp/monitoring/notificationChannel.js";
import type * as pulumi from "@pulumi/pulumi";
import { slug } from "../../tiers/names.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { createForwarding } from "./alert-forwarding.ts";
import type { Channels } from "./alert-policies.ts";
import type { GcpComponent } from "./gcp-component.ts";

/** Creates the channels, and says which of them each route uses. Mail needs no confirmation by its reader. */
export function createChannels(owner: GcpComponent, args: MonitoringArgs): Channels {
  const { routes } = args.spec;
  const addresses = [...new Set(routes.flatMap(({ emails }) => emails))];
  const mail = new Map(addresses.map((address) => [address, createMail(owner, args, address)]));
  const forwarded = createForwarding(owner, args);
  return Object.fromEntries(
    routes.map(({ route, emails, channels }) => [
      route,
      [
        ...emails.flatMap((address) => mail.get(address)?.id ?? []),
        ...(channels.length === 0 || forwarded === undefined ? [] : [forwarded.id]),
      ] satisfies pulumi.Output<string>[],
    ]),
  );
}

function createMail(owner: GcpComponent, { stack, boundary }: MonitoringArgs, address: string): NotificationChannel {
  return owner.child(NotificationChannel, `channel-email-${slug(address)}`, {
    project: boundary.boundaryName,
    displayName: `${stack.name}: ${address}`,
    type: "email",
    labels: { email_address: address },
    userLabels: owner.allLabels("internal"),
    enabled: true,
    forceDelete: false,
  });
}
