/** Audit logs on their way into buckets and stores. */
import type { OtherResource } from "../harness/rule-case.ts";

export const SETTING = "azure-native:monitor:DiagnosticSetting";

export const LOG_BUCKET = "gcp:logging/projectBucketConfig:ProjectBucketConfig";

export const STORE = "gcp:storage/bucket:Bucket";

export const SINK = "gcp:logging/projectSink:ProjectSink";

export const AUDIT = 'log_id("cloudaudit.googleapis.com/activity")';

export const PERIOD = "retentionPolicy.retentionPeriod";

export const YEAR_SECONDS = 365 * 86_400;

/** A project that no account baseline watches. */
export const ALONE = { kind: "foreign" } as const;

export function sink(name: string, destination: unknown, filter: unknown = AUDIT): OtherResource {
  return { type: SINK, name, props: { destination, ...(filter === undefined ? {} : { filter }) } };
}

export const INTO_BUCKET = sink("sink", "logging.googleapis.com/projects/p/locations/europe-west1/buckets/audit");

export const INTO_STORE = sink("evidence", "storage.googleapis.com/acme-audit");

export const store = (retentionPeriod: number | string): OtherResource => ({
  type: STORE,
  name: "store",
  props: { name: "acme-audit", retentionPolicy: { retentionPeriod } },
});

export const LOG_BUCKET_ID = { id: "projects/p/locations/europe-west1/buckets/audit" };

export function writer(workspace: boolean, archive: boolean): OtherResource {
  return {
    type: SETTING,
    name: "setting",
    props: archive ? { storageAccountId: "/accounts/audit" } : {},
    ...(workspace ? { refersTo: { workspaceId: ["subject"] } } : {}),
  };
}
