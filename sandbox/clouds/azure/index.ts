/** The simulated Azure: every resource type and function it plays. What is not here is refused by name. */
import type { ResourceType } from "../resource-type.ts";
import { subscriptionTypes } from "./types/account.ts";
import { authorizationTypes } from "./types/authorization.ts";
import { backupTypes } from "./types/dataprotection.ts";
import { postgresqlServerTypes } from "./types/dbforpostgresql.ts";
import { postgresqlPartTypes } from "./types/dbforpostgresql-parts.ts";
import { vaultTypes } from "./types/keyvault.ts";
import { identityTypes } from "./types/managedidentity.ts";
import { alertTypes } from "./types/monitor-alerts.ts";
import { monitoringTypes } from "./types/monitor-workspaces.ts";
import { peeringTypes } from "./types/network-peering.ts";
import { privateTypes } from "./types/network-private.ts";
import { securityTypes } from "./types/network-security.ts";
import { networkTypes } from "./types/network-vnet.ts";
import { logTypes } from "./types/operationalinsights.ts";
import { redisTypes } from "./types/redisenterprise.ts";
import { resourceTypes } from "./types/resources.ts";
import { storageAccountTypes } from "./types/storage-account.ts";
import { storageBlobTypes } from "./types/storage-blobs.ts";

export { invokes } from "./invokes.ts";

const ALL: readonly ResourceType[] = [
  ...resourceTypes,
  ...authorizationTypes,
  ...identityTypes,
  ...vaultTypes,
  ...networkTypes,
  ...securityTypes,
  ...peeringTypes,
  ...privateTypes,
  ...postgresqlServerTypes,
  ...postgresqlPartTypes,
  ...redisTypes,
  ...storageAccountTypes,
  ...storageBlobTypes,
  ...backupTypes,
  ...logTypes,
  ...alertTypes,
  ...monitoringTypes,
  ...subscriptionTypes,
];

/** By token. */
export const types: ReadonlyMap<string, ResourceType> = new Map(ALL.map((type) => [type.token, type]));
