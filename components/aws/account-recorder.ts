/** AWS Config: what every resource's settings were, at any moment. */
import { DeliveryChannel } from "@pulumi/aws/cfg/deliveryChannel.js";
import { Recorder } from "@pulumi/aws/cfg/recorder.js";
import { RecorderStatus } from "@pulumi/aws/cfg/recorderStatus.js";
import { ServiceLinkedRole } from "@pulumi/aws/iam/serviceLinkedRole.js";
import type { DetectionSpec } from "../../tiers/account/account-blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { BaselineKeys } from "./account-keys.ts";
import type { AccountRecord } from "./account-record.ts";

/** A region has one recorder and one channel; both are always called so. */
const NAME = "default";

/** What the service offers, by hours between two snapshots (API `ConfigSnapshotDeliveryProperties`). */
const DELIVERY_FREQUENCIES = {
  1: "One_Hour",
  3: "Three_Hours",
  6: "Six_Hours",
  12: "Twelve_Hours",
  24: "TwentyFour_Hours",
} as const satisfies Record<DetectionSpec["snapshotHours"], string>;

/** The role that AWS Config keeps for itself, once per account: it may read every setting and nothing else. */
export function createConfigurationRole(owner: TenantComponent): ServiceLinkedRole {
  return owner.taggedChild(ServiceLinkedRole, "recorder-role", "none", { awsServiceName: "config.amazonaws.com" });
}

/** Where one region's settings are recorded, and where to. */
export interface RecorderPlace {
  readonly region: string;
  readonly role: ServiceLinkedRole;
  readonly record: AccountRecord;
  readonly keys: BaselineKeys;
}

/** Records one region; what exists once per account (identities) is recorded in the home region only. */
export function recordConfiguration(
  owner: TenantComponent,
  { stack, spec }: AccountBaselineArgs,
  { region, role, record, keys }: RecorderPlace,
): void {
  const recorder = owner.child(Recorder, `recorder-${region}`, {
    region,
    name: NAME,
    roleArn: role.arn,
    recordingGroup: { allSupported: true, includeGlobalResourceTypes: region === stack.region },
    recordingMode: { recordingFrequency: "CONTINUOUS" },
  });
  const channel = owner.child(
    DeliveryChannel,
    `recorder-channel-${region}`,
    {
      region,
      name: NAME,
      s3BucketName: record.historyBucket.bucket.bucket,
      s3KeyPrefix: "configuration",
      s3KmsKeyArn: keys.record.home,
      snapshotDeliveryProperties: { deliveryFrequency: DELIVERY_FREQUENCIES[spec.detection.snapshotHours] },
    },
    // A channel needs its recorder, and tries to write.
    { dependsOn: [recorder, record.historyBucket.policy] },
  );
  owner.child(
    RecorderStatus,
    `recorder-status-${region}`,
    { region, name: recorder.name, isEnabled: true },
    { dependsOn: [channel] },
  );
}
