/** Recordings of backup, audit and monitoring, from the blueprint of a whole tenant: what they watch hangs together. */
import * as pulumi from "@pulumi/pulumi";
import { AwsAudit } from "../../components/aws/audit.ts";
import { AwsBackup } from "../../components/aws/backup.ts";
import { AwsMonitoring } from "../../components/aws/monitoring.ts";
import type { AuditArgs, BackupArgs, Cache, Database, MonitoringArgs, Objects } from "../../components/contracts.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { Blueprint } from "../../tiers/blueprint.ts";
import type { Floors } from "../../tiers/floors.ts";
import type { HomeEnvironment } from "../../tiers/vocabulary.ts";
import { resolveSample } from "../tiers/sample-tenants.ts";
import type { Lines } from "../tiers/sample-tenants.ts";
import { recordAws } from "./aws-recording.ts";
import { FACTS } from "./blueprints.ts";
import type { Recording } from "./recorded-registrations.ts";
import { cacheArgs, databaseArgs, keyArn, network } from "./store-wiring.ts";

/** The blueprint of the sample tenant with other lines. */
export function sampleBlueprint(lines: Lines = {}, environment?: HomeEnvironment, floors?: Floors): Blueprint {
  return resolveSample(lines, environment, floors).blueprint;
}

function common({ stack, labels }: Blueprint, lifecycle: Lifecycle) {
  return { stack, labels, lifecycle, facts: FACTS, boundary: { boundaryName: pulumi.output(stack.account) } };
}

function objectsOf({ objects }: Blueprint): Objects {
  const buckets = objects.buckets.map(({ name }) => [
    name,
    {
      bucketId: pulumi.output(`arn:aws:s3:::acme-production-${name}`),
      bucketName: pulumi.output(`acme-production-${name}`),
      url: pulumi.output(`https://${name}.example`),
    },
  ]);
  return { buckets: Object.fromEntries(buckets) as Objects["buckets"] };
}

const { keys } = databaseArgs("premium");
const database: Database = {
  databaseId: pulumi.output("arn:aws:rds:eu-west-1:111122223333:cluster:acme-production-database"),
  host: pulumi.output("writer.example"),
  readerHost: pulumi.output("reader.example"),
  port: 5432,
  databaseName: "app",
  users: {},
  masterSecretId: pulumi.output("arn:aws:secretsmanager:master"),
  subnetGroupName: pulumi.output("acme-production-database"),
  logName: pulumi.output("/aws/rds/cluster/acme-production-database/postgresql"),
};

const cache: Cache = {
  cacheId: pulumi.output("arn:aws:elasticache:cache"),
  host: pulumi.output("cache.example"),
  port: 6379,
  users: {},
};

/** What backup registers. */
export function recordBackup(blueprint: Blueprint, lifecycle: Lifecycle = "protected"): Promise<Recording<AwsBackup>> {
  const args: BackupArgs = {
    ...common(blueprint, lifecycle),
    spec: blueprint.backup,
    keys,
    database,
    objects: objectsOf(blueprint),
  };
  return recordAws(blueprint, (options) => new AwsBackup("acme-production-backup", args, options));
}

/** What audit registers. */
export function recordAudit(blueprint: Blueprint, lifecycle: Lifecycle = "protected"): Promise<Recording<AwsAudit>> {
  const args: AuditArgs = {
    ...common(blueprint, lifecycle),
    spec: blueprint.audit,
    network: network(),
    keys,
    database,
    cache,
    objects: objectsOf(blueprint),
    after: [],
  };
  return recordAws(blueprint, (options) => new AwsAudit("acme-production-audit", args, options));
}

/** What monitoring registers. */
export function recordMonitoring(
  blueprint: Blueprint,
  lifecycle: Lifecycle = "protected",
): Promise<Recording<AwsMonitoring>> {
  const args: MonitoringArgs = {
    ...common(blueprint, lifecycle),
    spec: blueprint.monitoring,
    watched: blueprint,
    network: { ...network(), natIds: blueprint.network.natZones.map((zone) => pulumi.output(`nat-${zone}`)) },
    keys: cacheArgs("premium").keys,
    database,
    cache,
    objects: objectsOf(blueprint),
    backup: {
      vaultId: pulumi.output("arn:aws:backup:eu-west-1:111122223333:backup-vault:acme-production-backup"),
      vaultName: "acme-production-backup",
    },
    audit: {
      logId: pulumi.output("arn:aws:logs:eu-west-1:111122223333:log-group:/leasehold/acme-production/audit"),
      logName: "/leasehold/acme-production/audit",
    },
  };
  return recordAws(blueprint, (options) => new AwsMonitoring("acme-production-monitoring", args, options));
}

export { keyArn };
