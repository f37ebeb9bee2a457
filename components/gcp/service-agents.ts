/** The accounts in whose name Google's own services work: keys and topics are granted to them, not to the caller. */
import type { AccountFacts } from "../contracts.ts";

/** Domain of each service's agent, `service-<project number>@<domain>.iam.gserviceaccount.com`. */
const DOMAIN_BY_SERVICE = {
  "backup-dr": "gcp-sa-backupdr",
  "cloud-sql": "gcp-sa-cloud-sql",
  memorystore: "gcp-sa-memorystore",
  monitoring: "gcp-sa-monitoring-notification",
  "pub-sub": "gcp-sa-pubsub",
  "secret-manager": "gcp-sa-secretmanager",
  storage: "gs-project-accounts",
} as const;

/** A Google service that has an agent in the project; logging's has a form of its own. */
export type AgentService = keyof typeof DOMAIN_BY_SERVICE | "logging";

/**
 * Member of a role: the service's agent in the stack's project. Source of the forms: IAM "Service agents",
 * https://cloud.google.com/iam/docs/service-agents, read 2026-11-21.
 * @throws Error when the facts were not read on Google Cloud.
 */
export function serviceAgent(
  { projectNumber, logEncryptionAgent }: Pick<AccountFacts, "projectNumber" | "logEncryptionAgent">,
  service: AgentService,
): string {
  if (projectNumber === undefined || logEncryptionAgent === undefined) {
    throw new Error("the account's facts have no project number or no agent for logs");
  }
  const email =
    service === "logging"
      ? logEncryptionAgent
      : `service-${projectNumber}@${DOMAIN_BY_SERVICE[service]}.iam.gserviceaccount.com`;
  return `serviceAccount:${email}`;
}
