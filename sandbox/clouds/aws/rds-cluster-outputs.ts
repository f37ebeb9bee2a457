/** What RDS fills in and computes of a cluster, and the secret it keeps the master password in when it is asked to. */
import { regionalArn } from "./arn.ts";
import { managedKeyArn, uuidOfHex } from "./key-reference.ts";
import { defaultSecurityGroup } from "./network-lookup.ts";
import { vpcOfGroup } from "./rds-cluster-rules.ts";
import { actualVersion, familyOf, POSTGRESQL_PORT, rdsHost, rdsHostedZone } from "./rds-engine.ts";
import { textOf } from "../record-values.ts";
import { zonesOf } from "./regions.ts";
import { flagAt, textAt } from "../properties.ts";
import type { CloudRecord, CloudWriter, Properties, TypeContext } from "../resource-type.ts";

const SECRET = "aws:secretsmanager/secret:Secret";

/** Outputs of a new cluster. */
export function clusterOutputs(identifier: string, inputs: Properties, context: TypeContext): Properties {
  const version = actualVersion(textAt(inputs, "engineVersion")) ?? "";
  const encrypted = flagAt(inputs, "storageEncrypted") ?? false;
  const managed = flagAt(inputs, "manageMasterUserPassword") === true;
  const vpcId = vpcOfGroup(context, textAt(inputs, "dbSubnetGroupName"));
  const fallback = vpcId === undefined ? undefined : defaultSecurityGroup(context, vpcId)?.id;
  const insightsKey = flagAt(inputs, "performanceInsightsEnabled") === true ? managedKeyArn("rds", context) : "";
  return {
    allocatedStorage: 1,
    applyImmediately: false,
    arn: regionalArn(context, "rds", `cluster:${identifier}`),
    autoMinorVersionUpgrade: true,
    availabilityZones: zonesOf(context.account, context.region)
      .slice(0, 3)
      .map((zone) => zone.name),
    backupRetentionPeriod: 1,
    caCertificateIdentifier: "rds-ca-rsa2048-g1",
    caCertificateValidTill: "",
    clusterIdentifier: identifier,
    clusterIdentifierPrefix: "",
    clusterMembers: [],
    clusterResourceId: `cluster-${context.alphanumeric(26)}`,
    clusterScalabilityType: "standard",
    databaseInsightsMode: "standard",
    databaseName: "",
    dbClusterParameterGroupName: `default.${familyOf(version)}`,
    dbSubnetGroupName: "default",
    dbSystemId: "",
    endpoint: rdsHost(identifier, "cluster-", context),
    engineLifecycleSupport: "open-source-rds-extended-support",
    engineVersion: version,
    engineVersionActual: version,
    hostedZoneId: rdsHostedZone(context.region),
    iamRoles: [],
    kmsKeyId: encrypted ? managedKeyArn("rds", context) : "",
    masterUserSecretKmsKeyId: managed ? managedKeyArn("secretsmanager", context) : "",
    masterUserSecrets: managed ? [managedSecret(inputs, context)] : [],
    masterUsername: "",
    monitoringInterval: 0,
    monitoringRoleArn: "",
    networkType: "IPV4",
    performanceInsightsKmsKeyId: insightsKey,
    performanceInsightsRetentionPeriod: insightsKey === "" ? 0 : 7,
    port: POSTGRESQL_PORT,
    preferredBackupWindow: "03:00-03:30",
    preferredMaintenanceWindow: "sun:05:00-sun:05:30",
    readerEndpoint: rdsHost(identifier, "cluster-ro-", context),
    storageEncrypted: false,
    storageType: "aurora",
    upgradeRolloutOrder: "second",
    vpcSecurityGroupIds: fallback === undefined ? [] : [fallback],
  };
}

/** RDS keeps the password in a secret of its own making. */
function managedSecret(inputs: Properties, context: TypeContext): Properties {
  const name = `rds!cluster-${uuidOfHex(context.hex(32, "master secret"))}`;
  return {
    kmsKeyId: textAt(inputs, "masterUserSecretKmsKeyId") ?? managedKeyArn("secretsmanager", context),
    secretArn: regionalArn(context, "secretsmanager", `secret:${name}-${context.alphanumeric(6, "master secret")}`),
    secretStatus: "active",
  };
}

/** Writes the secret of a cluster whose master password RDS manages. */
export function keepPassword(record: CloudRecord, _context: TypeContext, writer: CloudWriter): void {
  const arn = textAt(record.outputs, "masterUserSecrets.0.secretArn");
  if (arn === undefined) return;
  const name = arn.replace(/^.*:secret:/, "").replace(/-[A-Z0-9]{6}$/, "");
  const description = `Secret associated with primary RDS DB cluster: ${textOf(record, "arn")}`;
  const kmsKeyId = textAt(record.outputs, "masterUserSecrets.0.kmsKeyId");
  writer.put({ type: SECRET, id: arn, name, inputs: { name, description, kmsKeyId }, outputs: { arn } });
}

/** Removes that secret with its cluster. */
export function dropPassword(record: CloudRecord, writer: CloudWriter): void {
  const arn = textAt(record.outputs, "masterUserSecrets.0.secretArn");
  if (arn !== undefined) writer.remove({ type: SECRET, id: arn });
}
