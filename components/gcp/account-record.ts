/** The record of what was done in a project: everything that Cloud Audit Logs writes, in a bucket of its own. */
import type { ProjectBucketConfig } from "@pulumi/gcp/logging/projectBucketConfig.js";
import { ProjectSink } from "@pulumi/gcp/logging/projectSink.js";
import { IAMAuditConfig } from "@pulumi/gcp/projects/iamauditConfig.js";
import * as pulumi from "@pulumi/pulumi";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { createLogBucket } from "./log-bucket.ts";

/** Services that hold what tenants store, or what opens it, by the key of their child. Changes of settings are always logged. */
const LOGGED_SERVICES = {
  databases: "cloudsql.googleapis.com",
  identities: "iam.googleapis.com",
  keys: "cloudkms.googleapis.com",
  secrets: "secretmanager.googleapis.com",
  stores: "storage.googleapis.com",
  tokens: "sts.googleapis.com",
} as const;

/** Every kind that can be switched off (SDK docstring: projects.IAMAuditConfig.auditLogConfigs). */
const LOG_TYPES = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"] as const;

/** The logs that Cloud Audit Logs writes. */
const AUDIT_LOGS = ["activity", "data_access", "system_event", "policy", "access_transparency"] as const;

export interface ProjectRecord {
  readonly bucket: ProjectBucketConfig;
  readonly bucketName: string;
  /** What writes into it. */
  readonly sink: ProjectSink;
}

/** Creates the audit configuration, the bucket and the sink. */
export function createRecord(
  owner: GcpComponent,
  { stack, spec }: AccountBaselineArgs,
  project: pulumi.Output<string>,
  keyName: pulumi.Output<string>,
): ProjectRecord {
  for (const [key, service] of Object.entries(LOGGED_SERVICES)) {
    owner.child(IAMAuditConfig, `logged-${key}`, {
      project,
      service,
      auditLogConfigs: LOG_TYPES.map((logType) => ({ logType })),
    });
  }
  const bucketName = `${stack.name}-audit`;
  const bucket = createLogBucket(owner, {
    key: "log-bucket",
    project,
    region: stack.region,
    bucketId: bucketName,
    description: `${stack.name}: who did what`,
    retentionDays: spec.audit.retentionDays,
    keyName,
    // Only by explicit choice.
    locked: spec.audit.lockMode === "compliance",
  });
  const sink = owner.child(ProjectSink, "sink", {
    project,
    name: bucketName,
    description: "Cloud Audit Logs of the whole project",
    destination: pulumi.interpolate`logging.googleapis.com/${bucket.id}`,
    filter: AUDIT_LOGS.map((log) => `log_id("cloudaudit.googleapis.com/${log}")`).join(" OR "),
    uniqueWriterIdentity: true,
  });
  return { bucket, bucketName, sink };
}
