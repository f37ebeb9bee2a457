import type * as pulumi from "@pulumi/pulumi";
import { TenantComponent } from "../component.ts";
import type { AccountBaseline, AccountBaselineArgs } from "../contracts.ts";
import { createDetection } from "./account-detection.ts";
import { createFindingsRoute } from "./account-findings.ts";
import { hardenAccount, hardenRegion } from "./account-hardening.ts";
import { createBaselineKeys } from "./account-keys.ts";
import { createRecord } from "./account-record.ts";
import { createConfigurationRole, recordConfiguration } from "./account-recorder.ts";

/**
 * What exists once per AWS account: evidence for every tenant in it.
 *
 * Creates: 1. a key for the records and a key for disks, with a replica of each in every guarded region · 2. a locked bucket
 * for the trail and a bucket for what S3 lets nobody lock · 3. the trail of all regions, signed, of the whole organization
 * where asked · 4. password policy, block on public buckets, security contact · 5. per guarded region: GuardDuty with its
 * protection plans, an access analyzer, the configuration recorder, the way of findings to the security contact, disks
 * encrypted by default, no public snapshots and images, instance metadata by token only.
 * Does not: copy the trail into a log group (CloudTrail's own history searches 90 days), enrol other accounts, remediate.
 * Cost: per event analysed and per setting recorded, in each guarded region; per key and replica and month.
 */
export class AwsAccountBaseline extends TenantComponent implements AccountBaseline {
  readonly recordId: pulumi.Output<string>;
  readonly recordName: string;
  readonly trailId: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;
  readonly detectionIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: AccountBaselineArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:AccountBaseline", name, args, options);
    const keys = createBaselineKeys(this, args);
    const record = createRecord(this, args, keys);
    const recorderRole = createConfigurationRole(this);
    hardenAccount(this, args);
    const detectors = args.spec.guardedRegions.map((region): [string, pulumi.Output<string>] => {
      recordConfiguration(this, args, { region, role: recorderRole, record, keys });
      createFindingsRoute(this, args, region, keys);
      hardenRegion(this, region, keys);
      return [region, createDetection(this, args, region)];
    });

    this.recordId = record.trailBucket.bucket.arn;
    this.recordName = record.trailBucketName;
    this.trailId = record.trail.arn;
    this.keyId = keys.record.home;
    this.detectionIds = Object.fromEntries(detectors);
    this.registerOutputs({ recordId: this.recordId, trailId: this.trailId });
  }
}
