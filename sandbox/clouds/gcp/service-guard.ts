/** A resource can be made only where the service behind it is on in the project. */
import type { ResourceType } from "../resource-type.ts";
import { serviceOffFlaw } from "./types/projects.ts";

/** The service that answers for a module of the SDK. What is not here has no service of its own. */
const SERVICE_BY_MODULE: Readonly<Record<string, string>> = {
  backupdisasterrecovery: "backupdr.googleapis.com",
  compute: "compute.googleapis.com",
  essentialcontacts: "essentialcontacts.googleapis.com",
  dns: "dns.googleapis.com",
  eventarc: "eventarc.googleapis.com",
  iam: "iam.googleapis.com",
  kms: "cloudkms.googleapis.com",
  logging: "logging.googleapis.com",
  memorystore: "memorystore.googleapis.com",
  monitoring: "monitoring.googleapis.com",
  networkconnectivity: "networkconnectivity.googleapis.com",
  orgpolicy: "orgpolicy.googleapis.com",
  pubsub: "pubsub.googleapis.com",
  secretmanager: "secretmanager.googleapis.com",
  securitycenter: "securitycenter.googleapis.com",
  serviceaccount: "iam.googleapis.com",
  servicenetworking: "servicenetworking.googleapis.com",
  sql: "sqladmin.googleapis.com",
  storage: "storage.googleapis.com",
  workflows: "workflows.googleapis.com",
};

/** The type, refusing to create anything while its service is off. */
export function guardService(type: ResourceType): ResourceType {
  const [, module = "", kind = ""] = type.token.split(":");
  const service = SERVICE_BY_MODULE[module.split("/")[0] ?? ""];
  if (service === undefined) return type;
  return {
    ...type,
    refuseCreate: (inputs, context) =>
      serviceOffFlaw(service, `Error creating ${kind}`, context) ?? type.refuseCreate?.(inputs, context),
  };
}
