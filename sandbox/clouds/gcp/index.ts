/** The simulated Google Cloud: every resource type and function it plays. What is not here is refused by name. */
import type { ResourceType } from "../resource-type.ts";
import { guardService } from "./service-guard.ts";
import { projectBaselineTypes } from "./types/account.ts";
import { backupTypes } from "./types/backupdr.ts";
import { addressTypes } from "./types/compute-addresses.ts";
import { computeNetworkTypes } from "./types/compute-network.ts";
import { dnsTypes } from "./types/dns.ts";
import { kmsTypes } from "./types/kms.ts";
import { loggingTypes } from "./types/logging.ts";
import { memorystoreTypes } from "./types/memorystore.ts";
import { monitoringTypes } from "./types/monitoring.ts";
import { projectTypes } from "./types/projects.ts";
import { pubsubTypes } from "./types/pubsub.ts";
import { secretTypes } from "./types/secretmanager.ts";
import { serviceAccountTypes } from "./types/service-accounts.ts";
import { sqlContentTypes } from "./types/sql-contents.ts";
import { sqlInstanceTypes } from "./types/sql-instance.ts";
import { storageAccessTypes } from "./types/storage-access.ts";
import { bucketTypes } from "./types/storage-bucket.ts";
import { workflowTypes } from "./types/workflows.ts";

export { invokes } from "./invokes.ts";

const ALL: readonly ResourceType[] = [
  ...projectTypes,
  ...kmsTypes,
  ...computeNetworkTypes,
  ...addressTypes,
  ...dnsTypes,
  ...loggingTypes,
  ...serviceAccountTypes,
  ...secretTypes,
  ...pubsubTypes,
  ...sqlInstanceTypes,
  ...sqlContentTypes,
  ...memorystoreTypes,
  ...bucketTypes,
  ...storageAccessTypes,
  ...backupTypes,
  ...monitoringTypes,
  ...workflowTypes,
  ...projectBaselineTypes,
];

/** By token. */
export const types: ReadonlyMap<string, ResourceType> = new Map(ALL.map((type) => [type.token, guardService(type)]));
