/** What Google Cloud computes for databases, caches and buckets under the recording engine: only what the components read. */
import type { Values } from "./recording.ts";

type Compute = (name: string, inputs: Values) => Values;

const nothing: Compute = () => ({});

export const GCP_STORE_OUTPUTS: Readonly<Record<string, Compute>> = {
  "pulumi:providers:gcp": nothing,
  "gcp:memorystore/instance:Instance": (_name, { instanceId, location, project }) => ({
    name: `projects/${String(project)}/locations/${String(location)}/instances/${String(instanceId)}`,
    endpoints: [
      {
        connections: [
          { pscAutoConnection: { connectionType: "CONNECTION_TYPE_UNSPECIFIED", ipAddress: "10.20.8.6" } },
          { pscAutoConnection: { connectionType: "CONNECTION_TYPE_DISCOVERY", ipAddress: "10.20.8.5" } },
        ],
      },
    ],
  }),
  "gcp:projects/iAMMember:IAMMember": nothing,
  "gcp:sql/database:Database": nothing,
  "gcp:sql/databaseInstance:DatabaseInstance": (logicalName, { name = `${logicalName}-0123456`, project }) => ({
    name,
    privateIpAddress: `address of ${String(name)}`,
    selfLink: `https://sqladmin.googleapis.com/sql/v1beta4/projects/${String(project)}/instances/${String(name)}`,
  }),
  "gcp:sql/user:User": nothing,
  "gcp:storage/bucket:Bucket": (_name, { name }) => ({
    selfLink: `https://www.googleapis.com/storage/v1/b/${String(name)}`,
    url: `gs://${String(name)}`,
  }),
  "gcp:storage/bucketIAMMember:BucketIAMMember": nothing,
  "gcp:storage/transferJob:TransferJob": nothing,
};
