/** What Google Cloud computes for backup, audit and monitoring under the recording engine: only what the components read. */
import type { Values } from "./recording.ts";

type Compute = (name: string, inputs: Values) => Values;

const nothing: Compute = () => ({});
const SINK_WRITER = "serviceAccount:service-123456789012@gcp-sa-logging.iam.gserviceaccount.com";

export const GCP_OPERATION_OUTPUTS: Readonly<Record<string, Compute>> = {
  "gcp:backupdisasterrecovery/backupPlan:BackupPlan": nothing,
  "gcp:backupdisasterrecovery/backupPlanAssociation:BackupPlanAssociation": nothing,
  "gcp:backupdisasterrecovery/backupVault:BackupVault": () => ({
    serviceAccount: "vault-123456789012-12345@gcp-sa-backupdr-pr.iam.gserviceaccount.com",
  }),
  "gcp:eventarc/trigger:Trigger": nothing,
  "gcp:logging/projectSink:ProjectSink": (_name, { destination }) => ({
    writerIdentity: String(destination).startsWith("logging.") ? "" : SINK_WRITER,
  }),
  "gcp:monitoring/alertPolicy:AlertPolicy": (name) => ({ name: `policies/${name}` }),
  "gcp:monitoring/dashboard:Dashboard": nothing,
  "gcp:monitoring/notificationChannel:NotificationChannel": nothing,
  "gcp:serviceaccount/account:Account": (_name, { accountId, project }) => {
    const email = `${String(accountId)}@${String(project)}.iam.gserviceaccount.com`;
    return { email, name: `projects/${String(project)}/serviceAccounts/${email}`, member: `serviceAccount:${email}` };
  },
  "gcp:workflows/workflow:Workflow": nothing,
};
