import type { ProjectBucketConfig } from "@pulumi/gcp/logging/projectBucketConfig.js";
import { ProjectSink } from "@pulumi/gcp/logging/projectSink.js";
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { Audit, AuditArgs } from "../contracts.ts";
import { GcpComponent } from "./gcp-component.ts";
import { createLogBucket } from "./log-bucket.ts";
import { resourceName } from "./names.ts";

/** Bucket that takes the record. */
const EVIDENCE = "audit";

/** The logs that Cloud Audit Logs writes; nobody can switch off the first, third and fourth. */
const AUDIT_LOGS = ["activity", "data_access", "system_event", "policy"] as const;

/** Name of the sink into the audit bucket, which alerts watch. */
export function evidenceSinkName(stack: StackSpec): string {
  return resourceName(stack, "audit-evidence");
}

/**
 * The record of what was done: Cloud Audit Logs.
 *
 * Creates: 1. a log bucket under the audit key, in every tier, where records can be searched · 2. the sink that copies them
 * there · 3. with a record of its own: a sink into the audit bucket, whose retention policy nobody can shorten, and the right
 * of the sink to store there and nothing else.
 * A project of the tenant's own is recorded whole; in a shared one what names a resource of this stack is.
 * Does not: decide what is recorded. Changes of settings always are; who reads data is recorded where the project's audit
 * configuration says so, which is one for all in the project and belongs to the account baseline. Sign records in a chain:
 * Google writes them, and what lies in a log bucket or under a retention policy cannot be changed. Lock the log bucket: its
 * retention follows the tier, and a lock could never be opened again; immutable is what lies in the audit bucket.
 * Cost: per GiB in the log bucket beyond 30 days, per GiB and month in the audit bucket.
 */
export class GcpAudit extends GcpComponent implements Audit {
  readonly logId: pulumi.Output<string>;
  readonly logName: string;
  readonly trailId?: pulumi.Output<string>;

  constructor(name: string, args: AuditArgs, options?: pulumi.ComponentResourceOptions) {
    super("Audit", name, args, options);
    const bucket = this.createLogBucket(args);
    this.createSink(
      args,
      "sink",
      resourceName(args.stack, "audit"),
      pulumi.interpolate`logging.googleapis.com/${bucket.id}`,
    );
    const evidence = args.spec.trail === "own" ? this.createEvidenceSink(args) : undefined;

    this.logId = bucket.id;
    this.logName = resourceName(args.stack, "audit");
    if (evidence !== undefined) this.trailId = evidence.id;
    this.registerOutputs({ logId: this.logId });
  }

  private createLogBucket({ stack, spec, keys, boundary }: AuditArgs): ProjectBucketConfig {
    return createLogBucket(this, {
      key: "log-bucket",
      project: boundary.boundaryName,
      region: stack.region,
      bucketId: resourceName(stack, "audit"),
      description: `${stack.tenant} ${stack.environment}: who did what`,
      retentionDays: spec.searchableDays,
      keyName: keys.keys.audit.keyId,
    });
  }

  private createSink(
    { stack, spec, boundary }: AuditArgs,
    key: string,
    name: string,
    destination: pulumi.Input<string>,
    dependsOn: readonly pulumi.Resource[] = [],
  ): ProjectSink {
    return this.child(
      ProjectSink,
      key,
      {
        project: boundary.boundaryName,
        name,
        description: "Cloud Audit Logs",
        destination,
        filter: spec.trail === "own" ? recorded() : `${recorded()} AND ${ownResources(stack)}`,
        uniqueWriterIdentity: true,
      },
      { dependsOn: [...dependsOn] },
    );
  }

  /** @throws Error when there is no bucket for evidence: blueprint and buckets disagree. */
  private createEvidenceSink(args: AuditArgs): ProjectSink {
    const evidence = args.objects.buckets[EVIDENCE];
    if (evidence === undefined) throw new Error("the stack has no audit bucket, into which its own record goes");
    const destination = pulumi.interpolate`storage.googleapis.com/${evidence.bucketName}`;
    const sink = this.createSink(args, "evidence-sink", evidenceSinkName(args.stack), destination, args.after);
    this.child(BucketIAMMember, "evidence-sink-writer", {
      bucket: evidence.bucketName,
      role: "roles/storage.objectCreator",
      member: sink.writerIdentity,
    });
    return sink;
  }
}

function recorded(): string {
  return `(${AUDIT_LOGS.map((log) => `log_id("cloudaudit.googleapis.com/${log}")`).join(" OR ")})`;
}

/** Every name of a stack's resources begins with the stack's. */
function ownResources(stack: StackSpec): string {
  return `protoPayload.resourceName=~"(^|/)${stack.name}([-/]|$)"`;
}
