import { notArn, notJson, notWeekly, wrongLength, testRules } from "./aws-check-rules.ts";
import { policy } from "./aws-fixtures.ts";

const read = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });

testRules("the simulated AWS checks inputs of stores,", [
  {
    type: "rds/cluster:Cluster",
    sound: {
      clusterIdentifier: "x",
      engine: "aurora-postgresql",
      port: 1150,
      databaseName: "acme",
      masterUsername: "acme",
    },
    broken: [
      [{ port: 1149 }, "port: expected port to be in the range (1150 - 65535), got 1149"],
      [{ monitoringRoleArn: "x" }, `monitoringRoleArn: ${notArn("monitoring_role_arn")}`],
      [
        { performanceInsightsKmsKeyId: "x" },
        `performanceInsightsKmsKeyId: ${notArn("performance_insights_kms_key_id")}`,
      ],
      [
        { finalSnapshotIdentifier: "a_b" },
        "finalSnapshotIdentifier: invalid value for final_snapshot_identifier (must only contain alphanumeric characters and hyphens)",
      ],
      [
        { finalSnapshotIdentifier: "a--b" },
        "finalSnapshotIdentifier: invalid value for final_snapshot_identifier (cannot contain two consecutive hyphens)",
      ],
      [
        { finalSnapshotIdentifier: "a-" },
        "finalSnapshotIdentifier: invalid value for final_snapshot_identifier (cannot end in a hyphen)",
      ],
      [
        { databaseName: "acme-db" },
        "databaseName: invalid value for database_name (must begin with a letter or underscore, and contain only alphanumeric characters and underscores)",
      ],
      [
        { masterUsername: "1acme" },
        "masterUsername: invalid value for master_username (must begin with a letter, and contain only alphanumeric characters and underscores)",
      ],
      [
        { serverlessv2ScalingConfiguration: { minCapacity: -1, maxCapacity: 1 } },
        "serverlessv2ScalingConfiguration.minCapacity: expected min_capacity to be in the range (0 - 256), got -1",
      ],
    ],
  },
  {
    type: "rds/clusterInstance:ClusterInstance",
    sound: {
      identifier: "x",
      clusterIdentifier: "x",
      engine: "aurora-postgresql",
      instanceClass: "db.r8g.large",
      promotionTier: 15,
    },
    broken: [
      [{ promotionTier: 16 }, "promotionTier: expected promotion_tier to be in the range (0 - 15), got 16"],
      [
        { monitoringInterval: 2 },
        "monitoringInterval: expected monitoring_interval to be one of [0 1 5 10 15 30 60], got 2",
      ],
      [{ monitoringRoleArn: "x" }, `monitoringRoleArn: ${notArn("monitoring_role_arn")}`],
      [
        { performanceInsightsKmsKeyId: "x" },
        `performanceInsightsKmsKeyId: ${notArn("performance_insights_kms_key_id")}`,
      ],
      [{ preferredMaintenanceWindow: "x" }, `preferredMaintenanceWindow: ${notWeekly("preferred_maintenance_window")}`],
      [{ identifier: "aB" }, `identifier: only lowercase alphanumeric characters and hyphens allowed in "identifier"`],
    ],
  },
  {
    type: "rds/globalCluster:GlobalCluster",
    sound: { globalClusterIdentifier: "acme-global" },
    broken: [
      [
        { globalClusterIdentifier: "acme-" },
        `globalClusterIdentifier: "global_cluster_identifier" cannot end in a hyphen`,
      ],
    ],
  },
  {
    type: "rds/subnetGroup:SubnetGroup",
    sound: { name: "x".repeat(255), subnetIds: [] },
    broken: [[{ name: "x".repeat(256) }, `name: "name" cannot be longer than 255 characters`]],
  },
  {
    type: "rds/proxy:Proxy",
    sound: {
      name: "a".repeat(63),
      engineFamily: "POSTGRESQL",
      roleArn: "arn:aws:iam::111122223333:role/x",
      vpcSubnetIds: [],
    },
    broken: [
      [
        { idleClientTimeout: 28_801 },
        "idleClientTimeout: expected idle_client_timeout to be in the range (1 - 28800), got 28801",
      ],
      [{ roleArn: "x" }, `roleArn: ${notArn("role_arn")}`],
      [
        { name: "a--b" },
        "name: invalid value for name (must begin with a letter and contain only letters, digits and single hyphens)",
      ],
      [{ name: "a".repeat(64) }, `name: ${wrongLength("name", 1, 63, "a".repeat(64))}`],
    ],
  },
  {
    type: "rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
    sound: { dbProxyName: "x", connectionPoolConfig: { connectionBorrowTimeout: 3600, maxIdleConnectionsPercent: 0 } },
    broken: [
      [
        { connectionPoolConfig: { connectionBorrowTimeout: 3601 } },
        "connectionPoolConfig.connectionBorrowTimeout: expected connection_borrow_timeout to be in the range (0 - 3600), got 3601",
      ],
      [
        { connectionPoolConfig: { maxIdleConnectionsPercent: 101 } },
        "connectionPoolConfig.maxIdleConnectionsPercent: expected max_idle_connections_percent to be in the range (0 - 100), got 101",
      ],
    ],
  },
  {
    type: "elasticache/replicationGroup:ReplicationGroup",
    sound: { replicationGroupId: "x", description: "cache", numNodeGroups: 500, port: 6379 },
    broken: [
      [{ numNodeGroups: 501 }, "numNodeGroups: expected num_node_groups to be in the range (1 - 500), got 501"],
      [{ description: " " }, "description: invalid value for description (must not be blank)"],
      [{ port: 0 }, "port: expected port to be in the range (1 - 65535), got 0"],
      [
        { engineVersion: "8" },
        "engineVersion: invalid value for engine_version (engine versions must match <major>.<minor>)",
      ],
      [{ maintenanceWindow: "x" }, `maintenanceWindow: ${notWeekly("maintenance_window")}`],
      [{ snapshotWindow: "x" }, `snapshotWindow: "snapshot_window" must satisfy the format of "hh24:mi-hh24:mi".`],
      [
        { numNodeGroups: undefined, numCacheClusters: 7 },
        "numCacheClusters: expected num_cache_clusters to be in the range (1 - 6), got 7",
      ],
    ],
  },
  {
    type: "elasticache/user:User",
    sound: { userId: "x".repeat(40), userName: "x", engine: "valkey", accessString: "on ~* +@all" },
    broken: [
      [{ userId: "x".repeat(41) }, `userId: ${wrongLength("user_id", 1, 40, "x".repeat(41))}`],
      [
        { userId: "x_y" },
        "userId: invalid value for user_id (must begin with a letter and contain only letters, digits and single hyphens)",
      ],
      [{ userName: "x".repeat(129) }, `userName: ${wrongLength("user_name", 1, 128, "x".repeat(129))}`],
    ],
  },
  {
    type: "elasticache/userGroup:UserGroup",
    sound: { userGroupId: "x".repeat(40), engine: "valkey" },
    broken: [
      [{ userGroupId: "x".repeat(41) }, `userGroupId: ${wrongLength("user_group_id", 1, 40, "x".repeat(41))}`],
      [
        { userGroupId: "x_y" },
        "userGroupId: invalid value for user_group_id (must begin with a letter and contain only letters, digits and single hyphens)",
      ],
    ],
  },
  {
    type: "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    sound: { bucket: "x", rule: { defaultRetention: { mode: "COMPLIANCE", days: 36_500 } } },
    broken: [
      [
        { rule: { defaultRetention: { mode: "COMPLIANCE", days: 0 } } },
        "rule.defaultRetention.days: expected days to be in the range (1 - 36500), got 0",
      ],
      [
        { rule: { defaultRetention: { mode: "COMPLIANCE", years: 101 } } },
        "rule.defaultRetention.years: expected years to be in the range (1 - 100), got 101",
      ],
    ],
  },
  {
    type: "s3/bucketPolicy:BucketPolicy",
    sound: { bucket: "x", policy: read },
    broken: [[{ policy: "" }, `policy: ${notJson("policy")}`]],
  },
  {
    type: "s3/bucketReplicationConfig:BucketReplicationConfig",
    sound: { bucket: "x", role: "arn:aws:iam::111122223333:role/x", rules: [] },
    broken: [[{ role: "x" }, `role: ${notArn("role")}`]],
  },
  {
    type: "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    sound: { bucket: "x", rules: [{ id: "x".repeat(255), status: "Enabled" }] },
    broken: [
      [
        { rules: [{ id: "x".repeat(256), status: "Enabled" }] },
        `rules.0.id: ${wrongLength("id", 1, 255, "x".repeat(256))}`,
      ],
    ],
  },
]);
