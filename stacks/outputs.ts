/**
 * The outputs of a stack: a stable interface for other stacks, pipelines and people (docs/outputs.md explains each).
 * Ids, endpoints and references to secrets; never a secret. A field may be added, none is renamed or removed within a
 * major version.
 */
import type {
  AccountFacts,
  Audit,
  Backup,
  Cache,
  Database,
  Identity,
  Keys,
  Monitoring,
  Network,
  Objects,
  Secrets,
} from "../components/contracts.ts";
import type { Blueprint, Gap } from "../tiers/blueprint.ts";
import type { Floors } from "../tiers/floors.ts";
import { standbyOutputs } from "./home-stack.ts";
import type { SecretDates } from "./secret-dates.ts";

/** What {@link TenantStack} built, by role. */
export interface BuiltComponents {
  readonly network: Network;
  readonly keys: Keys;
  readonly identity: Identity;
  readonly secrets: Secrets;
  readonly database: Database;
  readonly cache: Cache;
  readonly objects: Objects;
  readonly backup: Backup;
  readonly audit: Audit;
  readonly monitoring: Monitoring;
}

export interface StackOutputs {
  readonly tenant: string;
  readonly environment: string;
  readonly tier: string;
  readonly cloud: string;
  readonly region: string;
  readonly account: string;
  /** Stack of the account's baseline, as evidence; absent where no file describes the account. */
  readonly accountBaseline?: string;
  readonly network: Readonly<Record<string, unknown>>;
  readonly keys: Readonly<Record<string, unknown>>;
  readonly identity: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly database: Readonly<Record<string, unknown>>;
  readonly cache: Readonly<Record<string, unknown>>;
  readonly objects: Readonly<Record<string, unknown>>;
  readonly backup: Readonly<Record<string, unknown>>;
  readonly audit: Readonly<Record<string, unknown>>;
  readonly monitoring: Readonly<Record<string, unknown>>;
  /** What a stack in the standby region refers to; absent where disaster recovery is not part of the tier. */
  readonly standby?: ReturnType<typeof standbyOutputs>;
  /** What the tenant was promised, in numbers. */
  readonly promises: Readonly<Record<string, number>>;
  /** Roles that the tenant is entitled to and that no component builds yet. */
  readonly gaps: readonly string[];
  /** What cannot go down at the next `up`; read back by the program itself. */
  readonly floors: Floors;
  /** Account facts frozen at the first `up`; read back by the program itself. */
  readonly facts: AccountFacts;
  /** Since when each secret has its value; read back by the program itself. */
  readonly secretDates: SecretDates;
}

/** Everything a stack tells the outside. */
export function stackOutputs(
  blueprint: Blueprint,
  built: BuiltComponents,
  kept: {
    readonly floors: Floors;
    readonly gaps: readonly Gap[];
    readonly facts: AccountFacts;
    readonly secretDates: SecretDates;
    readonly accountBaseline?: string | undefined;
  },
): StackOutputs {
  const { stack, backup, audit } = blueprint;
  return {
    tenant: stack.tenant,
    environment: stack.environment,
    tier: stack.tier,
    cloud: stack.cloud,
    region: stack.region,
    account: stack.account,
    ...(kept.accountBaseline === undefined ? {} : { accountBaseline: kept.accountBaseline }),
    network: networkOutputs(built.network),
    keys: mapValues(built.keys.keys, (key) => ({ keyId: key.keyId, alias: key.alias, replicaKeyId: key.replicaKeyId })),
    identity: mapValues(built.identity.principals, (principal) => principal.principalId),
    secrets: mapValues(built.secrets.secrets, (secret) => secret.secretId),
    database: databaseOutputs(built.database),
    cache: { cacheId: built.cache.cacheId, host: built.cache.host, port: built.cache.port, users: built.cache.users },
    objects: mapValues(built.objects.buckets, ({ bucketId, bucketName, url }) => ({ bucketId, bucketName, url })),
    backup: backupOutputs(built.backup),
    audit: auditOutputs(built.audit),
    monitoring: monitoringOutputs(built.monitoring),
    ...(backup.disasterRecovery ? { standby: standbyOutputs(built) } : {}),
    promises: {
      recoveryPointMinutes: backup.recoveryPointMinutes,
      recoveryTimeMinutes: backup.recoveryTimeMinutes,
      backupRetentionDays: backup.retentionDays,
      auditRetentionDays: audit.retentionDays,
      availabilityObjectivePercent: stack.availabilityObjectivePercent,
    },
    gaps: kept.gaps.map((gap) => gap.role),
    floors: kept.floors,
    facts: kept.facts,
    secretDates: kept.secretDates,
  };
}

/** How other stacks find their way in a network. */
export function networkOutputs(network: Network): Readonly<Record<string, unknown>> {
  const { networkId, cidr, subnetIds, workloadGroupId, egressAddresses, privateEndpoints } = network;
  return { networkId, cidr, subnetIds, workloadGroupId, egressAddresses, privateEndpoints };
}

function databaseOutputs(database: Database): Readonly<Record<string, unknown>> {
  const { databaseId, host, readerHost, proxyHost, port, databaseName, users, masterSecretId } = database;
  const proxyPort = proxyHost === undefined ? undefined : (database.proxyPort ?? port);
  const { readerHosts: readers = [] } = database;
  const readerHosts = readers.length === 0 ? [readerHost] : readers;
  return { databaseId, host, readerHost, readerHosts, proxyHost, proxyPort, port, databaseName, users, masterSecretId };
}

function backupOutputs({ vaultId, vaultName, copyVaultId }: Backup): Readonly<Record<string, unknown>> {
  return { vaultId, vaultName, copyVaultId };
}

function auditOutputs({ logId, logName, trailId }: Audit): Readonly<Record<string, unknown>> {
  return { logId, logName, trailId };
}

/** Where alerts go and pictures are. */
export function monitoringOutputs(monitoring: Monitoring): Readonly<Record<string, unknown>> {
  const { topicIds, dashboardUrl, metricsEndpoint } = monitoring;
  return { topicIds, dashboardUrl, metricsEndpoint };
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
