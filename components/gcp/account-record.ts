/** The record of what was done in a project: everything that Cloud Audit Logs writes, to search in and as evidence. */
import type { ProjectBucketConfig } from "@pulumi/gcp/logging/projectBucketConfig.js";
import { ProjectSink } from "@pulumi/gcp/logging/projectSink.js";
import { IAMAuditConfig } from "@pulumi/gcp/projects/iamauditConfig.js";
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../tiers/names.ts";
import type { AccountBaselineArgs } from "../contracts.ts";
import { createBucket } from "./bucket.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { createLogBucket } from "./log-bucket.ts";
import { BUCKET_NAME_LENGTH } from "./names.ts";

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

/** Days for which a record that ran out can still be brought back. */
const GRACE_DAYS = 30;

export interface ProjectRecord {
  readonly bucket: ProjectBucketConfig;
  readonly bucketName: string;
  /** What writes into it. */
  readonly sink: ProjectSink;
}

/** Creates the audit configuration, and per bucket the sink that fills it. */
export function createRecord(
  owner: GcpComponent,
  args: AccountBaselineArgs,
  project: pulumi.Output<string>,
  keyName: pulumi.Output<string>,
): ProjectRecord {
  const { stack, spec } = args;
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
  const sink = createSink(owner, project, {
    key: "sink",
    name: bucketName,
    destination: pulumi.interpolate`logging.googleapis.com/${bucket.id}`,
  });
  createEvidence(owner, args, project, keyName);
  return { bucket, bucketName, sink };
}

/**
 * The same once more where nobody can delete it: a log bucket protects what it holds only once it is locked, and then for
 * ever. A retention policy holds from the first day, and locking it stays a choice.
 */
function createEvidence(
  owner: GcpComponent,
  { stack, spec }: AccountBaselineArgs,
  project: pulumi.Output<string>,
  keyName: pulumi.Output<string>,
): void {
  const { retentionDays, lockMode } = spec.audit;
  const bucket = createBucket(
    owner,
    {
      key: "evidence",
      // Unique among all of Google Cloud by the project's id.
      name: physicalName([stack.name, "evidence", stack.account, stack.region], BUCKET_NAME_LENGTH),
      region: stack.region,
      keyName,
      dataClass: "internal",
      versioning: true,
      lockCapable: true,
      lock: { mode: lockMode, days: retentionDays },
      ageing: { expireAfterDays: retentionDays, noncurrentRetentionDays: GRACE_DAYS },
    },
    project,
  );
  const sink = createSink(owner, project, {
    key: "evidence-sink",
    name: `${stack.name}-evidence`,
    destination: pulumi.interpolate`storage.googleapis.com/${bucket.name}`,
  });
  owner.child(BucketIAMMember, "evidence-sink-writer", {
    bucket: bucket.name,
    role: "roles/storage.objectCreator",
    member: sink.writerIdentity,
  });
}

function createSink(
  owner: GcpComponent,
  project: pulumi.Output<string>,
  {
    key,
    name,
    destination,
  }: { readonly key: string; readonly name: string; readonly destination: pulumi.Output<string> },
): ProjectSink {
  return owner.child(ProjectSink, key, {
    project,
    name,
    description: "Cloud Audit Logs of the whole project",
    destination,
    filter: AUDIT_LOGS.map((log) => `log_id("cloudaudit.googleapis.com/${log}")`).join(" OR "),
    uniqueWriterIdentity: true,
  });
}
