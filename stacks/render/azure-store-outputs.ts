/** What Azure computes for a store that is registered under the recording engine: only what the components read. */
import type { Values } from "./recording.ts";

type Compute = (name: string, inputs: Values) => Values;

const nothing: Compute = () => ({});

const named =
  (input: string): Compute =>
  (_name, inputs) => ({ name: inputs[input] });

export const AZURE_STORE_OUTPUTS: Readonly<Record<string, Compute>> = {
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra": nothing,
  "azure-native:dbforpostgresql:Configuration": nothing,
  "azure-native:dbforpostgresql:Database": nothing,
  "azure-native:dbforpostgresql:Server": (_name, { serverName }) => ({
    name: serverName,
    fullyQualifiedDomainName: `${String(serverName)}.postgres.database.azure.com`,
  }),
  "azure-native:redisenterprise:AccessPolicyAssignment": nothing,
  "azure-native:redisenterprise:Database": named("databaseName"),
  "azure-native:redisenterprise:RedisEnterprise": (_name, { clusterName, location }) => ({
    name: clusterName,
    hostName: `${String(clusterName)}.${String(location)}.redis.azure.net`,
  }),
  "azure-native:storage:BlobContainer": named("containerName"),
  "azure-native:storage:BlobServiceProperties": nothing,
  "azure-native:storage:ManagementPolicy": nothing,
  "azure-native:storage:ObjectReplicationPolicy": (name, { rules }) => ({
    policyId: `${name}-policy`,
    rules: (rules as readonly Values[]).map((rule) => ({ ruleId: `${name}-rule`, ...rule })),
  }),
  "azure-native:storage:StorageAccount": (_name, { accountName }) => ({
    name: accountName,
    primaryEndpoints: { blob: `https://${String(accountName)}.blob.core.windows.net/` },
  }),
};
