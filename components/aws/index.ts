/** Everything AWS offers a tenant stack. */
import type { CloudModule } from "../contracts.ts";
import { readAccountFacts } from "./account-facts.ts";
import { AwsCache } from "./cache.ts";
import { AwsDatabase } from "./database.ts";
import { AwsIdentity } from "./identity.ts";
import { AwsKeys } from "./keys.ts";
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
} as const satisfies CloudModule;
