/** Cloud Logging: log buckets and sinks. A deleted bucket keeps its name for a week. */
import { failures, pattern, range } from "../../checks.ts";
import { flagAt, numberAt, textAt } from "../../properties.ts";
import type { ResourceType } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { projectNumber } from "../invokes.ts";
import { keyFlaw } from "../key-use.ts";
import { namedType, notFound } from "../named-type.ts";
import { locationId, projectOf } from "../self-link.ts";

const BUCKET = "gcp:logging/projectBucketConfig:ProjectBucketConfig";
const BUCKET_ID = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}$/;

const bucket = namedType({
  token: BUCKET,
  autoName: "none",
  place: ({ location, id }) => (typeof location === "string" ? location : /\/locations\/([^/]+)/.exec(String(id))?.[1]),
  doing: "Error creating Bucket",
  idOf: (inputs, context) =>
    locationId(
      projectOf(inputs, context),
      textAt(inputs, "location") ?? "",
      "buckets",
      textAt(inputs, "bucketId") ?? "",
    ),
  taken: (id) => `Resource already exists: ${id}`,
  check: (inputs) =>
    failures(
      pattern(inputs, "bucketId", BUCKET_ID, `doesn't match regexp ${JSON.stringify(BUCKET_ID.source)}`),
      range(inputs, "retentionDays", 1, 3650),
    ),
  flaw(inputs, context) {
    const key = textAt(inputs, "cmekSettings.kmsKeyName");
    const flaw = keyFlaw(key, "logging", textAt(inputs, "location") ?? "", context);
    if (flaw === undefined) return undefined;
    if (flaw === "elsewhere") {
      return { status: "400", message: `The KMS key ${key} must be in the same region as the log bucket.` };
    }
    const message = `Cloud Logging has no access to the KMS key ${key}: grant its service account roles/cloudkms.cryptoKeyEncrypterDecrypter.`;
    return { status: "403 forbidden", message };
  },
  outputs: (_inputs, _context, id) => ({ name: id, lifecycleState: "ACTIVE" }),
  leaves: (record) => ({ ...record, outputs: { ...record.outputs, lifecycleState: "DELETE_REQUESTED" } }),
  isGone: ({ outputs }) => outputs["lifecycleState"] === "DELETE_REQUESTED",
});

/** A locked bucket keeps its lock, and what it keeps it keeps as long as it said. */
const lockable: ResourceType = {
  ...bucket,
  refuseUpdate(old, inputs, context) {
    const isLocked = flagAt(old.inputs, "locked") === true;
    const isShorter = (numberAt(inputs, "retentionDays") ?? 30) < (numberAt(old.inputs, "retentionDays") ?? 30);
    if (isLocked && (isShorter || flagAt(inputs, "locked") !== true)) {
      return googleError(
        `Error updating Bucket "${old.id}"`,
        "400",
        "Bucket is locked, and its retention cannot be changed.",
      );
    }
    return bucket.refuseUpdate?.(old, inputs, context);
  },
};

const sink = namedType({
  token: "gcp:logging/projectSink:ProjectSink",
  scope: "global",
  doing: "Error creating Sink",
  autoName: { property: "name", maxLength: 100 },
  idOf: (inputs, context) => `projects/${projectOf(inputs, context)}/sinks/${textAt(inputs, "name")}`,
  taken: (id) => `Sink ${id.split("/").at(-1)} already exists`,
  flaw(inputs, { cloud }) {
    const destination = textAt(inputs, "destination") ?? "";
    const [, id = ""] = /^logging\.googleapis\.com\/(projects\/.+)$/.exec(destination) ?? [];
    if (id === "") return undefined;
    return cloud.find(BUCKET, (record) => record.id === id) === undefined ? notFound(id) : undefined;
  },
  // Into a log bucket of the same project a sink writes without an identity; elsewhere all sinks of a project share one.
  outputs: (inputs, context) => ({
    writerIdentity: /^logging\./.test(textAt(inputs, "destination") ?? "")
      ? ""
      : `serviceAccount:service-${projectNumber(projectOf(inputs, context))}@gcp-sa-logging.iam.gserviceaccount.com`,
  }),
});

export const loggingTypes: readonly ResourceType[] = [lockable, sink];
