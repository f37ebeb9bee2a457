/** What databases and caches write into their logs, in a log bucket under the tenant's audit key. */
import { ProjectSink } from "@pulumi/gcp/logging/projectSink.js";
import * as pulumi from "@pulumi/pulumi";
import type { MonitoringArgs } from "../contracts.ts";
import { instanceName } from "./database-name.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { createLogBucket } from "./log-bucket.ts";
import { resourceName } from "./names.ts";

/**
 * Creates the bucket and the sink that copies the logs of the stack's own instances into it, for the longest time that one
 * of them is to be kept. The project's own `_Default` bucket gets them too, for as long as its owner decided for all tenants.
 */
export function createStoreLogs(owner: GcpComponent, args: MonitoringArgs): void {
  const { stack, spec, watched, keys, boundary } = args;
  const project = boundary.boundaryName;
  const name = resourceName(stack, "store-logs");
  const bucket = createLogBucket(owner, {
    key: "store-log-bucket",
    project,
    region: stack.region,
    bucketId: name,
    description: `${stack.tenant} ${stack.environment}: logs of databases and caches`,
    retentionDays: Math.max(
      spec.logRetentionDays,
      watched.database.logRetentionDays,
      watched.cache?.logRetentionDays ?? 0,
    ),
    keyName: keys.keys.audit.keyId,
  });
  const database = pulumi.interpolate`resource.type="cloudsql_database" AND resource.labels.database_id=~"^${project}:${instanceName(args.database)}"`;
  const cache = `resource.type=~"^memorystore.googleapis.com/" AND resource.labels.instance_id="${resourceName(stack, "cache")}"`;
  owner.child(ProjectSink, "store-log-sink", {
    project,
    name,
    description: "Logs of databases and caches",
    destination: pulumi.interpolate`logging.googleapis.com/${bucket.id}`,
    filter: watched.cache === undefined ? database : pulumi.interpolate`(${database}) OR (${cache})`,
    uniqueWriterIdentity: true,
  });
}
