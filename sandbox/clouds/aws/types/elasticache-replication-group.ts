/** ElastiCache replication groups: shards of a primary and its replicas. */
import { regionalArn } from "../arn.ts";
import { actualCacheVersion, cacheFamily, cacheHost, memberClusters } from "../cache-engine.ts";
import { cacheFlaw, cacheRefusal, hasTls, invalidCacheCombination, isClustered } from "../cache-rules.ts";
import { each, failure, failures, pattern, range } from "../../checks.ts";
import { managedKeyArn } from "../key-reference.ts";
import { checkIdentifier } from "../names.ts";
import { REPLICATION_GROUP } from "../network-lookup.ts";
import { compareVersions } from "../rds-engine.ts";
import { isOn, numberOf, textOf } from "../../record-values.ts";
import { refuseDailyWindow, refuseWeeklyWindow } from "../weekly-window.ts";
import { flagAt, numberAt, textAt, valueAt } from "../../properties.ts";
import type {
  CheckFailure,
  CloudRecord,
  CloudWriter,
  Properties,
  ResourceType,
  TypeContext,
} from "../../resource-type.ts";

/** Snapshots lie beside the groups, for a person to read. */
export const CACHE_SNAPSHOT = "aws:elasticache/snapshot:Snapshot";
const DEFAULT_PORT = 6379;

const replicationGroup: ResourceType = {
  token: REPLICATION_GROUP,
  autoName: { property: "replicationGroupId", maxLength: 40, lowerCase: true },
  sets: ["securityGroupIds", "securityGroupNames", "userGroupIds", "logDeliveryConfigurations"],
  enums: {
    engine: ["redis", "valkey"],
    clusterMode: ["enabled", "disabled", "compatible"],
    networkType: ["ipv4", "ipv6", "dual_stack"],
    ipDiscovery: ["ipv4", "ipv6"],
    transitEncryptionMode: ["preferred", "required"],
    authTokenUpdateStrategy: ["SET", "ROTATE", "DELETE"],
    "logDeliveryConfigurations.destinationType": ["cloudwatch-logs", "kinesis-firehose"],
    "logDeliveryConfigurations.logFormat": ["text", "json"],
    "logDeliveryConfigurations.logType": ["slow-log", "engine-log"],
  },
  check: checkGroup,
  refuseCreate(inputs, context) {
    const id = textAt(inputs, "replicationGroupId") ?? "";
    const doing = `creating ElastiCache Replication Group (${id})`;
    if (context.cloud.byId(REPLICATION_GROUP, id) !== undefined) {
      const message = `Replication group ${id} already exists.`;
      return cacheRefusal(doing, "CreateReplicationGroup", { code: "400 ReplicationGroupAlreadyExists", message });
    }
    const flaw = cacheFlaw(inputs, context);
    return flaw && cacheRefusal(doing, "CreateReplicationGroup", flaw);
  },
  create(inputs, context) {
    const id = textAt(inputs, "replicationGroupId") ?? "";
    return { id, name: id, outputs: groupOutputs(id, inputs, context) };
  },
  refuseUpdate(old, inputs, context) {
    const flaw = changeFlaw(old, inputs) ?? cacheFlaw(inputs, context);
    return flaw && cacheRefusal(`modifying ElastiCache Replication Group (${old.id})`, "ModifyReplicationGroup", flaw);
  },
  update: (old, inputs, context) => ({
    ...old.outputs,
    ...endpoints(old.id, inputs, context),
    ...membership(old.id, inputs),
    engineVersionActual: actualCacheVersion(
      textAt(inputs, "engine") ?? "redis",
      textAt(inputs, "engineVersion") ?? textOf(old, "engineVersion"),
    ),
  }),
  recomputes(old, news) {
    const sizes = ["numNodeGroups", "replicasPerNodeGroup", "numCacheClusters"];
    const versions = ["engine", "engineVersion"];
    const changed = (names: readonly string[]): boolean =>
      names.some((name) => valueAt(old, name) !== valueAt(news, name));
    return [...(changed(sizes) ? ["memberClusters"] : []), ...(changed(versions) ? ["engineVersionActual"] : [])];
  },
  replaces(old, news) {
    const replaced: string[] = [];
    const [before, after] = [textAt(old, "engine") ?? "redis", textAt(news, "engine") ?? "redis"];
    if (before !== after && !(before === "redis" && after === "valkey")) replaced.push("engine");
    const [oldVersion, newVersion] = [textAt(old, "engineVersion"), textAt(news, "engineVersion")];
    const isDowngrade =
      oldVersion !== undefined && newVersion !== undefined && compareVersions(newVersion, oldVersion) < 0;
    if (before === after && isDowngrade) replaced.push("engineVersion");
    const tlsChanges = flagAt(old, "transitEncryptionEnabled") !== flagAt(news, "transitEncryptionEnabled");
    if (tlsChanges && before === "redis" && compareVersions(oldVersion ?? "7.1", "7.0.5") < 0)
      replaced.push("transitEncryptionEnabled");
    if (
      JSON.stringify(valueAt(old, "nodeGroupConfigurations")) !==
      JSON.stringify(valueAt(news, "nodeGroupConfigurations"))
    ) {
      replaced.push("nodeGroupConfigurations");
    }
    return replaced;
  },
  refuseDelete(record, context) {
    const refuse = (code: `${number} ${string}`, message: string): string =>
      cacheRefusal(`deleting ElastiCache Replication Group (${record.id})`, "DeleteReplicationGroup", {
        code,
        message,
      });
    if ((textOf(record, "globalReplicationGroupId") ?? "") !== "") {
      return refuse(
        "400 InvalidReplicationGroupState",
        `Replication group ${record.id} is a member of a Global Datastore and cannot be deleted.`,
      );
    }
    const snapshot = textAt(record.inputs, "finalSnapshotIdentifier");
    if (snapshot === undefined || context.cloud.byId(CACHE_SNAPSHOT, snapshot) === undefined) return undefined;
    return refuse("400 SnapshotAlreadyExistsFault", `Snapshot with specified name ${snapshot} already exists.`);
  },
  afterDelete: writeFinalSnapshot,
};

