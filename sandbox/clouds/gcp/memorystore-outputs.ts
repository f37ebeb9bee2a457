/** What Memorystore computes for an instance, in the provider's formats. */
import { createHash } from "node:crypto";
import { blocksAt, textAt } from "../properties.ts";
import type { Properties, TypeContext } from "../resource-type.ts";
import { nameOf, projectOf, regionalId } from "./self-link.ts";

/** Memory of each node type, GB. Source: Memorystore for Valkey "Instance and node specification", read 2026-11-21. */
export const NODE_TYPES: Readonly<Record<string, { readonly totalGb: number }>> = {
  CUSTOM_MICRO: { totalGb: 2.5 },
  CUSTOM_MINI: { totalGb: 3.75 },
  CUSTOM_PICO: { totalGb: 1.25 },
  HIGHCPU_MEDIUM: { totalGb: 13 },
  HIGHMEM_2XLARGE: { totalGb: 110 },
  HIGHMEM_MEDIUM: { totalGb: 13 },
  HIGHMEM_XLARGE: { totalGb: 58 },
  SHARED_CORE_NANO: { totalGb: 1.4 },
  STANDARD_LARGE: { totalGb: 26 },
  STANDARD_SMALL: { totalGb: 6.5 },
};

const PORT = 6379;

/** The cluster's own connection for finding nodes, and the one to the nodes themselves. */
const CONNECTION_TYPES = ["CONNECTION_TYPE_DISCOVERY", "CONNECTION_TYPE_UNSPECIFIED"] as const;

/** Outputs of a new instance. @param id `projects/…/locations/…/instances/…` */
export function instanceOutputs(id: string, inputs: Properties, context: TypeContext): Properties {
  const project = projectOf(inputs, context);
  const attachments = CONNECTION_TYPES.map((connectionType) => ({
    connectionType,
    serviceAttachment: regionalId(
      "tenant-project",
      context.region,
      "serviceAttachments",
      `gcp-memorystore-${context.hex(8, connectionType)}`,
    ),
  }));
  return {
    authorizationMode: "AUTH_DISABLED",
    availableMaintenanceVersions: [],
    backupCollection: `projects/${project}/locations/${context.region}/backupCollections/${context.hex(12, "backups")}`,
    createTime: "2026-01-01T00:00:00Z",
    crossInstanceReplicationConfig: { instanceRole: "INSTANCE_ROLE_UNSPECIFIED" },
    deletionPolicy: "DELETE",
    // Filled for the deprecated way of making endpoints only.
    discoveryEndpoints: [],
    effectiveMaintenanceVersion: "MEMORYSTORE_20260901_00_00",
    endpoints: blocksAt(inputs, "desiredAutoCreatedEndpoints").map((endpoint, index) => ({
      connections: attachments.map(({ connectionType, serviceAttachment }) => ({
        pscAutoConnection: connection(
          endpoint,
          `${connectionType}-${index}`,
          { connectionType, serviceAttachment },
          context,
        ),
      })),
    })),
    engineVersion: "VALKEY_9_0",
    isAclPolicyInSync: true,
    maintenanceSchedules: [],
    managedServerCas: [
      { caCerts: [{ certificates: ["-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----"] }] },
    ],
    mode: "CLUSTER",
    name: id,
    nodeConfigs: [{ sizeGb: NODE_TYPES[textAt(inputs, "nodeType") ?? "HIGHMEM_MEDIUM"]?.totalGb ?? 0 }],
    nodeType: "HIGHMEM_MEDIUM",
    persistenceConfig: { mode: "DISABLED" },
    project,
    pscAttachmentDetails: attachments,
    pscAutoConnections: [],
    replicaCount: 0,
    serverCaMode: "GOOGLE_MANAGED_PER_INSTANCE_CA",
    state: "ACTIVE",
    stateInfos: [],
    transitEncryptionMode: "TRANSIT_ENCRYPTION_DISABLED",
    uid: `${context.hex(8, "uid")}-${context.hex(4, "uid4")}`,
    updateTime: "2026-01-01T00:00:00Z",
    zoneDistributionConfig: { mode: "MULTI_ZONE" },
  };
}

function connection(
  endpoint: Properties,
  purpose: string,
  attachment: { readonly connectionType: string; readonly serviceAttachment: string },
  context: TypeContext,
): Properties {
  const project = textAt(endpoint, "projectId") ?? context.account;
  const name = `sca-auto-fr-${context.hex(8, purpose)}`;
  return {
    connectionType: attachment.connectionType,
    forwardingRule: regionalId(project, context.region, "forwardingRules", name),
    ipAddress: addressOf(`${textAt(endpoint, "network")}/${purpose}/${context.logicalName}`),
    network: `projects/${project}/global/networks/${nameOf(textAt(endpoint, "network") ?? "")}`,
    port: PORT,
    projectId: project,
    pscConnectionId: BigInt(`0x${context.hex(15, `${purpose}-psc`)}`).toString(),
    serviceAttachment: attachment.serviceAttachment,
  };
}

/** A private address that is the same in every fresh sandbox. */
function addressOf(seed: string): string {
  const [a = 0, b = 0] = createHash("sha256").update(seed).digest();
  return `10.254.${a}.${Math.max(2, b)}`;
}
