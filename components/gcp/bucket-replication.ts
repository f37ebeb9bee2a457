/** Copies of every object in another region, made as objects come. */
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import type { Bucket } from "@pulumi/gcp/storage/bucket.js";
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import { getTransferProjectServiceAccountOutput } from "@pulumi/gcp/storage/getTransferProjectServiceAccount.js";
import { TransferJob } from "@pulumi/gcp/storage/transferJob.js";
import type * as pulumi from "@pulumi/pulumi";
import { bucketKey } from "../bucket-shape.ts";
import type { TenantComponent } from "../component.ts";
import type { ObjectsArgs } from "../contracts.ts";
import { serviceAgent } from "./service-agents.ts";

export type CreatedBucket = Bucket;

/** A bucket and its copy. */
export interface ReplicatedBucket {
  readonly key: string;
  readonly source: CreatedBucket;
  readonly replica: CreatedBucket;
}

/** What the agent of Storage Transfer needs on either side: the source tells it of each change, the copy takes what it writes. */
const SIDES = {
  source: { notify: "roles/storage.legacyBucketOwner", read: "roles/storage.objectViewer" },
  replica: { store: "roles/storage.legacyBucketWriter", compare: "roles/storage.objectViewer" },
} as const;

/**
 * Creates a replication job per bucket and the rights of the two agents that carry it. New and overwritten objects are
 * copied within minutes, larger than 1 GiB within hours, and Google promises no recovery point for it. Not copied: what was
 * there before the job, and deletions (Storage Transfer "Cross-bucket replication", limitations).
 * Cost: per GiB copied, requests and storage in the other region.
 */
export function createReplication(owner: TenantComponent, args: ObjectsArgs, pairs: readonly ReplicatedBucket[]): void {
  if (pairs.length === 0) return;
  const { stack, boundary } = args;
  const agents = agentsOf(owner, args);
  const messaging = grantMessaging(owner, args, agents);
  for (const pair of pairs) {
    const rights = grantSides(owner, pair, agents.transfer);
    owner.child(
      TransferJob,
      bucketKey(pair, "replication"),
      {
        project: boundary.boundaryName,
        description: `Copies ${pair.key} of ${stack.name} to the standby region`,
        status: "ENABLED",
        replicationSpec: {
          gcsDataSource: { bucketName: pair.source.name },
          gcsDataSink: { bucketName: pair.replica.name },
          transferOptions: {
            overwriteWhen: "DIFFERENT",
            metadataOptions: {
              acl: "ACL_DESTINATION_BUCKET_DEFAULT",
              kmsKey: "KMS_KEY_DESTINATION_BUCKET_DEFAULT",
              storageClass: "STORAGE_CLASS_DESTINATION_BUCKET_DEFAULT",
            },
          },
        },
        loggingConfig: { logActions: ["COPY"], logActionStates: ["FAILED"] },
      },
      // Storage Transfer looks whether it may, when the job is made.
      { dependsOn: [...messaging, ...rights] },
    );
  }
}

interface Agents {
  readonly transfer: pulumi.Output<string>;
  readonly storage: string;
}

/**
 * The project's service agents that copy and that tell of changes. The one that copies comes into being when it is asked
 * for (SDK docstring: storage.getTransferProjectServiceAccount), once the service is on.
 */
function agentsOf(owner: TenantComponent, { facts, boundary }: ObjectsArgs): Agents {
  const { member } = getTransferProjectServiceAccountOutput({ project: boundary.boundaryName }, { parent: owner });
  return { transfer: member, storage: serviceAgent(facts, "storage") };
}

/**
 * Changes travel by a topic that Storage Transfer makes in the project. The condition is always true: it only makes the
 * right this stack's own, so that another tenant's stack in the same project does not take it away when it goes.
 */
function grantMessaging(
  owner: TenantComponent,
  { stack, boundary }: ObjectsArgs,
  agents: Agents,
): readonly IAMMember[] {
  const rights = {
    subscribe: { role: "roles/pubsub.editor", member: agents.transfer },
    publish: { role: "roles/pubsub.publisher", member: agents.storage },
  };
  return Object.entries(rights).map(([key, right]) =>
    owner.child(IAMMember, `replication-${key}`, {
      project: boundary.boundaryName,
      ...right,
      condition: {
        title: `${stack.name} replication`,
        expression: 'request.time > timestamp("2026-01-01T00:00:00Z")',
      },
    }),
  );
}

function grantSides(
  owner: TenantComponent,
  pair: ReplicatedBucket,
  member: pulumi.Output<string>,
): readonly BucketIAMMember[] {
  return (["source", "replica"] as const).flatMap((side) =>
    Object.entries(SIDES[side]).map(([purpose, role]) =>
      owner.child(BucketIAMMember, `${pair.key}-replication-${side}-${purpose}`, {
        bucket: pair[side].name,
        role,
        member,
      }),
    ),
  );
}
