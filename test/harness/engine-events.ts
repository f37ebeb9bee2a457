/** Events as the engine sends them, for tests of what is read from them. */
import type { EngineEvent } from "../../sandbox/engine-run.ts";

type Metadata = NonNullable<EngineEvent["resOutputsEvent"]>["metadata"];
type State = NonNullable<Metadata["old"]>;

const TYPES: Readonly<Record<string, string>> = {
  "azure account": "azure-native:storage:StorageAccount",
  "azure server": "azure-native:dbforpostgresql:Server",
  "azure vault": "azure-native:dataprotection:BackupVault",
  "gcp bucket": "gcp:storage/bucket:Bucket",
  "gcp instance": "gcp:sql/databaseInstance:DatabaseInstance",
  "gcp log bucket": "gcp:logging/projectBucketConfig:ProjectBucketConfig",
  "gcp secret": "gcp:secretmanager/secret:Secret",
  bucket: "aws:s3/bucket:Bucket",
  cluster: "aws:rds/cluster:Cluster",
  encryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  key: "aws:kms/key:Key",
  logs: "aws:cloudwatch/logGroup:LogGroup",
  reader: "aws:rds/clusterInstance:ClusterInstance",
  role: "aws:iam/role:Role",
  policy: "aws:s3/bucketPolicy:BucketPolicy",
  stack: "pulumi:pulumi:Stack",
  reference: "pulumi:pulumi:StackReference",
};

/** URN of a resource of stack `acme-production`. @param kind short for a type: bucket, cluster, key, … */
export function urn(kind: string, name: string): string {
  return `urn:pulumi:acme-production::leasehold::leasehold:stack:Tenant$${typeOf(kind)}::${name}`;
}

/** Type token of a kind. */
export function typeOf(kind: string): string {
  const type = TYPES[kind];
  if (type === undefined) throw new Error(`no type is known by ${kind}`);
  return type;
}

/** A state of a resource. */
export function state(kind: string, name: string, own: Partial<State> = {}): State {
  const known = { custom: true, id: name, parent: "", inputs: {}, outputs: {}, provider: "" };
  return { type: typeOf(kind), urn: urn(kind, name), ...known, ...own };
}

/** A step that is about to be taken. */
export function begun(op: Metadata["op"], kind: string, name: string, own: Partial<Metadata> = {}): EngineEvent {
  return event({ resourcePreEvent: { metadata: metadata(op, kind, name, own) } });
}

/** A step that was taken. */
export function done(op: Metadata["op"], kind: string, name: string, own: Partial<Metadata> = {}): EngineEvent {
  return event({ resOutputsEvent: { metadata: metadata(op, kind, name, own) } });
}

/** Something that engine, program or provider has to say. */
export function said(severity: "warning" | "error" | "info", message: string, about?: string): EngineEvent {
  return event({
    diagnosticEvent: { severity, message, color: "never", ...(about === undefined ? {} : { urn: about }) },
  });
}

/** An event of any kind. */
export function event(own: Omit<EngineEvent, "sequence" | "timestamp">): EngineEvent {
  return { sequence: 1, timestamp: 0, ...own };
}

function metadata(op: Metadata["op"], kind: string, name: string, own: Partial<Metadata>): Metadata {
  return { op, urn: urn(kind, name), type: typeOf(kind), provider: "", ...own };
}
