/** Recordings of Google Cloud's backup, audit and monitoring, from the blueprint of a whole tenant: what they watch hangs together. */
import * as pulumi from "@pulumi/pulumi";
import type {
  AuditArgs,
  BackupArgs,
  Cache,
  Database,
  KeyRef,
  Keys,
  MonitoringArgs,
  Objects,
} from "../../components/contracts.ts";
import { GcpAudit } from "../../components/gcp/audit.ts";
import { GcpBackup } from "../../components/gcp/backup.ts";
import { GcpMonitoring } from "../../components/gcp/monitoring.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { Blueprint } from "../../tiers/blueprint.ts";
import type { Floors } from "../../tiers/floors.ts";
import type { HomeEnvironment } from "../../tiers/vocabulary.ts";
import type { KeyPurpose } from "../../tiers/vocabulary.ts";
import { resolveSample } from "../tiers/sample-tenants.ts";
import type { Lines } from "../tiers/sample-tenants.ts";
import { GCP_FACTS, PROJECT, recordGcp, REGION, STANDBY } from "./gcp-recording.ts";
import { keyName } from "./gcp-stores.ts";
import type { Recording } from "./recorded-registrations.ts";
import { network } from "./store-wiring.ts";

const HOME: Lines = { cloud: "gcp", account: PROJECT, region: REGION, standbyRegion: STANDBY };

/** The blueprint of the sample tenant on Google Cloud with other lines. */
export function gcpBlueprint(lines: Lines = {}, environment?: HomeEnvironment, floors?: Floors): Blueprint {
  return resolveSample({ ...HOME, ...lines }, environment, floors).blueprint;
}

function common({ stack, labels }: Blueprint, lifecycle: Lifecycle) {
  return {
    stack,
    labels,
    lifecycle,
    facts: GCP_FACTS,
    boundary: { boundaryName: pulumi.output(PROJECT) },
    keys: keys(),
  };
}

function keys(): Keys {
  const key = (purpose: KeyPurpose): KeyRef => ({
    purpose,
    keyId: pulumi.output(keyName(purpose)),
    alias: `acme-production/${purpose}`,
    replicaKeyId: pulumi.output(keyName(purpose, STANDBY)),
  });
  return { keys: { data: key("data"), audit: key("audit"), backup: key("backup"), secrets: key("secrets") } };
}

/** Self link of the primary. */
export const DATABASE_ID = `https://sqladmin.googleapis.com/sql/v1beta4/projects/${PROJECT}/instances/acme-production-database`;

const database: Database = {
  databaseId: pulumi.output(DATABASE_ID),
  host: pulumi.output("10.20.6.2"),
  readerHost: pulumi.output("10.20.6.3"),
  port: 5432,
  databaseName: "app",
  users: {},
  masterSecretId: pulumi.output("projects/acme-prod/secrets/database-master"),
};

const cache: Cache = {
  cacheId: pulumi.output(`projects/${PROJECT}/locations/${REGION}/instances/acme-production-cache`),
  host: pulumi.output("10.20.8.5"),
  port: 6379,
  users: {},
};

function objectsOf({ objects }: Blueprint): Objects {
  const buckets = objects.buckets.map(({ name }) => {
    const bucketName = `acme-production-${name}-${PROJECT}-${REGION}`;
    const reference = {
      bucketId: pulumi.output(`https://www.googleapis.com/storage/v1/b/${bucketName}`),
      bucketName: pulumi.output(bucketName),
      url: pulumi.output(`gs://${bucketName}`),
    };
    return [name, reference];
  });
  return { buckets: Object.fromEntries(buckets) as Objects["buckets"] };
}

/** What backup registers. */
export function recordGcpBackup(
  blueprint: Blueprint,
  lifecycle: Lifecycle = "protected",
): Promise<Recording<GcpBackup>> {
  const args: BackupArgs = {
    ...common(blueprint, lifecycle),
    spec: blueprint.backup,
    database,
    objects: objectsOf(blueprint),
  };
  return recordGcp(blueprint, (options) => new GcpBackup("acme-production-backup", args, options));
}

/** What audit registers. */
export function recordGcpAudit(blueprint: Blueprint, lifecycle: Lifecycle = "protected"): Promise<Recording<GcpAudit>> {
  const args: AuditArgs = {
    ...common(blueprint, lifecycle),
    spec: blueprint.audit,
    network: network(),
    database,
    cache,
    objects: objectsOf(blueprint),
    after: [],
  };
  return recordGcp(blueprint, (options) => new GcpAudit("acme-production-audit", args, options));
}

/** What monitoring registers. */
export function recordGcpMonitoring(
  blueprint: Blueprint,
  lifecycle: Lifecycle = "protected",
): Promise<Recording<GcpMonitoring>> {
  const args: MonitoringArgs = {
    ...common(blueprint, lifecycle),
    spec: blueprint.monitoring,
    watched: blueprint,
    network: network(),
    database,
    cache,
    objects: objectsOf(blueprint),
    backup: { vaultId: pulumi.output("vault"), vaultName: "acme-production-backup" },
    audit: { logId: pulumi.output("log"), logName: "acme-production-audit" },
  };
  return recordGcp(blueprint, (options) => new GcpMonitoring("acme-production-monitoring", args, options));
}
