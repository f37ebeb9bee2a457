/** Rights on buckets, and jobs that copy from one to another. */
import { textAt, valueAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { findBucket } from "../bucket-rules.ts";
import { abandonable, DELETION_POLICIES } from "../deletion-policy.ts";
import { iamMember } from "../iam-member.ts";
import { projectNumber } from "../invokes.ts";
import { projectOf } from "../self-link.ts";
import { serviceOffFlaw } from "./projects.ts";

const BUCKET_MEMBER = "gcp:storage/bucketIAMMember:BucketIAMMember";
const TRANSFER_JOB = "gcp:storage/transferJob:TransferJob";

/** Roles that let the agent of Storage Transfer read one side and write the other. */
const SOURCE_ROLES = ["roles/storage.legacyBucketOwner", "roles/storage.objectViewer"] as const;
const SINK_ROLES = ["roles/storage.legacyBucketWriter"] as const;

const member = iamMember({
  token: BUCKET_MEMBER,
  parentOf: (inputs) => `b/${textAt(inputs, "bucket")}`,
  flaw: (parent, context) =>
    findBucket(parent.slice("b/".length), context) === undefined
      ? { status: "404 notFound", message: "The specified bucket does not exist." }
      : undefined,
});

const bucketMember: ResourceType = {
  ...member,
  refuseCreate: (inputs, context) => member.refuseCreate?.(inputs, context) ?? memberRefusal(inputs, context),
};

function memberRefusal(inputs: Properties, context: TypeContext): string | undefined {
  const bucket = textAt(inputs, "bucket");
  const settings = findBucket(bucket, context)?.inputs ?? {};
  const doing = `Error applying IAM policy for b/${bucket}`;
  if (valueAt(inputs, "condition") !== undefined && valueAt(settings, "uniformBucketLevelAccess") !== true) {
    return googleError(doing, "400 invalid", "Uniform bucket-level access must be enabled to set conditional policy.");
  }
  const isPublic = ["allUsers", "allAuthenticatedUsers"].includes(textAt(inputs, "member") ?? "");
  if (!isPublic || textAt(settings, "publicAccessPrevention") !== "enforced") return undefined;
  const message =
    "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced.";
  return `${googleError(doing, "412", message)}, conditionNotMet`;
}

const transferJob: ResourceType = {
  token: TRANSFER_JOB,
  scope: "global",
  autoName: "none",
  enums: {
    deletionPolicy: DELETION_POLICIES,
    status: ["DELETED", "DISABLED", "ENABLED"],
    "replicationSpec.transferOptions.overwriteWhen": ["ALWAYS", "DIFFERENT", "NEVER"],
    "loggingConfig.logActions": ["COPY", "DELETE", "FIND"],
    "loggingConfig.logActionStates": ["FAILED", "SUCCEEDED"],
  },
  sets: ["loggingConfig.logActions", "loggingConfig.logActionStates"],
  refuseCreate(inputs, context) {
    const doing = "Error creating Transfer Job";
    const flaw = jobFlaw(inputs, context);
    return (
      serviceOffFlaw("storagetransfer.googleapis.com", doing, context) ??
      (flaw && googleError(doing, "400 badRequest", flaw))
    );
  },
  create(inputs, context) {
    const project = projectOf(inputs, context);
    const name = textAt(inputs, "name") ?? `transferJobs/${BigInt(`0x${context.hex(15)}`).toString()}`;
    return {
      id: `${project}/${name}`,
      name,
      outputs: {
        creationTime: "2026-01-01T00:00:00Z",
        deletionPolicy: "DELETE",
        deletionTime: "",
        lastModificationTime: "2026-01-01T00:00:00Z",
        name,
        project,
      },
    };
  },
  refuseUpdate(_old, inputs, context) {
    const flaw = jobFlaw(inputs, context);
    return flaw && googleError("Error updating Transfer Job", "400 badRequest", flaw);
  },
  ...abandonable,
};

export const storageAccessTypes: readonly ResourceType[] = [bucketMember, transferJob];

function jobFlaw(inputs: Properties, context: TypeContext): string | undefined {
  if (valueAt(inputs, "replicationSpec") === undefined) return undefined;
  if (textAt(inputs, "name") !== undefined) return "Custom names are not supported for replication jobs.";
  if (valueAt(inputs, "replicationSpec.transferOptions.deleteObjectsUniqueInSink") === true)
    return "Delete options are not supported for replication jobs.";
  return (
    sideFlaw(inputs, "replicationSpec.gcsDataSource.bucketName", SOURCE_ROLES, context) ??
    sideFlaw(inputs, "replicationSpec.gcsDataSink.bucketName", SINK_ROLES, context)
  );
}

function sideFlaw(
  inputs: Properties,
  path: string,
  roles: readonly string[],
  context: TypeContext,
): string | undefined {
  const bucket = textAt(inputs, path);
  if (bucket === undefined) return undefined;
  const agent = `serviceAccount:project-${projectNumber(context.account)}@storage-transfer-service.iam.gserviceaccount.com`;
  const isAllowed = (role: string): boolean =>
    context.cloud.byId(BUCKET_MEMBER, `b/${bucket}/${role}/${agent}`) !== undefined;
  if (findBucket(bucket, context) !== undefined && roles.every(isAllowed)) return undefined;
  return `Failed to obtain the location of the Google Cloud Storage (GCS) bucket ${bucket} due to insufficient permissions. Please verify that the necessary permissions have been granted.`;
}
