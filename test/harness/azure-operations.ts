/** Recordings of Azure's backup, audit and monitoring, from the blueprint of a whole tenant: what they watch hangs together. */
import * as pulumi from "@pulumi/pulumi";
import { AzureAudit } from "../../components/azure/audit.ts";
import { AzureBackup } from "../../components/azure/backup.ts";
import { AzureMonitoring } from "../../components/azure/monitoring.ts";
import { createProviders } from "../../components/azure/provider.ts";
import type { Audit, Backup, Cache, Database, KeyRef, Keys, Network, Objects } from "../../components/contracts.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { Blueprint } from "../../tiers/blueprint.ts";
import type { Floors } from "../../tiers/floors.ts";
import type { HomeEnvironment, KeyPurpose } from "../../tiers/vocabulary.ts";
import { resolveSample } from "../tiers/sample-tenants.ts";
import type { Lines } from "../tiers/sample-tenants.ts";
import { azureArgs, GROUP, SUBSCRIPTION } from "./azure-recording.ts";
import { record } from "./recorded-registrations.ts";
import type { Recording } from "./recorded-registrations.ts";
import { network as sampleNetwork } from "./store-wiring.ts";

export const GROUP_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}`;
export const WORKSPACE_ID = `${GROUP_ID}/providers/Microsoft.OperationalInsights/workspaces/acme-production-logs`;

/** The sample tenant on Azure; it reaches people at any hour. */
export function azureBlueprint(lines: Lines = {}, environment?: HomeEnvironment, floors?: Floors): Blueprint {
  const contacts =
    "{ owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example, channels: { pagerduty: { secretRef: acme/pager } } }";
  const azure = { cloud: "azure", region: "westeurope", account: SUBSCRIPTION, contacts };
  return resolveSample({ ...azure, ...lines }, environment, floors).blueprint;
}

export function idOf(type: string, name: string): string {
  return `${GROUP_ID}/providers/${type}/${name}`;
}

/** Id of the account behind a bucket. */
export function accountId(bucket: string): string {
  return idOf("Microsoft.Storage/storageAccounts", `acme${bucket}`);
}

function keysOf({ keys }: Blueprint): Keys {
  const ref = (purpose: KeyPurpose): KeyRef => ({
    purpose,
    keyId: pulumi.output(`https://acme-keys.vault.azure.net/keys/${purpose}`),
    identityId: pulumi.output(idOf("Microsoft.ManagedIdentity/userAssignedIdentities", `key-${purpose}`)),
    alias: purpose,
  });
  const vault = (name: string) => ({
    vaultId: pulumi.output(idOf("Microsoft.KeyVault/vaults", name)),
    vaultName: pulumi.output(name),
  });
  const isCopied = keys.keys.some(({ replicaRegion }) => replicaRegion !== undefined);
  return {
    keys: { data: ref("data"), audit: ref("audit"), backup: ref("backup"), secrets: ref("secrets") },
    vault: vault("acme-keys"),
    ...(isCopied ? { standbyVault: vault("acme-standby") } : {}),
  };
}

function databaseOf({ database }: Blueprint): Database {
  const ids = database.nodes.map(({ key }): [string, pulumi.Output<string>] => [
    key,
    pulumi.output(idOf("Microsoft.DBforPostgreSQL/flexibleServers", `acme-${key}`)),
  ]);
  const [writer] = ids;
  if (writer === undefined) throw new Error("the blueprint's database has no node");
  const host = pulumi.output("writer.example");
  return {
    databaseId: writer[1],
    host,
    readerHost: host,
    port: 5432,
    databaseName: "app",
    users: {},
    masterSecretId: host,
    serverIds: Object.fromEntries(ids),
  };
}

function objectsOf({ objects }: Blueprint): Objects {
  const buckets = objects.buckets.map(({ name }) => [
    name,
    {
      bucketId: pulumi.output(`${accountId(name)}/blobServices/default/containers/${name}`),
      bucketName: pulumi.output(name),
      url: pulumi.output(`https://${name}.example`),
    },
  ]);
  return { buckets: Object.fromEntries(buckets) as Objects["buckets"] };
}

function builtOf(blueprint: Blueprint) {
  const network: Network = {
    ...sampleNetwork(),
    networkId: pulumi.output(idOf("Microsoft.Network/virtualNetworks", "acme")),
    natIds: blueprint.network.natZones.map((zone) =>
      pulumi.output(idOf("Microsoft.Network/natGateways", `nat-${zone}`)),
    ),
  };
  const cache: Cache = {
    cacheId: pulumi.output(idOf("Microsoft.Cache/redisEnterprise", "acme-cache")),
    host: pulumi.output("cache.example"),
    port: 10_000,
    users: {},
  };
  return {
    keys: keysOf(blueprint),
    network,
    database: databaseOf(blueprint),
    cache,
    objects: objectsOf(blueprint),
  };
}

const backup: Backup = {
  vaultId: pulumi.output(idOf("Microsoft.DataProtection/backupVaults", "acme-production-backup")),
  vaultName: "acme-production-backup",
};
const audit: Audit = { logId: pulumi.output(WORKSPACE_ID), logName: "acme-production-logs" };

/** Address of the workflow, which whoever knows may start. */
export const CALLBACK = "https://prod-00.westeurope.logic.azure.com/workflows/acme?sig=signature";

function recordOperation<Result>(
  { stack }: Blueprint,
  build: (options: pulumi.ComponentResourceOptions) => Result,
): Promise<Recording<Result>> {
  return record(() => build({ providers: createProviders({ stack }) }), {
    stack: stack.name,
    answers: { "azure-native:logic:listWorkflowTriggerCallbackUrl": () => ({ value: CALLBACK }) },
  });
}

export function recordAzureBackup(blueprint: Blueprint, lifecycle: Lifecycle = "protected") {
  const args = { ...azureArgs(blueprint, blueprint.backup, lifecycle), ...builtOf(blueprint) };
  return recordOperation(blueprint, (options) => new AzureBackup("acme-production-backup", args, options));
}

export function recordAzureAudit(blueprint: Blueprint, lifecycle: Lifecycle = "protected") {
  const args = { ...azureArgs(blueprint, blueprint.audit, lifecycle), ...builtOf(blueprint), after: [] };
  return recordOperation(blueprint, (options) => new AzureAudit("acme-production-audit", args, options));
}

export function recordAzureMonitoring(blueprint: Blueprint, lifecycle: Lifecycle = "protected") {
  const own = { ...azureArgs(blueprint, blueprint.monitoring, lifecycle), ...builtOf(blueprint) };
  const args = { ...own, watched: blueprint, backup, audit };
  return recordOperation(blueprint, (options) => new AzureMonitoring("acme-production-monitoring", args, options));
}
