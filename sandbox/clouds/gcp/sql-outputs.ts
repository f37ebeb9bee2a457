/** What Cloud SQL computes for an instance, in the provider's formats. */
import { createHash } from "node:crypto";
import { flagAt, textAt, textsAt } from "../properties.ts";
import { numberOf, textOf } from "../record-values.ts";
import type { Properties, TypeContext } from "../resource-type.ts";
import { projectNumber } from "./invokes.ts";
import { nameOf, projectOf } from "./self-link.ts";

const GLOBAL_ADDRESS = "gcp:compute/globalAddress:GlobalAddress";
const CONNECTION = "gcp:servicenetworking/connection:Connection";

/** Outputs of a new instance. `state` is the caller's. */
export function instanceOutputs(name: string, inputs: Properties, context: TypeContext): Properties {
  const project = projectOf(inputs, context);
  const isReplica = textAt(inputs, "masterInstanceName") !== undefined;
  const privateIpAddress = privateAddress(name, inputs, context);
  const publicIpAddress = flagAt(inputs, "settings.ipConfiguration.ipv4Enabled") === false ? "" : "203.0.113.10";
  const ipAddresses = [
    ...(publicIpAddress === "" ? [] : [{ ipAddress: publicIpAddress, timeToRetire: "", type: "PRIMARY" }]),
    ...(privateIpAddress === "" ? [] : [{ ipAddress: privateIpAddress, timeToRetire: "", type: "PRIVATE" }]),
  ];
  const dnsName = `${context.hex(12, "dns")}.${context.hex(12, "zone")}.${context.region}.sql.goog.`;
  return {
    availableMaintenanceVersions: [],
    connectionName: `${project}:${context.region}:${name}`,
    deletionPolicy: "DELETE",
    dnsName,
    dnsNames: [
      { connectionType: "PRIVATE_SERVICES_ACCESS", dnsScope: "INSTANCE", name: dnsName, recordManager: "CLOUD_SQL" },
    ],
    encryptionKeyName: "",
    enforceNewSqlNetworkArchitecture: true,
    firstIpAddress: ipAddresses[0]?.ipAddress ?? "",
    instanceType: isReplica ? "READ_REPLICA_INSTANCE" : "CLOUD_SQL_INSTANCE",
    ipAddresses,
    maintenanceVersion: `${textAt(inputs, "databaseVersion")}.R20260901.01_00`,
    masterInstanceName: "",
    nodeCount: 0,
    privateIpAddress,
    project,
    pscServiceAttachmentLink: "",
    publicIpAddress,
    region: context.region,
    replicaConfiguration: {},
    replicaNames: [],
    replicationCluster: { drReplica: false, failoverDrReplicaName: "", psaWriteEndpoint: "" },
    selfLink: `https://sqladmin.googleapis.com/sql/v1beta4/projects/${project}/instances/${name}`,
    serverCaCerts: [
      {
        cert: "-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----",
        commonName: "C=US,O=Google\\, Inc,CN=Google Cloud SQL Server CA",
        createTime: "2026-01-01T00:00:00Z",
        expirationTime: "2036-01-01T00:00:00Z",
        sha1Fingerprint: context.hex(40, "fingerprint"),
      },
    ],
    serviceAccountEmailAddress: `p${projectNumber(project)}-${context.alphanumeric(6).toLowerCase()}@gcp-sa-cloud-sql.iam.gserviceaccount.com`,
  };
}

/** An address in a range that the network has set aside for Google's services; empty without a private network. */
function privateAddress(name: string, inputs: Properties, context: TypeContext): string {
  const network = textAt(inputs, "settings.ipConfiguration.privateNetwork");
  if (network === undefined) return "";
  const peering = context.cloud.find(
    CONNECTION,
    (record) => nameOf(textOf(record, "network") ?? "") === nameOf(network),
  );
  const [rangeName = ""] = peering === undefined ? [] : textsAt(peering.inputs, "reservedPeeringRanges");
  const range = context.cloud.find(GLOBAL_ADDRESS, (record) => textOf(record, "name") === nameOf(rangeName));
  const base = textOf(range, "address") ?? "10.255.0.0";
  const size = 2 ** (32 - (numberOf(range, "prefixLength") ?? 16));
  // The first addresses of a range are Google's own.
  const offset = 3 + (createHash("sha256").update(name).digest().readUInt32BE(0) % Math.max(1, size - 4));
  return addressAt(base, offset);
}

function addressAt(base: string, offset: number): string {
  const start = base.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return [24, 16, 8, 0].map((shift) => Math.floor((start + offset) / 2 ** shift) % 256).join(".");
}
