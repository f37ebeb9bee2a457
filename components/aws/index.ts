/** Everything AWS offers a tenant stack. */
import type { CloudModule } from "../contracts.ts";
import { AwsAccountBaseline } from "./account-baseline.ts";
import { readAccountFacts } from "./account-facts.ts";
import { AwsAudit } from "./audit.ts";
import { AwsBackup } from "./backup.ts";
import { AwsCache } from "./cache.ts";
import { AwsDatabase } from "./database.ts";
import { AwsDatabaseReplica } from "./database-replica.ts";
import { AwsIdentity } from "./identity.ts";
import { AwsKeys } from "./keys.ts";
import { AwsMonitoring } from "./monitoring.ts";
import { AwsNetwork } from "./network.ts";
import { AwsObjects } from "./objects.ts";
import { createProviders } from "./provider.ts";
import { AwsSecrets } from "./secrets.ts";

/** The components of AWS, by role. */
export const aws = {
  createProviders,
  readAccountFacts,
  Keys: AwsKeys,
  Network: AwsNetwork,
  Identity: AwsIdentity,
  Secrets: AwsSecrets,
  Database: AwsDatabase,
  Cache: AwsCache,
  Objects: AwsObjects,
  Backup: AwsBackup,
  Audit: AwsAudit,
  Monitoring: AwsMonitoring,
  DatabaseReplica: AwsDatabaseReplica,
  AccountBaseline: AwsAccountBaseline,
} as const satisfies CloudModule;
