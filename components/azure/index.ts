/** Everything Azure offers a tenant stack. */
import type { CloudModule } from "../contracts.ts";
import { AzureAccountBaseline } from "./account-baseline.ts";
import { readAccountFacts, readBaselineFacts } from "./account-facts.ts";
import { AzureAudit } from "./audit.ts";
import { AzureBackup } from "./backup.ts";
import { AzureBoundary } from "./boundary.ts";
import { AzureCache } from "./cache.ts";
import { AzureDatabase } from "./database.ts";
import { AzureDatabaseReplica } from "./database-replica.ts";
import { AzureIdentity } from "./identity.ts";
import { AzureKeys } from "./keys.ts";
import { AzureMonitoring } from "./monitoring.ts";
import { AzureNetwork } from "./network.ts";
import { AzureObjects } from "./objects.ts";
import { createProviders } from "./provider.ts";
import { AzureSecrets } from "./secrets.ts";

/** The components of Azure, by role. */
export const azure = {
  createProviders,
  readAccountFacts,
  Boundary: AzureBoundary,
  Keys: AzureKeys,
  Network: AzureNetwork,
  Identity: AzureIdentity,
  Secrets: AzureSecrets,
  Database: AzureDatabase,
  Cache: AzureCache,
  Objects: AzureObjects,
  Backup: AzureBackup,
  Audit: AzureAudit,
  Monitoring: AzureMonitoring,
  DatabaseReplica: AzureDatabaseReplica,
  AccountBaseline: AzureAccountBaseline,
  readBaselineFacts,
} as const satisfies CloudModule;
