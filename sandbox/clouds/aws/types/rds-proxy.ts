/** RDS Proxy: the proxy, its one target group, and the cluster behind it. */
import { regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { failures, pattern, range, textLength } from "../../checks.ts";
import { CLUSTER, defaultSecurityGroup, findSubnet, PROXY } from "../network-lookup.ts";
import { invalidCombination, invalidValue, refusal, wornGroupsFlaw } from "../rds-cluster-rules.ts";
import type { RdsFlaw } from "../rds-cluster-rules.ts";
import { POSTGRESQL_PORT, rdsHost } from "../rds-engine.ts";
import { here, numberOf, textOf } from "../../record-values.ts";
import { serviceCanAssume } from "../role-reference.ts";
import { blocksAt, numberAt, textAt, textsAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { findSecret } from "./secretsmanager.ts";

const TARGET_GROUP = "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup";
const TARGET = "aws:rds/proxyTarget:ProxyTarget";
/** Name of the only target group of a proxy. */
const DEFAULT = "default";

const proxy: ResourceType = {
  token: PROXY,
  autoName: { property: "name", maxLength: 63 },
  sets: ["auths", "vpcSecurityGroupIds", "vpcSubnetIds"],
  enums: {
    engineFamily: ["MYSQL", "POSTGRESQL", "SQLSERVER"],
    defaultAuthScheme: ["IAM_AUTH", "NONE"],
    endpointNetworkType: ["IPV4", "IPV6", "DUAL"],
    targetConnectionNetworkType: ["IPV4", "IPV6"],
    "auths.authScheme": ["SECRETS"],
    "auths.iamAuth": ["DISABLED", "ENABLED", "REQUIRED"],
  },
  check: (inputs) =>
    failures(
      textLength(inputs, "name", 1, 63),
      pattern(
        inputs,
        "name",
        /^[A-Za-z](?!.*--)[0-9A-Za-z-]*(?<!-)$/,
        "must begin with a letter and contain only letters, digits and single hyphens",
      ),
      range(inputs, "idleClientTimeout", 1, 28_800),
      arnInput(inputs, "roleArn"),
    ),
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const flaw = creationFlaw(name, inputs, context);
    return flaw && refusal(`creating RDS DB Proxy (${name})`, "CreateDBProxy", flaw);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const fallback = defaultSecurityGroup(context, vpcOf(inputs, context) ?? "")?.id;
    return {
      id: name,
      name,
      outputs: {
        arn: regionalArn(context, "rds", `db-proxy:prx-0${context.hex(16)}`),
        defaultAuthScheme: "NONE",
        endpoint: rdsHost(name, "proxy-", context),
        endpointNetworkType: "IPV4",
        idleClientTimeout: 1800,
        targetConnectionNetworkType: "IPV4",
        vpcSecurityGroupIds: fallback === undefined ? [] : [fallback],
      },
    };
  },
  refuseUpdate(old, inputs, context) {
    const flaw = accessFlaw(inputs, context);
    return flaw && refusal(`updating RDS DB Proxy (${old.id})`, "ModifyDBProxy", flaw);
  },
  afterDelete(record, context, writer) {
    for (const type of [TARGET, TARGET_GROUP]) {
      for (const part of here(context, type)) {
        if (textOf(part, "dbProxyName") === record.id) writer.remove({ type, id: part.id });
      }
    }
  },
};

const targetGroup: ResourceType = {
  token: TARGET_GROUP,
  enums: { "connectionPoolConfig.sessionPinningFilters": ["EXCLUDE_VARIABLE_SETS"] },
  check: (inputs) =>
    failures(
      range(inputs, "connectionPoolConfig.connectionBorrowTimeout", 0, 3600),
      range(inputs, "connectionPoolConfig.maxConnectionsPercent", 1, 100),
      range(inputs, "connectionPoolConfig.maxIdleConnectionsPercent", 0, 100),
    ),
  refuseCreate: (inputs, context) => refusePool(inputs, context),
  create(inputs, context) {
    const name = textAt(inputs, "dbProxyName") ?? "";
    const pool = {
      connectionBorrowTimeout: 120,
      initQuery: "",
      maxConnectionsPercent: 100,
      maxIdleConnectionsPercent: 50,
      sessionPinningFilters: [],
    };
    return {
      id: name,
      name,
      outputs: {
        arn: regionalArn(context, "rds", `target-group:prx-tg-0${context.hex(16)}`),
        connectionPoolConfig: pool,
        name: DEFAULT,
      },
    };
  },
  refuseUpdate: (_old, inputs, context) => refusePool(inputs, context),
};

const target: ResourceType = {
  token: TARGET,
  refuseCreate(inputs, context) {
    const [name, group] = [textAt(inputs, "dbProxyName") ?? "", textAt(inputs, "targetGroupName") ?? ""];
    const refuse = (flaw: RdsFlaw): string =>
      refusal(`registering RDS DB Proxy (${name}/${group}) Target`, "RegisterDBProxyTargets", flaw);
    if (context.cloud.byId(PROXY, name) === undefined) return refuse(proxyMissing(name));
    if (group !== DEFAULT) {
      return refuse({
        code: "404 DBProxyTargetGroupNotFoundFault",
        message: `DB proxy target group ${group} not found`,
      });
    }
    const clusterId = textAt(inputs, "dbClusterIdentifier");
    if (clusterId !== undefined && context.cloud.byId(CLUSTER, clusterId) === undefined) {
      return refuse({ code: "404 DBClusterNotFoundFault", message: `DBCluster ${clusterId} not found.` });
    }
    if (!here(context, TARGET).some((other) => textOf(other, "dbProxyName") === name)) return undefined;
    return refuse({
      code: "400 DBProxyTargetAlreadyRegisteredFault",
      message: `DB proxy ${name} already has a registered target`,
    });
  },
  create(inputs, context) {
    const clusterId = textAt(inputs, "dbClusterIdentifier");
    const resourceId = clusterId ?? textAt(inputs, "dbInstanceIdentifier") ?? "";
    const cluster = context.cloud.byId(CLUSTER, resourceId);
    const type = clusterId === undefined ? "RDS_INSTANCE" : "TRACKED_CLUSTER";
    return {
      id: [textAt(inputs, "dbProxyName"), textAt(inputs, "targetGroupName"), type, resourceId].join("/"),
      outputs: {
        endpoint: textOf(cluster, "endpoint") ?? "",
        port: numberOf(cluster, "port") ?? POSTGRESQL_PORT,
        rdsResourceId: resourceId,
        targetArn: textOf(cluster, "arn") ?? "",
        trackedClusterId: "",
        type,
      },
    };
  },
};

export const proxyTypes: readonly ResourceType[] = [proxy, targetGroup, target];

function proxyMissing(name: string): RdsFlaw {
  return { code: "404 DBProxyNotFoundFault", message: `DB proxy ${name} not found` };
}

function vpcOf(inputs: Properties, context: TypeContext): string | undefined {
  return textOf(findSubnet(textsAt(inputs, "vpcSubnetIds")[0], context), "vpcId");
}

function creationFlaw(name: string, inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  if (context.cloud.byId(PROXY, name) !== undefined) {
    return { code: "400 DBProxyAlreadyExistsFault", message: `DB proxy ${name} already exists` };
  }
  const ids = textsAt(inputs, "vpcSubnetIds");
  const missing = ids.find((id) => findSubnet(id, context) === undefined);
  if (missing !== undefined)
    return { code: "400 InvalidSubnet", message: `Some input subnets in :[${missing}] are invalid.` };
  const zones = new Set(ids.map((id) => textOf(findSubnet(id, context), "availabilityZone")));
  if (zones.size < 2)
    return { code: "400 InvalidSubnet", message: "A DB proxy needs subnets in at least two Availability Zones." };
  return accessFlaw(inputs, context);
}

/** A proxy knows its clients by identity from end to end, or by secrets that it may read. */
function accessFlaw(inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  const auths = blocksAt(inputs, "auths");
  const byIdentity = textAt(inputs, "defaultAuthScheme") === "IAM_AUTH";
  if (auths.length === 0 && !byIdentity)
    return invalidCombination("Auth must be specified unless DefaultAuthScheme is IAM_AUTH.");
  const lost = auths
    .map((auth) => textAt(auth, "secretArn"))
    .find((arn) => arn !== undefined && findSecret(arn, context) === undefined);
  if (lost !== undefined) return invalidValue(`Secret ${lost} does not exist or RDS cannot read it.`);
  const role = textAt(inputs, "roleArn") ?? "";
  if (!serviceCanAssume(role, "rds.amazonaws.com", context)) {
    return invalidValue(`RDS is not authorized to assume the role ${role}.`);
  }
  return wornGroupsFlaw(textsAt(inputs, "vpcSecurityGroupIds"), vpcOf(inputs, context), context);
}

function refusePool(inputs: Properties, context: TypeContext): string | undefined {
  const name = textAt(inputs, "dbProxyName") ?? "";
  const refuse = (flaw: RdsFlaw): string =>
    refusal(`updating RDS DB Proxy (${name}) Default Target Group`, "ModifyDBProxyTargetGroup", flaw);
  if (context.cloud.byId(PROXY, name) === undefined) return refuse(proxyMissing(name));
  const [most, idle] = ["maxConnectionsPercent", "maxIdleConnectionsPercent"].map((limit) =>
    numberAt(inputs, `connectionPoolConfig.${limit}`),
  );
  if (most === undefined || idle === undefined || idle <= most) return undefined;
  return refuse(
    invalidValue(`MaxIdleConnectionsPercent (${idle}) must not be greater than MaxConnectionsPercent (${most})`),
  );
}
