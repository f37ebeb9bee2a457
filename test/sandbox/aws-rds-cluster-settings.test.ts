import assert from "node:assert/strict";
import { type DatabaseParts, makeDatabaseParts, makeKey, makeNetwork, makeRole } from "./aws-fixtures.ts";
import { ACCOUNT, type Made, refused, SimulatedAws, text } from "./simulated-aws.ts";

const CLUSTER = "rds/cluster:Cluster";
const GROUP = "rds/clusterParameterGroup:ClusterParameterGroup";

const CREATING =
  "creating RDS Cluster (acme-production): operation error RDS: CreateDBCluster, https response error StatusCode: 400,";

describe("the simulated RDS: a cluster's settings", () => {
  let cloud: SimulatedAws;
  let parts: DatabaseParts;
  const make = (change: object = {}): Promise<Made> => cloud.make(CLUSTER, { ...parts.cluster, ...change });

  beforeEach(async () => {
    cloud = new SimulatedAws();
    parts = await makeDatabaseParts(cloud);
  });

  it("needs its subnet group, security groups and parameter group, all of its kind", async () => {
    await refused(
      make({ dbSubnetGroupName: "lost" }),
      CREATING.replace("400", "404") + " DBSubnetGroupNotFoundFault: DB subnet group 'lost' does not exist.",
    );
    await refused(
      make({ vpcSecurityGroupIds: ["sg-0"] }),
      `${CREATING} api error InvalidParameterValue: Invalid security group , groupId= sg-0, groupName=.`,
    );
    const other = await makeNetwork(cloud, "other");
    await refused(
      make({ vpcSecurityGroupIds: [other.group.id] }),
      `${CREATING} api error InvalidParameterCombination: The DB instance and EC2 security group are in different VPCs. The DB instance is in ${parts.network.vpc.id} and the EC2 security group is in ${other.vpc.id}`,
    );
    await refused(
      make({ dbClusterParameterGroupName: "lost" }),
      CREATING.replace("400", "404") + " DBClusterParameterGroupNotFound: DBClusterParameterGroup not found: lost",
    );
    const old = await cloud.make(GROUP, { name: "old", family: "aurora-postgresql16" });
    await refused(
      make({ dbClusterParameterGroupName: old.id }),
      `${CREATING} api error InvalidParameterCombination: The Parameter Group old with DBParameterGroupFamily aurora-postgresql16 cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily aurora-postgresql17`,
    );
    const right = await cloud.make(GROUP, { name: "right", family: "aurora-postgresql17" }, "right");
    await make({ dbClusterParameterGroupName: right.id });
  });

  it("lies under a key that is enabled and in its region", async () => {
    const [off, wide] = [
      await makeKey(cloud, { isEnabled: false }, "off"),
      await makeKey(cloud, { multiRegion: true }, "wide"),
    ];
    const replica = await cloud.make("kms/replicaKey:ReplicaKey", {
      region: "eu-central-1",
      primaryKeyArn: text(wide, "arn"),
    });
    for (const key of [off, replica]) {
      await refused(
        make({ kmsKeyId: text(key, "arn") }),
        `${CREATING} KMSKeyNotAccessibleFault: The specified KMS key [${text(key, "arn")}] does not exist, is not enabled or you do not have permissions to access it.`,
      );
    }
    await cloud.remove(parts.key);
    await refused(
      make(),
      `${CREATING} KMSKeyNotAccessibleFault: The specified KMS key [${text(parts.key, "arn")}] does not exist, is not enabled or you do not have permissions to access it.`,
    );
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, storageEncrypted: false, kmsKeyId: parts.key.id }), [
      `kmsKeyId: "kms_key_id" (${parts.key.id}) is an invalid ARN: arn: invalid prefix`,
      "storageEncrypted: storage_encrypted must be true when kms_key_id is specified",
    ]);
  });

  it("keeps backups for 1 to 35 days, in a window of its own", async () => {
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, backupRetentionPeriod: 36 }), [
      "backupRetentionPeriod: expected backup_retention_period to be at most (35), got 36",
    ]);
    await refused(
      make({ backupRetentionPeriod: 0 }),
      `${CREATING} api error InvalidParameterValue: Invalid backup retention period: 0. Retention period must be between 1 and 35`,
    );
    assert.deepEqual(
      cloud.failures(CLUSTER, {
        ...parts.cluster,
        preferredBackupWindow: "3:00-4:00",
        preferredMaintenanceWindow: "sunday:05:00-06:00",
      }),
      [
        `preferredBackupWindow: "preferred_backup_window" must satisfy the format of "hh24:mi-hh24:mi".`,
        `preferredMaintenanceWindow: "preferred_maintenance_window" must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi".`,
      ],
    );
    await refused(
      make({ preferredBackupWindow: "23:30-00:30", preferredMaintenanceWindow: "mon:00:00-mon:01:00" }),
      `${CREATING} api error InvalidParameterValue: The backup window and maintenance window must not overlap.`,
    );
    await refused(
      make({ preferredBackupWindow: "03:00-03:15" }),
      `${CREATING} api error InvalidParameterValue: The backup window must be at least 30 minutes.`,
    );
    await make({
      backupRetentionPeriod: 35,
      preferredBackupWindow: "23:00-00:00",
      preferredMaintenanceWindow: "mon:00:00-mon:01:00",
    });
  });

  it("delivers metrics in a role that monitoring can assume", async () => {
    const role = await makeRole(cloud, "monitoring", "monitoring.rds.amazonaws.com");
    const wrong = await makeRole(cloud, "wrong", "rds.amazonaws.com");
    const needed =
      "InvalidParameterCombination: A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.";
    await refused(make({ monitoringInterval: 60 }), `${CREATING} api error ${needed}`);
    await refused(
      make({ monitoringInterval: 60, monitoringRoleArn: text(wrong, "arn") }),
      `${CREATING} api error InvalidParameterValue: IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING`,
    );
    await make({ monitoringInterval: 60, monitoringRoleArn: text(role, "arn") });
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, monitoringInterval: 20 }), [
      "monitoringInterval: expected monitoring_interval to be one of [0 1 5 10 15 30 60], got 20",
    ]);
  });

  it("keeps insights for a week, months of 31 days, or two years", async () => {
    const insights = { performanceInsightsEnabled: true };
    await refused(
      make({ ...insights, performanceInsightsRetentionPeriod: 30 }),
      `${CREATING} api error InvalidParameterValue: Invalid Performance Insights retention period 30. Valid values are: 7, 731, or a number of months times 31 (31 to 713)`,
    );
    await refused(
      make({ ...insights, performanceInsightsRetentionPeriod: 31, databaseInsightsMode: "advanced" }),
      `${CREATING} api error InvalidParameterCombination: To enable the Advanced mode of Database Insights, modify your cluster to enable Performance Insights and set the retention period for Performance Insights to at least 465 days.`,
    );
    await make({ ...insights, performanceInsightsRetentionPeriod: 465, databaseInsightsMode: "advanced" });
  });

  it("scales between bounds in halves of a unit, and pauses only from zero", async () => {
    const serverless = (minCapacity: number, maxCapacity: number, rest: object = {}): object => ({
      serverlessv2ScalingConfiguration: { minCapacity, maxCapacity, ...rest },
    });
    assert.deepEqual(
      cloud.failures(CLUSTER, { ...parts.cluster, ...serverless(0, 257, { secondsUntilAutoPause: 60 }) }),
      [
        "serverlessv2ScalingConfiguration.maxCapacity: expected max_capacity to be in the range (1 - 256), got 257",
        "serverlessv2ScalingConfiguration.secondsUntilAutoPause: expected seconds_until_auto_pause to be in the range (300 - 86400), got 60",
      ],
    );
    await refused(
      make(serverless(0.3, 4)),
      `${CREATING} api error InvalidParameterValue: Serverless v2 capacity must be specified in increments of 0.5.`,
    );
    await refused(
      make(serverless(8, 4)),
      `${CREATING} api error InvalidParameterValue: Serverless v2 minimum capacity 8 must be less than or equal to the maximum capacity 4.`,
    );
    await refused(
      make(serverless(0.5, 4, { secondsUntilAutoPause: 300 })),
      `${CREATING} api error InvalidParameterCombination: SecondsUntilAutoPause can be set only when the Serverless v2 minimum capacity is 0.`,
    );
    await make(serverless(0, 4, { secondsUntilAutoPause: 300 }));
  });

  it("exports the logs that PostgreSQL has", async () => {
    await refused(
      make({ enabledCloudwatchLogsExports: ["postgresql", "audit"] }),
      `${CREATING} api error InvalidParameterCombination: You cannot use the log types 'audit' with engine version aurora-postgresql 17.9. For supported log types, see the documentation.`,
    );
    await make({ enabledCloudwatchLogsExports: ["postgresql", "iam-db-auth-error"] });
  });

  it("may name the key that AWS manages, of its own region", async () => {
    const managed = (region: string): string => `arn:aws:kms:${region}:${ACCOUNT}:alias/aws/rds`;
    await refused(
      make({ kmsKeyId: managed("eu-central-1") }),
      `${CREATING} KMSKeyNotAccessibleFault: The specified KMS key [${managed("eu-central-1")}] does not exist, is not enabled or you do not have permissions to access it.`,
    );
    await make({ kmsKeyId: managed("eu-west-1") });
  });
});
