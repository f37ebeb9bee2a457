/** A bucket of Cloud Logging under the tenant's own key: what all have in common. */
import { ProjectBucketConfig } from "@pulumi/gcp/logging/projectBucketConfig.js";
import type * as pulumi from "@pulumi/pulumi";
import type { GcpComponent } from "./gcp-component.ts";

/** Log buckets keep 1 to 3,650 days (SDK docstring: logging.ProjectBucketConfig.retentionDays; Cloud Logging quotas). */
const RETENTION_DAYS = { min: 1, max: 3650 } as const;

export interface LogBucketDefinition {
  /** Logical key. */
  readonly key: string;
  /** Project id, known once its services are on. */
  readonly project: pulumi.Output<string>;
  /** Replaces: the bucket. */
  readonly region: string;
  /** Taken for a week after the bucket's end. Replaces: the bucket. */
  readonly bucketId: string;
  readonly description: string;
  readonly retentionDays: number;
  /** A key cannot be taken away again, only exchanged. */
  readonly keyName: pulumi.Output<string>;
  /** Nobody opens a lock again, nor changes a locked retention. Default: open, since how long it keeps follows the tier. */
  readonly locked?: boolean;
}

/**
 * Creates the bucket.
 * @throws Error when it shall keep longer than Cloud Logging can: a shorter time would break the promise.
 */
export function createLogBucket(owner: GcpComponent, definition: LogBucketDefinition): ProjectBucketConfig {
  const { key, project, region, bucketId, description, retentionDays, keyName, locked = false } = definition;
  if (retentionDays > RETENTION_DAYS.max) {
    throw new Error(
      `got a log retention of ${retentionDays} days, expected at most ${RETENTION_DAYS.max} for Cloud Logging`,
    );
  }
  return owner.child(ProjectBucketConfig, key, {
    project,
    location: region,
    bucketId,
    description,
    retentionDays: Math.max(RETENTION_DAYS.min, retentionDays),
    cmekSettings: { kmsKeyName: keyName },
    locked,
  });
}
