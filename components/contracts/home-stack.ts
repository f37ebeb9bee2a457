import type * as pulumi from "@pulumi/pulumi";
import type { Identity } from "./identity.ts";
import type { Keys } from "./keys.ts";

/** The home stack as the stack in the standby region knows it: from its outputs, never from its resources. */
export interface HomeStack {
  readonly stackName: string;
  readonly region: string;
  /** Keys in the standby region, as that region's stores take them. */
  readonly keys: Keys;
  readonly identity: Identity;
  readonly databaseId: pulumi.Output<string>;
  /** AWS: as {@link Database.globalId}. */
  readonly globalId?: pulumi.Output<string>;
  readonly networkId: pulumi.Output<string>;
  /** As {@link Audit.logId}: what the replica records can be searched there, where the cloud delivers across regions. */
  readonly logId: pulumi.Output<string>;
  /** Block of the home network. */
  readonly cidr: string;
  /** Azure: the private DNS zone in which the home database has its name. */
  readonly databaseZoneId?: pulumi.Output<string>;
}
