/** Flow logs: who spoke to whom, allowed or refused, in a log bucket under the tenant's audit key. */
import type { ProjectBucketConfig } from "@pulumi/gcp/logging/projectBucketConfig.js";
import { ProjectSink } from "@pulumi/gcp/logging/projectSink.js";
import * as pulumi from "@pulumi/pulumi";
import { SUBNET_ROLES } from "../../tiers/vocabulary.ts";
import type { NetworkArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { createLogBucket } from "./log-bucket.ts";
import { resourceName } from "./names.ts";

/**
 * Creates the bucket, also where nothing is recorded: it outlives what was recorded, and its name is taken for a week after
 * its end, so it must be there when recording is switched on again. An empty bucket costs nothing.
 */
export function createFlowLogBucket(owner: GcpComponent, args: NetworkArgs): ProjectBucketConfig {
  const { stack, spec, keys, boundary } = args;
  return createLogBucket(owner, {
    key: "flow-log-bucket",
    project: boundary.boundaryName,
    region: stack.region,
    bucketId: resourceName(stack, "flow-logs"),
    description: `${stack.tenant} ${stack.environment}: flow, firewall and NAT logs of the network`,
    retentionDays: spec.flowLogRetentionDays,
    keyName: keys.keys.audit.keyId,
  });
}

/**
 * Creates the sink that copies the network's records into the bucket. The project's own `_Default` bucket gets them too, for
 * 30 days: what it keeps is for all tenants of a project to decide.
 */
export function createFlowLogSink(owner: GcpComponent, args: NetworkArgs, bucket: ProjectBucketConfig): ProjectSink {
  const { stack, boundary } = args;
  const project = boundary.boundaryName;
  const subnetworks = SUBNET_ROLES.map((role) => `"${resourceName(stack, role)}"`).join(" OR ");
  const logs = ["vpc_flows", "firewall"].map((log) => `log_id("compute.googleapis.com/${log}")`);
  const filter = [
    `(resource.type="gce_subnetwork" AND (${logs.join(" OR ")}) AND resource.labels.subnetwork_name=(${subnetworks}))`,
    `(resource.type="nat_gateway" AND resource.labels.gateway_name="${resourceName(stack, "nat")}")`,
  ].join(" OR ");
  return owner.child(ProjectSink, "flow-log-sink", {
    project,
    name: resourceName(stack, "flow-logs"),
    description: "Flow, firewall and NAT logs of the network",
    destination: pulumi.interpolate`logging.googleapis.com/${bucket.id}`,
    filter,
    uniqueWriterIdentity: true,
  });
}