export const replicationGroupTypes: readonly ResourceType[] = [replicationGroup];

function checkGroup(inputs: Properties): readonly CheckFailure[] {
  const failover = flagAt(inputs, "automaticFailoverEnabled");
  return failures(
    checkIdentifier(inputs, "replicationGroupId", 40),
    pattern(inputs, "engineVersion", /^\d+\.(\d+|x)(\.\d+)?$/, "engine versions must match <major>.<minor>"),
    pattern(inputs, "description", /\S/, "must not be blank"),
    range(inputs, "numNodeGroups", 1, 500),
    range(inputs, "replicasPerNodeGroup", 0, 5),
    range(inputs, "numCacheClusters", 1, 6),
    range(inputs, "snapshotRetentionLimit", 0, 35),
    range(inputs, "port", 1, 65_535),
    each(inputs, "snapshotWindow", (window) => refuseDailyWindow("snapshot_window", window)),
    each(inputs, "maintenanceWindow", (window) => refuseWeeklyWindow("maintenance_window", window)),
    flagAt(inputs, "multiAzEnabled") === true && failover === false
      ? failure("multiAzEnabled", "automatic_failover_enabled must be true if multi_az_enabled is true")
      : undefined,
  );
}

function changeFlaw(old: CloudRecord, inputs: Properties): ReturnType<typeof invalidCacheCombination> | undefined {
  const [before, after] = [textOf(old, "clusterMode"), textAt(inputs, "clusterMode") ?? textOf(old, "clusterMode")];
  if (before === "disabled" && after === "enabled") {
    return invalidCacheCombination("To modify cluster mode from disabled to enabled, set it to compatible first.");
  }
  if (before === "enabled" && after !== "enabled")
    return invalidCacheCombination("Cluster mode cannot be turned off once it is enabled.");
  const mode = textAt(inputs, "transitEncryptionMode");
  if (
    !isOn(old, "transitEncryptionEnabled") &&
    flagAt(inputs, "transitEncryptionEnabled") === true &&
    mode !== "preferred"
  ) {
    return invalidCacheCombination(
      "To enable encryption in transit, set the transit encryption mode to preferred first.",
    );
  }
  return undefined;
}

