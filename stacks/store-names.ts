/**
 * What a stack's stores are called in its cloud, before they exist: for what is written about them. The names are the
 * components' own; their modules are loaded when somebody asks, since they bring the cloud's SDK with them.
 */
import type { BucketSpec } from "../tiers/blueprint.ts";
import { isRecovery, type AnyBlueprint } from "../tiers/recovery-specs.ts";
import type { AvailableCloud } from "../tiers/vocabulary.ts";

/** A bucket (on Azure: a storage account) and its copy in the standby region. */
export interface BucketNames {
  readonly key: BucketSpec["name"];
  readonly name: string;
  /** Absent where nothing is copied. */
  readonly replica?: string;
}

export interface StoreNames {
  /** AWS: the cluster. Azure: the first node's server. Google Cloud: the first node's instance. */
  readonly database: string;
  /** What holds the stack's resources and is named in commands: account, resource group, project. */
  readonly boundary: string;
  /** AWS: the global database around the cluster. */
  readonly globalDatabase?: string;
  /** AWS: the cluster's ARN. */
  readonly databaseArn?: string;
  /** Buckets in use. */
  readonly buckets: readonly BucketNames[];
}

type Naming = (blueprint: AnyBlueprint) => Promise<StoreNames>;

const NAMING: Readonly<Record<AvailableCloud, Naming>> = {
  aws: async (blueprint) => {
    const { clusterIdentifier, globalClusterIdentifier } = await import("../components/aws/database-cluster.ts");
    const { bucketName } = await import("../components/aws/bucket.ts");
    const { stackArn } = await import("../components/aws/arn.ts");
    const { stack } = blueprint;
    const database = clusterIdentifier(stack);
    return {
      database,
      boundary: stack.account,
      globalDatabase: globalClusterIdentifier(stack),
      databaseArn: stackArn(stack, "rds", `cluster:${database}`),
      buckets: bucketNames(blueprint, (key, region) => bucketName(stack, key, region ?? stack.region)),
    };
  },
  azure: async (blueprint) => {
    const { serverName } = await import("../components/azure/database-server.ts");
    const { resourceGroupName, storageAccountName } = await import("../components/azure/names.ts");
    const { stack } = blueprint;
    return {
      database: serverName(stack, firstNode(blueprint)),
      boundary: resourceGroupName(stack),
      buckets: bucketNames(blueprint, (key) => storageAccountName(stack, key)),
    };
  },
  gcp: async (blueprint) => {
    const { instanceName } = await import("../components/gcp/database-instance.ts");
    const { bucketName } = await import("../components/gcp/names.ts");
    const { stack } = blueprint;
    const node = firstNode(blueprint);
    const { name } = instanceName(stack, node === "writer" ? undefined : node);
    if (name === undefined) throw new RangeError(`${stack.name}: only a stack that is kept has a named database`);
    return {
      database: name,
      boundary: stack.account,
      buckets: bucketNames(blueprint, (key, region) => bucketName(stack, key, region ?? stack.region)),
    };
  },
};

/**
 * The names of one stack's stores; a stack in the standby region has the database only.
 * @throws RangeError on Google Cloud for a stack without deletion protection, whose database has no name of its own
 */
export function storeNames(blueprint: AnyBlueprint, cloud: AvailableCloud): Promise<StoreNames> {
  return NAMING[cloud](blueprint);
}

/** The node that is written to, or the one that takes over. */
function firstNode({ stack, database }: AnyBlueprint): string {
  const [node] = database.nodes;
  if (node === undefined) throw new RangeError(`${stack.name}: the database has no node`);
  return node.key;
}

/** A replica is named after its bucket and lies in the standby region. */
function bucketNames(
  blueprint: AnyBlueprint,
  nameOf: (key: string, region?: string) => string,
): readonly BucketNames[] {
  if (isRecovery(blueprint)) return [];
  return blueprint.objects.buckets
    .filter(({ retired }) => !retired)
    .map(({ name: key, replicaRegion }) => ({
      key,
      name: nameOf(key),
      ...(replicaRegion === undefined ? {} : { replica: nameOf(`${key}-replica`, replicaRegion) }),
    }));
}
