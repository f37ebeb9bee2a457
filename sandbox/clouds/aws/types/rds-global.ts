/** Aurora global clusters: made empty or around a cluster, whose settings they then take over. */
import { globalArn } from "../arn.ts";
import { checkIdentifier } from "../names.ts";
import { CLUSTER } from "../network-lookup.ts";
import {
  GLOBAL_CLUSTER,
  globalOf,
  invalidCombination,
  managesPassword,
  membersOf,
  refusal,
} from "../rds-cluster-rules.ts";
import type { RdsFlaw } from "../rds-cluster-rules.ts";
import { actualVersion, globalHost } from "../rds-engine.ts";
import { isOn, propertyOf, textOf } from "../../record-values.ts";
import { textAt, valueAt } from "../../properties.ts";
import type { CloudRecord, CloudWriter, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

/** Inputs that a global cluster around a cluster inherits, with the API's names for them. */
const INHERITED: readonly (readonly [property: string, word: string])[] = [
  ["engine", "engineName"],
  ["engineVersion", "engineVersion"],
  ["databaseName", "databaseName"],
  ["storageEncrypted", "storageEncrypted"],
];

const globalCluster: ResourceType = {
  token: GLOBAL_CLUSTER,
  enums: {
    engine: ["aurora", "aurora-mysql", "aurora-postgresql"],
    engineLifecycleSupport: ["open-source-rds-extended-support", "open-source-rds-extended-support-disabled"],
  },
  check: (inputs) => checkIdentifier(inputs, "globalClusterIdentifier", 63),
  refuseCreate(inputs, context) {
    const identifier = textAt(inputs, "globalClusterIdentifier") ?? "";
    const flaw = creationFlaw(identifier, inputs, context);
    return flaw && refusal(`creating RDS Global Cluster (${identifier})`, "CreateGlobalCluster", flaw);
  },
  create(inputs, context) {
    const identifier = textAt(inputs, "globalClusterIdentifier") ?? "";
    const source = sourceOf(inputs, context);
    const version = textOf(source, "engineVersionActual") ?? actualVersion(textAt(inputs, "engineVersion"));
    return {
      id: identifier,
      name: identifier,
      outputs: {
        arn: globalArn(context, "rds", `global-cluster:${identifier}`),
        databaseName: textOf(source, "databaseName") ?? "",
        endpoint: globalHost(identifier, context),
        engine: textOf(source, "engine") ?? "aurora-postgresql",
        engineLifecycleSupport: "open-source-rds-extended-support",
        engineVersion: version,
        engineVersionActual: version,
        globalClusterMembers: source === undefined ? [] : [{ dbClusterArn: textOf(source, "arn"), isWriter: true }],
        globalClusterResourceId: `cluster-${context.hex(16)}`,
        sourceDbClusterIdentifier: "",
        storageEncrypted: source !== undefined && isOn(source, "storageEncrypted"),
      },
    };
  },
  // The cluster around which it is made becomes its member; the cluster's own resource did not ask for it.
  afterCreate(record, context, writer) {
    const source = sourceOf(record.inputs, context);
    if (source !== undefined) mark(source, record.id, writer);
  },
  refuseUpdate(old, inputs) {
    const asked = textAt(inputs, "engineVersion");
    if (asked === undefined || actualVersion(asked) !== undefined) return undefined;
    const flaw = invalidCombination(`Cannot find version ${asked} for ${textOf(old, "engine")}`);
    return refusal(`updating RDS Global Cluster (${old.id})`, "ModifyGlobalCluster", flaw);
  },
  refuseDelete(record, context) {
    const refuse = (flaw: RdsFlaw): string =>
      refusal(`deleting RDS Global Cluster (${record.id})`, "DeleteGlobalCluster", flaw);
    if (isOn(record, "deletionProtection")) {
      return refuse(
        invalidCombination("Cannot delete protected global cluster, please disable deletion protection and try again."),
      );
    }
    if (isOn(record, "forceDestroy") || membersOf(context, record.id).length === 0) return undefined;
    return refuse({ code: "400 InvalidGlobalClusterStateFault", message: `Global Cluster ${record.id} is not empty` });
  },
  // `forceDestroy` lets the members go and keeps them as clusters of their own.
  afterDelete(record, context, writer) {
    for (const member of membersOf(context, record.id)) mark(member, undefined, writer);
  },
};

export const globalClusterTypes: readonly ResourceType[] = [globalCluster];

function creationFlaw(identifier: string, inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  if (context.cloud.find(GLOBAL_CLUSTER, (other) => other.id === identifier) !== undefined) {
    return { code: "400 GlobalClusterAlreadyExistsFault", message: `Global Cluster ${identifier} already exists` };
  }
  const arn = textAt(inputs, "sourceDbClusterIdentifier");
  if (arn === undefined) return undefined;
  const inherited = INHERITED.find(([property]) => valueAt(inputs, property) !== undefined);
  if (inherited !== undefined) {
    return invalidCombination(
      `When creating global cluster from existing db cluster, value for ${inherited[1]} should not be specified since it will be inherited from source cluster`,
    );
  }
  const source = sourceOf(inputs, context);
  if (source === undefined) {
    return {
      code: "404 DBClusterNotFoundFault",
      message: `The source DB cluster ${arn} could not be found or cannot be accessed.`,
    };
  }
  if (globalOf(source) !== undefined) {
    return {
      code: "400 InvalidDBClusterStateFault",
      message: `Source cluster ${arn} is already a member of global cluster ${globalOf(source)}`,
    };
  }
  if (managesPassword(source)) {
    return invalidCombination(
      "ManageMasterUserPassword isn't supported for DB clusters that are part of a global cluster.",
    );
  }
  return undefined;
}

/** The API takes the ARN only. */
function sourceOf(inputs: Properties, context: TypeContext): CloudRecord | undefined {
  const arn = textAt(inputs, "sourceDbClusterIdentifier");
  return arn === undefined ? undefined : context.cloud.find(CLUSTER, (cluster) => propertyOf(cluster, "arn") === arn);
}

function mark(cluster: CloudRecord, globalId: string | undefined, writer: CloudWriter): void {
  const membership = globalId === undefined ? {} : { globalClusterIdentifier: globalId };
  const outputs = { ...withoutMembership(cluster.outputs), ...membership };
  writer.put({ ...cluster, inputs: withoutMembership(cluster.inputs), outputs });
}

function withoutMembership(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "globalClusterIdentifier"));
}