function endpoints(id: string, inputs: Properties, context: TypeContext): Properties {
  const [clustered, tls] = [isClustered(inputs, context), hasTls(inputs)];
  return {
    configurationEndpointAddress: clustered ? cacheHost("clustercfg", id, tls, context) : "",
    primaryEndpointAddress: clustered ? "" : cacheHost("master", id, tls, context),
    readerEndpointAddress: clustered ? "" : cacheHost("replica", id, tls, context),
  };
}

function membership(id: string, inputs: Properties): Properties {
  const shards = numberAt(inputs, "numNodeGroups") ?? 1;
  const replicas = numberAt(inputs, "replicasPerNodeGroup") ?? (numberAt(inputs, "numCacheClusters") ?? 1) - 1;
  return {
    memberClusters: memberClusters(id, shards, replicas + 1),
    numCacheClusters: shards * (replicas + 1),
    numNodeGroups: shards,
    replicasPerNodeGroup: replicas,
  };
}

function groupOutputs(id: string, inputs: Properties, context: TypeContext): Properties {
  const engine = textAt(inputs, "engine") ?? "redis";
  const version = actualCacheVersion(engine, textAt(inputs, "engineVersion")) ?? "";
  const clustered = isClustered(inputs, context);
  const isValkey = engine === "valkey";
  return {
    applyImmediately: false,
    arn: regionalArn(context, "elasticache", `replicationgroup:${id}`),
    atRestEncryptionEnabled: isValkey,
    autoMinorVersionUpgrade: true,
    clusterEnabled: clustered,
    clusterMode: clustered ? "enabled" : "disabled",
    dataTieringEnabled: false,
    durability: "",
    engine,
    engineVersion: version.split(".").slice(0, 2).join("."),
    engineVersionActual: version,
    globalReplicationGroupId: "",
    ipDiscovery: "ipv4",
    ...(isValkey && flagAt(inputs, "atRestEncryptionEnabled") !== false
      ? { kmsKeyId: managedKeyArn("elasticache", context) }
      : {}),
    maintenanceWindow: "sun:05:00-sun:06:00",
    networkType: "ipv4",
    nodeGroupConfigurations: [],
    parameterGroupName: `default.${cacheFamily(engine, version)}${clustered ? ".cluster.on" : ""}`,
    port: DEFAULT_PORT,
    replicationGroupId: id,
    securityGroupIds: [],
    securityGroupNames: [],
    snapshotWindow: "03:00-04:00",
    subnetGroupName: "default",
    transitEncryptionEnabled: isValkey,
    transitEncryptionMode: hasTls(inputs) ? "required" : "",
    ...membership(id, inputs),
    ...endpoints(id, inputs, context),
  };
}

function writeFinalSnapshot(record: CloudRecord, context: TypeContext, writer: CloudWriter): void {
  const snapshot = textAt(record.inputs, "finalSnapshotIdentifier");
  if (snapshot === undefined) return;
  writer.put({
    type: CACHE_SNAPSHOT,
    id: snapshot,
    inputs: { replicationGroupId: record.id, snapshotName: snapshot },
    labels: record.labels,
    outputs: {
      arn: regionalArn(context, "elasticache", `snapshot:${snapshot}`),
      engine: textOf(record, "engine"),
      engineVersion: textOf(record, "engineVersionActual"),
      kmsKeyId: textOf(record, "kmsKeyId"),
      numNodeGroups: numberOf(record, "numNodeGroups"),
      snapshotSource: "manual",
      snapshotStatus: "available",
    },
  });
}
