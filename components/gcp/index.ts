/** Everything Google Cloud offers a tenant stack. */
import type { CloudModule } from "../contracts.ts";
import { GcpAccountBaseline } from "./account-baseline.ts";
import { readAccountFacts, readBaselineFacts } from "./account-facts.ts";
import { GcpAudit } from "./audit.ts";
import { GcpBackup } from "./backup.ts";
import { GcpBoundary } from "./boundary.ts";
import { GcpCache } from "./cache.ts";
import { GcpDatabase } from "./database.ts";
import { GcpDatabaseReplica } from "./database-replica.ts";
import { GcpIdentity } from "./identity.ts";
import { GcpKeys } from "./keys.ts";
import { GcpMonitoring } from "./monitoring.ts";
import { GcpNetwork } from "./network.ts";
import { GcpObjects } from "./objects.ts";
import { GcpStandbyNetwork } from "./standby-network.ts";
import { createProviders } from "./provider.ts";
import { GcpSecrets } from "./secrets.ts";

/** The components of Google Cloud, by role. */
export const gcp = {
  createProviders,
  readAccountFacts,
  Boundary: GcpBoundary,
  Keys: GcpKeys,
  Network: GcpNetwork,
  Identity: GcpIdentity,
  Secrets: GcpSecrets,
  Database: GcpDatabase,
  Cache: GcpCache,
  Objects: GcpObjects,
  Backup: GcpBackup,
  Audit: GcpAudit,
  Monitoring: GcpMonitoring,
  StandbyNetwork: GcpStandbyNetwork,
  DatabaseReplica: GcpDatabaseReplica,
  AccountBaseline: GcpAccountBaseline,
  readBaselineFacts,
} as const satisfies CloudModule;
