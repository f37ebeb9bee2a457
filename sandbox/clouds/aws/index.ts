/** The simulated AWS: every resource type and function it plays. What is not here is refused by name. */
import type { ResourceType } from "../resource-type.ts";
import { detectionTypes } from "./types/account-detection.ts";
import { recorderTypes } from "./types/account-recorder.ts";
import { accountSettingTypes } from "./types/account-settings.ts";
import { prometheusTypes } from "./types/amp.ts";
import { backupTypes } from "./types/backup.ts";
import { restoreTestingTypes } from "./types/backup-restore-testing.ts";
import { trailTypes } from "./types/cloudtrail.ts";
import { alarmTypes } from "./types/cloudwatch.ts";
import { aclTypes } from "./types/ec2-acl.ts";
import { endpointTypes } from "./types/ec2-endpoints.ts";
import { gatewayTypes } from "./types/ec2-gateways.ts";
import { routeTypes } from "./types/ec2-routes.ts";
import { securityTypes } from "./types/ec2-security.ts";
import { vpcTypes } from "./types/ec2-vpc.ts";
import { cacheGroupTypes } from "./types/elasticache-groups.ts";
import { replicationGroupTypes } from "./types/elasticache-replication-group.ts";
import { cacheUserTypes } from "./types/elasticache-users.ts";
import { eventTypes } from "./types/events.ts";
import { policyTypes } from "./types/iam-policy.ts";
import { roleTypes } from "./types/iam-role.ts";
import { kmsTypes } from "./types/kms.ts";
import { lambdaTypes } from "./types/lambda.ts";
import { logTypes } from "./types/logs.ts";
import { clusterTypes } from "./types/rds-cluster.ts";
import { globalClusterTypes } from "./types/rds-global.ts";
import { databaseGroupTypes } from "./types/rds-groups.ts";
import { instanceTypes } from "./types/rds-instance.ts";
import { proxyTypes } from "./types/rds-proxy.ts";
import { bucketTypes } from "./types/s3-bucket.ts";
import { lifecycleTypes } from "./types/s3-lifecycle.ts";
import { bucketPolicyTypes } from "./types/s3-policy.ts";
import { replicationTypes } from "./types/s3-replication.ts";
import { bucketSettingTypes } from "./types/s3-settings.ts";
import { secretTypes } from "./types/secretsmanager.ts";
import { topicTypes } from "./types/sns.ts";

export { invokes } from "./invokes.ts";

const ALL: readonly ResourceType[] = [
  ...vpcTypes,
  ...gatewayTypes,
  ...routeTypes,
  ...aclTypes,
  ...securityTypes,
  ...endpointTypes,
  ...logTypes,
  ...kmsTypes,
  ...roleTypes,
  ...policyTypes,
  ...secretTypes,
  ...clusterTypes,
  ...instanceTypes,
  ...databaseGroupTypes,
  ...globalClusterTypes,
  ...proxyTypes,
  ...replicationGroupTypes,
  ...cacheGroupTypes,
  ...cacheUserTypes,
  ...bucketTypes,
  ...bucketSettingTypes,
  ...lifecycleTypes,
  ...bucketPolicyTypes,
  ...replicationTypes,
  ...backupTypes,
  ...restoreTestingTypes,
  ...trailTypes,
  ...alarmTypes,
  ...eventTypes,
  ...topicTypes,
  ...lambdaTypes,
  ...prometheusTypes,
  ...detectionTypes,
  ...recorderTypes,
  ...accountSettingTypes,
];

/** By token. */
export const types: ReadonlyMap<string, ResourceType> = new Map(ALL.map((type) => [type.token, type]));
